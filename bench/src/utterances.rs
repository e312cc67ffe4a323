//! Customers' words, from the BANKING77 utterances: what people really write to a help desk.

use std::path::Path;

use anyhow::{Context, Result, bail};

/// The utterances, without their labels.
pub(crate) fn read(data: &Path) -> Result<Vec<String>> {
    let path = data.join("banking77/test.csv");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("no customers' words at {}: say --data", path.display()))?;
    let utterances = of_csv(&text);
    if utterances.is_empty() {
        bail!("no customers' words in {}", path.display());
    }
    Ok(utterances)
}

fn of_csv(text: &str) -> Vec<String> {
    text.lines()
        .skip(1)
        .filter_map(|line| line.rsplit_once(','))
        .map(|(utterance, _)| utterance.trim_matches('"').to_owned())
        .filter(|text| !text.trim().is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_what_stands_before_the_label() {
        let csv = "text,category\nWhere is my card?,card_arrival\n\"Well, now?\",x\n,y\n";
        assert_eq!(of_csv(csv), ["Where is my card?", "Well, now?"]);
    }
}
