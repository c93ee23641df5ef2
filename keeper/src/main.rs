//! The keeper as a program: see the theory of operation in `lib.rs`.
#![no_std]
#![no_main]

/// Called by the entry point with the stack as the kernel left it.
#[unsafe(no_mangle)]
extern "C" fn keeper_main(stack: *mut usize) -> ! {
    jailkeeper_keeper::run(stack)
}
