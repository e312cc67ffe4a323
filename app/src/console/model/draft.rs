//! What an agent has typed and not sent, kept in the browser's storage so that a reload loses nothing: per conversation,
//! and per account, since two agents may share a browser and neither reads what the other has begun.
//! Replies and notes have a text each: what was typed as a note can't become a reply by a switch.

use baton_core::id::{AccountId, CommandId, ConversationId, WorkItemId};
use baton_core::limits::{MESSAGE_CHARS, kept_chars, too_many};

use super::Stand;
use crate::console::items::Kind;

/// To whom the composer speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// To the customer.
    #[default]
    Reply,
    /// To colleagues only.
    Note,
}

impl Mode {
    /// Both, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::Reply, Self::Note];

    /// The last part of the storage key.
    #[must_use]
    pub fn stored_name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }
}

/// Where an agent's draft for a conversation is stored.
#[must_use]
pub fn draft_key(me: AccountId, conversation: ConversationId, mode: Mode) -> String {
    format!("baton.draft.{me}.{conversation}.{}", mode.stored_name())
}

/// The composer's content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// To whom the agent writes now.
    pub mode: Mode,
    reply: String,
    note: String,
}

impl Draft {
    /// What was stored, shown where there is something to go on with.
    #[must_use]
    pub fn restored(reply: String, note: String) -> Self {
        let mode = if reply.is_empty() && !note.is_empty() {
            Mode::Note
        } else {
            Mode::Reply
        };
        Self { mode, reply, note }
    }

    /// The chat has become mine: replies from here on, unless a note is being written.
    pub fn claimed(&mut self) {
        self.mode = if self.note.is_empty() {
            Mode::Reply
        } else {
            Mode::Note
        };
    }

    /// The words of a mode.
    #[must_use]
    pub fn text(&self, mode: Mode) -> &str {
        match mode {
            Mode::Reply => &self.reply,
            Mode::Note => &self.note,
        }
    }

    /// To whom the agent writes, as things stand: only who has the chat can write to the customer, and a reply that was
    /// begun waits in its own place.
    #[must_use]
    pub fn shown(&self, stand: Option<Stand>) -> Mode {
        match stand {
            Some(Stand::Mine) => self.mode,
            _ => Mode::Note,
        }
    }

    /// How many characters too many the words of a mode have.
    #[must_use]
    pub fn too_many(&self, mode: Mode) -> usize {
        too_many(self.text(mode), MESSAGE_CHARS)
    }

    /// The words of a mode, where they can be sent.
    #[must_use]
    pub fn ready(&self, mode: Mode) -> Option<String> {
        let fits = kept_chars(self.text(mode)) > 0 && self.too_many(mode) == 0;
        fits.then(|| self.text(mode).trim().to_owned())
    }

    /// Replaces the words of a mode.
    pub fn write(&mut self, mode: Mode, text: String) {
        match mode {
            Mode::Reply => self.reply = text,
            Mode::Note => self.note = text,
        }
    }
}

/// Why no reply can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoReply {
    /// The chat waits for its claim.
    Unclaimed,
    /// It waits, and a reply was begun.
    UnclaimedAndBegun,
    /// Rovo has it.
    Rovo,
    /// A colleague has it.
    Colleague,
}

/// Why no reply can be written, as things stand.
#[must_use]
pub fn no_reply(stand: Option<Stand>, draft: &Draft) -> Option<NoReply> {
    match stand? {
        Stand::Mine => None,
        Stand::Waiting if draft.text(Mode::Reply).is_empty() => Some(NoReply::Unclaimed),
        Stand::Waiting => Some(NoReply::UnclaimedAndBegun),
        Stand::Rovo => Some(NoReply::Rovo),
        Stand::Colleagues => Some(NoReply::Colleague),
    }
}

/// A comment or note that was begun on a work item's page, under the id that it is sent with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentDraft {
    /// Of the command.
    pub id: CommandId,
    /// To whom it goes.
    pub kind: Kind,
    /// The words.
    pub text: String,
}

impl CommentDraft {
    /// Where an agent's draft for a work item is stored.
    #[must_use]
    pub fn key(me: AccountId, item: WorkItemId) -> String {
        format!("baton.draft.{me}.{item}.comment")
    }

