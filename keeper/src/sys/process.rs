//! Processes: starting, waiting.

use super::{Result, bare, file};
use core::arch::asm;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

const PAGE: usize = 4096;

const STACK: i32 = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_STACK;

/// Flags of every mapping that the keeper makes while a jail runs: the heap and the stacks of threads.
pub const MAPPINGS: [u32; 2] = [(libc::MAP_PRIVATE | libc::MAP_ANONYMOUS) as u32, STACK as u32];

const APART: i32 = libc::CLONE_VM | libc::CLONE_FILES | libc::CLONE_SIGHAND | libc::CLONE_THREAD;
const THREAD: i32 = APART | libc::CLONE_FS | libc::CLONE_SYSVSEM;

/// Flags of every clone(2) while a jail runs.
pub const THREADS: [u32; 2] = [APART as u32, THREAD as u32];

/// A stack for a process or thread that shares our memory. Its lowest page is inaccessible, so that an overflow is a
/// crash. Returns its end.
fn new_stack(bytes: usize) -> Result<*mut u8> {
    let protection = (libc::PROT_READ | libc::PROT_WRITE) as usize;
    // SAFETY: a fresh mapping.
    let start = unsafe { bare::call(libc::SYS_mmap, [0, bytes, protection, STACK as usize, usize::MAX, 0]) }?;
    // SAFETY: the lowest page of that mapping, which nobody uses yet.
    unsafe { bare::call(libc::SYS_mprotect, [start, PAGE, libc::PROT_NONE as usize, 0, 0, 0]) }?;
    Ok((start + bytes) as *mut u8)
}

/// What a new process or thread is started with: the beginning of its own stack. On the heap it would have to be freed
/// by who is started, and the lock of a heap that is shared may be held by somebody who was killed.
struct Start<T> {
    body: T,
    /// Where its stack begins.
    stack: usize,
    stack_bytes: usize,
}

extern "C" fn enter<T: FnOnce()>(start: *const u8) -> ! {
    // SAFETY: launch() left it there for us alone.
    let Start { body, stack, stack_bytes } = unsafe { start.cast::<Start<T>>().read() };
    body();
    // Of a thread only the thread ends, of a process its only thread. The stack goes first: from there on there are only
    // registers.
    // SAFETY: nobody else knows this stack, and nothing on it is needed any more.
    unsafe {
        asm!(
            "syscall",
            "2:",
            "xor edi, edi",
            "mov eax, {exit}",
            "syscall",
            "jmp 2b",
            exit = const libc::SYS_exit as i32,
            in("rax") libc::SYS_munmap as usize,
            in("rdi") stack,
            in("rsi") stack_bytes,
            options(noreturn, nostack),
        )
    }
}

/// clone(2) onto a stack of its own.
fn launch<T: FnOnce()>(flags: i32, stack_bytes: usize, body: T) -> Result<i32> {
    const { assert!(align_of::<Start<T>>() <= 16) };
    let end = new_stack(stack_bytes)?;
    let room = size_of::<Start<T>>().next_multiple_of(16);
    let returned: isize;
    // SAFETY: the stack is fresh, larger than what is left on it, and ends on a page. The child starts on it, 16-byte
    // aligned, and never returns here; what lies at its beginning is the child's alone.
    unsafe {
        let start = end.sub(room).cast::<Start<T>>();
        start.write(Start { body, stack: end as usize - stack_bytes, stack_bytes });
        asm!(
            "syscall",
            "test rax, rax",
            "jnz 2f",
            "xor ebp, ebp",
            "mov rdi, r12",
            "call r13",
            "ud2",
            "2:",
            inlateout("rax") libc::SYS_clone as isize => returned,
            in("rdi") flags as usize,
            in("rsi") start as usize,
            in("rdx") 0usize,
            in("r10") 0usize,
            in("r8") 0usize,
            in("r12") start as usize,
            in("r13") enter::<T> as *const () as usize,
            lateout("rcx") _,
            lateout("r11") _,
        );
        if returned < 0 {
            // Nobody was started who could own it.
            let Start { body, stack, stack_bytes } = start.read();
            drop(body);
            let _ = bare::call(libc::SYS_munmap, [stack, stack_bytes, 0, 0, 0, 0]);
            return Err(super::Errno(-returned as i32));
        }
    }
    Ok(returned as i32)
}

