//! The domain of Baton: what may happen in a conversation, and who may see it.
//!
//! A conversation is an append-only log of [`event::Event`]s. [`decide::decide`] answers a command with the events it
//! causes or with a [`command::Rejection`]; [`conversation::Conversation::apply`] folds an event into the state;
//! [`view`] projects events for customers and for agents. Nothing here knows of I/O, clocks, randomness or frameworks,
//! so the same code runs in the server, in the browser's WASM and in the tests.

pub mod alert;
pub mod audit;
pub mod calendar;
pub mod client;
pub mod command;
pub mod conversation;
pub mod deadline;
pub mod decide;
pub mod direction;
pub mod event;
pub mod id;
pub mod inbox;
pub mod knowledge;
pub mod limits;
pub mod markup;
pub mod offer;
pub mod people;
pub mod rovo;
pub mod scenario;
pub mod settings;
pub mod staff;
pub mod time;
pub mod time_zone;
pub mod view;
pub mod wire;
pub mod work_item;
