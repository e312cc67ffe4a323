//! What is quoted from a section: all of it if it is short, else the neighbouring blocks around the one that matches
//! best, a list from its beginning where it fits. Words are left out only between sentences, with an ellipsis.

use baton_core::rovo::{Block, Source};

use crate::article::Article;

/// The longest quote, in characters, unless one sentence alone is longer.
const QUOTE_CHARS: usize = 600;
/// The most blocks of a quote.
const QUOTE_BLOCKS: usize = 10;

/// How well the texts of a section match the question.
pub(super) trait Worth {
    /// Of the block at a position.
    fn of_block(&self, position: usize) -> f32;
    /// Of a part of a block.
    fn of_text(&self, text: &str) -> f32;
}

/// The section with its quote.
pub(super) fn source(article: &Article, section: usize, worth: &impl Worth) -> Source {
    let place = article.sections.get(section);
    Source {
        article: article.id,
        slug: article.slug.clone(),
        title: article.title.clone(),
        section: place.and_then(|place| place.heading.clone()),
        anchor: place.and_then(|place| place.anchor.clone()),
        quote: place.map_or_else(Vec::new, |place| quote(&place.blocks, worth)),
    }
}

fn quote(blocks: &[Block], worth: &impl Worth) -> Vec<Block> {
    let lengths: Vec<usize> = blocks
        .iter()
        .map(|block| block.text().chars().count())
        .collect();
    let fits = |from: usize, to: usize| {
        to - from < QUOTE_BLOCKS && lengths[from..=to].iter().sum::<usize>() <= QUOTE_CHARS
    };
    let Some(last) = blocks.len().checked_sub(1) else {
        return Vec::new();
    };
    if fits(0, last) {
        return blocks.to_vec();
    }
    let best = best_of((0..blocks.len()).map(|position| worth.of_block(position)));
    if lengths[best] > QUOTE_CHARS {
        return vec![shortened(&blocks[best], worth)];
    }
    let (mut from, mut to) = (best, best);
    let opening = opening_of_list(blocks, best);
    if fits(opening, best) {
        from = opening;
    }
    while to < last && fits(from, to + 1) {
        to += 1;
    }
    while from > 0 && fits(from - 1, to) {
        from -= 1;
    }
    blocks[from..=to].to_vec()
}

/// The first item of the list that a block stands in, or the paragraph that introduces it.
fn opening_of_list(blocks: &[Block], at: usize) -> usize {
    if !blocks[at].is_item() {
        return at;
    }
    let items = blocks[..at]
        .iter()
        .rev()
        .take_while(|block| block.is_item())
        .count();
    let first = at - items;
    let introduced = first > 0 && blocks[first - 1].text().ends_with(':');
    first - usize::from(introduced)
}

/// The sentences of a long block around the best one.
fn shortened(block: &Block, worth: &impl Worth) -> Block {
    if let Block::Code(code) = block {
        return Block::Code(baton_core::limits::shorten(code, QUOTE_CHARS));
    }
    let sentences = crate::sentences::split(block.text());
    let best = best_of(sentences.iter().map(|sentence| worth.of_text(sentence)));
    let length = |from: usize, to: usize| {
        sentences[from..=to]
            .iter()
            .map(|text| text.chars().count() + 1)
            .sum::<usize>()
    };
    let (mut from, mut to) = (best, best);
    while to + 1 < sentences.len() && length(from, to + 1) <= QUOTE_CHARS {
        to += 1;
    }
    while from > 0 && length(from - 1, to) <= QUOTE_CHARS {
        from -= 1;
    }
    let mut text = sentences[from..=to].join(" ");
    if from > 0 {
        text.insert_str(0, "… ");
    }
    if to + 1 < sentences.len() {
        text.push_str(" …");
    }
    match block {
        Block::Item(_) => Block::Item(text),
        Block::Step { number, .. } => {
            let number = *number;
            Block::Step { number, text }
        }
        _ => Block::Paragraph(text),
    }
}

/// The position of the first greatest value.
fn best_of(values: impl Iterator<Item = f32>) -> usize {
    let mut best = (0, f32::MIN);
    for (position, value) in values.enumerate() {
        if value > best.1 {
            best = (position, value);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(text.into())
    }

    fn item(text: &str) -> Block {
        Block::Item(text.into())
    }

    /// A text is worth something if it has the word.
    struct Mentions<'a>(&'a [Block], &'static str);

    impl Worth for Mentions<'_> {
        fn of_block(&self, position: usize) -> f32 {
            self.of_text(self.0[position].text())
        }

        fn of_text(&self, text: &str) -> f32 {
            if text.contains(self.1) { 1.0 } else { 0.0 }
        }
    }

    fn quoted(blocks: &[Block], word: &'static str) -> Vec<Block> {
        quote(blocks, &Mentions(blocks, word))
    }

    #[test]
    fn a_short_section_is_quoted_whole() {
        let blocks = [paragraph("One."), item("Two."), Block::Code("three".into())];
        assert_eq!(quoted(&blocks, "Two"), blocks);
        assert_eq!(quoted(&[], "Two"), []);
    }

    #[test]
    fn a_list_is_quoted_from_the_line_that_introduces_it() {
        let filler = paragraph(&"Something else. ".repeat(38));
        let step = |number, text: &str| Block::Step {
            number,
            text: text.into(),
        };
        for [first, then] in [
            [item("First."), item("Then pull.")],
            [step(1, "First."), step(2, "Then pull.")],
        ] {
            let introduction = paragraph("Do this:");
            let blocks = [filler.clone(), introduction, first, then, filler.clone()];
            assert_eq!(quoted(&blocks, "pull"), blocks[1..4]);
        }
    }

    #[test]
    fn a_long_paragraph_is_cut_between_sentences_around_the_best_one() {
        let text = format!(
            "{}The red button stops it. {}",
            "Not this one. ".repeat(60),
            "Nor that one. ".repeat(60)
        );
        let quoted = quoted(&[paragraph(&text)], "red button");
        let [Block::Paragraph(quoted)] = quoted.as_slice() else {
            panic!("{quoted:?}")
        };
        assert!(
            quoted.starts_with("… ") || quoted.starts_with("The red"),
            "{quoted}"
        );
        assert!(
            quoted.contains("The red button stops it.") && quoted.ends_with(" …"),
            "{quoted}"
        );
        assert!(quoted.chars().count() <= QUOTE_CHARS + 4);
    }

    #[test]
    fn a_sentence_longer_than_the_limit_is_quoted_all_the_same() {
        let text = "word ".repeat(400);
        assert_eq!(
            quoted(&[paragraph(text.trim())], "nothing"),
            [paragraph(text.trim())]
        );
    }
}
