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
