//! Descriptors and paths.

use super::{Errno, Result, check};
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

/// Longest path that the kernel takes, terminating NUL included (path_resolution(7)).
pub const PATH_MAX: usize = 4096;

pub const RESOLVE_NO_MAGICLINKS: u64 = 0x02;

#[repr(C)]
struct OpenHow {
    flags: u64,
    mode: u64,
    resolve: u64,
}

/// Copies `path` behind itself with a NUL; ENAMETOOLONG or ENOENT where the kernel would say so.
pub struct PathBuffer {
    bytes: [u8; PATH_MAX + 64],
}

impl PathBuffer {
    pub fn new(path: &[u8]) -> Result<PathBuffer> {
        let mut buffer = PathBuffer { bytes: [0; PATH_MAX + 64] };
        if path.len() >= PATH_MAX {
            return Err(Errno(libc::ENAMETOOLONG));
        }
        if path.contains(&0) {
            return Err(Errno(libc::EINVAL));
        }
        buffer.bytes[..path.len()].copy_from_slice(path);
        Ok(buffer)
    }

    fn as_ptr(&self) -> *const libc::c_char {
        self.bytes.as_ptr().cast()
    }
}

fn own(fd: i64) -> OwnedFd {
    // SAFETY: the caller just received this descriptor from the kernel and nobody else owns it.
    unsafe { OwnedFd::from_raw_fd(fd as RawFd) }
}

/// openat2(2).
pub fn open_how(directory: RawFd, path: &[u8], flags: i32, mode: u32, resolve: u64) -> Result<OwnedFd> {
    let path = PathBuffer::new(path)?;
    let how = OpenHow { flags: flags as u32 as u64, mode: u64::from(mode), resolve };
    // SAFETY: path is NUL-terminated and outlives the call; how has the size that is passed.
    let fd = check(unsafe {
        libc::syscall(libc::SYS_openat2, directory, path.as_ptr(), &raw const how, size_of::<OpenHow>())
    })?;
    Ok(own(fd))
}

/// openat(2).
pub fn open(directory: RawFd, path: &[u8], flags: i32, mode: u32) -> Result<OwnedFd> {
    let path = PathBuffer::new(path)?;
    // SAFETY: path is NUL-terminated and outlives the call.
    let fd = check(unsafe { libc::openat(directory, path.as_ptr(), flags, mode) }.into())?;
    Ok(own(fd))
}

/// readlinkat(2); an empty `path` reads the link that `directory` is.
pub fn read_link(directory: RawFd, path: &[u8]) -> Result<Vec<u8>> {
    let path = PathBuffer::new(path)?;
    let mut target: Vec<u8> = Vec::with_capacity(PATH_MAX);
    // SAFETY: target has the capacity that is passed; path is NUL-terminated.
    let length = check(
        unsafe { libc::readlinkat(directory, path.as_ptr(), target.as_mut_ptr().cast(), PATH_MAX) } as i64,
    )?;
    // SAFETY: the kernel wrote exactly length bytes.
    unsafe { target.set_len(length as usize) };
    Ok(target)
}

pub fn stat(fd: RawFd) -> Result<libc::stat> {
    let mut status = MaybeUninit::<libc::stat>::uninit();
    // SAFETY: status is large enough; it is read only after success.
    check(unsafe { libc::fstat(fd, status.as_mut_ptr()) }.into())?;
    // SAFETY: fstat succeeded and filled it.
    Ok(unsafe { status.assume_init() })
}

pub fn stat_at(directory: RawFd, path: &[u8], flags: i32) -> Result<libc::stat> {
    let path = PathBuffer::new(path)?;
    let mut status = MaybeUninit::<libc::stat>::uninit();
    // SAFETY: path is NUL-terminated; status is read only after success.
    check(unsafe { libc::fstatat(directory, path.as_ptr(), status.as_mut_ptr(), flags) }.into())?;
    // SAFETY: fstatat succeeded and filled it.
    Ok(unsafe { status.assume_init() })
}

const PROC_SUPER_MAGIC: i64 = 0x9fa0;

