//! Recognises a command that was carried out before: the same id with the same body.

use crate::command::{Command, CommandBody};
use crate::event::{Author, Event, EventBody};
use crate::people::Actor;

/// Whether this command, given again, is the one that caused the event.
pub(super) fn caused(command: &Command, prior: &Event) -> bool {
    let same_text = |given: &str, stored: &str| given.trim() == stored;
    match (&command.body, &prior.body) {
        (CommandBody::Write { text }, EventBody::CustomerWrote { text: stored, .. }) => {
            matches!(command.actor, Actor::Customer(_)) && same_text(text, stored)
        }
        (
            CommandBody::Write { text },
            EventBody::AgentWrote {
                text: stored,
                agent,
                ..
            },
        ) => {
            matches!(&command.actor, Actor::Agent(actor) if actor.id == agent.id)
                && same_text(text, stored)
        }
        (
            CommandBody::Comment { text, work_item },
            EventBody::Commented {
                text: stored,
                work_item: on,
                author,
                ..
            },
        ) => {
            let same_author = match (&command.actor, author) {
                (Actor::Customer(_), Author::Customer) => true,
                (Actor::Agent(actor), Author::Agent(agent)) => actor.id == agent.id,
                _ => false,
            };
            same_author && work_item == on && same_text(text, stored)
        }
        (CommandBody::Note { text, .. }, EventBody::Noted { text: stored, .. }) => {
            same_text(text, stored)
        }
        (
            CommandBody::RequestPerson { .. } | CommandBody::HandOff { .. },
            EventBody::LiveChatRequested { .. },
        )
        | (
            CommandBody::HandOff { .. } | CommandBody::Answer { .. },
            EventBody::RovoReplied { .. },
        )
        | (CommandBody::EndChat, EventBody::LiveChatEnded { .. })
        | (CommandBody::GiveEmail { .. }, EventBody::EmailGiven { .. })
        | (CommandBody::ChangeStatus { .. }, EventBody::StatusChanged { .. })
        | (CommandBody::ChangeAssignee { .. }, EventBody::AssigneeChanged { .. })
        | (
            CommandBody::DeadlinePassed { .. }
            | CommandBody::AgentGone { .. }
            | CommandBody::Deactivate { .. },
            _,
        ) => true,
        (CommandBody::Claim { .. }, EventBody::Claimed { agent, .. }) => {
            matches!(&command.actor, Actor::Agent(actor) if actor.id == agent.id)
        }
        (
            CommandBody::LeaveAsRequest { .. } | CommandBody::NoLongerNeeded { .. },
            EventBody::WorkItemCreated { .. } | EventBody::LiveChatEnded { .. },
        ) => true,
        (
            CommandBody::RateAnswer { message, helped },
            EventBody::AnswerRated {
                message: on,
                helped: stored,
            },
        ) => message == on && helped == stored,
        (
            CommandBody::RaiseRequest {
                summary,
                description,
                ..
            },
            EventBody::WorkItemCreated { item },
        ) => same_text(summary, &item.summary) && same_text(description, &item.description),
        _ => false,
    }
}