    /// As it is stored; nothing for one without words.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Self { id, kind, text } = self;
        if text.is_empty() {
            return String::new();
        }
        format!("{id} {}\n{text}", kind.name())
    }

    /// What was stored; none for what is no draft.
    #[must_use]
    pub fn from_text(stored: &str) -> Option<Self> {
        let (head, text) = stored.split_once('\n')?;
        let (id, kind) = head.split_once(' ')?;
        Some(Self {
            id: id.parse().ok()?,
            kind: Kind::named(kind)?,
            text: text.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_has_the_chat_writes_to_the_customer_and_others_are_told_why_not() {
        let mut draft = Draft::default();
        assert_eq!(draft.shown(Some(Stand::Mine)), Mode::Reply);
        for (stand, why) in [
            (Stand::Waiting, NoReply::Unclaimed),
            (Stand::Rovo, NoReply::Rovo),
            (Stand::Colleagues, NoReply::Colleague),
        ] {
            assert_eq!(draft.shown(Some(stand)), Mode::Note);
            assert_eq!(no_reply(Some(stand), &draft), Some(why));
        }
        assert_eq!(no_reply(Some(Stand::Mine), &draft), None);
        assert_eq!(
            (draft.shown(None), no_reply(None, &draft)),
            (Mode::Note, None)
        );
        draft.write(Mode::Reply, "On my way".into());
        let begun = no_reply(Some(Stand::Waiting), &draft);
        assert_eq!(begun, Some(NoReply::UnclaimedAndBegun));
        draft.mode = Mode::Note;
        assert_eq!(draft.shown(Some(Stand::Mine)), Mode::Note);
    }

    #[test]
    fn words_are_counted_as_they_are_kept_when_they_warn_and_when_they_are_sent() {
        let mut draft = Draft::default();
        let longest = "é".repeat(MESSAGE_CHARS);
        draft.write(Mode::Reply, format!("  {longest}\n\n"));
        assert_eq!(draft.too_many(Mode::Reply), 0);
        assert_eq!(draft.ready(Mode::Reply), Some(longest.clone()));
        draft.write(Mode::Reply, format!("{longest}ab"));
        assert_eq!(draft.too_many(Mode::Reply), 2);
        assert_eq!(draft.ready(Mode::Reply), None);
        draft.write(Mode::Reply, " \u{200b} ".into());
        assert_eq!(draft.ready(Mode::Reply), None, "nothing can be seen of it");
    }

    #[test]
    fn a_comment_is_kept_with_its_id_to_whom_it_goes_and_its_lines() {
        let draft = CommentDraft {
            id: CommandId(7),
            kind: Kind::Note,
            text: "first\nsecond \n".into(),
        };
        assert_eq!(
            CommentDraft::from_text(&draft.to_text()),
            Some(draft.clone())
        );
        let nothing = CommentDraft {
            text: String::new(),
            ..draft
        };
        assert_eq!(nothing.to_text(), "");
        for stored in ["", "words", "7 note", "7\nwords"] {
            assert_eq!(CommentDraft::from_text(stored), None);
        }
    }

    #[test]
    fn what_was_typed_as_a_note_never_stands_in_the_reply() {
        let mut draft = Draft {
            mode: Mode::Note,
            ..Draft::default()
        };
        draft.write(Mode::Note, "rude customer".into());
        draft.mode = Mode::Reply;
        assert_eq!(draft.text(Mode::Reply), "");
        assert_eq!(draft.text(Mode::Note), "rude customer");
    }

    #[test]
    fn a_claim_in_the_middle_of_a_note_does_not_turn_the_rest_of_it_into_a_reply() {
        let mut draft = Draft::default();
        draft.write(Mode::Note, "rude cust".into());
        draft.claimed();
        assert_eq!(draft.mode, Mode::Note);
        draft.write(Mode::Note, String::new());
        draft.claimed();
        assert_eq!(draft.mode, Mode::Reply);
    }

    #[test]
    fn no_two_agents_conversations_or_modes_share_a_place_in_the_storage() {
        let mut keys = std::collections::BTreeSet::new();
        for me in [AccountId(1), AccountId(2)] {
            for conversation in [ConversationId(1), ConversationId(2)] {
                for mode in Mode::ALL {
                    assert!(keys.insert(draft_key(me, conversation, mode)));
                }
            }
        }
    }

    #[test]
    fn a_stored_note_comes_back_as_a_note() {
        let draft = Draft::restored(String::new(), "call her back".into());
        assert_eq!(draft.mode, Mode::Note);
        assert_eq!(draft.text(Mode::Reply), "");
    }
}
