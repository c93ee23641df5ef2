//! What a libc would do before `main`: the entry point, the words the kernel put on the stack, the heap, and the few
//! functions that the compiler takes for granted.

use core::ffi::CStr;
use core::sync::atomic::{AtomicPtr, Ordering};

/// The words at the top of the first stack: count of arguments, the arguments, null, the environment, null.
static STACK: AtomicPtr<usize> = AtomicPtr::new(core::ptr::null_mut());

/// Remembers where the kernel left arguments and environment. Called once, first of all.
pub fn remember(stack: *mut usize) {
    STACK.store(stack, Ordering::Relaxed);
}

/// One of the arguments with which the program was started.
pub fn argument(index: usize) -> Option<&'static CStr> {
    let stack = STACK.load(Ordering::Relaxed);
    // SAFETY: the kernel's layout (execve(2)): a count, then as many pointers to strings that live as long as we do.
    unsafe {
        if stack.is_null() || index >= *stack {
            return None;
        }
        Some(CStr::from_ptr(*stack.add(1 + index) as *const libc::c_char))
    }
}

/// The environment that the library gave us: it is the command's.
pub fn environment() -> *const *const libc::c_char {
    let stack = STACK.load(Ordering::Relaxed);
    if stack.is_null() {
        return (&raw const EMPTY).cast();
    }
    // SAFETY: behind the count, the arguments and their null pointer.
    unsafe { stack.add(2 + *stack) as *const *const libc::c_char }
}

static EMPTY: usize = 0;

/// The value of a variable of the environment.
pub fn variable(name: &[u8]) -> Option<&'static [u8]> {
    let mut entry = environment();
    // SAFETY: the list ends with a null pointer; its strings live as long as we do.
    unsafe {
        while !(*entry).is_null() {
            let text = CStr::from_ptr(*entry).to_bytes();
            if let Some(value) = text.strip_prefix(name).and_then(|rest| rest.strip_prefix(b"=")) {
                return Some(value);
            }
            entry = entry.add(1);
        }
    }
    None
}

#[cfg(not(any(test, fuzzing)))]
mod without_libc {
    use crate::sys::bare;
    use core::alloc::Layout;
    use core::arch::global_asm;
    use core::panic::PanicInfo;
    use talc::{OomHandler, Span, Talc, Talck};

    // The kernel enters with the stack pointer at the count of arguments.
    global_asm!(".globl _start", "_start:", "xor ebp, ebp", "mov rdi, rsp", "and rsp, -16", "call keeper_main", "ud2",);

    /// Gets more memory from the kernel when the heap is full.
    struct FromKernel;

    impl OomHandler for FromKernel {
        fn handle_oom(talc: &mut Talc<Self>, layout: Layout) -> Result<(), ()> {
            const LEAST: usize = 1 << 20;
            let bytes = (layout.size() * 2 + layout.align()).max(LEAST).next_multiple_of(4096);
            let protection = (libc::PROT_READ | libc::PROT_WRITE) as usize;
            let flags = (libc::MAP_PRIVATE | libc::MAP_ANONYMOUS) as usize;
            // SAFETY: a fresh mapping, which the heap owns from now on.
            unsafe {
                let start = bare::call(libc::SYS_mmap, [0, bytes, protection, flags, usize::MAX, 0]).map_err(drop)?;
                talc.claim(Span::from_base_size(start as *mut u8, bytes)).map(drop)
            }
        }
    }

    #[global_allocator]
    static HEAP: Talck<spin::Mutex<()>, FromKernel> = Talc::new(FromKernel).lock();

    /// A keeper that does not know what to do ends; the guard then kills the jail.
    #[panic_handler]
    fn panic(_: &PanicInfo) -> ! {
        let _ = bare::write(2, b"jailkeeper-keeper: internal error, the jail is killed\n");
        bare::die_of(libc::SIGABRT)
    }

    // The compiler emits calls to these. They are written in instructions so that they cannot become calls to themselves.

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, count: usize) -> *mut u8 {
        // SAFETY: the caller's promise: both are valid for count bytes and do not overlap. Sixteen bytes at a time, then
        // what is left by halves.
        unsafe {
            core::arch::asm!(
                "2:",
                "cmp rcx, 16",
                "jb 3f",
                "movups xmm0, [rsi]",
                "movups [rdi], xmm0",
                "add rsi, 16",
                "add rdi, 16",
                "sub rcx, 16",
                "jmp 2b",
                "3:",
                "test cl, 8",
                "jz 4f",
                "mov rax, [rsi]",
                "mov [rdi], rax",
                "add rsi, 8",
                "add rdi, 8",
                "4:",
                "test cl, 4",
                "jz 5f",
                "mov eax, [rsi]",
                "mov [rdi], eax",
                "add rsi, 4",
                "add rdi, 4",
                "5:",
                "and ecx, 3",
                "rep movsb",
                inout("rcx") count => _,
                inout("rdi") to => _,
                inout("rsi") from => _,
                out("rax") _,
                out("xmm0") _,
                options(nostack),
            );
        }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, count: usize) -> *mut u8 {
        if (to as usize).wrapping_sub(from as usize) >= count {
            // SAFETY: copying upwards never reads what it has written.
            return unsafe { memcpy(to, from, count) };
        }
        // SAFETY: the caller's promise; downwards, from the last byte.
        unsafe {
            core::arch::asm!("std", "rep movsb", "cld", inout("rcx") count => _, inout("rdi") to.wrapping_add(count).wrapping_sub(1) => _, inout("rsi") from.wrapping_add(count).wrapping_sub(1) => _, options(nostack));
        }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memset(to: *mut u8, byte: i32, count: usize) -> *mut u8 {
        // SAFETY: the caller's promise: to is valid for count bytes.
        unsafe {
            core::arch::asm!("rep stosb", inout("rcx") count => _, inout("rdi") to => _, in("al") byte as u8, options(nostack, preserves_flags));
        }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcmp(left: *const u8, right: *const u8, count: usize) -> i32 {
        for index in 0..count {
            // SAFETY: the caller's promise; volatile, so that the loop is not turned into a call to itself.
            let (a, b) = unsafe { (left.add(index).read_volatile(), right.add(index).read_volatile()) };
            if a != b {
                return i32::from(a) - i32::from(b);
            }
        }
        0
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn bcmp(left: *const u8, right: *const u8, count: usize) -> i32 {
        // SAFETY: the same promise.
        unsafe { memcmp(left, right, count) }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn strlen(text: *const u8) -> usize {
        let mut length = 0;
        // SAFETY: the caller's promise: a NUL follows.
        while unsafe { text.add(length).read_volatile() } != 0 {
            length += 1;
        }
        length
    }

    /// Never called: a panic ends the process. The precompiled libraries name it.
    #[unsafe(no_mangle)]
    extern "C" fn rust_eh_personality() {}

    #[unsafe(no_mangle)]
    extern "C" fn _Unwind_Resume() -> ! {
        bare::die_of(libc::SIGABRT)
    }
}
