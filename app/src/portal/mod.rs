//! The customers' pages of a space, rendered on the server alone: home with search, articles, requests, sign-in. They
//! work without script and load no WASM. Sentences stand in [`words`]; what a page shows is handed to it whole.

pub mod account;
pub mod article;
mod field;
pub mod frame;
pub mod home;
mod icons;
pub mod new_request;
pub mod own_account;
pub mod plain;
pub mod request;
pub mod requests;
pub mod search;
mod status;
pub mod talk;
mod time;
pub mod too_fast;
pub mod words;

pub use frame::Frame;
pub use plain::{error_page, first_day, site_root};
