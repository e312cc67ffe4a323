//! The built-in virtual agent: reads the articles of a space, finds what answers a question and quotes it, recognises
//! when a person is wanted, and knows when it has no answer. Offline and deterministic: no network, no clock, no
//! randomness, and nothing said about a subject that is not a quote. What becomes of an answer is decided in `core`.

pub mod article;
pub mod engine;
pub mod handoff;
pub mod index;
pub mod sentences;
pub mod smalltalk;
pub mod spelling;
