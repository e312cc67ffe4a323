//! The inbox's own addresses. Links to conversations live in mails and notifications, so they stay.

use baton_core::id::ConversationId;

/// An address inside the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// The inbox with nothing opened.
    Inbox,
    /// The inbox with a conversation opened.
    Conversation(ConversationId),
}

impl Address {
    /// The path in the space with this key.
    #[must_use]
    pub fn path(self, key: &str) -> String {
        match self {
            Self::Inbox => format!("/app/{key}/inbox"),
            Self::Conversation(conversation) => format!("/app/{key}/inbox/{conversation}"),
        }
    }

    /// The address of a path in the space with this key; none where the path is another page's.
    #[must_use]
    pub fn parse(path: &str, key: &str) -> Option<Self> {
        let rest = path.strip_prefix("/app/")?.strip_prefix(key)?;
        match rest.strip_prefix("/inbox")? {
            "" | "/" => Some(Self::Inbox),
            rest => rest.strip_prefix('/')?.parse().ok().map(Self::Conversation),
        }
    }

    /// The opened conversation.
    #[must_use]
    pub fn conversation(self) -> Option<ConversationId> {
        match self {
            Self::Inbox => None,
            Self::Conversation(conversation) => Some(conversation),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_made_is_a_path_understood() {
        for address in [
            Address::Inbox,
            Address::Conversation(ConversationId(0x0190_2b3c)),
        ] {
            assert_eq!(Address::parse(&address.path("HELP"), "HELP"), Some(address));
        }
    }

    #[test]
    fn another_page_or_another_space_is_no_address_of_this_inbox() {
        for path in [
            "/app/HELP/items",
            "/app/OTHER/inbox",
            "/app/HELP/inbox/12",
            "/app/HELP/inboxes",
            "/",
        ] {
            assert_eq!(Address::parse(path, "HELP"), None, "{path}");
        }
    }
}
