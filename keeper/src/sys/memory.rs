//! Reading and writing the memory of a target (process_vm_readv(2)).

use super::{Errno, Result, bare, file::PATH_MAX};
use crate::prelude::*;

const PAGE: u64 = 4096;

/// Reads up to `buffer.len()` bytes; stops early at an unmapped page. EFAULT when not even one byte can be read.
pub fn read(pid: u32, address: u64, buffer: &mut [u8]) -> Result<usize> {
    let local = libc::iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() };
    // A transfer stops at an iovec that faults, so one for what is left of the first page, one for the rest.
    let first = ((PAGE - address % PAGE) as usize).min(buffer.len());
    let second = address.checked_add(first as u64).ok_or(Errno(libc::EFAULT))?;
    let remote = [
        libc::iovec { iov_base: address as *mut libc::c_void, iov_len: first },
        libc::iovec { iov_base: second as *mut libc::c_void, iov_len: buffer.len() - first },
    ];
    let count = if first == buffer.len() { 1 } else { 2 };
    let arguments = [pid as usize, (&raw const local) as usize, 1, remote.as_ptr() as usize, count, 0];
    // SAFETY: local describes buffer; remote addresses are only dereferenced by the kernel in the other process.
    let length = unsafe { bare::call(libc::SYS_process_vm_readv, arguments) }?;
    if length == 0 { Err(Errno(libc::EFAULT)) } else { Ok(length) }
}

/// Reads exactly `buffer.len()` bytes.
pub fn read_exact(pid: u32, address: u64, buffer: &mut [u8]) -> Result<()> {
    let mut done = 0;
    while done < buffer.len() {
        let at = address.checked_add(done as u64).ok_or(Errno(libc::EFAULT))?;
        let end = buffer.len().min(done + PAGE as usize);
        done += read(pid, at, &mut buffer[done..end])?;
    }
    Ok(())
}

/// Reads a NUL-terminated string without its NUL. ENAMETOOLONG when it is not over after PATH_MAX bytes.
pub fn read_string(pid: u32, address: u64) -> Result<Vec<u8>> {
    if address == 0 {
        return Err(Errno(libc::EFAULT));
    }
    let mut bytes = vec![0; 256];
    let mut filled = 0;
    loop {
        let at = address.checked_add(filled as u64).ok_or(Errno(libc::EFAULT))?;
        let count = read(pid, at, &mut bytes[filled..])?;
        let fresh = &bytes[filled..filled + count];
        if let Some(end) = fresh.iter().position(|&byte| byte == 0) {
            bytes.truncate(filled + end);
            return Ok(bytes);
        }
        filled += count;
        if filled >= PATH_MAX {
            return Err(Errno(libc::ENAMETOOLONG));
        }
        bytes.resize(PATH_MAX, 0);
    }
}

/// process_vm_writev(2), the whole of `bytes` or EFAULT.
pub fn write(pid: u32, address: u64, bytes: &[u8]) -> Result<()> {
    let local = libc::iovec { iov_base: bytes.as_ptr().cast_mut().cast(), iov_len: bytes.len() };
    let remote = libc::iovec { iov_base: address as *mut libc::c_void, iov_len: bytes.len() };
    let arguments = [pid as usize, (&raw const local) as usize, 1, (&raw const remote) as usize, 1, 0];
    // SAFETY: local describes bytes, which the kernel only reads; remote belongs to the other process.
    let length = unsafe { bare::call(libc::SYS_process_vm_writev, arguments) }?;
    if length == bytes.len() { Ok(()) } else { Err(Errno(libc::EFAULT)) }
}
