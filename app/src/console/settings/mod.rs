//! The settings of a space, for its admins: plain forms and links, rendered on the server, without WASM. The labels and
//! the order are the product document's. What is valid, and what a page must say about the present state, is decided in
//! `baton_core::settings`; here it is only shown.

pub mod pages;

pub use pages::{Group, SettingsPage};

use super::words::settings as words;
