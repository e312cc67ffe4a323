//! The codes with which the server closes a socket. A client comes back after every one of them, except where it says
//! otherwise here.

/// The frame was larger than `limits::FRAME_BYTES` (RFC 6455).
pub const TOO_LARGE: u16 = 1009;
/// The server could not go on, such as when its store can't be read (RFC 6455).
pub const FAILED: u16 = 1011;
/// The server restarts; a `Bye` went before that says when to come back (RFC 6455).
pub const RESTART: u16 = 1012;
/// The frame was no frame of this version. A client that gets this has a defect: it loads the page anew, once.
pub const MALFORMED: u16 = 4400;
/// There is no living session, or it has ended: the page asks to sign in again.
pub const SIGNED_OUT: u16 = 4401;
/// The session lives, and has no business in this space. Coming back does not help.
pub const NOT_ALLOWED: u16 = 4403;
/// The session lives and goes on as another customer, whose place a guest has taken at signing in. Nothing that the page
/// holds is lost by it: it says hello anew and sends what was not answered.
pub const BECAME_ANOTHER: u16 = 4409;
/// The account was disabled. Coming back does not help, and neither does signing in.
pub const DISABLED: u16 = 4410;
/// Nothing was heard for a minute.
pub const SILENT: u16 = 4408;
/// The client did not read what was sent; what it missed comes when it is back.
pub const SLOW: u16 = 4413;
/// The client's revision is not known here; a `Bye` that asks for a reload went before.
pub const REVISION: u16 = 4426;
/// This principal has too many sockets open, or sent far more over this one than it may.
pub const TOO_MANY: u16 = 4429;
