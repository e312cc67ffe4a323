//! Customers' words, from the `banking77` utterances: what people really write to a help desk.

use std::path::Path;

use anyhow::{Context, Result};

/// The utterances, without their labels.
pub(crate) fn read(data: &Path) -> Result<Vec<String>> {
    let path = data.join("banking77/test.csv");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("no words at {}", path.display()))?;
    let words = text
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit_once(','));
    Ok(words
        .map(|(utterance, _)| utterance.trim_matches('"').to_owned())
        .filter(|text| !text.trim().is_empty())
        .collect())
}
