//! The authorization matrix: every row of the table of routes, and every frame that a socket takes, asked as everybody,
//! with the ids of one owner's things. What is expected follows from the row; a row that is added is tried as it is.

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

#[path = "matrix/frames.rs"]
mod frames;
#[path = "matrix/pages.rs"]
mod pages;
