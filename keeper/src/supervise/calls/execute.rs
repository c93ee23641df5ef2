//! execve(2) and execveat(2), through `#!` to the interpreter that the kernel will load.

use crate::policy::access::Access;
use crate::policy::rules::Judgement;
use crate::prelude::*;
use crate::supervise::request::{Answer, Attempt, Request, Step};
use crate::supervise::resolve::{Pinned, Place};
use crate::supervise::verify::Identity;
use crate::sys::{Errno, file};
use crate::syscalls::At;

/// Like the kernel: a script's interpreter may itself be a script, four times more; the sixth file must be a program.
const MOST_FILES: usize = 6;

/// The kernel looks at this much of a script's first line (BINPRM_BUF_SIZE, without `#!`).
const LONGEST_LINE: usize = 254;

/// What is read of a file: the program headers of ELF files and what they name first are in it.
const HEAD: usize = 4096;

pub fn execute(request: &Request, at: At) -> Step<Answer> {
    let path = request.string(at.path)?;
    let flags = request.flags_of(at);
    let resolver = &request.jail.resolver;
    let pinned = if path.is_empty() && flags & libc::AT_EMPTY_PATH != 0 {
        let object = resolver.directory(&request.caller, request.directory_of(at)).map_err(Answer::Fail)?;
        let path = resolver.name_of(object.as_raw_fd()).map_err(Answer::Fail)?;
        Pinned { object, path }
    } else if path.is_empty() {
        return Ok(Answer::Fail(Errno(libc::ENOENT)));
    } else {
        let base = request.base(at, &path)?;
        match request.place(&base, &path, flags & libc::AT_SYMLINK_NOFOLLOW == 0) {
            Ok(Place::Object(pinned)) => pinned,
            // Shells and execvp(3) try every directory of PATH, also those that their user may not enter.
            Ok(Place::Absent(_)) => return Ok(Answer::Fail(Errno(libc::ENOENT))),
            Err(nowhere) => return Ok(request.failure(&nowhere)),
        }
    };
    judge(request, pinned, &path)
}

fn judge(request: &Request, mut pinned: Pinned, requested: &[u8]) -> Step<Answer> {
    let (first, mut expected) = (pinned.path.clone(), None);
    for _ in 0..MOST_FILES {
        if pinned.is_anonymous() {
            expected = Some(Identity::of(&file::stat(pinned.object.as_raw_fd()).map_err(Answer::Fail)?));
            break;
        }
        let status = file::stat(pinned.object.as_raw_fd()).map_err(Answer::Fail)?;
        if status.st_mode & libc::S_IFMT != libc::S_IFREG {
            // The kernel refuses everything but a regular file.
            return Ok(Answer::Fail(Errno(libc::EACCES)));
        }
        match request.judge(&pinned.path, Access::EXECUTE) {
            Judgement::Granted => {}
            Judgement::Performed if request.jail.is_wide => {}
            _ => return Ok(Attempt::on_file("exec", &pinned.path, requested)),
        }
        expected = Some(Identity::of(&status));
        match helper_of(request, &pinned) {
            Some(Helper::Interpreter(path)) => match named(request, &path)? {
                Some(next) => pinned = next,
                None => return Ok(Answer::Fail(Errno(libc::ENOENT))),
            },
            Some(Helper::Loader(path)) => {
                let loader = named(request, &path)?;
                if let Some(loader) = loader.filter(|loader| !loader.is_anonymous())
                    && request.judge(&loader.path, Access::EXECUTE) == Judgement::Refused
                {
                    return Ok(Attempt::on_file("exec", &loader.path, requested));
                }
                break;
            }
            None => break,
        }
    }
    Ok(match expected {
        Some(expected) if request.jail.is_wide && request.jail.enforcing => {
            Answer::Verify { expected, file: first, requested: requested.to_vec() }
        }
        _ => Answer::Proceed,
    })
}

/// A file that the kernel opens by itself to execute another.
enum Helper {
    /// Behind `#!`: executed instead.
    Interpreter(Vec<u8>),
    /// PT_INTERP of an ELF file: mapped and started beside it.
    Loader(Vec<u8>),
}

fn helper_of(request: &Request, pinned: &Pinned) -> Option<Helper> {
    let path = request.pinned_path(pinned.object.as_raw_fd());
    let head = file::read_whole(libc::AT_FDCWD, &path, HEAD).ok()?;
    match head.strip_prefix(b"#!") {
        Some(rest) => interpreter(&rest[..rest.len().min(LONGEST_LINE)]).map(Helper::Interpreter),
        None => loader(&head).map(Helper::Loader),
    }
}

pub fn interpreter(line: &[u8]) -> Option<Vec<u8>> {
    let line = line.split(|&byte| byte == b'\n').next()?;
    let start = line.iter().position(|&byte| !matches!(byte, b' ' | b'\t'))?;
    let name = line[start..].split(|&byte| matches!(byte, b' ' | b'\t' | 0)).next()?;
    (!name.is_empty()).then(|| name.to_vec())
}

/// PT_INTERP of a 64-bit ELF file (elf(5)). One that lies beyond what was read is left to the kernel: Landlock judges it,
/// or it is seen among the mapped files.
pub fn loader(head: &[u8]) -> Option<Vec<u8>> {
    const PROGRAM_HEADERS: usize = 0x20;
    const HEADER_SIZE: usize = 0x36;
    const HEADER_COUNT: usize = 0x38;
    const PT_INTERP: u64 = 3;
    if !head.starts_with(b"\x7fELF\x02") {
        return None;
    }
    let number = |at: usize, bytes: usize| -> Option<u64> {
        let field = head.get(at..at.checked_add(bytes)?)?;
        Some(field.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    };
    let (start, size) = (number(PROGRAM_HEADERS, 8)?, number(HEADER_SIZE, 2)?);
    for index in 0..number(HEADER_COUNT, 2)? {
        let at = usize::try_from(start.checked_add(index * size)?).ok()?;
        if number(at, 4)? == PT_INTERP {
            let offset = usize::try_from(number(at + 8, 8)?).ok()?;
            let length = usize::try_from(number(at + 32, 8)?).ok()?;
            let text = head.get(offset..offset.checked_add(length)?)?;
            return Some(text.split(|&byte| byte == 0).next()?.to_vec());
        }
    }
    None
}

/// The object that a helper's path leads to, from the caller's place.
fn named(request: &Request, path: &[u8]) -> Step<Option<Pinned>> {
    let base = request.base(At { directory: None, path: 0, flags: None }, path)?;
    Ok(match request.place(&base, path, true) {
        Ok(Place::Object(pinned)) => Some(pinned),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_interpreter_of_a_script() {
        assert_eq!(interpreter(b" /bin/sh -e\nrest"), Some(b"/bin/sh".to_vec()));
        assert_eq!(interpreter(b"/bin/sh\0x\n"), Some(b"/bin/sh".to_vec()));
        assert_eq!(interpreter(b"\n"), None);
    }

    #[test]
    fn finds_the_loader_of_a_program() {
        let program = std::fs::read("/bin/true").expect("a program");
        let found = loader(&program[..HEAD]).expect("it is dynamic");
        assert!(found.starts_with(b"/lib"), "{found:?}");
        assert_eq!(loader(&program[..70]), None);
        assert_eq!(loader(b"text"), None);
    }
}
