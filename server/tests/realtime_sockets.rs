//! The sockets, over loopback, against a real store, parts of it on both databases: the way of one message, from its
//! sender to the disk and to everybody who follows, tried from outside.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what a test can't do is the test's failure, also in its supports"
)]

mod support;

#[path = "realtime_sockets/addresses.rs"]
mod addresses;
#[path = "realtime_sockets/alerts/mod.rs"]
mod alerts;
#[path = "realtime_sockets/availability.rs"]
mod availability;
#[path = "realtime_sockets/chat.rs"]
mod chat;
#[path = "realtime_sockets/customers.rs"]
mod customers;
#[path = "realtime_sockets/deadlines.rs"]
mod deadlines;
#[path = "realtime_sockets/delivery.rs"]
mod delivery;
#[path = "realtime_sockets/doors.rs"]
mod doors;
#[path = "realtime_sockets/history.rs"]
mod history;
#[path = "realtime_sockets/limits.rs"]
mod limits;
#[path = "realtime_sockets/nodes.rs"]
mod nodes;
#[path = "realtime_sockets/presence.rs"]
mod presence;
#[path = "realtime_sockets/rights.rs"]
mod rights;
#[path = "realtime_sockets/rovo.rs"]
mod rovo;
#[path = "realtime_sockets/running.rs"]
mod running;
#[path = "realtime_sockets/unlogged.rs"]
mod unlogged;
