//! What the chat looks like. Every control is a control of a form, so that the same page works without script; with it,
//! a click goes over the socket instead. Three parts: [`document`] is the page around, written by the server alone;
//! [`parts`] says what shows in it at the moment, alike for the server's first render and for the browser's changes;
//! [`log`] is a line of the conversation, rendered by the server and built by the browser. Nothing that the server
//! rendered is rendered again, which keeps the module small and makes a first render that differs impossible.

pub mod act;
#[cfg(feature = "ssr")]
pub mod document;
pub mod log;
pub mod parts;
mod quote;
mod said;

/// The id of the composer's field.
pub const TEXT_ELEMENT: &str = "text";
/// The id of the field for an address.
pub const EMAIL_ELEMENT: &str = "address";
/// The id of the element that scrolls.
pub const LOG_ELEMENT: &str = "log";
/// The id of the list of lines, which grows.
pub const LINES_ELEMENT: &str = "lines";
/// The id of the button that switches the sound.
pub const SOUND_ELEMENT: &str = "sound";
