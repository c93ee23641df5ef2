//! Descriptors and paths.

use super::bare::{call, numbers};
use super::fd::{OwnedFd, RawFd};
use super::{Errno, Result, bare};
use crate::prelude::*;
use core::mem::MaybeUninit;

/// Longest path that the kernel takes, terminating NUL included (path_resolution(7)).
pub const PATH_MAX: usize = 4096;

pub const RESOLVE_NO_MAGICLINKS: u64 = 0x02;
pub const RESOLVE_NO_SYMLINKS: u64 = 0x04;
pub const RESOLVE_BENEATH: u64 = 0x08;

#[repr(C)]
struct OpenHow {
    flags: u64,
    mode: u64,
    resolve: u64,
}

/// Room for a path with its NUL. It is filled where it stands: to move it would cost more than most calls.
struct PathBuffer {
    bytes: [MaybeUninit<u8>; PATH_MAX],
}

/// A path that ends in a NUL.
struct Terminated<'a> {
    bytes: &'a [u8],
}

impl PathBuffer {
    const fn new() -> PathBuffer {
        PathBuffer { bytes: [const { MaybeUninit::uninit() }; PATH_MAX] }
    }

    /// ENAMETOOLONG where the kernel would say so, EINVAL for a NUL inside.
    fn hold(&mut self, path: &[u8]) -> Result<Terminated<'_>> {
        if path.len() >= PATH_MAX {
            return Err(Errno(libc::ENAMETOOLONG));
        }
        if path.contains(&0) {
            return Err(Errno(libc::EINVAL));
        }
        // SAFETY: the path is shorter than the buffer, so that its NUL fits as well; all of bytes has been written.
        unsafe {
            let start = self.bytes.as_mut_ptr().cast::<u8>();
            core::ptr::copy_nonoverlapping(path.as_ptr(), start, path.len());
            start.add(path.len()).write(0);
            Ok(Terminated { bytes: core::slice::from_raw_parts(start, path.len() + 1) })
        }
    }
}

impl Terminated<'_> {
    fn address(&self) -> usize {
        self.bytes.as_ptr() as usize
    }
}

fn own(fd: usize) -> OwnedFd {
    OwnedFd::adopt(fd as RawFd)
}

/// openat2(2).
pub fn open_how(directory: RawFd, path: &[u8], flags: i32, mode: u32, resolve: u64) -> Result<OwnedFd> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    let how = OpenHow { flags: u64::from(flags as u32), mode: u64::from(mode), resolve };
    let arguments = [directory as usize, path.address(), (&raw const how) as usize, size_of::<OpenHow>(), 0, 0];
    // SAFETY: path is NUL-terminated and outlives the call; how has the size that is passed.
    unsafe { call(libc::SYS_openat2, arguments) }.map(own)
}

/// openat(2).
pub fn open(directory: RawFd, path: &[u8], flags: i32, mode: u32) -> Result<OwnedFd> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    // SAFETY: path is NUL-terminated and outlives the call.
    unsafe { call(libc::SYS_openat, [directory as usize, path.address(), flags as usize, mode as usize, 0, 0]) }
        .map(own)
}

/// readlinkat(2); an empty `path` reads the link that `directory` is.
pub fn read_link(directory: RawFd, path: &[u8]) -> Result<Vec<u8>> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    let mut target = [const { MaybeUninit::<u8>::uninit() }; PATH_MAX];
    let arguments = [directory as usize, path.address(), target.as_mut_ptr() as usize, PATH_MAX, 0, 0];
    // SAFETY: target has the size that is passed; path is NUL-terminated.
    let length = unsafe { call(libc::SYS_readlinkat, arguments) }?;
    // SAFETY: the kernel wrote exactly length bytes.
    Ok(unsafe { core::slice::from_raw_parts(target.as_ptr().cast::<u8>(), length) }.to_vec())
}

pub fn stat(fd: RawFd) -> Result<libc::stat> {
    stat_at(fd, b"", libc::AT_EMPTY_PATH)
}

/// A file by which a device is commanded; false for what cannot be looked at.
pub fn is_device(fd: RawFd) -> bool {
    stat(fd).is_ok_and(|status| matches!(status.st_mode & libc::S_IFMT, libc::S_IFCHR | libc::S_IFBLK))
}

/// newfstatat(2)
pub fn stat_at(directory: RawFd, path: &[u8], flags: i32) -> Result<libc::stat> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    let mut status = MaybeUninit::<libc::stat>::uninit();
    let arguments = [directory as usize, path.address(), status.as_mut_ptr() as usize, flags as usize, 0, 0];
    // SAFETY: path is NUL-terminated; status is read only after success, when the kernel has filled it.
    unsafe {
        call(libc::SYS_newfstatat, arguments)?;
        Ok(status.assume_init())
    }
}

