//! The console: what staff see under `/app/`. The inbox and a work item's page are rendered on the server and then
//! hydrated; their knowledge is in [`model`], plain Rust that the components only read. The other pages are forms.
//! Loading, authorization and saving are the server's business.

pub mod agent;
pub mod alerts;
#[cfg(feature = "hydrate")]
pub mod browser;
mod field;
pub mod inbox;
pub mod items;
pub mod kept;
pub mod knowledge;
mod link_state;
pub mod model;
pub mod settings;
pub mod shell;
pub mod sign_in;
pub mod site;
mod stamp;
pub mod words;