/// Starts a process that shares our memory (CLONE_VM): no page has to be copied or faulted in. While both live, only one
/// of them may allocate; the other keeps to `bare`.
pub fn start<T: FnOnce()>(share_descriptors: bool, stack_bytes: usize, body: T) -> Result<i32> {
    launch(libc::CLONE_VM | libc::SIGCHLD | if share_descriptors { libc::CLONE_FILES } else { 0 }, stack_bytes, body)
}

/// Starts a process with its own copy of our memory, which shares the table of descriptors.
pub fn start_copy<T: FnOnce()>(stack_bytes: usize, body: T) -> Result<i32> {
    launch(libc::SIGCHLD | libc::CLONE_FILES, stack_bytes, body)
}

/// Starts a thread, and returns its number. It gives its stack back when it ends.
pub fn start_thread<T: FnOnce() + Send + 'static>(stack_bytes: usize, body: T) -> Result<i32> {
    launch(THREAD, stack_bytes, body)
}

/// Runs `body` in a thread of its own and waits until it is done.
pub fn run_apart<T: Send>(stack_bytes: usize, body: impl FnOnce() -> T + Send) -> Result<T> {
    run_in_thread(stack_bytes, body).map(|(outcome, _)| outcome)
}

/// Likewise, and until the thread is gone, and with it whatever it traced.
pub fn run_apart_to_its_end<T: Send>(stack_bytes: usize, body: impl FnOnce() -> T + Send) -> Result<T> {
    let (outcome, thread) = run_in_thread(stack_bytes, body)?;
    let entry = [b"/proc/self/task/".as_slice(), &file::number(thread as u64)].concat();
    while file::stat_at(libc::AT_FDCWD, &entry, 0).is_ok() {}
    Ok(outcome)
}

fn run_in_thread<T: Send>(stack_bytes: usize, body: impl FnOnce() -> T + Send) -> Result<(T, i32)> {
    let (done, mut outcome) = (AtomicU32::new(0), None);
    let flag = &done;
    let place = &mut outcome;
    let thread = launch(APART, stack_bytes, || {
        *place = Some(body());
        flag.store(1, Ordering::Release);
        bare::wake(flag);
    })?;
    while done.load(Ordering::Acquire) == 0 {
        bare::wait_while(&done, 0);
    }
    outcome.map(|outcome| (outcome, thread)).ok_or(super::Errno(libc::EIO))
}

/// What somebody leaked into `place` for the one caller of this, for as long as the process lives.
pub fn take_leaked<T>(place: &AtomicPtr<T>) -> &'static mut T {
    let leaked = place.swap(core::ptr::null_mut(), Ordering::AcqRel);
    if leaked.is_null() {
        bare::exit(125);
    }
    // SAFETY: it came from Box::into_raw, and the swap gave it to nobody else.
    unsafe { &mut *leaked }
}

pub fn exit(code: i32) -> ! {
    bare::exit(code)
}

/// For the supervisor that can do nothing any more: the guard ends the jail of one that was killed.
pub fn leave_to_guard() -> ! {
    bare::die_of(libc::SIGKILL)
}

pub fn id() -> i32 {
    bare::id()
}

pub fn parent_id() -> i32 {
    bare::parent_id()
}

/// getpgid(2); 0 is the caller.
pub fn group_of(pid: i32) -> Result<i32> {
    bare::numbers(libc::SYS_getpgid, [pid as usize, 0, 0, 0, 0, 0]).map(|group| group as i32)
}

