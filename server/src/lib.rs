//! The server: one process that renders pages, keeps sessions, answers sockets and sees to deadlines. What may happen in
//! a conversation is decided in `baton_core`; SQL lives in `baton_store`; what Rovo says is found in `baton_rovo`; what
//! people see is made in `baton_app` and `baton_widget`. Here is only what connects them to the outside.

pub mod app;
pub mod assets;
pub mod changes;
pub mod chat;
pub mod cli;
pub mod clock;
pub mod config;
pub mod console;
pub mod context;
pub mod demo;
pub mod error;
pub mod knowledge;
pub mod limits;
pub mod logs;
pub mod ops;
pub mod page;
pub mod people;
pub mod portal;
pub mod realtime;
pub mod routes;
pub mod rovo;
pub mod security;
pub mod session;
mod talk;
pub mod time_zones;
pub mod words;