const PROC_SUPER_MAGIC: i64 = 0x9fa0;

/// Whether the object lives on procfs (statfs(2)).
pub fn is_on_proc(fd: RawFd) -> bool {
    let mut status = MaybeUninit::<libc::statfs>::uninit();
    // SAFETY: status is large enough; it is read only after success, when the kernel has filled it.
    unsafe {
        call(libc::SYS_fstatfs, [fd as usize, status.as_mut_ptr() as usize, 0, 0, 0, 0]).is_ok()
            && status.assume_init().f_type == PROC_SUPER_MAGIC
    }
}

pub fn read(fd: RawFd, buffer: &mut [u8]) -> Result<usize> {
    // SAFETY: buffer is writable for its whole length.
    unsafe { call(libc::SYS_read, [fd as usize, buffer.as_mut_ptr() as usize, buffer.len(), 0, 0, 0]) }
}

pub fn write(fd: RawFd, bytes: &[u8]) -> Result<usize> {
    bare::write(fd, bytes)
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

/// Reads a file of /proc that may be long: E2BIG from 16 MiB on.
pub fn read_to_its_end(path: &[u8]) -> Result<Vec<u8>> {
    const MOST: usize = 16 << 20;
    let mut limit = 64 << 10;
    while limit <= MOST {
        let text = read_whole(libc::AT_FDCWD, path, limit)?;
        if text.len() < limit {
            return Ok(text);
        }
        limit *= 4;
    }
    Err(Errno(libc::E2BIG))
}

pub fn pipe() -> Result<(OwnedFd, OwnedFd)> {
    let mut ends = [0i32; 2];
    // SAFETY: ends has room for two descriptors.
    unsafe { call(libc::SYS_pipe2, [ends.as_mut_ptr() as usize, libc::O_CLOEXEC as usize, 0, 0, 0, 0]) }?;
    Ok((OwnedFd::adopt(ends[0]), OwnedFd::adopt(ends[1])))
}

/// fcntl(2) with a number.
pub fn control(fd: RawFd, command: i32, value: i32) -> Result<i32> {
    numbers(libc::SYS_fcntl, [fd as usize, command as usize, value as usize, 0, 0, 0]).map(|value| value as i32)
}

/// fcntl(2) F_DUPFD_CLOEXEC
pub fn duplicate(fd: RawFd) -> Result<OwnedFd> {
    control(fd, libc::F_DUPFD_CLOEXEC, 0).map(OwnedFd::adopt)
}

/// Takes over a descriptor that was inherited by number; EBADF when it is not open.
pub fn inherit(fd: RawFd) -> Result<OwnedFd> {
    control(fd, libc::F_SETFD, libc::FD_CLOEXEC)?;
    Ok(OwnedFd::adopt(fd))
}

pub struct Ready {
    pub events: i16,
}

/// poll(2); a negative descriptor is passed over.
pub fn poll<const N: usize>(fds: [(RawFd, i16); N], timeout_ms: i32) -> Result<[Ready; N]> {
    let mut entries = fds.map(|(fd, events)| libc::pollfd { fd, events, revents: 0 });
    // SAFETY: entries is an array of N pollfd.
    unsafe { call(libc::SYS_poll, [entries.as_mut_ptr() as usize, N, timeout_ms as usize, 0, 0, 0]) }?;
    Ok(entries.map(|entry| Ready { events: entry.revents }))
}

/// A decimal number as bytes, for names below /proc.
pub fn number(value: u64) -> Vec<u8> {
    value.to_string().into_bytes()
}

/// A call whose first two arguments are a directory and a path.
fn by_path(number: libc::c_long, directory: RawFd, path: &[u8], rest: [usize; 4]) -> Result<()> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    // SAFETY: path is NUL-terminated and outlives the call; the callers below pass only numbers in rest.
    unsafe { call(number, [directory as usize, path.address(), rest[0], rest[1], rest[2], rest[3]]) }.map(drop)
}

/// mkdirat(2)
pub fn make_directory(directory: RawFd, path: &[u8], mode: u32) -> Result<()> {
    by_path(libc::SYS_mkdirat, directory, path, [mode as usize, 0, 0, 0])
}

/// mknodat(2)
pub fn make_node(directory: RawFd, path: &[u8], mode: u32, device: u64) -> Result<()> {
    by_path(libc::SYS_mknodat, directory, path, [mode as usize, device as usize, 0, 0])
}