/// Whether the object lives on procfs (statfs(2)).
pub fn is_on_proc(fd: RawFd) -> bool {
    let mut status = MaybeUninit::<libc::statfs>::uninit();
    // SAFETY: status is large enough; it is read only after success.
    if unsafe { libc::fstatfs(fd, status.as_mut_ptr()) } != 0 {
        return false;
    }
    // SAFETY: fstatfs succeeded and filled it.
    unsafe { status.assume_init() }.f_type == PROC_SUPER_MAGIC
}

pub fn read(fd: RawFd, buffer: &mut [u8]) -> Result<usize> {
    // SAFETY: buffer is writable for its whole length.
    check(unsafe { libc::read(fd, buffer.as_mut_ptr().cast(), buffer.len()) } as i64).map(|count| count as usize)
}

pub fn write(fd: RawFd, bytes: &[u8]) -> Result<usize> {
    // SAFETY: bytes is readable for its whole length.
    check(unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) } as i64).map(|count| count as usize)
}

/// Reads a small file as a whole, at most `limit` bytes.
pub fn read_whole(directory: RawFd, path: &[u8], limit: usize) -> Result<Vec<u8>> {
    let file = open(directory, path, libc::O_RDONLY | libc::O_CLOEXEC | libc::O_NONBLOCK, 0)?;
    let mut content = vec![0; limit];
    let mut length = 0;
    while length < limit {
        match read(file.as_raw_fd(), &mut content[length..])? {
            0 => break,
            count => length += count,
        }
    }
    content.truncate(length);
    Ok(content)
}

pub fn pipe() -> Result<(OwnedFd, OwnedFd)> {
    let mut ends = [0; 2];
    // SAFETY: ends has room for two descriptors.
    check(unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) }.into())?;
    Ok((own(ends[0].into()), own(ends[1].into())))
}

pub fn set_nonblocking(fd: RawFd, on: bool) -> Result<()> {
    // SAFETY: plain fcntl calls on a descriptor.
    let flags = check(unsafe { libc::fcntl(fd, libc::F_GETFL) }.into())? as i32;
    let wanted = if on { flags | libc::O_NONBLOCK } else { flags & !libc::O_NONBLOCK };
    if wanted == flags {
        return Ok(());
    }
    // SAFETY: as above.
    check(unsafe { libc::fcntl(fd, libc::F_SETFL, wanted) }.into()).map(drop)
}

pub fn set_close_on_exec(fd: RawFd) -> Result<()> {
    // SAFETY: a plain fcntl call on a descriptor.
    check(unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) }.into()).map(drop)
}

/// Takes over a descriptor that was inherited by number; EBADF when it is not open.
pub fn inherit(fd: RawFd) -> Result<OwnedFd> {
    set_close_on_exec(fd)?;
    Ok(own(fd.into()))
}

pub struct Ready {
    pub events: i16,
}

/// poll(2) on up to eight descriptors; a negative one is passed over.
pub fn poll<const N: usize>(fds: [(RawFd, i16); N], timeout_ms: i32) -> Result<[Ready; N]> {
    let mut entries = fds.map(|(fd, events)| libc::pollfd { fd, events, revents: 0 });
    // SAFETY: entries is an array of N pollfd.
    check(unsafe { libc::poll(entries.as_mut_ptr(), N as libc::nfds_t, timeout_ms) }.into())?;
    Ok(entries.map(|entry| Ready { events: entry.revents }))
}

/// A decimal number as bytes, for names below /proc.
pub fn number(value: u64) -> Vec<u8> {
    value.to_string().into_bytes()
}

macro_rules! by_path {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) = $call:expr) => {
        $(#[$doc])*
        pub fn $name(directory: RawFd, path: &[u8] $(, $argument: $type)*) -> Result<()> {
            let path = PathBuffer::new(path)?;
            // SAFETY: path is NUL-terminated and outlives the call.
            check(unsafe { $call(directory, path.as_ptr() $(, $argument)*) }.into()).map(drop)
        }
    };
}

by_path!(/// mkdirat(2)
    make_directory(mode: u32) = libc::mkdirat);
by_path!(/// mknodat(2)
    make_node(mode: u32, device: u64) = libc::mknodat);
by_path!(/// unlinkat(2)
    unlink(flags: i32) = libc::unlinkat);
by_path!(/// fchownat(2)
    change_owner(user: u32, group: u32, flags: i32) = libc::fchownat);

