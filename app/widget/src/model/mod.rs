//! The chat as a machine: inputs go in (a frame, a click, the time), effects come out (send this, keep that), and the
//! state between them is what the components show. Nothing here knows of a browser, so that it is tried natively, with
//! a socket that loses and repeats.

pub mod chat;
pub mod outbox;
pub mod rows;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod properties;
