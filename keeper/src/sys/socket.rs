//! Sockets of targets, as copies of their descriptors (pidfd_getfd(2)).

use super::{Errno, Result, check, file};
use std::os::fd::{AsRawFd, OwnedFd, RawFd};

/// Longest address of any family (struct sockaddr_storage).
pub const LONGEST_ADDRESS: usize = 128;

/// A copy of a descriptor of another process. EPERM where the machine does not allow it (stock Docker).
pub fn copy_descriptor(process: i32, fd: i32) -> Result<OwnedFd> {
    // SAFETY: both calls take numbers and return fresh descriptors.
    unsafe {
        let pidfd = file::adopt(check(libc::syscall(libc::SYS_pidfd_open, process, 0u32))? as RawFd);
        let copy = check(libc::syscall(libc::SYS_pidfd_getfd, pidfd.as_raw_fd(), fd, 0u32))?;
        Ok(file::adopt(copy as RawFd))
    }
}

fn option(fd: RawFd, name: i32) -> Result<i32> {
    let mut value = 0i32;
    let mut length = size_of::<i32>() as libc::socklen_t;
    // SAFETY: value has the length that is passed.
    check(unsafe { libc::getsockopt(fd, libc::SOL_SOCKET, name, (&raw mut value).cast(), &raw mut length) }.into())?;
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

pub fn is_blocking(fd: RawFd) -> bool {
    // SAFETY: a plain fcntl call on a descriptor.
    let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
    flags >= 0 && flags & libc::O_NONBLOCK == 0
}

pub fn connect(fd: RawFd, address: &[u8]) -> Result<()> {
    // SAFETY: address is readable for its length.
    check(unsafe { libc::connect(fd, address.as_ptr().cast(), address.len() as libc::socklen_t) }.into()).map(drop)
}

pub fn bind(fd: RawFd, address: &[u8]) -> Result<()> {
    // SAFETY: address is readable for its length.
    check(unsafe { libc::bind(fd, address.as_ptr().cast(), address.len() as libc::socklen_t) }.into()).map(drop)
}

pub fn listen(fd: RawFd, backlog: i32) -> Result<()> {
    // SAFETY: takes numbers.
    check(unsafe { libc::listen(fd, backlog) }.into()).map(drop)
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
    let mut header: libc::msghdr = unsafe { std::mem::zeroed() };
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
    // SAFETY: every pointer in header refers to message, which outlives the call; the kernel only reads.
    check(unsafe { libc::sendmsg(fd, &raw const header, flags | libc::MSG_NOSIGNAL) } as i64).map(|count| count as usize)
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

/// Takes on the ids of another user in this thread alone, for good: what a peer sees as SO_PEERCRED.
pub fn become_user(user: u32, group: u32) -> Result<()> {
    // SAFETY: raw system calls change this thread only.
    unsafe {
        check(libc::syscall(libc::SYS_setresgid, group, group, group))?;
        check(libc::syscall(libc::SYS_setresuid, user, user, user)).map(drop)
    }
}

/// fchdir(2)
pub fn enter_directory(fd: RawFd) -> Result<()> {
    // SAFETY: takes a number.
    check(unsafe { libc::fchdir(fd) }.into()).map(drop)
}
