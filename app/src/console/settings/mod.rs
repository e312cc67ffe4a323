//! The settings of a space, for its admins: plain forms and links, rendered on the server, without WASM. The labels and
//! the order are the product document's. What is valid, and what a page must say about the present, is decided in
//! `baton_core::settings`; here it is only shown.

pub mod embedding;
pub mod features;
pub mod frame;
pub mod live;
pub mod live_chat;
pub mod overview;
pub mod pages;
pub mod plan;
pub mod set_up;
pub mod team;

pub use pages::{Group, SettingsPage};

use super::words::settings as words;
