//! What the hydrated pages know and decide, in plain Rust: no DOM, no signals, no timers. [`Desk`] is the whole of the
//! inbox, [`live_item::LiveItem`] of a work item's page, [`alerts::Alerts`] of what every page has; each call changes
//! one and answers with effects, which the browser layer carries out. The components only read them.

mod address;
pub mod alerts;
mod desk;
mod draft;
pub mod live_item;
mod moment;
mod record;
mod seen;
mod snapshot;
mod thread;

pub use address::Address;
pub use desk::{
    Announcement, Desk, Effect, Held, Lost, Moment, Notice, Open, Opened, Order, Stand, Trouble,
};
pub use draft::{CommentDraft, Draft, Mode, NoReply, draft_key, no_reply};
pub use moment::{Running, Wanted, Zone, clock, day, day_and_clock, iso, ring, waited};
pub use record::{Record, Recorder, record};
pub use seen::Seen;
pub use snapshot::{
    ConsoleSnapshot, MyTeam, OpenedSnapshot, PageSnapshot, SNAPSHOT_ELEMENT, SpaceRef, Standing,
    Viewer,
};
pub use thread::{Bubble, Face, Item, Pending, items, pending};
