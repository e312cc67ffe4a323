//! Every sentence of the chat, in English. Plain, short, in the present: what happened, and what is next. The lines of the
//! log and the wait for a person have modules of their own.

mod happened;
mod queue;

use baton_core::calendar;
use baton_core::command::Rejection;
use baton_core::direction::isolated;
use baton_core::limits::MESSAGE_CHARS;
use baton_core::offer::{Obstacle, Offer};
use baton_core::rovo::OfferReason;
use baton_core::wire::CustomerAction;

use crate::text::number;

pub use happened::*;
pub use queue::*;

/// The virtual agent's name.
pub const ROVO: &str = "Rovo";
/// What Rovo is, beside the name, always.
pub const VIRTUAL_AGENT: &str = "Virtual agent";
/// The label of the log.
pub const CONVERSATION: &str = "Conversation";
/// Without script: the log stays as it is until it is loaded.
pub const STOP_LOADING: &str = "Stop loading by itself";
/// The opposite.
pub const LOAD_BY_ITSELF: &str = "Load by itself";
/// Loads it once.
pub const LOAD_ANEW: &str = "Load what is new";
/// The label of the composer.
pub const YOUR_MESSAGE: &str = "Your message";
/// In the empty composer.
pub const PLACEHOLDER: &str = "Write a message";
/// The composer's button.
pub const SEND: &str = "Send";
/// Closes the frame.
pub const CLOSE: &str = "Close chat";
/// Ends the live chat.
pub const END_CHAT: &str = "End chat";
/// The other answer.
pub const KEEP_CHATTING: &str = "Keep chatting";
/// Asks for a person.
pub const TALK_TO_A_PERSON: &str = "Talk to a person";
/// After that click, until it is answered.
pub const ASKING: &str = "Asking the team…";
/// Makes a request of the conversation, with Rovo.
pub const LEAVE_A_REQUEST: &str = "Leave a request";
/// The same while waiting.
pub const LEAVE_INSTEAD: &str = "Leave it as a request instead";
/// Ends the wait.
pub const NO_LONGER_NEEDED: &str = "I no longer need this";
/// Under an answer.
pub const DID_THIS_HELP: &str = "Did this help?";
/// To that.
pub const YES: &str = "Yes";
/// To that.
pub const NO: &str = "No";
/// The customer said yes.
pub const HELPED: &str = "You said that this helped.";
/// The customer said no.
pub const DID_NOT_HELP: &str = "You said that this did not help.";
/// Above what an answer quotes.
pub const FOUND: &str = "Here is what I found.";
/// Asks once.
pub const REPHRASE: &str =
    "I have no answer to that yet. Can you say it in other words, or tell me a little more?";
/// After thanks.
pub const FAREWELL: &str = "You're welcome. I'm here if something else comes up.";
/// While Rovo thinks.
pub const ROVO_IS_ANSWERING: &str = "Rovo is looking for an answer";
/// The customer's words under way.
pub const SENDING: &str = "Sending";
/// The customer's words on disk.
pub const SENT: &str = "Sent";
/// The server could not take them yet.
pub const NOT_SENT_YET: &str = "Not sent yet. Trying again.";
/// Refused words.
pub const NOT_SENT: &str = "Not sent.";
/// Sends refused words again.
pub const RETRY: &str = "Retry";
/// Drops refused words.
pub const DELETE: &str = "Delete";
/// The connection is missing.
pub const OFFLINE: &str = "No connection. Write on: we send it as soon as you're back online.";
/// The page is of another version than the server, and could not be loaded anew by itself.
pub const OUTDATED: &str =
    "This page is out of date. Load it anew to go on: what you wrote is kept.";
/// Does that.
pub const LOAD_PAGE_ANEW: &str = "Load anew";
/// Before the first message.
pub const BEGINNING_TITLE: &str = "How can we help?";
/// Older entries are not loaded.
pub const EARLIER: &str = "Earlier messages are not shown here.";
/// The question for an address.
pub const EMAIL_QUESTION: &str = "Where can we reach you?";
/// What the address is for, and what happens without.
pub const EMAIL_WHY: &str = "Leave an e-mail address, so that the team can write to you. Without one, you can see your request in this browser only.";
/// The field.
pub const EMAIL_LABEL: &str = "E-mail address";
/// Gives it.
pub const EMAIL_SAVE: &str = "Save";
/// Declines.
pub const EMAIL_DECLINE: &str = "No, thanks";
/// A sound for what others say, while nobody looks.
pub const SOUND: &str = "Sound";
/// Drops the answer to a click.
pub const DISMISS: &str = "OK";
/// For screen readers, before the customer's own words.
pub const YOU: &str = "You";

fn join(parts: &[&str]) -> String {
    parts.concat()
}

fn plural(count: u64, one: &str, many: &str) -> String {
    join(&[&number(count), " ", if count == 1 { one } else { many }])
}

