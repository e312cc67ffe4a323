//! What keeps other sites out: who may change state ([`origin`]), and what browsers are told about our pages
//! ([`headers`], [`csp`]). Who somebody is stands in [`crate::session`].

pub mod csp;
pub mod headers;
pub mod origin;
