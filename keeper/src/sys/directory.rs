//! Names in a directory.

use super::{Result, bare, file};
use crate::prelude::*;

/// The names in the directory at `path`, without `.` and `..` (getdents64(2)).
pub fn names(path: &[u8]) -> Result<Vec<Vec<u8>>> {
    let flags = libc::O_RDONLY | libc::O_DIRECTORY | libc::O_CLOEXEC;
    let directory = file::open(libc::AT_FDCWD, path, flags, 0)?;
    let mut names = Vec::new();
    let mut buffer = vec![0u8; 8 * 1024];
    loop {
        let arguments = [directory.as_raw_fd() as usize, buffer.as_mut_ptr() as usize, buffer.len(), 0, 0, 0];
        // SAFETY: buffer is writable for its whole length.
        let length = unsafe { bare::call(libc::SYS_getdents64, arguments) }?;
        if length == 0 {
            return Ok(names);
        }
        let mut offset = 0;
        while offset + 19 < length {
            // struct linux_dirent64: u64 inode, i64 offset, u16 record length, u8 type, then the name.
            let record = u16::from_ne_bytes([buffer[offset + 16], buffer[offset + 17]]) as usize;
            let name = &buffer[offset + 19..(offset + record).min(length)];
            let name = name.split(|&byte| byte == 0).next().unwrap_or_default();
            if name != b"." && name != b".." {
                names.push(name.to_vec());
            }
            offset += record.max(19);
        }
    }
}
