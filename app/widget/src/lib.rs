//! The customer's chat: what the document carries ([`snapshot`]), the machine behind it ([`model`]), what it looks like
//! ([`components`]) and every sentence it says ([`words`]). The server renders it with the feature `ssr`; the browser
//! takes it over with `hydrate`. It stays small on purpose: no router, no server functions, no JSON, no formatting of
//! numbers or dates beyond what is in [`text`].

#[cfg(feature = "hydrate")]
mod browser;
pub mod components;
pub mod model;
pub mod snapshot;
pub mod text;
pub mod words;

#[cfg(feature = "hydrate")]
pub use browser::start;