pub fn become_subreaper() -> Result<()> {
    bare::control(libc::PR_SET_CHILD_SUBREAPER, 1).map(drop)
}

/// The signal that this process gets when its parent's thread ends.
pub fn set_parent_death_signal(signal: i32) -> Result<()> {
    bare::control(libc::PR_SET_PDEATHSIG, signal as usize).map(drop)
}

/// setrlimit(2), for ourselves and what we start from now on.
pub fn set_limit(resource: u32, soft: u64, hard: u64) -> Result<()> {
    let limit = [soft, hard];
    // SAFETY: a struct rlimit64 is two u64, which outlive the call.
    unsafe { bare::call(libc::SYS_prlimit64, [0, resource as usize, limit.as_ptr() as usize, 0, 0, 0]) }.map(drop)
}

/// As much of something as we may have.
pub fn raise_limit(resource: u32) {
    let mut limit = [0u64; 2];
    // SAFETY: a struct rlimit64 is two u64, which outlive the call.
    let known =
        unsafe { bare::call(libc::SYS_prlimit64, [0, resource as usize, 0, limit.as_mut_ptr() as usize, 0, 0]) };
    if known.is_ok() && limit[0] < limit[1] {
        let _ = set_limit(resource, limit[1], limit[1]);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Code(i32),
    Signal(i32),
    /// Of a process that is not our child.
    Unknown,
}

pub enum Change {
    Ended(i32, Ending),
    Stopped(i32),
}

/// Looks for a child that has ended, without waiting.
/// With `keep` an ended child stays a zombie, so that its pid is not given to another process.
pub fn look(pid: Option<i32>, keep: bool) -> Result<Option<Change>> {
    let options = libc::WEXITED | libc::WNOHANG | libc::__WALL | if keep { libc::WNOWAIT } else { 0 };
    wait_id(pid, options).map(|found| change(&found))
}

/// waitid(2)
pub(super) fn wait_id(pid: Option<i32>, options: i32) -> Result<libc::siginfo_t> {
    let mut found = MaybeUninit::<libc::siginfo_t>::zeroed();
    let (kind, id) = pid.map_or((libc::P_ALL, 0), |pid| (libc::P_PID, pid));
    let arguments = [kind as usize, id as usize, found.as_mut_ptr() as usize, options as usize, 0, 0];
    // SAFETY: found is a zeroed siginfo_t that the kernel fills.
    unsafe {
        bare::call(libc::SYS_waitid, arguments)?;
        Ok(found.assume_init())
    }
}

/// What a siginfo_t of waitid(2) says; None when it is still zeroed.
pub(super) fn change(found: &libc::siginfo_t) -> Option<Change> {
    // SAFETY: the union fields read are those of SIGCHLD, or zero.
    let (pid, status) = unsafe { (found.si_pid(), found.si_status()) };
    match (pid, found.si_code) {
        (0, _) => None,
        (pid, libc::CLD_EXITED) => Some(Change::Ended(pid, Ending::Code(status))),
        (pid, libc::CLD_KILLED | libc::CLD_DUMPED) => Some(Change::Ended(pid, Ending::Signal(status))),
        (pid, _) => Some(Change::Stopped(pid)),
    }
}

/// Waits until one child has ended and forgets it.
pub fn wait_for_one(pid: i32) -> Result<()> {
    bare::numbers(libc::SYS_wait4, [pid as usize, 0, libc::__WALL as usize, 0, 0, 0]).map(drop)
}

/// Lets a process (and what it forks) run only when nobody else wants to: SCHED_IDLE, sched(7).
pub fn make_idle(pid: i32) {
    bare::make_idle(pid);
}

/// Lets this process compute for so long, and then no more: SIGVTALRM (setitimer(2)). 0 takes the limit away.
pub fn limit_time(seconds: i64) {
    let limit = libc::itimerval {
        it_interval: libc::timeval { tv_sec: 0, tv_usec: 0 },
        it_value: libc::timeval { tv_sec: seconds, tv_usec: 0 },
    };
    let arguments = [libc::ITIMER_VIRTUAL as usize, (&raw const limit) as usize, 0, 0, 0, 0];
    // SAFETY: limit is a struct itimerval, which outlives the call.
    let _ = unsafe { bare::call(libc::SYS_setitimer, arguments) };
}

/// Microseconds since 1970.
pub fn time_us() -> u64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: now is a timespec.
    let _ = unsafe {
        bare::call(libc::SYS_clock_gettime, [libc::CLOCK_REALTIME as usize, (&raw mut now) as usize, 0, 0, 0, 0])
    };
    now.tv_sec as u64 * 1_000_000 + now.tv_nsec as u64 / 1000
}