/// unlinkat(2)
pub fn unlink(directory: RawFd, path: &[u8], flags: i32) -> Result<()> {
    by_path(libc::SYS_unlinkat, directory, path, [flags as usize, 0, 0, 0])
}

/// fchownat(2)
pub fn change_owner(directory: RawFd, path: &[u8], user: u32, group: u32, flags: i32) -> Result<()> {
    by_path(libc::SYS_fchownat, directory, path, [user as usize, group as usize, flags as usize, 0])
}

/// fchmodat(2) on /proc/self/fd/N, which follows to the pinned object.
pub fn change_mode(directory: RawFd, path: &[u8], mode: u32) -> Result<()> {
    by_path(libc::SYS_fchmodat, directory, path, [mode as usize, 0, 0, 0])
}

/// utimensat(2); `times` of None means now.
pub fn change_times(directory: RawFd, path: &[u8], times: Option<[libc::timespec; 2]>, flags: i32) -> Result<()> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    let times = times.as_ref().map_or(0, |times| times.as_ptr() as usize);
    // SAFETY: path is NUL-terminated; times is null or points to two timespec.
    unsafe { call(libc::SYS_utimensat, [directory as usize, path.address(), times, flags as usize, 0, 0]) }.map(drop)
}

/// symlinkat(2)
pub fn make_symlink(target: &[u8], directory: RawFd, path: &[u8]) -> Result<()> {
    let (mut first, mut second) = (PathBuffer::new(), PathBuffer::new());
    let (target, path) = (first.hold(target)?, second.hold(path)?);
    // SAFETY: both are NUL-terminated and outlive the call.
    unsafe { call(libc::SYS_symlinkat, [target.address(), directory as usize, path.address(), 0, 0, 0]) }.map(drop)
}

/// A call that takes two paths, each with its directory, and flags.
fn by_two_paths(number: libc::c_long, from: (RawFd, &[u8]), to: (RawFd, &[u8]), flags: usize) -> Result<()> {
    let (mut first, mut second) = (PathBuffer::new(), PathBuffer::new());
    let (from_path, to_path) = (first.hold(from.1)?, second.hold(to.1)?);
    let arguments = [from.0 as usize, from_path.address(), to.0 as usize, to_path.address(), flags, 0];
    // SAFETY: both paths are NUL-terminated and outlive the call.
    unsafe { call(number, arguments) }.map(drop)
}

/// linkat(2)
pub fn make_link(from: RawFd, from_path: &[u8], to: RawFd, to_path: &[u8], flags: i32) -> Result<()> {
    by_two_paths(libc::SYS_linkat, (from, from_path), (to, to_path), flags as usize)
}

/// renameat2(2)
pub fn rename(from: RawFd, from_path: &[u8], to: RawFd, to_path: &[u8], flags: u32) -> Result<()> {
    by_two_paths(libc::SYS_renameat2, (from, from_path), (to, to_path), flags as usize)
}

/// truncate(2) through /proc/self/fd/N of a pinned object.
pub fn truncate(path: &[u8], length: i64) -> Result<()> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    // SAFETY: path is NUL-terminated and outlives the call.
    unsafe { call(libc::SYS_truncate, [path.address(), length as usize, 0, 0, 0, 0]) }.map(drop)
}

/// setxattr(2) on a path that leads through /proc/self/fd/N.
pub fn set_attribute(path: &[u8], name: &[u8], value: &[u8], flags: i32) -> Result<()> {
    let (mut first, mut second) = (PathBuffer::new(), PathBuffer::new());
    let (path, name) = (first.hold(path)?, second.hold(name)?);
    let arguments = [path.address(), name.address(), value.as_ptr() as usize, value.len(), flags as usize, 0];
    // SAFETY: path and name are NUL-terminated; value is readable for its length.
    unsafe { call(libc::SYS_setxattr, arguments) }.map(drop)
}

/// removexattr(2) on a path that leads through /proc/self/fd/N.
pub fn remove_attribute(path: &[u8], name: &[u8]) -> Result<()> {
    let (mut first, mut second) = (PathBuffer::new(), PathBuffer::new());
    let (path, name) = (first.hold(path)?, second.hold(name)?);
    // SAFETY: path and name are NUL-terminated.
    unsafe { call(libc::SYS_removexattr, [path.address(), name.address(), 0, 0, 0, 0]) }.map(drop)
}

