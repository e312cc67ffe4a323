//! A whole server on loopback with a store of its own and a clock that stands still, and clients that speak its protocol.

pub(crate) mod clients;
pub(crate) mod world;