/// The pids of a list of children (`/proc/PID/task/TID/children`). A space follows each: without it the number was cut
/// off where the list was too long to be read, and is somebody else's.
pub fn listed(list: &[u8]) -> impl Iterator<Item = i32> {
    let whole = list.iter().rposition(|&byte| byte == b' ').map_or(&[][..], |end| &list[..end]);
    whole.split(|&byte| byte == b' ').filter_map(decimal)
}

fn decimal(word: &[u8]) -> Option<i32> {
    let add = |number: i32, digit: &u8| {
        let digit = digit.checked_sub(b'0').filter(|&digit| digit < 10)?;
        number.checked_mul(10)?.checked_add(digit.into())
    };
    word.iter().try_fold(0, add).filter(|&number| number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::alloc::{GlobalAlloc, Layout};
    use core::sync::atomic::{AtomicBool, AtomicI32};

    /// Counts what another process does with the heap of this one.
    struct Watched;

    static OWNER: AtomicI32 = AtomicI32::new(0);
    static IS_TOUCHED: AtomicBool = AtomicBool::new(false);

    fn watch() {
        let owner = OWNER.load(Ordering::Relaxed);
        if owner != 0 && owner != id() {
            IS_TOUCHED.store(true, Ordering::Relaxed);
        }
    }

    // SAFETY: it is the system's allocator, looked at.
    unsafe impl GlobalAlloc for Watched {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            watch();
            // SAFETY: the caller's promise.
            unsafe { std::alloc::System.alloc(layout) }
        }

        unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
            watch();
            // SAFETY: the caller's promise.
            unsafe { std::alloc::System.dealloc(place, layout) }
        }
    }

    #[global_allocator]
    static HEAP: Watched = Watched;

    #[test]
    fn who_is_started_does_not_touch_the_heap_of_who_starts_it() {
        static NUMBER: AtomicI32 = AtomicI32::new(0);
        OWNER.store(id(), Ordering::Relaxed);
        let large = [7i32; 100];
        let started = start(false, 64 << 10, move || NUMBER.store(large[99], Ordering::Relaxed)).unwrap();
        let ended = std::iter::repeat_with(|| look(Some(started), false)).find(|found| !matches!(found, Ok(None)));
        assert!(matches!(ended, Some(Ok(Some(Change::Ended(_, Ending::Code(0)))))));
        OWNER.store(0, Ordering::Relaxed);
        assert_eq!(NUMBER.load(Ordering::Relaxed), 7);
        assert!(!IS_TOUCHED.load(Ordering::Relaxed));
    }

    #[test]
    fn a_number_that_was_cut_off_is_nobody() {
        let pids = |list: &[u8]| listed(list).collect::<Vec<_>>();
        assert_eq!(pids(b"42 4194304 "), [42, 4_194_304]);
        assert_eq!(pids(b"42 4194"), [42]);
        assert_eq!(pids(b"42"), [0; 0]);
        assert_eq!((pids(b""), pids(b" x -1 99999999999 0 ")), (vec![], vec![]));
    }
}
