//! The desk on its own: what it tells whom, at which time.
