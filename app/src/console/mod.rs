//! The console: what staff see under `/app/`. The inbox is rendered on the server and then hydrated; its knowledge is in
//! [`model`], plain Rust that the components only read. Sign-in, spaces and work items are pages of forms without WASM.
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
pub mod model;
pub mod settings;
pub mod shell;
pub mod sign_in;
pub mod site;
pub mod words;
