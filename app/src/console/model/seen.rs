//! What this browser's agent has seen of each conversation, so that unread words can be shown with weight. Nothing is
//! known on the first render; the browser's storage tells afterwards.

use std::collections::BTreeMap;

use baton_core::conversation::Speaker;
use baton_core::id::{AccountId, ConversationId, Seq};
use baton_core::inbox::{InboxRow, List};

/// How many conversations are remembered; the lowest ids, which are the oldest, go first.
const MOST: usize = 600;

/// The last position seen in each conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    known: bool,
    positions: BTreeMap<ConversationId, Seq>,
}

impl Seen {
    /// Takes up what was stored; an empty text where nothing was.
    pub fn restore(&mut self, stored: &str) {
        self.known = true;
        for line in stored.lines() {
            let Some((conversation, seq)) = line.split_once(' ') else {
                continue;
            };
            if let (Ok(conversation), Ok(seq)) = (conversation.parse(), seq.parse()) {
                self.note(conversation, Seq(seq));
            }
        }
    }

    /// The stored form: a line per conversation.
    #[must_use]
    pub fn to_stored(&self) -> String {
        let skip = self.positions.len().saturating_sub(MOST);
        self.positions
            .iter()
            .skip(skip)
            .map(|(conversation, seq)| format!("{conversation} {seq}\n"))
            .collect()
    }

    /// Everything up to there was seen. Answers whether that is news.
    pub fn note(&mut self, conversation: ConversationId, seq: Seq) -> bool {
        let position = self.positions.entry(conversation).or_default();
        let news = seq > *position;
        if news {
            *position = seq;
        }
        news
    }

    /// Whether the row holds words of the customer that this agent should read and has not.
    #[must_use]
    pub fn is_unread(&self, row: &InboxRow, me: AccountId) -> bool {
        let concerns_me = matches!(row.list(me), List::Unassigned | List::MyChats);
        let last = self
            .positions
            .get(&row.conversation)
            .copied()
            .unwrap_or_default();
        self.known
            && concerns_me
            && row
                .last_words
                .as_ref()
                .is_some_and(|words| words.by == Speaker::Customer && words.seq > last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::conversation::LastWords;
    use baton_core::id::CustomerId;
    use baton_core::inbox::Place;
    use baton_core::time::Time;

    fn row(by: Speaker, seq: u64) -> InboxRow {
        InboxRow {
            conversation: ConversationId(1),
            customer: CustomerId(2),
            customer_name: String::new(),
            place: Place::Unassigned {
                since: Time(0),
                assign_due: Time(1),
            },
            last_words: Some(LastWords {
                by,
                text: "hello".into(),
                at: Time(0),
                seq: Seq(seq),
            }),
            work_item: None,
            head: Seq(seq),
        }
    }

    #[test]
    fn a_customer_s_words_are_unread_until_they_were_on_screen() {
        let me = AccountId(9);
        let mut seen = Seen::default();
        assert!(
            !seen.is_unread(&row(Speaker::Customer, 3), me),
            "before the storage was read nothing is claimed"
        );
        seen.restore("");
        assert!(seen.is_unread(&row(Speaker::Customer, 3), me));
        assert!(seen.note(ConversationId(1), Seq(3)));
        assert!(!seen.note(ConversationId(1), Seq(2)), "never backwards");
        assert!(!seen.is_unread(&row(Speaker::Customer, 3), me));
        assert!(!seen.is_unread(&row(Speaker::Agent, 4), me));
        assert!(seen.is_unread(&row(Speaker::Customer, 5), me));
    }

    #[test]
    fn what_was_seen_survives_a_reload() {
        let mut seen = Seen::default();
        seen.note(ConversationId(1), Seq(3));
        let mut again = Seen::default();
        again.restore(&seen.to_stored());
        again.restore("nonsense\n");
        assert!(!again.is_unread(&row(Speaker::Customer, 3), AccountId(9)));
    }
}