/// A struct that the kernel fills, as its bytes.
fn filled<T>(number: libc::c_long, arguments: impl FnOnce(usize) -> [usize; 6]) -> Result<Vec<u8>> {
    let mut filled = MaybeUninit::<T>::zeroed();
    // SAFETY: the callers below place the pointer where the call expects a T.
    unsafe {
        call(number, arguments(filled.as_mut_ptr() as usize))?;
        Ok(core::slice::from_raw_parts(filled.as_ptr().cast::<u8>(), size_of::<T>()).to_vec())
    }
}

/// What an object is, and through which mount it was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FileId {
    device: (u32, u32),
    inode: u64,
    mount: u64,
}

/// statx(2) of what `path` leads to, without asking a file server.
pub fn identify(path: &[u8]) -> Result<FileId> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    let mut status = MaybeUninit::<libc::statx>::uninit();
    let (flags, mask) = (libc::AT_STATX_DONT_SYNC as usize, (libc::STATX_INO | libc::STATX_MNT_ID) as usize);
    let arguments = [libc::AT_FDCWD as usize, path.address(), flags, mask, status.as_mut_ptr() as usize, 0];
    // SAFETY: path is NUL-terminated; status is read only after success, when the kernel has filled it.
    let status = unsafe {
        call(libc::SYS_statx, arguments)?;
        status.assume_init()
    };
    Ok(FileId { device: (status.stx_dev_major, status.stx_dev_minor), inode: status.stx_ino, mount: status.stx_mnt_id })
}

/// A struct stat.
pub fn stat_bytes(fd: RawFd) -> Result<Vec<u8>> {
    let empty = c"".as_ptr() as usize;
    filled::<libc::stat>(libc::SYS_newfstatat, |into| [fd as usize, empty, into, libc::AT_EMPTY_PATH as usize, 0, 0])
}

/// A struct statx.
pub fn statx_bytes(fd: RawFd, flags: i32, mask: u32) -> Result<Vec<u8>> {
    let empty = c"".as_ptr() as usize;
    filled::<libc::statx>(libc::SYS_statx, |into| {
        [fd as usize, empty, (flags | libc::AT_EMPTY_PATH) as usize, mask as usize, into, 0]
    })
}

/// A struct statfs.
pub fn statfs_bytes(fd: RawFd) -> Result<Vec<u8>> {
    filled::<libc::statfs>(libc::SYS_fstatfs, |into| [fd as usize, into, 0, 0, 0, 0])
}

/// faccessat2(2) of a pinned object, with the ids that the file system sees.
pub fn check_access(fd: RawFd, mode: i32) -> Result<()> {
    let flags = (libc::AT_EMPTY_PATH | libc::AT_EACCESS) as usize;
    by_path(libc::SYS_faccessat2, fd, b"", [mode as usize, flags, 0, 0])
}

/// getxattr(2) on a path that leads through /proc/self/fd/N.
pub fn get_attribute(path: &[u8], name: &[u8], limit: usize) -> Result<Vec<u8>> {
    let (mut first, mut second) = (PathBuffer::new(), PathBuffer::new());
    let (path, name) = (first.hold(path)?, second.hold(name)?);
    let mut value = vec![0; limit];
    let arguments = [path.address(), name.address(), value.as_mut_ptr() as usize, limit, 0, 0];
    // SAFETY: path and name are NUL-terminated; value is writable for limit bytes.
    let length = unsafe { call(libc::SYS_getxattr, arguments) }?;
    value.truncate(length);
    Ok(value)
}

/// listxattr(2) on a path that leads through /proc/self/fd/N.
pub fn list_attributes(path: &[u8], limit: usize) -> Result<Vec<u8>> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    let mut names = vec![0; limit];
    // SAFETY: path is NUL-terminated; names is writable for limit bytes.
    let length = unsafe { call(libc::SYS_listxattr, [path.address(), names.as_mut_ptr() as usize, limit, 0, 0, 0]) }?;
    names.truncate(length);
    Ok(names)
}

/// inotify_add_watch(2)
pub fn add_watch(watcher: RawFd, path: &[u8], mask: u32) -> Result<i32> {
    let mut buffer = PathBuffer::new();
    let path = buffer.hold(path)?;
    // SAFETY: path is NUL-terminated and outlives the call.
    unsafe { call(libc::SYS_inotify_add_watch, [watcher as usize, path.address(), mask as usize, 0, 0, 0]) }
        .map(|number| number as i32)
}

/// Whether the descriptor is a socket.
pub fn is_socket(fd: RawFd) -> bool {
    stat(fd).is_ok_and(|status| status.st_mode & libc::S_IFMT == libc::S_IFSOCK)
}
