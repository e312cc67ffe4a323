//! One thing that somebody does in a [`World`], possible or not at that moment. Positions such as `back` and `item`
//! count from the newest and wrap around, so that every step means something in every world.

use baton_core::command::{CommandBody, Meant};
use baton_core::event::EventBody;
use baton_core::id::{ArticleId, CustomerId, LiveChatId, MessageId, Seq, WorkItemId};
use baton_core::people::Actor;
use baton_core::rovo::{Block, RovoReply, Source};
use baton_core::time::Millis;
use baton_core::work_item::Status;

use crate::world::{CANARY, World, agent};

#[derive(Clone, Debug)]
pub(crate) enum Step {
    CustomerWrites(&'static str),
    Requests,
    LeavesAsRequest,
    NoLongerNeeds,
    CustomerEnds,
    Rates {
        back: usize,
        helped: bool,
    },
    GivesEmail(Option<&'static str>),
    Raises,
    CustomerComments {
        item: usize,
    },
    Claims {
        agent: usize,
    },
    AgentWrites {
        agent: usize,
    },
    AgentEnds {
        agent: usize,
    },
    Notes {
        agent: usize,
        item: Option<usize>,
    },
    AgentComments {
        agent: usize,
        item: usize,
    },
    SetsStatus {
        agent: usize,
        item: usize,
        status: Status,
    },
    Assigns {
        agent: usize,
        item: usize,
        to: Option<usize>,
    },
    /// Rovo answers the question so many back: 0 is the newest, others come late.
    RovoAnswers {
        back: usize,
        reply: RovoReply,
    },
    RovoHandsOff {
        back: usize,
    },
    Waits {
        seconds: u16,
    },
    /// A timer fires for any deadline that ever ran, on time or whatever the clock says.
    TimerFires {
        back: usize,
        on_time: bool,
    },
    AgentGoes {
        agent: usize,
    },
    AgentComesBack {
        agent: usize,
    },
    Deactivates,
    Activates,
    /// A command that caused something is given again.
    Again {
        back: usize,
    },
    /// Its id is given with another body.
    AgainOtherwise {
        back: usize,
    },
    /// A new chat or work item under an id that is taken.
    TakenIds {
        back: usize,
    },
    /// Somebody else's customer does the same.
    StrangerDoes {
        back: usize,
    },
    /// An actor gives what only another may.
    OutOfTurn {
        back: usize,
        actor: usize,
    },
}

/// An answer with a source.
pub(crate) fn answer() -> RovoReply {
    let source = Source {
        article: ArticleId(9),
        slug: "slow-laptop".to_owned(),
        title: "Slow laptop".to_owned(),
        section: None,
        anchor: None,
        quote: vec![Block::Paragraph("Restart it.".to_owned())],
    };
    RovoReply::Answer {
        sources: vec![source],
    }
}

/// The element so many from the end, wrapping around.
fn from_end<T: Clone>(all: &[T], back: usize) -> Option<T> {
    let back = back.checked_rem(all.len())?;
    all.iter().rev().nth(back).cloned()
}

/// Takes all the steps in a new world.
pub(crate) fn run(steps: &[Step]) -> World {
    let mut world = World::new();
    for step in steps {
        take(&mut world, step);
    }
    world
}

/// Takes a step. What comes of it is in [`World::moments`].
pub(crate) fn take(world: &mut World, step: &Step) {
    let Some((actor, body)) = command_of(world, step) else {
        return;
    };
    let _ = world.give(actor, body);
}

/// The command that the step gives, if it gives one under a new id; other steps are done here.
fn command_of(world: &mut World, step: &Step) -> Option<(Actor, CommandBody)> {
    let customer = world.customer();
    let by = |index: &usize| Actor::Agent(agent(*index));
    let fresh = WorkItemId(world.fresh());
    let chat = LiveChatId(world.fresh());
    let item = |world: &World, back: &usize| {
        let items = &world.conversation.work_items;
        from_end(items, *back).map_or(WorkItemId(0xbad), |item| item.id)
    };
    let asked = |world: &World, back: &usize| from_end(&world.questions, *back).unwrap_or(Seq(1));
    Some(match step {
        Step::CustomerWrites(text) => {
            let text = (*text).to_owned();
            (customer, CommandBody::Write { text })
        }
        Step::Requests => (customer, CommandBody::RequestPerson { chat }),
        Step::LeavesAsRequest => (
            customer,
            CommandBody::LeaveAsRequest {
                meant: Meant::Any,
                work_item: fresh,
            },
        ),
        Step::NoLongerNeeds => (
            customer,
            CommandBody::NoLongerNeeded {
                meant: Meant::Any,
                work_item: fresh,
            },
        ),
        Step::CustomerEnds => (customer, CommandBody::EndChat { meant: Meant::Any }),
        Step::Rates { back, helped } => {
            // Of the answers, and of what was said last, which may be anything.
            let answers = world.conversation.answers.iter();
            let mut said: Vec<_> = answers.map(|answer| answer.message).collect();
            let last = world
                .log
                .iter()
                .rev()
                .find_map(|event| event.body.message());
            said.splice(0..0, last);
            let message = from_end(&said, *back).unwrap_or(MessageId(0xbad));
            let helped = *helped;
            (customer, CommandBody::RateAnswer { message, helped })
        }
        Step::GivesEmail(email) => {
            let email = email.map(str::to_owned);
            (customer, CommandBody::GiveEmail { email })
        }
        Step::Raises => {
            let body = CommandBody::RaiseRequest {
                work_item: fresh,
                summary: "A new\nscreen".to_owned(),
                description: "Mine flickers.".to_owned(),
            };
            (customer, body)
        }
        Step::CustomerComments { item: back } => {
            let work_item = item(world, back);
            let text = "Any news?".to_owned();
            (customer, CommandBody::Comment { work_item, text })
        }
        Step::Claims { agent } => (by(agent), CommandBody::Claim { work_item: fresh }),
        Step::AgentWrites { agent } => {
            let text = "I am here.".to_owned();
            (by(agent), CommandBody::Write { text })
        }
        Step::AgentEnds { agent } => (by(agent), CommandBody::EndChat { meant: Meant::Any }),
        Step::Notes { agent, item: back } => {
            let work_item = back.map(|back| item(world, &back));
            let text = CANARY.to_owned();
            (by(agent), CommandBody::Note { work_item, text })
        }
        Step::AgentComments { agent, item: back } => {
            let work_item = item(world, back);
            let text = "Soon.".to_owned();
            (by(agent), CommandBody::Comment { work_item, text })
        }
        Step::SetsStatus {
            agent,
            item: back,
            status,
        } => {
            let (work_item, status) = (item(world, back), *status);
            (by(agent), CommandBody::ChangeStatus { work_item, status })
        }
        Step::Assigns {
            agent: who,
            item: back,
            to,
        } => {
            let body = CommandBody::ChangeAssignee {
                work_item: item(world, back),
                assignee: to.map(agent),
            };
            (by(who), body)
        }
        Step::RovoAnswers { back, reply } => {
            let (asked, reply) = (asked(world, back), reply.clone());
            (Actor::Rovo, CommandBody::Answer { asked, reply })
        }
        Step::RovoHandsOff { back } => {
            let asked = asked(world, back);
            (Actor::Rovo, CommandBody::HandOff { asked, chat })
        }
        Step::Waits { seconds } => {
            world.pass(Millis::seconds(i64::from(*seconds)));
            return None;
        }
        Step::TimerFires { back, on_time } => {
            let deadline = from_end(&world.deadlines, *back)?;
            if *on_time {
                world.now = world.now.max(deadline.due);
            }
            let body = CommandBody::DeadlinePassed {
                kind: deadline.kind,
                generation: deadline.generation,
                work_item: fresh,
            };
            (Actor::System, body)
        }
        Step::AgentGoes { agent: index } => {
            world.enable(*index, false);
            let agent = agent(*index).id;
            (Actor::System, CommandBody::AgentGone { agent })
        }
        Step::AgentComesBack { agent } => {
            world.enable(*agent, true);
            return None;
        }
        Step::Deactivates => {
            world.set_active(false);
            (Actor::System, CommandBody::Deactivate { work_item: fresh })
        }
        Step::Activates => {
            world.set_active(true);
            return None;
        }
        Step::Again { back } => {
            let command = from_end(&world.carried_out(), *back)?;
            let _ = world.carry_out(command);
            return None;
        }
        Step::AgainOtherwise { back } => {
            let mut command = from_end(&world.carried_out(), *back)?;
            command.body = otherwise(&command.body);
            let _ = world.carry_out(command);
            return None;
        }
        Step::TakenIds { back } => taken_ids(world, *back)?,
        Step::StrangerDoes { back } => {
            let command = from_end(&world.carried_out(), *back)?;
            (Actor::Customer(CustomerId(0xbad)), command.body)
        }
        Step::OutOfTurn { back, actor } => {
            let command = from_end(&world.carried_out(), *back)?;
            let actors = [customer, by(&0), Actor::Rovo, Actor::System];
            (actors[*actor].clone(), command.body)
        }
    })
}

/// The newest chat or work item is begun once more under its old id.
fn taken_ids(world: &World, back: usize) -> Option<(Actor, CommandBody)> {
    let taken = world.log.iter().filter_map(|event| match &event.body {
        EventBody::LiveChatRequested { chat, .. } => {
            Some(CommandBody::RequestPerson { chat: *chat })
        }
        EventBody::WorkItemCreated { item } => Some(CommandBody::LeaveAsRequest {
            meant: Meant::Any,
            work_item: item.id,
        }),
        _ => None,
    });
    let taken: Vec<_> = taken.collect();
    from_end(&taken, back).map(|body| (world.customer(), body))
}

/// The same kind of command with other words in it, or another command where it has none.
pub(crate) fn otherwise(body: &CommandBody) -> CommandBody {
    let text = "something else".to_owned();
    match body.clone() {
        CommandBody::Write { .. } => CommandBody::Write { text },
        CommandBody::Comment { work_item, .. } => CommandBody::Comment { work_item, text },
        CommandBody::Note { work_item, .. } => CommandBody::Note { work_item, text },
        CommandBody::RateAnswer { message, helped } => CommandBody::RateAnswer {
            message,
            helped: !helped,
        },
        CommandBody::GiveEmail { .. } => CommandBody::GiveEmail {
            email: Some("else@example.com".to_owned()),
        },
        CommandBody::RaiseRequest {
            work_item, summary, ..
        } => CommandBody::RaiseRequest {
            work_item,
            summary,
            description: text,
        },
        CommandBody::ChangeStatus { work_item, status } => CommandBody::ChangeStatus {
            work_item,
            status: if status == Status::Open {
                Status::Resolved
            } else {
                Status::Open
            },
        },
        CommandBody::ChangeAssignee {
            work_item,
            assignee,
        } => CommandBody::ChangeAssignee {
            work_item,
            assignee: if assignee.is_some() {
                None
            } else {
                Some(agent(0))
            },
        },
        CommandBody::LeaveAsRequest { meant, work_item } => {
            CommandBody::NoLongerNeeded { meant, work_item }
        }
        CommandBody::NoLongerNeeded { meant, work_item } => {
            CommandBody::LeaveAsRequest { meant, work_item }
        }
        CommandBody::Answer { asked, reply } => CommandBody::Answer {
            asked: Seq(asked.0 + 1_000),
            reply,
        },
        CommandBody::RequestPerson { .. }
        | CommandBody::EndChat { .. }
        | CommandBody::Claim { .. }
        | CommandBody::HandOff { .. }
        | CommandBody::DeadlinePassed { .. }
        | CommandBody::AgentGone { .. }
        | CommandBody::Deactivate { .. } => CommandBody::Write { text },
    }
}
