//! The console: what staff see under `/app/`. All is rendered on the server. The inbox is then hydrated, and parts of a
//! work item's page are kept true; what both know is in [`model`], plain Rust. The other pages are forms.
//! Loading, authorization and saving are the server's business.

pub mod agent;
pub mod alerts;
#[cfg(feature = "hydrate")]
pub mod browser;
mod field;
pub mod inbox;
pub mod items;
pub mod knowledge;
mod link_state;
pub mod model;
pub mod settings;
pub mod shell;
pub mod sign_in;
pub mod site;
mod stamp;
pub mod words;
