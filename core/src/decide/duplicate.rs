//! Recognises a command that was carried out before: the same id from the same actor with the same body. Ids that a
//! command proposes for new things are not compared: a form that is posted twice proposes new ones.

use super::customer::given_address;
use crate::command::{Command, CommandBody};
use crate::event::{Author, Ending, Event, EventBody, Requester};
use crate::limits::{clean, clean_line};
use crate::people::{Actor, AgentRef};
use crate::work_item::Cause;

/// Whether this command, given again, is the one that caused the event.
pub(super) fn caused(command: &Command, prior: &Event) -> bool {
    match &command.actor {
        Actor::Customer(_) => by_customer(&command.body, &prior.body),
        Actor::Agent(agent) => by_agent(&command.body, agent, &prior.body),
        Actor::Rovo => by_rovo(&command.body, &prior.body),
        // The site makes its ids itself, one for each occasion.
        Actor::System => matches!(
            command.body,
            CommandBody::DeadlinePassed { .. }
                | CommandBody::AgentGone { .. }
                | CommandBody::Deactivate { .. }
        ),
    }
}

fn by_customer(given: &CommandBody, prior: &EventBody) -> bool {
    match (given, prior) {
        (CommandBody::Write { text }, EventBody::CustomerWrote { text: stored, .. }) => {
            clean(text) == *stored
        }
        (CommandBody::RequestPerson { .. }, EventBody::LiveChatRequested { by, .. }) => {
            *by == Requester::Customer
        }
        (CommandBody::LeaveAsRequest { .. }, EventBody::WorkItemCreated { item }) => {
            item.cause == Cause::LeftAsRequest
        }
        (CommandBody::LeaveAsRequest { .. }, EventBody::LiveChatEnded { how, .. }) => {
            *how == Ending::LeftAsRequest
        }
        (CommandBody::NoLongerNeeded { .. }, EventBody::WorkItemCreated { item }) => {
            item.cause == Cause::NoLongerNeeded
        }
        (CommandBody::NoLongerNeeded { .. }, EventBody::LiveChatEnded { how, .. }) => {
            *how == Ending::NoLongerNeeded
        }
        (CommandBody::EndChat { .. }, EventBody::LiveChatEnded { how, .. }) => {
            *how == Ending::ByCustomer
        }
        (
            CommandBody::RateAnswer { message, helped },
            EventBody::AnswerRated {
                message: rated,
                helped: stored,
            },
        ) => message == rated && helped == stored,
        (CommandBody::GiveEmail { email }, EventBody::EmailGiven { email: stored }) => {
            given_address(email.as_deref()) == stored.as_deref()
        }
        (
            CommandBody::RaiseRequest {
                summary,
                description,
                ..
            },
            EventBody::WorkItemCreated { item },
        ) => {
            item.cause == Cause::Raised
                && clean_line(summary) == item.summary
                && clean(description) == item.description
        }
        (
            CommandBody::Comment { work_item, text },
            EventBody::Commented {
                work_item: on,
                author: Author::Customer,
                text: stored,
                ..
            },
        ) => work_item == on && clean(text) == *stored,
        _ => false,
    }
}

fn by_agent(given: &CommandBody, agent: &AgentRef, prior: &EventBody) -> bool {
    let same = |author: &AgentRef| author.id == agent.id;
    match (given, prior) {
        (CommandBody::Claim { .. }, EventBody::Claimed { agent: winner, .. }) => same(winner),
        (
            CommandBody::Write { text },
            EventBody::AgentWrote {
                agent: author,
                text: stored,
                ..
            },
        ) => same(author) && clean(text) == *stored,
        (
            CommandBody::EndChat { .. },
            EventBody::LiveChatEnded {
                how: Ending::ByAgent,
                agent: Some(author),
                ..
            },
        ) => same(author),
        (
            CommandBody::Note { work_item, text },
            EventBody::Noted {
                work_item: on,
                agent: author,
                text: stored,
                ..
            },
        ) => same(author) && (work_item.is_none() || work_item == on) && clean(text) == *stored,
        (
            CommandBody::Comment { work_item, text },
            EventBody::Commented {
                work_item: on,
                author: Author::Agent(author),
                text: stored,
                ..
            },
        ) => same(author) && work_item == on && clean(text) == *stored,
        (
            CommandBody::ChangeStatus { work_item, status },
            EventBody::StatusChanged {
                work_item: on,
                by: Some(author),
                status: stored,
            },
        ) => same(author) && work_item == on && status == stored,
        (
            CommandBody::ChangeAssignee {
                work_item,
                assignee,
            },
            EventBody::AssigneeChanged {
                work_item: on,
                by: Some(author),
                assignee: stored,
            },
        ) => {
            let id = |agent: &Option<AgentRef>| agent.as_ref().map(|agent| agent.id);
            same(author) && work_item == on && id(assignee) == id(stored)
        }
        _ => false,
    }
}

fn by_rovo(given: &CommandBody, prior: &EventBody) -> bool {
    match (given, prior) {
        // Rovo may be asked anew after a restart and say it otherwise: what it said first stands.
        (
            CommandBody::Answer { asked, .. } | CommandBody::HandOff { asked, .. },
            EventBody::RovoReplied {
                asked: Some(stored),
                ..
            },
        ) => asked == stored,
        (CommandBody::HandOff { .. }, EventBody::LiveChatRequested { by, .. }) => {
            *by == Requester::Rovo
        }
        _ => false,
    }
}
