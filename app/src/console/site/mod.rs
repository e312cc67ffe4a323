//! The administration of the whole site, for site admins; and the pages by which people come in: set-up, invitations,
//! an agent's own profile. Plain forms and links, rendered on the server, without WASM. What is valid is decided in
//! `baton_core::staff`.

#![expect(
    clippy::needless_pass_by_value,
    reason = "what a view shows is its own, whether or not it keeps it"
)]

pub mod audit;
pub mod doors;
pub mod frame;
pub mod members;
pub mod notifications;
pub mod people;
pub mod plan;
pub mod profile;
pub mod spaces;
pub mod teams;

use super::words::site as words;
