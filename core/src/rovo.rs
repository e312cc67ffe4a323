//! What the virtual agent says, as facts: quotes with their source, or one of a few things that Rovo can do. The
//! sentences that people read are made from these at the edge, in the reader's language.

use serde::{Deserialize, Serialize};

use crate::id::ArticleId;
use crate::offer::Obstacle;

/// A piece of quoted text. Plain text only: it is shown through text nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// An item of a list.
    Item(String),
    /// Preformatted text.
    Code(String),
    /// An item of a numbered list. Clients know it from revision 3 of the wire on.
    Step {
        /// Its number in the article.
        number: u32,
        /// What to do.
        text: String,
    },
}

impl Block {
    /// Its words, without a mark or a number.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Paragraph(text) | Self::Item(text) | Self::Code(text) => text,
            Self::Step { text, .. } => text,
        }
    }

    /// Whether it is an item of a list, numbered or not.
    #[must_use]
    pub fn is_item(&self) -> bool {
        matches!(self, Self::Item(_) | Self::Step { .. })
    }
}

/// A part of a quote as it is shown: neighbouring items are one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Paragraph(String),
    /// Preformatted text.
    Code(String),
    /// A list without an order.
    List(Vec<String>),
    /// Steps, the first of which has this number.
    Steps(u32, Vec<String>),
}

/// The parts of a quote, in order. Steps that don't follow each other begin a list of their own, so that each keeps the
/// number that it has in the article.
#[must_use]
pub fn parts(quote: &[Block]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut next = 0;
    for block in quote {
        match (block, parts.last_mut()) {
            (Block::Item(text), Some(Part::List(items))) => items.push(text.clone()),
            (Block::Step { number, text }, Some(Part::Steps(_, steps))) if *number == next => {
                steps.push(text.clone());
            }
            (Block::Paragraph(text), _) => parts.push(Part::Paragraph(text.clone())),
            (Block::Code(text), _) => parts.push(Part::Code(text.clone())),
            (Block::Item(text), _) => parts.push(Part::List(vec![text.clone()])),
            (Block::Step { number, text }, _) => {
                parts.push(Part::Steps(*number, vec![text.clone()]));
            }
        }
        if let Block::Step { number, .. } = block {
            next = number.saturating_add(1);
        }
    }
    parts
}

/// Where an answer comes from, and the words it quotes from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The article.
    pub article: ArticleId,
    /// The last part of its address: `/portal/KEY/articles/SLUG`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The heading of the quoted section, if it has one.
    pub section: Option<String>,
    /// The fragment of the section's address.
    pub anchor: Option<String>,
    /// The quoted words.
    pub quote: Vec<Block>,
}

/// Why Rovo offers a person or a request instead of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OfferReason {
    /// Nothing in the knowledge base answers the question, also after a rephrase.
    NoAnswer,
    /// The customer said that the answer did not help.
    DidNotHelp,
    /// Rovo took too long, or the process died between question and answer.
    TookTooLong,
    /// The customer asked for a person, and live chat is not offered at the moment.
    PersonNotOffered(Vec<Obstacle>),
}

/// What Rovo answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RovoReply {
    /// Quotes that answer the question; at least one source.
    Answer {
        /// Best first.
        sources: Vec<Source>,
    },
    /// A greeting, answered with what Rovo can do.
    Greeting,
    /// Thanks or a goodbye.
    Farewell,
    /// Asks once to say it in other words.
    AskRephrase,
    /// Offers a person (where live chat is offered) or a request.
    Offer(OfferReason),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &str) -> Block {
        Block::Item(text.to_owned())
    }

    fn step(number: u32, text: &str) -> Block {
        let text = text.to_owned();
        Block::Step { number, text }
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn neighbouring_items_are_one_list_and_every_step_keeps_its_number() {
        let quote = [
            Block::Paragraph("Do this:".to_owned()),
            step(2, "Open it."),
            step(3, "Press."),
            item("Left"),
            item("Right"),
            step(4, "Wait."),
            step(1, "Begin anew."),
            Block::Code("reset".to_owned()),
        ];
        assert_eq!(
            parts(&quote),
            [
                Part::Paragraph("Do this:".to_owned()),
                Part::Steps(2, texts(&["Open it.", "Press."])),
                Part::List(texts(&["Left", "Right"])),
                Part::Steps(4, texts(&["Wait."])),
                Part::Steps(1, texts(&["Begin anew."])),
                Part::Code("reset".to_owned()),
            ]
        );
        assert_eq!(parts(&[]), []);
    }
}
