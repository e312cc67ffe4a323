//! What the inbox knows and decides, in plain Rust: no DOM, no signals, no timers. [`Desk`] is the whole of it; each
//! call changes it and answers with [`Effect`]s, which the browser layer carries out. The components only read it.

mod address;
pub mod alerts;
mod desk;
mod draft;
mod moment;
mod record;
mod seen;
mod snapshot;
mod thread;

pub use address::Address;
pub use desk::{
    Announcement, Desk, Effect, Lost, Moment, Notice, Open, Opened, Order, Stand, Trouble,
};
pub use draft::{Draft, Mode, NoReply, draft_key, no_reply};
pub use moment::{Running, Wanted, Zone, clock, day, iso, ring, waited};
pub use record::{Record, record, record_starts};
pub use seen::Seen;
pub use snapshot::{
    ConsoleSnapshot, MyTeam, OpenedSnapshot, SNAPSHOT_ELEMENT, SpaceRef, Standing, Viewer,
};
pub use thread::{Bubble, Face, Item, Pending, items, pending};
