//! What the server puts into a page that is hydrated: enough for the first render to be complete, and for the browser to
//! go on from exactly there. It travels as base64 of postcard in an inert script element.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_core::id::{ConversationId, Epoch, TeamId};
use baton_core::inbox::Inbox;
use baton_core::offer::Offer;
use baton_core::people::{AgentRef, CustomerProfile};
use baton_core::time::{Millis, Time};
use baton_core::view::{AgentTalk, AgentView};
use baton_core::wire::{Malformed, decode, encode};
use serde::{Deserialize, Serialize};

use super::live_item::ItemSnapshot;

/// The id of the inert script element.
pub const SNAPSHOT_ELEMENT: &str = "snapshot";

/// A space as pages name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceRef {
    /// `HELP`.
    pub key: String,
    /// Its name.
    pub name: String,
}

/// What the reader of a page may do in the space, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// Works with chats.
    Agent,
    /// That, and the space's settings.
    SpaceAdmin,
    /// That, in every space, and the site.
    SiteAdmin,
}

impl Standing {
    /// Whether the space's settings are the reader's.
    #[must_use]
    pub fn is_space_admin(self) -> bool {
        self >= Self::SpaceAdmin
    }
}

/// A team of the reader's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyTeam {
    /// Which.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// How many members it has.
    pub members: usize,
    /// The reader's stored choice.
    pub marked: bool,
}

/// What the sidebar knows of the reader besides the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// What the reader may do here.
    pub standing: Standing,
    /// Whether there are other spaces to go to.
    pub has_other_spaces: bool,
    /// The teams of the reader, and where they are marked available.
    pub teams: Vec<MyTeam>,
}

/// The conversation that the address names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenedSnapshot {
    /// The address names none.
    None,
    /// There is no such conversation in this space.
    Missing(ConversationId),
    /// It is here.
    Here {
        /// Which.
        conversation: ConversationId,
        /// What it holds.
        view: Box<AgentView>,
        /// Whose it is.
        customer: CustomerProfile,
        /// The talk with Rovo that led to its chat, where the view does not reach back to it.
        talk: Option<AgentTalk>,
    },
}

/// Everything that an inbox page begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsoleSnapshot {
    /// The signed-in agent.
    pub me: AgentRef,
    /// The space.
    pub space: SpaceRef,
    /// What the agent is here, for the sidebar.
    pub viewer: Viewer,
    /// The life of the store.
    pub epoch: Epoch,
    /// The server's clock.
    pub now: Time,
    /// The lists.
    pub inbox: Inbox,
    /// The opened conversation.
    pub opened: OpenedSnapshot,
    /// Whether customers are offered a person now, and why not.
    pub offer: Offer,
    /// *Time to assign*, for the rings of waiting chats.
    pub time_to_assign: Millis,
    /// *Time to reply*, for the rings of claimed chats.
    pub time_to_reply: Millis,
}

/// What a hydrated page of the console begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageSnapshot {
    /// The inbox.
    Inbox(Box<ConsoleSnapshot>),
    /// A work item's page.
    Item(Box<ItemSnapshot>),
}

impl PageSnapshot {
    /// The bytes for the page.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(self)
    }

    /// The snapshot in a page's text.
    ///
    /// # Errors
    /// [`Malformed`] when the text is not a snapshot of this build.
    pub fn from_text(text: &str) -> Result<Self, Malformed> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| Malformed)?;
        decode(&bytes)
    }
}
