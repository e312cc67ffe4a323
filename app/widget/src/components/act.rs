//! The buttons: what each stands for, as a form's value without script and as an action with it.

use baton_core::id::{CommandId, LiveChatId, MessageId, Seq, WorkItemId};
use baton_core::wire::CustomerAction;

/// A click that asks the server for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Talk to a person.
    Person,
    /// Leave it as a request.
    Request,
    /// I no longer need this.
    NeverMind,
    /// End the live chat.
    End,
    /// Did this help?
    Rate(MessageId, bool),
    /// No e-mail address.
    NoEmail,
}

/// The value of *Talk to a person*.
pub const PERSON: &str = "person";
/// The value of *Leave a request*.
pub const REQUEST: &str = "request";
/// The value of *I no longer need this*.
pub const NEVER_MIND: &str = "never-mind";
/// The value of *End chat*; with script it asks first.
pub const END: &str = "end";
/// The value of *End chat* in the question; with script only.
pub const END_SURE: &str = "end-sure";
/// The value of *No, thanks*.
pub const NO_EMAIL: &str = "no-email";

/// Reads the value of a button beside refused words, which needs script: which words, and whether they are to be sent
/// again or deleted.
#[must_use]
pub fn refused_words(value: &str) -> Option<(CommandId, bool)> {
    let (what, id) = value.split_once('-')?;
    let again = match what {
        "retry" => true,
        "delete" => false,
        _ => return None,
    };
    Some((id.parse().ok()?, again))
}

impl Act {
    /// Reads the value of a form's field `do`.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        Some(match value {
            PERSON => Self::Person,
            REQUEST => Self::Request,
            NEVER_MIND => Self::NeverMind,
            END => Self::End,
            NO_EMAIL => Self::NoEmail,
            _ => {
                let (answer, message) = value.split_once('-')?;
                let message = message.parse().ok()?;
                match answer {
                    "yes" => Self::Rate(message, true),
                    "no" => Self::Rate(message, false),
                    _ => return None,
                }
            }
        })
    }

    /// Whether the second half of a double click asks for it as well. Another button may stand where the first half
    /// hit, so it asks for nothing; only of an answer to *Did this help?* the last word counts.
    #[must_use]
    pub fn may_be_the_second_half(value: &str) -> bool {
        match Self::parse(value) {
            Some(Self::Rate(..)) => true,
            Some(_) => false,
            None => value != END_SURE,
        }
    }

    /// What is asked for. A chat or work item that it begins has the command's own value as its id, so that asking
    /// twice begins one. `read` is the last position that the page had, so that what lies in the outbox for long ends
    /// nothing that began meanwhile; a form is posted at once and has none.
    #[must_use]
    pub fn action(self, id: CommandId, read: Option<Seq>) -> CustomerAction {
        let work_item = WorkItemId(id.0);
        match self {
            Self::Person => CustomerAction::RequestPerson {
                chat: LiveChatId(id.0),
            },
            Self::Request => match read {
                Some(read) => CustomerAction::LeaveAsRequestAt { read, work_item },
                None => CustomerAction::LeaveAsRequest { work_item },
            },
            Self::NeverMind => match read {
                Some(read) => CustomerAction::NoLongerNeededAt { read, work_item },
                None => CustomerAction::NoLongerNeeded { work_item },
            },
            Self::End => match read {
                Some(read) => CustomerAction::EndChatAt { read },
                None => CustomerAction::EndChat,
            },
            Self::Rate(message, helped) => CustomerAction::RateAnswer { message, helped },
            Self::NoEmail => CustomerAction::GiveEmail { email: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_half_of_a_double_click_asks_for_nothing_that_began_or_ended() {
        for value in [PERSON, REQUEST, NEVER_MIND, END, END_SURE, NO_EMAIL] {
            assert!(!Act::may_be_the_second_half(value), "{value}");
        }
        let rated = ["no-", &MessageId(1).to_string()].concat();
        for value in ["write", "news", "sound", "close", rated.as_str()] {
            assert!(Act::may_be_the_second_half(value), "{value}");
        }
    }

    #[test]
    fn only_the_button_that_says_so_deletes_refused_words() {
        let id = MessageId(0x0190_2b3c_4d5e_7f60_8123_4567_89ab_cdef);
        let of = |what: &str| refused_words(&[what, "-", &id.to_string()].concat());
        assert_eq!(of("retry"), Some((CommandId(id.0), true)));
        assert_eq!(of("delete"), Some((CommandId(id.0), false)));
        for other in ["", "x", "yes", "no", "deleted"] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(refused_words("delete-"), None);
    }

    #[test]
    fn every_button_is_understood_without_script() {
        let message = MessageId(0x0190_2b3c_4d5e_7f60_8123_4567_89ab_cdef);
        let rate = |answer: &str| [answer, "-", &message.to_string()].concat();
        for (value, act) in [
            (PERSON, Act::Person),
            (REQUEST, Act::Request),
            (NEVER_MIND, Act::NeverMind),
            (END, Act::End),
            (NO_EMAIL, Act::NoEmail),
            (&rate("yes"), Act::Rate(message, true)),
            (&rate("no"), Act::Rate(message, false)),
        ] {
            assert_eq!(Act::parse(value), Some(act));
        }
        for other in ["", "yes", "yes-", "maybe-1", "write", "retry-1"] {
            assert_eq!(Act::parse(other), None, "{other}");
        }
    }
}
