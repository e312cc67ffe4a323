//! What happened in a conversation, in the words that agents read.

use std::borrow::Cow;

use baton_core::command::Rejection;
use baton_core::direction::isolated;
use baton_core::event::{Ending, Requester, ReturnReason};
use baton_core::id::AccountId;
use baton_core::offer::Obstacle;
use baton_core::people::AgentRef;
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::view::AgentBody;
use baton_core::wire::Refusal;

use super::{YOU, status};

fn who(agent: &AgentRef, me: AccountId) -> Cow<'_, str> {
    if agent.id == me {
        Cow::Borrowed(YOU)
    } else {
        isolated(&agent.name)
    }
}

/// A centred line. `item_key` names a work item of the conversation by its id.
#[must_use]
pub fn line(
    body: &AgentBody,
    me: AccountId,
    item_key: impl Fn(baton_core::id::WorkItemId) -> String,
) -> String {
    match body {
        AgentBody::Requested {
            by: Requester::Customer,
            ..
        } => "The customer asked for a person".to_owned(),
        AgentBody::Requested {
            by: Requester::Rovo,
            ..
        } => "Rovo asked for a person".to_owned(),
        AgentBody::Claimed { agent, .. } => format!("{} joined", who(agent, me)),
        AgentBody::ReplyWarned => "Time to reply is nearly over".to_owned(),
        AgentBody::BackToUnassigned { from, why, .. } => match why {
            ReturnReason::TimeToReply => format!(
                "Back to Unassigned: {} did not reply in time",
                who(from, me)
            ),
            ReturnReason::AgentGone => format!(
                "Back to Unassigned: {} is not available any more",
                who(from, me)
            ),
        },
        AgentBody::Ended { how, agent, .. } => ended_line(*how, agent.as_ref(), me),
        AgentBody::ItemCreated { item } => format!("{} was created", item.key),
        AgentBody::ItemStatus {
            work_item,
            by,
            status: to,
        } => format!(
            "{} set {} to {}",
            by.as_ref().map_or(Cow::Borrowed("Baton"), |by| who(by, me)),
            item_key(*work_item),
            status(*to)
        ),
        AgentBody::ItemAssignee {
            work_item,
            by,
            assignee,
        } => {
            let by = by.as_ref().map_or(Cow::Borrowed("Baton"), |by| who(by, me));
            match assignee {
                Some(agent) => format!(
                    "{by} assigned {} to {}",
                    item_key(*work_item),
                    if agent.id == me {
                        Cow::Borrowed("you")
                    } else {
                        isolated(&agent.name)
                    }
                ),
                None => format!("{by} took the assignee off {}", item_key(*work_item)),
            }
        }
        AgentBody::Rated { helped: true, .. } => "The customer said that this helped".to_owned(),
        AgentBody::Rated { helped: false, .. } => {
            "The customer said that this did not help".to_owned()
        }
        AgentBody::EmailGiven { email: Some(email) } => {
            format!("The customer gave an e-mail address: {email}")
        }
        AgentBody::EmailGiven { email: None } => {
            "The customer would rather not give an e-mail address".to_owned()
        }
        AgentBody::CustomerWrote { .. }
        | AgentBody::Rovo { .. }
        | AgentBody::AgentWrote { .. }
        | AgentBody::Commented { .. }
        | AgentBody::Noted { .. } => String::new(),
    }
}

fn ended_line(how: Ending, agent: Option<&AgentRef>, me: AccountId) -> String {
    match (how, agent) {
        (Ending::ByAgent, Some(agent)) => format!("{} ended the chat", who(agent, me)),
        (Ending::ByAgent, None) => "The chat has ended".to_owned(),
        (Ending::ByCustomer, _) => "The customer ended the chat".to_owned(),
        (Ending::NobodyCame, _) => {
            "Nobody claimed the chat in time. It became a work item, and Rovo took over".to_owned()
        }
        (Ending::LeftAsRequest, _) => "The customer left it as a request".to_owned(),
        (Ending::NoLongerNeeded, _) => "The customer no longer needed a person".to_owned(),
        (Ending::Deactivated, _) => {
            "Live chat was deactivated while the customer waited".to_owned()
        }
    }
}

/// How a chat ended, on its row.
#[must_use]
pub fn ending(how: Ending) -> &'static str {
    match how {
        Ending::ByAgent | Ending::ByCustomer => "ended",
        Ending::NobodyCame => "nobody came",
        Ending::LeftAsRequest => "left as a request",
        Ending::NoLongerNeeded => "no longer needed",
        Ending::Deactivated => "deactivated",
    }
}

/// What Rovo said where it did not quote; none for an answer, which is its sources.
#[must_use]
pub fn rovo_says(reply: &RovoReply) -> Option<&'static str> {
    match reply {
        RovoReply::Answer { .. } => None,
        RovoReply::Greeting => Some("Greeted the customer."),
        RovoReply::Farewell => Some("Said goodbye."),
        RovoReply::AskRephrase => Some("Found no answer, and asked for other words."),
        RovoReply::Offer(OfferReason::NoAnswer) => {
            Some("Found no answer, and offered a person or a request.")
        }
        RovoReply::Offer(OfferReason::DidNotHelp) => {
            Some("Offered a person or a request, since the answer did not help.")
        }
        RovoReply::Offer(OfferReason::TookTooLong) => {
            Some("Took too long, and offered a person or a request.")
        }
        RovoReply::Offer(OfferReason::PersonNotOffered(_)) => {
            Some("Could not offer a person at that time, and offered a request.")
        }
    }
}

/// Why words did not go out.
#[must_use]
pub fn was_not_sent(refusal: &Refusal) -> String {
    match refusal {
        Refusal::TooFast(_) => "Not sent: too many messages at once.".to_owned(),
        Refusal::Unavailable => "Not sent: the server could not store it.".to_owned(),
        Refusal::Rejected(rejection) => match rejection {
            Rejection::AssignedTo { agent } => {
                format!("Not sent: {} has this chat now.", agent.name)
            }
            Rejection::NotLive => "Not sent: the chat had ended.".to_owned(),
            Rejection::TextTooLong(most) => format!("Not sent: longer than {most} characters."),
            Rejection::EmptyText => "Not sent: there was nothing to read.".to_owned(),
            Rejection::NotAllowed => {
                "Not sent: you are no agent of this space any more.".to_owned()
            }
            Rejection::AlreadyClaimed { by } => format!("{} claimed this chat first.", by.name),
            _ => "Not done: the chat has changed in the meantime.".to_owned(),
        },
    }
}

/// What keeps live chat from being offered.
#[must_use]
pub fn obstacle(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Plan => "The site’s plan is neither Premium nor Enterprise.",
        Obstacle::Skill => "The Rovo agent lacks the skill Chat with live agent.",
        Obstacle::EscalationLine => {
            "No escalation line of the Rovo agent names this space’s project key."
        }
        Obstacle::Surface => "This space is not among the Rovo agent’s surfaces.",
        Obstacle::NobodyAvailable => "Nobody of the team is available.",
    }
}
