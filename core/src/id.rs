//! Identifiers. Each is a 128-bit UUID (version 7 when the server or a browser makes one), a type of its own, and text
//! in every form that a person may read. Making new ones needs randomness and a clock, so it happens outside this crate.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// The text is not 32 hexadecimal digits, with or without the four hyphens of a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidId;

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an identifier")
    }
}

fn write_uuid(value: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, byte) in value.to_be_bytes().into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            f.write_str("-")?;
        }
        for nibble in [byte >> 4, byte & 15] {
            let digit = char::from_digit(u32::from(nibble), 16).unwrap_or('0');
            fmt::Write::write_char(f, digit)?;
        }
    }
    Ok(())
}

fn parse_uuid(text: &str) -> Result<u128, InvalidId> {
    let mut value = 0u128;
    let mut digits = 0;
    for character in text.chars() {
        if character == '-' {
            continue;
        }
        let digit = character.to_digit(16).ok_or(InvalidId)?;
        if digits == 32 {
            return Err(InvalidId);
        }
        value = value << 4 | u128::from(digit);
        digits += 1;
    }
    if digits == 32 {
        Ok(value)
    } else {
        Err(InvalidId)
    }
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u128);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_uuid(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_uuid(self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse_uuid(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    self.0.to_be_bytes().serialize(serializer)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    let text = <alloc::borrow::Cow<'_, str>>::deserialize(deserializer)?;
                    text.parse().map_err(|_| D::Error::custom("not an identifier"))
                } else {
                    <[u8; 16]>::deserialize(deserializer).map(|bytes| Self(u128::from_be_bytes(bytes)))
                }
            }
        }
    )*};
}

extern crate alloc;

id! {
    /// A staff account of the site: agent or admin.
    AccountId
    /// An article of a space's knowledge base.
    ArticleId
    /// A browser of an agent: made at random, kept in its storage, shared by its tabs.
    BrowserId
    /// A command, made by its sender; the message that it becomes carries the same value as its [`MessageId`].
    CommandId
    /// The thread between one customer and one space.
    ConversationId
    /// A customer of one space.
    CustomerId
    /// One human episode inside a conversation.
    LiveChatId
    /// A message, note or comment.
    MessageId
    /// One open page of the product: made at random when it is loaded.
    PageId
    /// A space.
    SpaceId
    /// A team.
    TeamId
    /// A test alert, made by the page that asks for it.
    TestId
    /// A work item.
    WorkItemId
}

impl From<CommandId> for MessageId {
    fn from(id: CommandId) -> Self {
        Self(id.0)
    }
}

/// A position in a log: 1 for the first entry, 0 for "before everything".
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The position after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Which life of the store a cursor belongs to. It changes when a backup is restored, so that an old cursor is noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Epoch(pub u64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_hyphenated_text_for_people_and_sixteen_bytes_for_machines() {
        let id = ConversationId(0x0190_2b3c_4d5e_7f60_8123_4567_89ab_cdef);
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, "\"01902b3c-4d5e-7f60-8123-456789abcdef\"");
        assert_eq!(serde_json::from_str::<ConversationId>(&json).unwrap(), id);
        let bytes = postcard::to_allocvec(&id).unwrap();
        assert_eq!(bytes.len(), 16);
        assert_eq!(postcard::from_bytes::<ConversationId>(&bytes).unwrap(), id);
    }

    #[test]
    fn text_that_is_no_id_is_refused() {
        for text in [
            "",
            "x",
            "01902b3c-4d5e-7f60-8123-456789abcde",
            "01902b3c-4d5e-7f60-8123-456789abcdef0",
        ] {
            assert_eq!(text.parse::<MessageId>(), Err(InvalidId));
        }
    }
}
