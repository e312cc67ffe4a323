//! Everything that may be written in a frame. A frame that is added says here which of it is text.

use baton_core::command::Rejection;
use baton_core::limits::FRAME_BYTES;
use baton_core::wire::{
    AgentAction, CustomerAction, FromAgent, FromCustomer, Refusal, ToAgent, ToCustomer, close,
};
use baton_server::realtime::rows;
use baton_server::routes::Field;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cast::stage::{Stage, agent_hello, customer_hello};
use crate::cast::{HELP, Part, Things};
use crate::html::shows;
use crate::samples::{ODD, SHOWN, of};
use crate::support::clients::{Heard, Line};
use crate::surfaces::{are_harmless, pages};

/// The customer's frame with this in it, if there is room for a text.
fn of_customer(frame: FromCustomer, text: &str) -> Option<FromCustomer> {
    let text = text.to_owned();
    let action = |action: CustomerAction| match action {
        CustomerAction::Write { .. } => Some(CustomerAction::Write { text: text.clone() }),
        CustomerAction::GiveEmail { .. } => Some(CustomerAction::GiveEmail {
            email: Some(text.clone()),
        }),
        CustomerAction::RequestPerson { .. }
        | CustomerAction::LeaveAsRequest { .. }
        | CustomerAction::NoLongerNeeded { .. }
        | CustomerAction::EndChat
        | CustomerAction::RateAnswer { .. }
        | CustomerAction::LeaveAsRequestAt { .. }
        | CustomerAction::NoLongerNeededAt { .. }
        | CustomerAction::EndChatAt { .. } => None,
    };
    match frame {
        FromCustomer::Do { id, action: of } => Some(FromCustomer::Do {
            id,
            action: action(of)?,
        }),
        // Greetings have a test of their own.
        FromCustomer::Hello { .. }
        | FromCustomer::Typing
        | FromCustomer::Ping
        | FromCustomer::Resync { .. } => None,
    }
}

/// The agent's frame with this in it, if there is room for a text.
fn of_agent(frame: FromAgent, text: &str) -> Option<FromAgent> {
    let text = text.to_owned();
    let action = |action: AgentAction| match action {
        AgentAction::Write { .. } => Some(AgentAction::Write { text: text.clone() }),
        AgentAction::Note { work_item, .. } => Some(AgentAction::Note {
            work_item,
            text: text.clone(),
        }),
        AgentAction::Comment { work_item, .. } => Some(AgentAction::Comment {
            work_item,
            text: text.clone(),
        }),
        AgentAction::ChangeAssignee {
            work_item,
            assignee,
        } => Some(AgentAction::ChangeAssignee {
            work_item,
            assignee: assignee.map(|mut agent| {
                agent.name.clone_from(&text);
                agent
            }),
        }),
        AgentAction::Claim { .. }
        | AgentAction::EndChat
        | AgentAction::ChangeStatus { .. }
        | AgentAction::EndThisChat { .. } => None,
    };
    match frame {
        FromAgent::Do {
            id,
            conversation,
            action: of,
        } => Some(FromAgent::Do {
            id,
            conversation,
            action: action(of)?,
        }),
        FromAgent::Hello { .. }
        | FromAgent::Open { .. }
        | FromAgent::Close
        | FromAgent::Typing { .. }
        | FromAgent::Ping { .. }
        | FromAgent::ResyncFeed { .. }
        | FromAgent::Earlier { .. } => None,
    }
}

/// What became of a command.
#[derive(Debug)]
enum Answered {
    Done,
    Refused(Refusal),
    Closed(u16),
    Gone,
}

async fn answered<T: DeserializeOwned + std::fmt::Debug>(
    line: &mut Line<T>,
    frame: &impl Serialize,
    is_answer: impl Fn(T) -> Option<Answered>,
) -> Answered {
    line.send(frame).await;
    loop {
        match line.hear().await {
            Heard::Frame(frame) => {
                if let Some(answer) = is_answer(frame) {
                    return answer;
                }
            }
            Heard::Closed(code) => return Answered::Closed(code),
            Heard::Gone => return Answered::Gone,
        }
    }
}

/// What may be answered to a text: it is taken, or refused for what it is; what no frame can hold closes the socket.
fn is_fair(answer: &Answered, text: &str) -> bool {
    match answer {
        Answered::Done => true,
        Answered::Refused(Refusal::Rejected(why)) => matches!(
            why,
            Rejection::EmptyText | Rejection::TextTooLong(_) | Rejection::InvalidEmail
        ),
        Answered::Refused(_) => false,
        Answered::Closed(code) => *code == close::TOO_LARGE && text.len() > FRAME_BYTES,
        // What is still on its way when the socket closes may cut the good-bye off.
        Answered::Gone => text.len() > FRAME_BYTES,
    }
}

