//! A store without disk: one conversation, its log, and everything that [`Facts`] are read from. It gives commands to
//! `decide`, folds what comes back, and remembers each moment so that tests can look at all of them.

use std::collections::HashMap;

use baton_core::command::{Command, CommandBody, Facts, Meant, Rejection};
use baton_core::conversation::{Conversation, Holder};
use baton_core::deadline::{Deadline, deadlines};
use baton_core::decide::decide;
use baton_core::event::{Event, EventBody};
use baton_core::id::{
    AccountId, CommandId, ConversationId, CustomerId, LiveChatId, Seq, SpaceId, TeamId, WorkItemId,
};
use baton_core::offer::{Obstacle, Offer};
use baton_core::people::{Actor, AgentRef, CustomerKind, CustomerProfile, TeamRef};
use baton_core::settings::{LiveChatSettings, ProjectKey};
use baton_core::time::{Millis, Time};

/// What every internal note says, and nothing else does.
pub(crate) const CANARY: &str = "CANARY";

/// How many agents there are.
pub(crate) const AGENTS: usize = 3;

/// One command and what came of it.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) before: Conversation,
    pub(crate) facts: Facts,
    pub(crate) now: Time,
    pub(crate) command: Command,
    pub(crate) outcome: Result<Vec<Event>, Rejection>,
    pub(crate) after: Conversation,
}

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) conversation: Conversation,
    pub(crate) log: Vec<Event>,
    pub(crate) now: Time,
    pub(crate) settings: LiveChatSettings,
    pub(crate) offer: Offer,
    pub(crate) moments: Vec<Moment>,
    /// Every deadline that ever ran, oldest first.
    pub(crate) deadlines: Vec<Deadline>,
    /// Every position at which Rovo was ever asked, oldest first.
    pub(crate) questions: Vec<Seq>,
    enabled: [bool; AGENTS],
    numbers_used: u32,
    first_events: HashMap<CommandId, Event>,
    last_id: u128,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::numbered(1)
    }

    /// One of several conversations, whose ids don't meet.
    pub(crate) fn numbered(number: u128) -> Self {
        let conversation = Conversation::new(
            ConversationId(number),
            SpaceId(2),
            CustomerId(number << 32 | 3),
        );
        Self {
            conversation,
            log: Vec::new(),
            now: Time(1_700_000_000_000),
            settings: LiveChatSettings::default(),
            offer: Offer::default(),
            moments: Vec::new(),
            deadlines: Vec::new(),
            questions: Vec::new(),
            enabled: [true; AGENTS],
            numbers_used: 0,
            first_events: HashMap::new(),
            last_id: number << 64,
        }
    }

    pub(crate) fn fresh(&mut self) -> u128 {
        self.last_id += 1;
        self.last_id
    }

    pub(crate) fn customer(&self) -> Actor {
        Actor::Customer(self.conversation.customer)
    }

    pub(crate) fn profile(&self) -> CustomerProfile {
        CustomerProfile {
            id: self.conversation.customer,
            name: "Casey".to_owned(),
            email: None,
            kind: CustomerKind::Guest,
        }
    }

    pub(crate) fn pass(&mut self, time: Millis) {
        self.now = self.now + time;
    }

    pub(crate) fn enable(&mut self, agent: usize, enabled: bool) {
        self.enabled[agent % AGENTS] = enabled;
    }

    pub(crate) fn set_active(&mut self, active: bool) {
        self.offer.obstacles = if active {
            Vec::new()
        } else {
            vec![Obstacle::Skill]
        };
    }

    /// A command with an id of its own.
    pub(crate) fn command(&mut self, actor: Actor, body: CommandBody) -> Command {
        let id = CommandId(self.fresh());
        Command { id, actor, body }
    }

    /// Gives a command with an id of its own.
    pub(crate) fn give(
        &mut self,
        actor: Actor,
        body: CommandBody,
    ) -> Result<Vec<Event>, Rejection> {
        let command = self.command(actor, body);
        self.carry_out(command)
    }

    /// What a writer's transaction does.
    pub(crate) fn carry_out(&mut self, command: Command) -> Result<Vec<Event>, Rejection> {
        let before = self.conversation.clone();
        let facts = self.facts(&command);
        let outcome = decide(&self.conversation, &facts, &command, self.now);
        for event in outcome.iter().flatten() {
            self.fold(event);
        }
        if let Ok([first, ..]) = outcome.as_deref() {
            self.first_events.insert(command.id, first.clone());
        }
        self.moments.push(Moment {
            before,
            facts,
            now: self.now,
            command,
            outcome: outcome.clone(),
            after: self.conversation.clone(),
        });
        outcome
    }

    /// What the deciding transaction reads.
    pub(crate) fn facts(&self, command: &Command) -> Facts {
        let actor_is_agent = match &command.actor {
            Actor::Agent(who) => {
                (0..AGENTS).any(|index| agent(index).id == who.id && self.enabled[index])
            }
            _ => false,
        };
        let since = self.conversation.context_after;
        let first_words = self.log.iter().find_map(|event| match &event.body {
            EventBody::CustomerWrote { text, .. } if event.seq > since => Some(text.clone()),
            _ => None,
        });
        Facts {
            settings: self.settings.clone(),
            team: Some(team()),
            offer: self.offer.clone(),
            project_key: key(),
            next_work_item: self.numbers_used + 1,
            actor_is_agent,
            prior: self.first_events.get(&command.id).cloned(),
            first_words,
        }
    }

    /// The commands that caused something, oldest first.
    pub(crate) fn carried_out(&self) -> Vec<Command> {
        let caused = |moment: &&Moment| matches!(&moment.outcome, Ok(events) if !events.is_empty());
        self.moments
            .iter()
            .filter(caused)
            .map(|moment| moment.command.clone())
            .collect()
    }

    /// The log folded anew, as after a restart.
    pub(crate) fn restarted(&self) -> Conversation {
        let Conversation {
            id,
            space,
            customer,
            ..
        } = self.conversation;
        let mut conversation = Conversation::new(id, space, customer);
        for event in &self.log {
            conversation.apply(event);
        }
        conversation
    }

    /// Fires the deadline that comes first, when it comes.
    pub(crate) fn fire_next(&mut self) -> Option<Result<Vec<Event>, Rejection>> {
        let next = deadlines(&self.conversation)
            .into_iter()
            .min_by_key(|deadline| deadline.due)?;
        self.now = self.now.max(next.due);
        Some(self.fire(next))
    }

    pub(crate) fn fire(&mut self, deadline: Deadline) -> Result<Vec<Event>, Rejection> {
        let work_item = WorkItemId(self.fresh());
        let body = CommandBody::DeadlinePassed {
            kind: deadline.kind,
            generation: deadline.generation,
            work_item,
        };
        self.give(Actor::System, body)
    }

    pub(crate) fn says(&mut self, text: &str) -> Result<Vec<Event>, Rejection> {
        let text = text.to_owned();
        self.give(self.customer(), CommandBody::Write { text })
    }

    pub(crate) fn requests(&mut self) -> Result<Vec<Event>, Rejection> {
        let chat = LiveChatId(self.fresh());
        self.give(self.customer(), CommandBody::RequestPerson { chat })
    }

    pub(crate) fn leaves_as_request(&mut self) -> Result<Vec<Event>, Rejection> {
        let work_item = WorkItemId(self.fresh());
        self.give(
            self.customer(),
            CommandBody::LeaveAsRequest {
                meant: Meant::Any,
                work_item,
            },
        )
    }

    pub(crate) fn no_longer_needs(&mut self) -> Result<Vec<Event>, Rejection> {
        let work_item = WorkItemId(self.fresh());
        self.give(
            self.customer(),
            CommandBody::NoLongerNeeded {
                meant: Meant::Any,
                work_item,
            },
        )
    }

    pub(crate) fn claims(&mut self, who: usize) -> Result<Vec<Event>, Rejection> {
        let work_item = WorkItemId(self.fresh());
        self.give(Actor::Agent(agent(who)), CommandBody::Claim { work_item })
    }

    pub(crate) fn replies(&mut self, who: usize, text: &str) -> Result<Vec<Event>, Rejection> {
        let text = text.to_owned();
        self.give(Actor::Agent(agent(who)), CommandBody::Write { text })
    }

    /// The position at which Rovo is asked now.
    pub(crate) fn asked(&self) -> Option<Seq> {
        match self.conversation.holder {
            Holder::Rovo { question } => question.map(|question| question.asked),
            _ => None,
        }
    }

    fn fold(&mut self, event: &Event) {
        self.conversation.apply(event);
        self.log.push(event.clone());
        if let EventBody::WorkItemCreated { .. } = &event.body {
            self.numbers_used += 1;
        }
        self.questions
            .extend(self.asked().filter(|asked| *asked == event.seq));
        for deadline in deadlines(&self.conversation) {
            if !self.deadlines.contains(&deadline) {
                self.deadlines.push(deadline);
            }
        }
    }
}

pub(crate) fn agent(index: usize) -> AgentRef {
    let names = ["Ana", "Ben", "Chloé"];
    let index = index % AGENTS;
    AgentRef {
        id: AccountId(0xa9e0_77ac_c007_0000 << 64 | index as u128),
        name: names[index].to_owned(),
    }
}

pub(crate) fn team() -> TeamRef {
    TeamRef {
        id: TeamId(7),
        name: "Service desk".to_owned(),
    }
}

pub(crate) fn key() -> ProjectKey {
    ProjectKey::parse("HELP").unwrap()
}
