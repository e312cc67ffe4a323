//! What keeps out who has no business here: what an address may hold ([`address`]), who may change state ([`origin`]),
//! and what browsers are told about our pages ([`headers`], [`csp`]). Who somebody is stands in [`crate::session`].

pub mod address;
pub mod csp;
pub mod headers;
pub mod origin;
