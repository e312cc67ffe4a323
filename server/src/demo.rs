//! The demo space. Made once; made again, it changes nothing.
