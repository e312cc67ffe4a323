//! What the document carries for the widget, so that the first look needs no network: base64 of postcard in an inert
//! script element. The server writes the document from the same value, so the widget finds what it would show.

use baton_core::id::{CommandId, CustomerId, Epoch};
use baton_core::offer::Offer;
use baton_core::view::CustomerView;
use baton_core::wire::{self, Malformed, QueuePlace};
use serde::{Deserialize, Serialize};

/// The id of the element that holds the snapshot.
pub const SNAPSHOT_ELEMENT: &str = "snapshot";
/// The id of the element that holds the chat.
pub const ROOT_ELEMENT: &str = "chat";

/// How the document is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frame {
    /// A page of its own.
    Page,
    /// In a frame on a page of this origin, as the loader makes it.
    OwnPage {
        /// Our origin.
        host: String,
    },
    /// In a frame on a page of another origin.
    ForeignPage {
        /// The origin of the host page, on the space's list.
        host: String,
    },
}

/// Everything that the document shows first and the connection needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatSnapshot {
    /// The space's key.
    pub space: String,
    /// The space's name.
    pub name: String,
    /// How the document is shown.
    pub frame: Frame,
    /// Whose outbox this browser keeps under.
    pub customer: CustomerId,
    /// Guests who became this customer by signing in. What their pages kept in this browser is this customer's.
    pub guests: Vec<CustomerId>,
    /// Whether the customer is known by this browser only.
    pub guest: bool,
    /// The session token, in a foreign frame that sent no cookie: kept in the frame's storage if cookies are blocked.
    pub token: Option<String>,
    /// The life of the store.
    pub epoch: Epoch,
    /// The conversation.
    pub view: CustomerView,
    /// Whether a person can be asked for.
    pub offer: Offer,
    /// The place in the queue, while waiting.
    pub queue: Option<QueuePlace>,
    /// The first of a few ids for the forms that work without script.
    pub form_id: CommandId,
}

impl ChatSnapshot {
    /// The bytes for the element; the document writes them as base64.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::encode(self)
    }

    /// Reads the bytes of the element.
    ///
    /// # Errors
    /// [`Malformed`] when they are not exactly one snapshot.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        wire::decode(bytes)
    }

    /// What follows the document's address in this frame, so that a form leads back to the same.
    #[must_use]
    pub fn address_ending(&self) -> String {
        match self.host() {
            Some(host) => ["?embed=1&host=", host].concat(),
            None => String::new(),
        }
    }

    /// The origin of the page around the frame.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        match &self.frame {
            Frame::Page => None,
            Frame::OwnPage { host } | Frame::ForeignPage { host } => Some(host),
        }
    }
}

#[cfg(test)]
pub(crate) fn empty() -> ChatSnapshot {
    ChatSnapshot {
        space: "HELP".to_owned(),
        name: "Northwind Help".to_owned(),
        frame: Frame::Page,
        customer: CustomerId(1),
        guests: Vec::new(),
        guest: true,
        token: None,
        epoch: Epoch(1),
        view: CustomerView::empty(),
        offer: Offer::default(),
        queue: None,
        form_id: CommandId(9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_survives_the_document_that_carries_it() {
        let snapshot = empty();
        let bytes = snapshot.to_bytes();
        assert_eq!(ChatSnapshot::from_bytes(&bytes), Ok(snapshot));
        assert_eq!(ChatSnapshot::from_bytes(&bytes[1..]), Err(Malformed));
        assert_eq!(ChatSnapshot::from_bytes(&[]), Err(Malformed));
    }
}
