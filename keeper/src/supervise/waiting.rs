//! Calls that may have to wait for somebody: a peer, or the other end of a named pipe. The supervisor must not wait with
//! them, so each has a thread, which performs it with the target's own identity and answers by itself.

use super::caller::Credentials;
use super::impersonate;
use super::request::Answer;
use crate::prelude::*;
use crate::sys::fd::OwnedFd;
use crate::sys::seccomp::Listener;
use crate::sys::{Errno, Result, process, signal};
use alloc::sync::{Arc, Weak};
use core::cell::RefCell;
use core::sync::atomic::{AtomicUsize, Ordering};

/// So many calls may wait at a time; the next one is told to try again.
const MOST_WAITING: usize = 256;

/// Enough for one system call and its buffers.
const STACK: usize = 64 << 10;

pub enum Reply {
    Value(i64),
    Descriptor { fd: OwnedFd, close_on_exec: bool },
}

/// A call that a thread waits for.
struct Wait {
    id: u64,
    thread: i32,
    /// The thread holds the other end until it is done.
    alive: Weak<()>,
}

pub struct Waiting {
    waits: RefCell<Vec<Wait>>,
    count: Arc<AtomicUsize>,
    listener: Arc<Listener>,
}

impl Waiting {
    pub fn new(listener: Arc<Listener>) -> Waiting {
        Waiting { waits: RefCell::default(), count: Arc::default(), listener }
    }

    /// Whether the caller of this call still lives.
    pub fn still_waits(&self, id: u64) -> bool {
        self.listener.is_valid(id)
    }

    /// Performs `action` in a thread, as the target's user.
    pub fn later(
        &self,
        id: u64,
        credentials: &Credentials,
        action: impl FnOnce() -> Result<Reply> + Send + 'static,
    ) -> Answer {
        if self.count.fetch_add(1, Ordering::AcqRel) >= MOST_WAITING {
            self.count.fetch_sub(1, Ordering::AcqRel);
            return Answer::Fail(Errno(libc::EAGAIN));
        }
        let (credentials, listener, count) = (credentials.clone(), Arc::clone(&self.listener), Arc::clone(&self.count));
        let working = Arc::new(());
        let alive = Arc::downgrade(&working);
        let started = process::start_thread(STACK, move || {
            let outcome =
                signal::accept_wake().and_then(|()| impersonate::become_caller(&credentials)).and_then(|()| action());
            // Once the call is answered it looks as if its caller had died, and a thread that ends has no stack for a signal.
            let _ = signal::block_all();
            let _ = match outcome {
                Ok(Reply::Value(value)) => listener.succeed(id, value),
                Ok(Reply::Descriptor { fd, close_on_exec }) => listener.inject(id, fd.as_raw_fd(), close_on_exec),
                Err(errno) => listener.fail(id, errno),
            };
            count.fetch_sub(1, Ordering::AcqRel);
            drop(working);
        });
        match started {
            Ok(thread) => {
                self.waits.borrow_mut().push(Wait { id, thread, alive });
                Answer::Later
            }
            Err(_) => {
                self.count.fetch_sub(1, Ordering::AcqRel);
                Answer::Fail(Errno(libc::EAGAIN))
            }
        }
    }

    /// Ends what is waited for on behalf of callers that have died: nobody else would. A thread that was not waiting yet
    /// is told again with the next call of this.
    pub fn release_dead(&self) {
        self.waits.borrow_mut().retain(|wait| {
            let is_going = wait.alive.strong_count() > 0;
            if is_going && !self.listener.is_valid(wait.id) {
                let _ = signal::wake_thread(wait.thread);
            }
            is_going
        });
    }

    /// Performs `action` in a thread and waits for it: for what changes the thread itself for good.
    pub fn apart<T: Send>(&self, action: impl FnOnce() -> T + Send) -> Result<T> {
        process::run_apart(STACK, action)
    }

    /// Likewise, until that thread traces nobody any more.
    pub fn apart_to_its_end<T: Send>(&self, action: impl FnOnce() -> T + Send) -> Result<T> {
        process::run_apart_to_its_end(STACK, action)
    }
}