/// fchmodat(2) on /proc/self/fd/N, which follows to the pinned object.
pub fn change_mode(directory: RawFd, path: &[u8], mode: u32) -> Result<()> {
    let path = PathBuffer::new(path)?;
    // SAFETY: path is NUL-terminated and outlives the call.
    check(unsafe { libc::syscall(libc::SYS_fchmodat, directory, path.as_ptr(), mode) }).map(drop)
}

/// utimensat(2); `times` of None means now.
pub fn change_times(directory: RawFd, path: &[u8], times: Option<[libc::timespec; 2]>, flags: i32) -> Result<()> {
    let path = PathBuffer::new(path)?;
    let times = times.as_ref().map_or(std::ptr::null(), |times| times.as_ptr());
    // SAFETY: path is NUL-terminated; times is null or points to two timespec.
    check(unsafe { libc::utimensat(directory, path.as_ptr(), times, flags) }.into()).map(drop)
}

/// symlinkat(2)
pub fn make_symlink(target: &[u8], directory: RawFd, path: &[u8]) -> Result<()> {
    let (target, path) = (PathBuffer::new(target)?, PathBuffer::new(path)?);
    // SAFETY: both are NUL-terminated and outlive the call.
    check(unsafe { libc::symlinkat(target.as_ptr(), directory, path.as_ptr()) }.into()).map(drop)
}

/// linkat(2)
pub fn make_link(from: RawFd, from_path: &[u8], to: RawFd, to_path: &[u8], flags: i32) -> Result<()> {
    let (from_path, to_path) = (PathBuffer::new(from_path)?, PathBuffer::new(to_path)?);
    // SAFETY: both are NUL-terminated and outlive the call.
    check(unsafe { libc::linkat(from, from_path.as_ptr(), to, to_path.as_ptr(), flags) }.into()).map(drop)
}

/// renameat2(2)
pub fn rename(from: RawFd, from_path: &[u8], to: RawFd, to_path: &[u8], flags: u32) -> Result<()> {
    let (from_path, to_path) = (PathBuffer::new(from_path)?, PathBuffer::new(to_path)?);
    // SAFETY: both are NUL-terminated and outlive the call.
    check(unsafe { libc::syscall(libc::SYS_renameat2, from, from_path.as_ptr(), to, to_path.as_ptr(), flags) })
        .map(drop)
}

/// truncate(2) through /proc/self/fd/N of a pinned object.
pub fn truncate(path: &[u8], length: i64) -> Result<()> {
    let path = PathBuffer::new(path)?;
    // SAFETY: path is NUL-terminated and outlives the call.
    check(unsafe { libc::truncate(path.as_ptr(), length) }.into()).map(drop)
}

/// setxattr(2) on a path that leads through /proc/self/fd/N.
pub fn set_attribute(path: &[u8], name: &[u8], value: &[u8], flags: i32) -> Result<()> {
    let (path, name) = (PathBuffer::new(path)?, PathBuffer::new(name)?);
    // SAFETY: path and name are NUL-terminated; value is readable for its length.
    check(
        unsafe { libc::setxattr(path.as_ptr(), name.as_ptr(), value.as_ptr().cast(), value.len(), flags) }.into(),
    )
    .map(drop)
}

/// removexattr(2) on a path that leads through /proc/self/fd/N.
pub fn remove_attribute(path: &[u8], name: &[u8]) -> Result<()> {
    let (path, name) = (PathBuffer::new(path)?, PathBuffer::new(name)?);
    // SAFETY: path and name are NUL-terminated.
    check(unsafe { libc::removexattr(path.as_ptr(), name.as_ptr()) }.into()).map(drop)
}

/// close(2) of a descriptor that is known by number only: one that was inherited for somebody else.
pub fn close(fd: RawFd) {
    // SAFETY: the caller says that nobody here owns it.
    unsafe { libc::close(fd) };
}

/// Whether the descriptor is a socket.
pub fn is_socket(fd: RawFd) -> bool {
    stat(fd).is_ok_and(|status| status.st_mode & libc::S_IFMT == libc::S_IFSOCK)
}

/// Owns a descriptor that appeared in our table: the listener, made by the target while the table was shared.
pub fn adopt(fd: RawFd) -> OwnedFd {
    own(fd.into())
}
