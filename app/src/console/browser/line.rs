//! The line to the server as a link's steps want it: one socket at a time, and one alarm.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use baton_core::client::Step;
use baton_core::wire::encode;
use leptos::prelude::*;
use serde::Serialize;

use super::duration;
use super::socket::{Said, Socket};

/// The socket was lost without a code (RFC 6455).
const ABNORMAL: u16 = 1006;

/// What comes back from a line.
pub(super) enum Call {
    /// The socket of that generation says something.
    Said(u32, Said),
    /// The alarm with that number rang.
    Rang(u32),
}

/// A line of this page. It lives as long as the page.
pub(super) struct Line {
    path: &'static str,
    call: fn(Call),
    socket: RefCell<Option<Socket>>,
    alarm: Cell<Option<TimeoutHandle>>,
}

impl Line {
    /// A line to an address of ours. `call` finds what it concerns by itself.
    pub(super) const fn to(path: &'static str, call: fn(Call)) -> Self {
        Self {
            path,
            call,
            socket: RefCell::new(None),
            alarm: Cell::new(None),
        }
    }

    /// Sends a frame on the present socket. What does not go out is noticed by the link.
    pub(super) fn send<Frame: Serialize>(&self, frame: &Frame) {
        if let Some(socket) = &*self.socket.borrow() {
            socket.send(&encode(frame));
        }
    }

    /// Does what the link says. A ping is a frame, which the caller knows.
    pub(super) fn take(&self, step: Step) {
        let call = self.call;
        match step {
            Step::Connect { generation } => {
                let hear = move |said| call(Call::Said(generation, said));
                let opened = Socket::open(self.path, generation, hear).ok();
                if opened.is_none() {
                    let closed = move || call(Call::Said(generation, Said::Closed(ABNORMAL)));
                    set_timeout(closed, Duration::ZERO);
                }
                self.socket.replace(opened);
            }
            Step::Hangup { generation } => {
                let is_that = |socket: &Socket| socket.generation == generation;
                if self.socket.borrow().as_ref().is_some_and(is_that) {
                    self.socket.take();
                }
            }
            Step::SetAlarm { number, after } => {
                let ring = move || call(Call::Rang(number));
                let handle = set_timeout_with_handle(ring, duration(after)).ok();
                if let Some(before) = self.alarm.replace(handle) {
                    before.clear();
                }
            }
            Step::Ping => {}
        }
    }
}
