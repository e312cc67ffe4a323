//! What a line of the log says, before it is markup: whose it is, its words, its sources.

use baton_core::id::{CommandId, MessageId, WorkItemId};
use baton_core::rovo::{RovoReply, Source};
use baton_core::time::Time;
use baton_core::view::{CustomerBody, CustomerEvent};

use crate::model::chat::Chat;
use crate::model::outbox::Pending;
use crate::model::rows::{Kind, Row};
use crate::words;

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// `me`, `rovo`, `agent`, `line` or `day`.
    pub(super) class: &'static str,
    /// Who speaks; empty for lines.
    pub(super) who: String,
    /// A line above the words.
    pub(super) above: String,
    /// The words.
    pub(super) text: String,
    /// What they are quoted from.
    pub(super) sources: Vec<Source>,
    /// When; nothing for a day.
    pub(super) at: Option<Time>,
    /// The answer that can be rated.
    pub(super) rated: Option<MessageId>,
}

impl Said {
    fn line(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    fn by(who: &str, text: &str) -> Self {
        Self {
            who: who.to_owned(),
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Whose the line is: `me`, `rovo`, `agent`, `line` or `day`, and `comment` where it is one.
    pub(super) fn class(chat: &Chat, row: Row) -> &'static str {
        if matches!(row.kind, Kind::Day(_)) {
            return "day";
        }
        match chat.entry(row.key).map(|event| &event.body) {
            None | Some(CustomerBody::Wrote { .. }) => "me",
            Some(CustomerBody::Rovo { .. }) => "rovo",
            Some(CustomerBody::AgentWrote { .. }) => "agent",
            Some(CustomerBody::Commented { agent: None, .. }) => "me comment",
            Some(CustomerBody::Commented { agent: Some(_), .. }) => "agent comment",
            Some(_) => "line",
        }
    }

    /// The content of a row.
    pub(super) fn of(chat: &Chat, row: Row) -> Self {
        let mut said = match (row.kind, chat.entry(row.key)) {
            (Kind::Day(days), _) => Self::line(words::day(days)),
            (_, Some(event)) => Self::happened(chat, event),
            (_, None) => {
                let pending = chat.outbox.find(CommandId(row.key));
                pending.map(Self::pending).unwrap_or_default()
            }
        };
        said.class = Self::class(chat, row);
        said
    }

    fn pending(pending: &Pending) -> Self {
        let mut said = Self::by(words::YOU, pending.text().unwrap_or_default());
        said.at = Some(pending.at);
        said
    }

    fn happened(chat: &Chat, event: &CustomerEvent) -> Self {
        let mut said = match &event.body {
            CustomerBody::Wrote { text, .. } => Self::by(words::YOU, text),
            CustomerBody::Rovo { message, reply } => Self::rovo(chat, *message, reply),
            CustomerBody::Requested { by, .. } => Self::line(words::requested(*by).to_owned()),
            CustomerBody::Joined { agent } => Self::line(words::joined(agent)),
            CustomerBody::AgentWrote { agent, text, .. } => Self::by(agent, text),
            CustomerBody::BackInQueue { from, why, .. } => {
                Self::line(words::back_in_queue(from, *why))
            }
            CustomerBody::Ended { how, .. } => {
                let item = chat.view.item_of_chat(event.seq);
                Self::line(words::ended(*how, item.map(|item| item.key.as_str())))
            }
            CustomerBody::ItemCreated { item, cause } => {
                Self::line(words::item_created(&item.key, *cause))
            }
            CustomerBody::Commented {
                work_item,
                agent,
                text,
                ..
            } => {
                let mut said = match agent {
                    Some(agent) => Self::by(agent, text),
                    None => Self::by(words::YOU, text),
                };
                said.above = words::commented(key_of(chat, *work_item));
                said
            }
            CustomerBody::Rated { .. }
            | CustomerBody::ItemStatus { .. }
            | CustomerBody::EmailAnswered { .. } => Self::default(),
        };
        said.at = Some(event.at);
        said
    }

    fn rovo(chat: &Chat, message: MessageId, reply: &RovoReply) -> Self {
        let text = match reply {
            RovoReply::Answer { .. } => words::FOUND,
            RovoReply::Greeting => words::greeting(&chat.offer),
            RovoReply::Farewell => words::FAREWELL,
            RovoReply::AskRephrase => words::REPHRASE,
            RovoReply::Offer(reason) => {
                return Self::by(words::ROVO, &words::offer(reason, &chat.offer));
            }
        };
        let mut said = Self::by(words::ROVO, text);
        if let RovoReply::Answer { sources } = reply {
            said.sources.clone_from(sources);
            said.rated = Some(message);
        }
        said
    }
}

fn key_of(chat: &Chat, work_item: WorkItemId) -> Option<&str> {
    let mut items = chat.view.header.items.iter();
    items
        .find(|item| item.id == work_item)
        .map(|item| item.key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::parts::{Glance, Show, parts};
    use crate::snapshot;
    use baton_core::event::{Ending, Requester, ReturnReason};
    use baton_core::id::Seq;
    use baton_core::view::{CustomerItem, CustomerPhase};
    use baton_core::work_item::{Cause, Status};

    const LATER: Time = Time(46_800_000);

    fn chat(bodies: Vec<CustomerBody>) -> Chat {
        let mut snapshot = snapshot::empty();
        for body in bodies {
            let previous = snapshot.view.seq;
            let (seq, at) = (previous.next(), Time(0));
            let event = CustomerEvent { seq, at, body };
            snapshot.view.apply(previous, event);
        }
        Chat::new(snapshot)
    }

    fn made(number: u128, cause: Cause) -> CustomerBody {
        let item = CustomerItem {
            id: WorkItemId(number),
            key: ["HELP-", &number.to_string()].concat(),
            summary: String::new(),
            status: Status::Open,
        };
        CustomerBody::ItemCreated { item, cause }
    }

    fn requested() -> CustomerBody {
        CustomerBody::Requested {
            by: Requester::Customer,
            assign_due: LATER,
        }
    }

    fn joined() -> CustomerBody {
        let agent = "Ana".to_owned();
        CustomerBody::Joined { agent }
    }

    fn back() -> CustomerBody {
        CustomerBody::BackInQueue {
            from: "Ana".to_owned(),
            why: ReturnReason::TimeToReply,
            assign_due: LATER,
        }
    }

    fn ended(how: Ending) -> CustomerBody {
        let agent = None;
        CustomerBody::Ended { how, agent }
    }

    fn last_line(chat: &Chat) -> String {
        let row = chat.rows(|_| 0).pop().unwrap();
        Said::of(chat, row).text
    }

    #[test]
    fn the_end_names_the_chats_own_request_and_none_raised_before_or_meanwhile() {
        let talk = chat(vec![
            made(1, Cause::Raised),
            requested(),
            joined(),
            made(2, Cause::Claimed),
            made(3, Cause::Raised),
            ended(Ending::ByAgent),
        ]);
        assert_eq!(
            last_line(&talk),
            "The chat has ended. HELP-2 has the transcript"
        );
    }

    #[test]
    fn the_end_names_no_request_of_an_earlier_chat() {
        let earlier = [
            requested(),
            made(1, Cause::NobodyCame),
            ended(Ending::NobodyCame),
        ];
        let later = [requested(), ended(Ending::Deactivated)];
        let talk = chat(earlier.into_iter().chain(later).collect());
        assert_eq!(last_line(&talk), "Live chat has closed");
    }

    #[test]
    fn a_returned_chat_that_nobody_takes_names_its_own_request_while_it_waits_and_at_its_end() {
        let mut bodies = vec![
            made(1, Cause::Raised),
            requested(),
            joined(),
            made(2, Cause::Claimed),
            back(),
            made(3, Cause::Raised),
        ];
        let waiting = chat(bodies.clone());
        let phase = &waiting.view.header.phase;
        assert!(matches!(phase, CustomerPhase::Waiting { .. }));
        let until = parts(&waiting, Glance::default(), |_| 0);
        let until = until.into_iter().find(|(part, _)| *part == "until");
        let words = "If nobody can take it by 13:00, we answer you in HELP-2.";
        assert_eq!(until, Some(("until", Show::Words(words.to_owned()))));
        bodies.push(ended(Ending::NobodyCame));
        let words = "Nobody could join in time. We answer you in HELP-2. Rovo is here until then";
        assert_eq!(last_line(&chat(bodies)), words);
    }

    #[test]
    fn who_waits_for_the_first_time_is_told_no_number_of_another_request() {
        let waiting = chat(vec![made(1, Cause::Raised), requested()]);
        assert_eq!(waiting.view.item_of_chat(Seq(u64::MAX)), None);
    }
}