/// The title of the page, with what is unread.
#[must_use]
pub fn title(name: &str, unread: u32) -> String {
    if unread == 0 {
        name.to_owned()
    } else {
        join(&["(", &number(u64::from(unread)), ") ", name])
    }
}

/// Under the heading before the first message.
#[must_use]
pub fn beginning(offer: &Offer) -> &'static str {
    if offer.is_open() {
        "Ask Rovo, our virtual agent. It answers from our help articles, and you can talk to a person at any time."
    } else {
        "Ask Rovo, our virtual agent. It answers from our help articles, and you can leave a request at any time."
    }
}

/// Rovo's greeting.
#[must_use]
pub fn greeting(offer: &Offer) -> &'static str {
    if offer.is_open() {
        "Hello. I'm Rovo, a virtual agent. Tell me what you need. You can talk to a person at any time."
    } else {
        "Hello. I'm Rovo, a virtual agent. Tell me what you need."
    }
}

/// Rovo offers a person or a request.
#[must_use]
pub fn offer(reason: &OfferReason, offer: &Offer) -> String {
    let why = match reason {
        OfferReason::NoAnswer => "I can't find an answer to that.",
        OfferReason::DidNotHelp => "Sorry that this did not help.",
        OfferReason::TookTooLong => "That took me too long.",
        OfferReason::PersonNotOffered(obstacles) => return not_offered(obstacles),
    };
    let next = if offer.is_open() {
        " You can talk to a person, or leave a request."
    } else {
        " You can leave a request, and we answer there."
    };
    join(&[why, next])
}

/// Why nobody can be talked to, and what can be done instead.
#[must_use]
pub fn not_offered(obstacles: &[Obstacle]) -> String {
    let why = if obstacles == [Obstacle::NobodyAvailable] {
        "Nobody from the team is available right now."
    } else {
        "Live chat is not offered here at the moment."
    };
    join(&[why, " You can leave a request, and we answer there."])
}

/// Beside the request button while nobody is available.
pub const NOBODY_AVAILABLE: &str = "Nobody from the team is available right now.";

/// Who the customer talks to, under the name of the space.
#[must_use]
pub fn talking_to(agent: &str) -> String {
    join(&["You're talking to ", agent])
}
/// With Rovo, under the name of the space.
pub const WITH_ROVO: &str = "Rovo answers, a virtual agent";

/// Somebody types.
#[must_use]
pub fn typing(agent: Option<&str>) -> String {
    join(&[&isolated(agent.unwrap_or(ROVO)), " is typing"])
}

/// The button that appears when the reader has scrolled up.
#[must_use]
pub fn news(count: u32) -> String {
    plural(u64::from(count), "new message", "new messages")
}

/// Asks before the live chat is ended.
pub const END_QUESTION: &str = "End this chat? You get the transcript in your request.";

/// The text is too long.
#[must_use]
pub fn too_long(by: usize) -> String {
    join(&[
        "A message can have ",
        &number(MESSAGE_CHARS as u64),
        " characters. This one has ",
        &number(by as u64),
        " too many.",
    ])
}

/// Without script: why the words in the composer were not taken. Nothing where the composer's own line says it.
#[must_use]
pub fn not_taken(why: &Rejection) -> Option<&'static str> {
    match why {
        Rejection::TextTooLong(_) => None,
        Rejection::EmptyText => Some("Write your message first."),
        Rejection::Conflict => Some(
            "This form was sent before with other words, and those are in the chat. To send these as well, \
             send them now.",
        ),
        _ => Some("That did not work. Try it again in a moment."),
    }
}

/// Why a click came to nothing.
#[must_use]
pub fn notice(action: &CustomerAction, why: &Rejection) -> String {
    match (action, why) {
        (_, Rejection::NotOffered(obstacles)) => not_offered(obstacles),
        (_, Rejection::InvalidEmail) => {
            "This is no e-mail address. It looks like name@example.com.".to_owned()
        }
        (_, Rejection::TooManyRequests) => {
            "You have too many requests for now. Add a comment to one of them, or try again tomorrow."
                .to_owned()
        }
        (
            CustomerAction::LeaveAsRequest { .. } | CustomerAction::LeaveAsRequestAt { .. },
            Rejection::EmptyText,
        ) => "Write what you need first. Then we can make it a request.".to_owned(),
        (
            CustomerAction::LeaveAsRequest { .. } | CustomerAction::LeaveAsRequestAt { .. },
            Rejection::AlreadyRequested,
        ) => "Somebody has just joined. This chat is a request already: you can end it, and it goes on there.".to_owned(),
        _ => "That did not work. Try it again in a moment.".to_owned(),
    }
}

/// A day, as a separator: `23 November 2026`.
#[must_use]
pub fn day(days: i64) -> String {
    let (year, month, day) = calendar::civil(days);
    join(&[
        &number(day.unsigned_abs()),
        " ",
        calendar::month(month),
        " ",
        &number(year.unsigned_abs()),
    ])
}

#[cfg(test)]
mod tests;
