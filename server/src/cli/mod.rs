//! The command line of `baton`.
