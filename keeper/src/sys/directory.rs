//! What is in a directory.

use super::fd::RawFd;
use super::{Result, bare, file};
use crate::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Directory,
    Device,
    Other,
}

pub struct Entry {
    pub name: Vec<u8>,
    pub kind: Kind,
}

/// The names in the directory at `path`, without `.` and `..`.
pub fn names(path: &[u8]) -> Result<Vec<Vec<u8>>> {
    let directory = file::open(libc::AT_FDCWD, path, LIST, 0)?;
    let mut names = Vec::new();
    list(directory.as_raw_fd(), |name, _| names.push(name.to_vec()))?;
    Ok(names)
}

/// Likewise what is in it, below `top`.
pub fn entries(top: RawFd, path: &[u8]) -> Result<Vec<Entry>> {
    let directory = file::open(top, path, LIST | libc::O_NOFOLLOW, 0)?;
    let mut entries = Vec::new();
    list(directory.as_raw_fd(), |name, kind| entries.push((name.to_vec(), kind)))?;
    entries
        .into_iter()
        .map(|(name, kind)| Ok(Entry { kind: known(directory.as_raw_fd(), &name, kind)?, name }))
        .collect()
}

const LIST: i32 = libc::O_RDONLY | libc::O_DIRECTORY | libc::O_CLOEXEC;

/// Not every file system says what it lists.
fn known(directory: RawFd, name: &[u8], kind: u8) -> Result<Kind> {
    let kind = match kind {
        libc::DT_UNKNOWN => match file::stat_at(directory, name, libc::AT_SYMLINK_NOFOLLOW)?.st_mode & libc::S_IFMT {
            libc::S_IFDIR => libc::DT_DIR,
            libc::S_IFCHR | libc::S_IFBLK => libc::DT_CHR,
            _ => libc::DT_REG,
        },
        kind => kind,
    };
    Ok(match kind {
        libc::DT_DIR => Kind::Directory,
        libc::DT_CHR | libc::DT_BLK => Kind::Device,
        _ => Kind::Other,
    })
}

/// getdents64(2)
fn list(directory: RawFd, mut add: impl FnMut(&[u8], u8)) -> Result<()> {
    let mut buffer = vec![0u8; 8 * 1024];
    loop {
        let arguments = [directory as usize, buffer.as_mut_ptr() as usize, buffer.len(), 0, 0, 0];
        // SAFETY: buffer is writable for its whole length.
        let length = unsafe { bare::call(libc::SYS_getdents64, arguments) }?;
        if length == 0 {
            return Ok(());
        }
        let mut offset = 0;
        while offset + 19 < length {
            // struct linux_dirent64: u64 inode, i64 offset, u16 record length, u8 type, then the name.
            let record = u16::from_ne_bytes([buffer[offset + 16], buffer[offset + 17]]) as usize;
            let name = &buffer[offset + 19..(offset + record).min(length)];
            let name = name.split(|&byte| byte == 0).next().unwrap_or_default();
            if name != b"." && name != b".." {
                add(name, buffer[offset + 18]);
            }
            offset += record.max(19);
        }
    }
}