async fn say(stage: &Stage, things: &Things, text: &str, mark: &str) -> Vec<String> {
    let mut taken = Vec::new();
    let samples = stage.samples_of(things).await;
    for row in rows::from_customer(&samples) {
        let Some(frame) = of_customer(fresh(row.sample, stage), text) else {
            continue;
        };
        let mut line = stage.customer(Part::Owner, things).await;
        line.send(&customer_hello()).await;
        let answer = answered(&mut line, &frame, |frame| match frame {
            ToCustomer::Done { .. } => Some(Answered::Done),
            ToCustomer::Refused { why, .. } => Some(Answered::Refused(why)),
            _ => None,
        })
        .await;
        assert!(
            is_fair(&answer, text),
            "{}: {answer:?} to {text:?}",
            row.name
        );
        if matches!(answer, Answered::Done) {
            taken.push(mark.to_owned());
        }
    }
    for row in rows::from_agent(&samples) {
        let Some(frame) = of_agent(fresh_of_agent(row.sample, stage), text) else {
            continue;
        };
        let mut line = stage.agent(Part::Assignee, things).await;
        line.send(&agent_hello(HELP)).await;
        let answer = answered(&mut line, &frame, |frame| match frame {
            ToAgent::Done { .. } => Some(Answered::Done),
            ToAgent::Refused { why, .. } => Some(Answered::Refused(why)),
            _ => None,
        })
        .await;
        assert!(
            is_fair(&answer, text),
            "{}: {answer:?} to {text:?}",
            row.name
        );
    }
    taken
}

fn fresh(frame: FromCustomer, stage: &Stage) -> FromCustomer {
    match frame {
        FromCustomer::Do { action, .. } => FromCustomer::Do {
            id: baton_core::id::CommandId(stage.cast.app.new_id()),
            action,
        },
        other => other,
    }
}

fn fresh_of_agent(frame: FromAgent, stage: &Stage) -> FromAgent {
    match frame {
        FromAgent::Do {
            conversation,
            action,
            ..
        } => FromAgent::Do {
            id: baton_core::id::CommandId(stage.cast.app.new_id()),
            conversation,
            action,
        },
        other => other,
    }
}

#[tokio::test]
async fn whatever_is_written_in_a_frame_is_taken_as_text_or_refused_for_what_it_is() {
    let stage = Stage::new().await;
    for (at, (name, template)) in SHOWN.iter().chain(&ODD).enumerate() {
        let things = stage.cast.things().await;
        let mark = format!("q{at}q");
        let text = of(template, &mark, Field::Words("text", 4_000));
        let taken = say(&stage, &things, &text, &mark).await;
        let read = pages(&stage.cast, &things).await;
        are_harmless(&read, name);
        let is_shown = read.iter().any(|(_, page)| shows(&page.body, &mark));
        assert_eq!(
            is_shown,
            !taken.is_empty() && template.contains("{}"),
            "{name}"
        );
    }
    for chars in [
        baton_core::limits::MESSAGE_CHARS,
        baton_core::limits::MESSAGE_CHARS + 1,
        100_000,
    ] {
        let things = stage.cast.things().await;
        say(&stage, &things, &"é".repeat(chars), "").await;
    }
}

#[tokio::test]
async fn a_greeting_that_names_nonsense_closes_its_socket_and_nothing_else_happens() {
    let stage = Stage::new().await;
    let things = stage.cast.things().await;
    let head = stage.head(&things).await;
    let codes = [
        close::MALFORMED,
        close::NOT_ALLOWED,
        close::SIGNED_OUT,
        close::TOO_LARGE,
    ];
    let long = "H".repeat(100_000);
    let odd = SHOWN.iter().chain(&ODD).map(|(_, text)| *text);
    for text in odd.chain([long.as_str(), "HELP\0", "help/../SHOP"]) {
        let FromCustomer::Hello { revision, .. } = customer_hello() else {
            panic!()
        };
        for (space, token) in [(text, None), (HELP, Some(text.to_owned()))] {
            let mut line = stage.customer(Part::Owner, &things).await;
            line.send(&FromCustomer::Hello {
                revision,
                space: space.to_owned(),
                token,
                cursor: None,
            })
            .await;
            let heard = line.hear().await;
            let Heard::Closed(code) = heard else {
                panic!("{text:?}: {heard:?}");
            };
            assert!(codes.contains(&code), "{text:?}: {code}");
        }
        let mut line = stage.agent(Part::SiteAdmin, &things).await;
        line.send(&agent_hello(text)).await;
        let heard = line.hear().await;
        assert!(
            matches!(heard, Heard::Closed(code) if codes.contains(&code)),
            "{text:?}: {heard:?}"
        );
    }
    assert_eq!(stage.head(&things).await, head);
}
