//! What one principal may send over sockets: commands, frames, bytes, and sockets themselves. All pages of a principal
//! share the same buckets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use baton_core::time::Millis;

use super::Principal;
use super::bucket::{Bucket, Rate};

/// What a kind of principal may do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowance {
    /// Commands.
    pub commands: Rate,
    /// Frames of any kind.
    pub frames: Rate,
    /// Bytes of frames.
    pub bytes: Rate,
    /// Sockets at once.
    pub sockets: u32,
}

/// What a customer may do.
pub const CUSTOMER: Allowance = Allowance {
    commands: Rate {
        per_second: 10.0,
        burst: 60.0,
    },
    frames: Rate {
        per_second: 30.0,
        burst: 200.0,
    },
    bytes: Rate {
        per_second: 64.0 * 1024.0,
        burst: 512.0 * 1024.0,
    },
    sockets: 12,
};

/// What an agent may do: the same, with more pages and more chats.
pub const AGENT: Allowance = Allowance {
    commands: Rate {
        per_second: 50.0,
        burst: 200.0,
    },
    frames: Rate {
        per_second: 120.0,
        burst: 600.0,
    },
    bytes: Rate {
        per_second: 256.0 * 1024.0,
        burst: 2048.0 * 1024.0,
    },
    sockets: 60,
};

#[derive(Debug)]
struct Purse {
    commands: Bucket<Instant>,
    frames: Bucket<Instant>,
    bytes: Bucket<Instant>,
    sockets: u32,
}

impl Purse {
    fn full(allowance: &Allowance, now: Instant) -> Self {
        Self {
            commands: Bucket::full(allowance.commands, now),
            frames: Bucket::full(allowance.frames, now),
            bytes: Bucket::full(allowance.bytes, now),
            sockets: 0,
        }
    }

    /// Whether nothing would be lost by forgetting it.
    fn is_idle(&mut self, allowance: &Allowance, now: Instant) -> bool {
        self.sockets == 0
            && self.commands.is_full(allowance.commands, now)
            && self.frames.is_full(allowance.frames, now)
            && self.bytes.is_full(allowance.bytes, now)
    }
}

#[derive(Debug, Default)]
struct Purses {
    of: HashMap<Principal, Purse>,
    sweep_at: usize,
}

/// The buckets of everybody who asked for something of late. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    purses: Arc<Mutex<Purses>>,
}

/// Holds one socket of a principal's allowance until dropped.
#[derive(Debug)]
pub struct SocketPermit {
    limits: Limits,
    principal: Principal,
}

const fn allowance(principal: Principal) -> &'static Allowance {
    match principal {
        Principal::Account(_) => &AGENT,
        Principal::Customer(_) => &CUSTOMER,
    }
}

impl Limits {
    /// Pays for a command.
    ///
    /// # Errors
    /// How long until there is a token again.
    pub fn command(&self, principal: Principal, now: Instant) -> Result<(), Millis> {
        let allowance = allowance(principal);
        self.with(principal, now, |purse| {
            purse.commands.take(allowance.commands, 1.0, now)
        })
    }

    /// Pays for a frame of so many bytes.
    ///
    /// # Errors
    /// How long until there are enough tokens again.
    pub fn frame(&self, principal: Principal, bytes: usize, now: Instant) -> Result<(), Millis> {
        let allowance = allowance(principal);
        #[expect(
            clippy::cast_precision_loss,
            reason = "frames are far below 2^52 bytes"
        )]
        let bytes = bytes as f64;
        self.with(principal, now, |purse| {
            purse.frames.take(allowance.frames, 1.0, now)?;
            purse.bytes.take(allowance.bytes, bytes, now)
        })
    }

    /// Takes a socket from the allowance, if one is left.
    #[must_use]
    pub fn socket(&self, principal: Principal, now: Instant) -> Option<SocketPermit> {
        let allowance = allowance(principal);
        self.with(principal, now, |purse| {
            if purse.sockets >= allowance.sockets {
                return None;
            }
            purse.sockets += 1;
            Some(SocketPermit {
                limits: self.clone(),
                principal,
            })
        })
    }

    fn with<T>(&self, principal: Principal, now: Instant, act: impl FnOnce(&mut Purse) -> T) -> T {
        let mut purses = self.purses.lock().unwrap_or_else(PoisonError::into_inner);
        if purses.of.len() >= purses.sweep_at.max(1024) {
            purses
                .of
                .retain(|principal, purse| !purse.is_idle(allowance(*principal), now));
            purses.sweep_at = purses.of.len() * 2;
        }
        let purse = purses
            .of
            .entry(principal)
            .or_insert_with(|| Purse::full(allowance(principal), now));
        act(purse)
    }
}

impl Drop for SocketPermit {
    fn drop(&mut self) {
        let mut purses = self
            .limits
            .purses
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(purse) = purses.of.get_mut(&self.principal) {
            purse.sockets = purse.sockets.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use baton_core::id::CustomerId;

    use super::*;

    const CASEY: Principal = Principal::Customer(CustomerId(1));
    const ROBIN: Principal = Principal::Customer(CustomerId(2));

    #[test]
    fn a_burst_is_allowed_and_then_the_steady_rate() {
        let limits = Limits::default();
        let start = Instant::now();
        let allowed = (0..1_000)
            .filter(|_| limits.command(CASEY, start).is_ok())
            .count();
        assert_eq!(allowed, 60);
        let wait = limits.command(CASEY, start).unwrap_err();
        assert!((100..=102).contains(&wait.0), "{wait:?}");
        let later = start + Duration::from_millis(102);
        assert!(limits.command(CASEY, later).is_ok());
        assert!(limits.command(CASEY, later).is_err());
    }

    #[test]
    fn one_principal_does_not_spend_what_another_has() {
        let limits = Limits::default();
        let now = Instant::now();
        while limits.command(CASEY, now).is_ok() {}
        assert!(limits.command(ROBIN, now).is_ok());
    }

    #[test]
    fn bytes_are_counted_whatever_the_frames_say() {
        let limits = Limits::default();
        let now = Instant::now();
        let allowed = (0..1_000)
            .filter(|_| limits.frame(CASEY, 32 * 1024, now).is_ok())
            .count();
        assert_eq!(allowed, 16);
    }

    #[test]
    fn a_closed_socket_makes_room_for_another() {
        let limits = Limits::default();
        let now = Instant::now();
        let mut open: Vec<_> = (0..CUSTOMER.sockets)
            .map(|_| limits.socket(CASEY, now).unwrap())
            .collect();
        assert!(limits.socket(CASEY, now).is_none());
        open.pop();
        assert!(limits.socket(CASEY, now).is_some());
    }

    #[test]
    fn who_has_been_quiet_is_forgotten() {
        let limits = Limits::default();
        let start = Instant::now();
        for id in 0..2_000u128 {
            let _ = limits.command(Principal::Customer(CustomerId(id)), start);
        }
        let later = start + Duration::from_secs(60);
        for id in 10_000..10_100u128 {
            let _ = limits.command(Principal::Customer(CustomerId(id)), later);
        }
        let kept = limits.purses.lock().unwrap().of.len();
        assert!(kept < 2_000, "{kept}");
    }
}
