//! What the supervisor waits for beside the calls of its jail. All of it is behind one descriptor: every call pays for
//! each descriptor that poll(2) is given, and for a time-out as well.

use super::channel::Channel;
use crate::sys::event::{Gathering, Ticker};
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::{Result, file};

/// Where poll(2) looks at nothing.
const NOTHING: RawFd = -1;

/// How long counted repetitions may wait to be reported, and a stopped guard to be noticed.
const PERIOD_MS: i64 = 200;

pub struct Others {
    gathering: Gathering,
    ticker: Ticker,
    /// The descriptor of every signal.
    signals: OwnedFd,
    /// The read end of the command's status pipe: it closes when the command was executed.
    status: Option<OwnedFd>,
    /// The channel, while it can speak.
    channel: RawFd,
    /// A pidfd that is readable when a process has ended that is not our child.
    target: RawFd,
}

/// What has come.
pub struct News {
    pub tick: bool,
    pub signals: bool,
    pub status: bool,
    pub channel: bool,
}

impl Others {
    /// `connected`: the channel is a socket, on which the library speaks, and can end.
    pub fn new(signals: OwnedFd, status: OwnedFd, channel: &Channel, connected: bool) -> Result<Others> {
        let (gathering, ticker) = (Gathering::new()?, Ticker::new(PERIOD_MS)?);
        let channel = if connected { channel.fd() } else { NOTHING };
        for fd in [ticker.as_raw_fd(), signals.as_raw_fd(), status.as_raw_fd()] {
            gathering.add(fd)?;
        }
        if channel != NOTHING {
            gathering.add(channel)?;
        }
        Ok(Others { gathering, ticker, signals, status: Some(status), channel, target: NOTHING })
    }

    /// Its end is then told as that of a child is.
    pub fn watch(&mut self, target: RawFd) -> Result<()> {
        self.gathering.add(target)?;
        self.target = target;
        Ok(())
    }

    pub fn as_raw_fd(&self) -> RawFd {
        self.gathering.as_raw_fd()
    }

    pub fn needed(&self) -> [RawFd; 4] {
        [self.as_raw_fd(), self.ticker.as_raw_fd(), self.signals(), self.status()]
    }

    pub fn signals(&self) -> RawFd {
        self.signals.as_raw_fd()
    }

    pub fn status(&self) -> RawFd {
        self.status.as_ref().map_or(NOTHING, OwnedFd::as_raw_fd)
    }

    /// Looks who has made the descriptor readable.
    pub fn look(&self) -> News {
        // One by one: where the limit of descriptors is lowered to almost none, poll(2) refuses more of them at a time.
        let is_ready = |fd| file::poll([(fd, libc::POLLIN)], 0).is_ok_and(|[ready]| ready.events != 0);
        let [tick, signals, status, channel] =
            [self.ticker.as_raw_fd(), self.signals(), self.status(), self.channel].map(is_ready);
        let signals = signals || is_ready(self.target);
        if tick {
            self.ticker.clear();
        }
        News { tick, signals, status, channel }
    }

    /// The status pipe, which has nothing more to say after this time.
    pub fn take_status(&mut self) -> Option<OwnedFd> {
        self.gathering.remove(self.status());
        self.status.take()
    }

    /// The library is gone.
    pub fn forget_channel(&mut self) {
        self.gathering.remove(self.channel);
        self.channel = NOTHING;
    }
}
