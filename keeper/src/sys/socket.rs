//! Sockets of targets, as copies of their descriptors (pidfd_getfd(2)).

use super::bare::{call, numbers};
use super::fd::{OwnedFd, RawFd};
use super::{Errno, Result, file, pid};
use crate::prelude::*;

/// Longest address of any family (struct sockaddr_storage).
pub const LONGEST_ADDRESS: usize = 128;

/// A copy of a descriptor of another process. EPERM where the machine does not allow it (stock Docker).
pub fn copy_descriptor(process: i32, fd: i32) -> Result<OwnedFd> {
    let pidfd = pid::open(process)?;
    let copy = numbers(libc::SYS_pidfd_getfd, [pidfd.as_raw_fd() as usize, fd as usize, 0, 0, 0, 0])?;
    Ok(OwnedFd::adopt(copy as RawFd))
}

fn option(fd: RawFd, name: i32) -> Result<i32> {
    let (mut value, mut length) = (0i32, size_of::<i32>() as u32);
    let (value_at, length_at) = ((&raw mut value) as usize, (&raw mut length) as usize);
    let arguments = [fd as usize, libc::SOL_SOCKET as usize, name as usize, value_at, length_at, 0];
    // SAFETY: value has the length that is passed.
    unsafe { call(libc::SYS_getsockopt, arguments) }?;
    Ok(value)
}

/// The address family of a socket; ENOTSOCK for anything else.
pub fn domain(fd: RawFd) -> Result<i32> {
    option(fd, libc::SO_DOMAIN)
}

/// SOCK_STREAM, SOCK_DGRAM, …
pub fn kind(fd: RawFd) -> Result<i32> {
    option(fd, libc::SO_TYPE)
}

/// Whether MSG_ZEROCOPY means something to this socket.
pub fn sends_pages(fd: RawFd) -> bool {
    option(fd, libc::SO_ZEROCOPY).is_ok_and(|set| set != 0)
}

pub fn is_blocking(fd: RawFd) -> bool {
    file::control(fd, libc::F_GETFL, 0).is_ok_and(|flags| flags & libc::O_NONBLOCK == 0)
}

/// An internet socket that drops whatever comes in, for good.
pub fn make_deaf(family: i32, kind: i32, protocol: i32) -> Result<OwnedFd> {
    const RETURN: u16 = 0x06; // BPF_RET | BPF_K
    let socket = numbers(libc::SYS_socket, [family as usize, kind as usize, protocol as usize, 0, 0, 0])?;
    let socket = OwnedFd::adopt(socket as RawFd);
    let mut drop_all = libc::sock_filter { code: RETURN, jt: 0, jf: 0, k: 0 };
    let filter = libc::sock_fprog { len: 1, filter: &raw mut drop_all };
    let set = |name: i32, value: usize, length: usize| {
        let arguments = [socket.as_raw_fd() as usize, libc::SOL_SOCKET as usize, name as usize, value, length, 0];
        // SAFETY: value points to a struct of that length, which the kernel only reads.
        unsafe { call(libc::SYS_setsockopt, arguments) }.map(drop)
    };
    set(libc::SO_ATTACH_FILTER, (&raw const filter) as usize, size_of::<libc::sock_fprog>())?;
    let locked = 1i32;
    set(libc::SO_LOCK_FILTER, (&raw const locked) as usize, size_of::<i32>())?;
    Ok(socket)
}

/// connect(2)
pub fn connect(fd: RawFd, address: &[u8]) -> Result<()> {
    // SAFETY: address is readable for its length.
    unsafe { call(libc::SYS_connect, [fd as usize, address.as_ptr() as usize, address.len(), 0, 0, 0]) }.map(drop)
}

/// bind(2)
pub fn bind(fd: RawFd, address: &[u8]) -> Result<()> {
    // SAFETY: address is readable for its length.
    unsafe { call(libc::SYS_bind, [fd as usize, address.as_ptr() as usize, address.len(), 0, 0, 0]) }.map(drop)
}

/// getsockname(2)
pub fn own_address(fd: RawFd) -> Result<Vec<u8>> {
    let mut address = vec![0u8; LONGEST_ADDRESS];
    let mut length = LONGEST_ADDRESS as u32;
    let arguments = [fd as usize, address.as_mut_ptr() as usize, (&raw mut length) as usize, 0, 0, 0];
    // SAFETY: address is as long as length says.
    unsafe { call(libc::SYS_getsockname, arguments) }?;
    address.truncate(length as usize);
    Ok(address)
}

/// Whether no unix socket of this type has the address: then we could have it.
pub fn is_unbound(kind: i32, address: &[u8]) -> bool {
    let kind = (kind | libc::SOCK_CLOEXEC) as usize;
    let socket = numbers(libc::SYS_socket, [libc::AF_UNIX as usize, kind, 0, 0, 0, 0]);
    socket.is_ok_and(|fd| bind(OwnedFd::adopt(fd as RawFd).as_raw_fd(), address).is_ok())
}

/// listen(2)
pub fn listen(fd: RawFd, backlog: i32) -> Result<()> {
    numbers(libc::SYS_listen, [fd as usize, backlog as usize, 0, 0, 0, 0]).map(drop)
}

/// One message with everything that belongs to it. Descriptors in `control` are already our own numbers.
pub struct Message {
    pub address: Vec<u8>,
    pub content: Vec<u8>,
    pub control: Vec<u8>,
}

/// sendmsg(2); never raises SIGPIPE here.
pub fn send(fd: RawFd, message: &Message, flags: i32) -> Result<usize> {
    let mut part = libc::iovec { iov_base: message.content.as_ptr().cast_mut().cast(), iov_len: message.content.len() };
    // SAFETY: an all-zero msghdr is valid.
    let mut header: libc::msghdr = unsafe { core::mem::zeroed() };
    header.msg_iov = &raw mut part;
    header.msg_iovlen = 1;
    if !message.address.is_empty() {
        header.msg_name = message.address.as_ptr().cast_mut().cast();
        header.msg_namelen = message.address.len() as libc::socklen_t;
    }
    if !message.control.is_empty() {
        header.msg_control = message.control.as_ptr().cast_mut().cast();
        header.msg_controllen = message.control.len();
    }
    let flags = (flags | libc::MSG_NOSIGNAL) as usize;
    // SAFETY: every pointer in header refers to message, which outlives the call; the kernel only reads.
    unsafe { call(libc::SYS_sendmsg, [fd as usize, (&raw const header) as usize, flags, 0, 0, 0]) }
}

/// The address of a unix socket at `path`. ENAMETOOLONG beyond 107 bytes.
pub fn unix_address(path: &[u8]) -> Result<Vec<u8>> {
    const LONGEST_PATH: usize = 107;
    if path.len() > LONGEST_PATH {
        return Err(Errno(libc::ENAMETOOLONG));
    }
    let mut address = (libc::AF_UNIX as u16).to_ne_bytes().to_vec();
    address.extend_from_slice(path);
    address.push(0);
    Ok(address)
}

/// fchdir(2)
pub fn enter_directory(fd: RawFd) -> Result<()> {
    numbers(libc::SYS_fchdir, [fd as usize, 0, 0, 0, 0, 0]).map(drop)
}
