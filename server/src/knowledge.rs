//! The full-text index of each space's articles, made anew when the articles have changed. Portal and Rovo search the
//! same one.

/// The indexes by space.
#[derive(Debug, Default)]
pub struct KnowledgeIndexes {}
