//! What shows around the log at the moment: the parts of the page that change, by the id of their element. The server
//! writes them into the document, the browser sets what has changed; both ask here.

use baton_core::id::Seq;
use baton_core::offer::Obstacle;
use baton_core::time::Time;
use baton_core::view::CustomerPhase;

use crate::model::chat::Chat;
use crate::text::clock;
use crate::words;

/// What a part shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Show {
    /// Nothing.
    Hidden,
    /// What is in it.
    Shown,
    /// These words.
    Words(String),
}

/// What only this page knows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Glance {
    /// Whether *End chat* asks for its confirmation.
    pub ending: bool,
    /// How many characters the draft has too many.
    pub too_many: usize,
    /// What others said below the part of the log in view.
    pub below: u32,
}

/// A part: the id of its element, and what it shows.
pub type Part = (&'static str, Show);

fn say(words: impl Into<String>) -> Show {
    Show::Words(words.into())
}

fn when(condition: bool, words: &str) -> Show {
    if condition { say(words) } else { Show::Hidden }
}

fn shown(condition: bool) -> Show {
    if condition { Show::Shown } else { Show::Hidden }
}

fn maybe(words: Option<String>) -> Show {
    words.map_or(Show::Hidden, Show::Words)
}

/// Every part. `offset` says how many milliseconds the clock on the screen is ahead of UTC at a time.
#[must_use]
pub fn parts(chat: &Chat, glance: Glance, offset: fn(Time) -> i64) -> Vec<Part> {
    let phase = &chat.view.header.phase;
    let rovo = matches!(phase, CustomerPhase::Rovo { .. });
    let live = matches!(phase, CustomerPhase::Live { .. });
    let asking = chat.is_asking_for_person();
    let (status, place, until) = match phase {
        CustomerPhase::Rovo { .. } => (say(words::WITH_ROVO), Show::Hidden, Show::Hidden),
        CustomerPhase::Live { agent } => {
            (say(words::talking_to(agent)), Show::Hidden, Show::Hidden)
        }
        CustomerPhase::Waiting { assign_due, .. } => {
            let by = clock(*assign_due, offset(*assign_due));
            // A chat that came back to the queue has its item already.
            let item = chat.view.item_of_chat(Seq(u64::MAX));
            let until = words::until(&by, item.map(|item| item.key.as_str()));
            (
                say(words::WAITING),
                say(words::place(chat.queue)),
                say(until),
            )
        }
    };
    let waiting = !rovo && !live;
    let empty = chat.view.entries.is_empty() && chat.unseen_words().next().is_none();
    let nobody = rovo && chat.offer.obstacles == [Obstacle::NobodyAvailable];
    let notice = chat.notice.as_ref();
    vec![
        ("status", status),
        ("beginning", shown(empty)),
        ("beginning-words", say(words::beginning(&chat.offer))),
        ("earlier", when(chat.view.has_earlier, words::EARLIER)),
        ("typing", say(typing(chat))),
        (
            "news",
            maybe((glance.below > 0).then(|| words::news(glance.below))),
        ),
        (
            "offline",
            when(
                chat.offline,
                if chat.outdated {
                    words::OUTDATED
                } else {
                    words::OFFLINE
                },
            ),
        ),
        ("anew", shown(chat.offline && chat.outdated)),
        (
            "notice",
            maybe(notice.map(|notice| words::notice(&notice.action, &notice.why))),
        ),
        ("ok", shown(notice.is_some())),
        ("place", place),
        ("until", until),
        (
            "nobody",
            when(nobody && notice.is_none(), words::NOBODY_AVAILABLE),
        ),
        ("asking", when(asking, words::ASKING)),
        ("person", shown(rovo && chat.offer.is_open() && !asking)),
        ("request", shown(rovo)),
        ("instead", shown(waiting)),
        ("never-mind", shown(waiting)),
        ("end", shown(live && !glance.ending)),
        ("end-question", shown(live && glance.ending)),
        ("email", shown(chat.asks_email())),
        (
            "too-long",
            maybe((glance.too_many > 0).then(|| words::too_long(glance.too_many))),
        ),
    ]
}

fn typing(chat: &Chat) -> String {
    match (&chat.typing, &chat.view.header.phase) {
        (Some(typing), _) => words::typing(typing.agent.as_deref()),
        (None, CustomerPhase::Rovo { thinking: true }) => words::ROVO_IS_ANSWERING.to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot;
    use baton_core::wire::QueuePlace;

    fn of(chat: &Chat, id: &str) -> Show {
        let parts = parts(chat, Glance::default(), |_| 3_600_000);
        parts
            .into_iter()
            .find(|(part, _)| *part == id)
            .map(|(_, show)| show)
            .unwrap()
    }

    fn chat(phase: CustomerPhase) -> Chat {
        let mut snapshot = snapshot::empty();
        snapshot.view.header.phase = phase;
        snapshot.queue = Some(QueuePlace {
            position: 2,
            waiting: 4,
            usual_wait: None,
        });
        Chat::new(snapshot)
    }

    #[test]
    fn who_waits_sees_the_place_and_what_happens_if_nobody_comes() {
        let (since, assign_due) = (Time(0), Time(48_720_000));
        let chat = chat(CustomerPhase::Waiting { since, assign_due });
        assert_eq!(of(&chat, "place"), say("You're 2nd in line"));
        assert_eq!(
            of(&chat, "until"),
            say("If nobody can take it by 14:32, we make it a request and tell you its number.")
        );
        assert_eq!(of(&chat, "instead"), Show::Shown);
        assert_eq!(of(&chat, "never-mind"), Show::Shown);
        assert_eq!(of(&chat, "person"), Show::Hidden);
    }

    #[test]
    fn a_person_is_in_reach_only_while_one_is_offered() {
        let mut chat = chat(CustomerPhase::Rovo { thinking: false });
        assert_eq!(of(&chat, "person"), Show::Shown);
        chat.offer.obstacles = vec![Obstacle::NobodyAvailable];
        assert_eq!(of(&chat, "person"), Show::Hidden);
        assert_eq!(of(&chat, "nobody"), say(words::NOBODY_AVAILABLE));
        chat.offer.obstacles = vec![Obstacle::Skill];
        assert_eq!(of(&chat, "nobody"), Show::Hidden);
    }

    #[test]
    fn a_request_can_be_left_with_rovo_and_while_waiting_and_a_live_chat_is_one() {
        let rovo = chat(CustomerPhase::Rovo { thinking: false });
        assert_eq!(of(&rovo, "request"), Show::Shown);
        let agent = "Ana".to_owned();
        let live = chat(CustomerPhase::Live { agent });
        for part in ["request", "instead"] {
            assert_eq!(of(&live, part), Show::Hidden);
        }
    }

    #[test]
    fn only_a_live_chat_can_be_ended() {
        let agent = "Ana".to_owned();
        assert_eq!(of(&chat(CustomerPhase::Live { agent }), "end"), Show::Shown);
        assert_eq!(
            of(&chat(CustomerPhase::Rovo { thinking: false }), "end"),
            Show::Hidden
        );
    }
}
