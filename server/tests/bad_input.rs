//! Bad input, made from the table of routes and the rows of the sockets themselves: whatever is typed into a field of a
//! form, or sent in a frame, is taken and shown as text wherever it surfaces, or refused with a sentence beside the field.
//! A form that is added is tried as it is.

#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    dead_code,
    unused_imports,
    unused_macros,
    reason = "what a test can't do is the test's failure, also in its supports, of which it needs a part"
)]

mod cast;
mod support;

#[path = "bad_input/asked.rs"]
mod asked;
#[path = "bad_input/declared.rs"]
mod declared;
#[path = "bad_input/forms.rs"]
mod forms;
#[path = "bad_input/frames.rs"]
mod frames;
#[path = "bad_input/html.rs"]
mod html;
#[path = "bad_input/samples.rs"]
mod samples;
#[path = "bad_input/stale.rs"]
mod stale;
#[path = "bad_input/surfaces.rs"]
mod surfaces;
