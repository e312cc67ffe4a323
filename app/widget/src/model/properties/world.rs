//! A server that keeps a log, a browser that keeps words, and the line between them.

use std::collections::{BTreeMap, VecDeque};

use baton_core::id::{CommandId, Epoch, MessageId, Seq};
use baton_core::time::{Millis, Time};
use baton_core::view::{CustomerBody, CustomerEvent, CustomerView};
use baton_core::wire::{CustomerAction, FromCustomer, Refusal, ToCustomer};

use super::Step;
use crate::model::chat::{Chat, Effect, Generation, Input};
use crate::model::outbox::Kept;
use crate::snapshot;

struct Line {
    generation: Generation,
    opened: bool,
    to_client: VecDeque<ToCustomer>,
    to_server: VecDeque<FromCustomer>,
}

/// All of it, and what was typed.
pub(super) struct World {
    now: Time,
    pub(super) chat: Chat,
    line: Option<Line>,
    pub(super) storage: BTreeMap<CommandId, Kept>,
    pub(super) typed: Vec<CommandId>,
    /// The server's side.
    pub(super) view: CustomerView,
    head: Seq,
    pub(super) stored: BTreeMap<CommandId, Seq>,
    busy: bool,
    ids: u128,
}

impl World {
    pub(super) fn new() -> Self {
        let now = Time(1_000_000);
        let snapshot = snapshot::empty();
        let mut world = Self {
            now,
            chat: Chat::new(snapshot.clone()),
            line: None,
            storage: BTreeMap::new(),
            typed: Vec::new(),
            view: snapshot.view,
            head: Seq(0),
            stored: BTreeMap::new(),
            busy: false,
            ids: 0,
        };
        let (kept, token, seen) = (Vec::new(), None, None);
        world.input(Input::Start { kept, token, seen });
        world
    }

    fn input(&mut self, input: Input) {
        for effect in self.chat.handle(input, self.now, 0.3) {
            match effect {
                Effect::Open(generation) => {
                    self.line = Some(Line {
                        generation,
                        opened: false,
                        to_client: VecDeque::new(),
                        to_server: VecDeque::new(),
                    });
                }
                Effect::Close(_) => self.line = None,
                Effect::Send(frame) => {
                    if let Some(line) = &mut self.line {
                        line.to_server.push_back(frame);
                    }
                }
                Effect::Keep(kept) => {
                    self.storage.insert(kept.id, kept);
                }
                Effect::Forget(id) => {
                    self.storage.remove(&id);
                }
                Effect::Reload { .. } | Effect::Attention => {}
            }
        }
    }

    fn id(&mut self) -> u128 {
        self.ids += 1;
        ((self.now.0 as u128) << 80) | self.ids
    }

    fn append(&mut self, body: CustomerBody) -> Seq {
        let previous = self.view.seq;
        self.head = self.head.next();
        let event = CustomerEvent {
            seq: self.head,
            at: self.now,
            body,
        };
        self.view.apply(previous, event.clone());
        if let Some(line) = &mut self.line {
            line.to_client
                .push_back(ToCustomer::Event { previous, event });
        }
        self.head
    }

    fn serve(&mut self, frame: FromCustomer) {
        let mut answers = Vec::new();
        match frame {
            FromCustomer::Hello { cursor, .. } | FromCustomer::Resync { cursor } => {
                let (epoch, now) = (Epoch(1), self.now);
                let cursor = cursor.unwrap();
                if cursor.seq.0 % 2 == 0 {
                    answers.push(ToCustomer::Resumed { epoch, now });
                    let mut previous = cursor.seq;
                    for event in self
                        .view
                        .entries
                        .iter()
                        .filter(|event| event.seq > cursor.seq)
                    {
                        answers.push(ToCustomer::Event {
                            previous,
                            event: event.clone(),
                        });
                        previous = event.seq;
                    }
                } else {
                    let view = self.view.clone();
                    answers.push(ToCustomer::Snapshot { epoch, now, view });
                }
            }
            FromCustomer::Do {
                id,
                action: CustomerAction::Write { text },
            } => {
                let known = self.stored.get(&id).copied();
                if self.busy && known.is_none() {
                    let why = Refusal::TooFast(Millis(900));
                    answers.push(ToCustomer::Refused { id, why });
                } else {
                    let seq = known.unwrap_or_else(|| {
                        self.append(CustomerBody::Wrote {
                            message: id.into(),
                            text,
                        })
                    });
                    self.stored.insert(id, seq);
                    answers.push(ToCustomer::Done { id, seq });
                }
            }
            FromCustomer::Do { .. } | FromCustomer::Typing => {}
            FromCustomer::Ping => answers.push(self.heartbeat()),
        }
        if let Some(line) = &mut self.line {
            line.to_client.extend(answers);
        }
    }

    /// The customer's words, as the log has them.
    pub(super) fn said(&self) -> Vec<CommandId> {
        let said = |event: &CustomerEvent| match event.body {
            CustomerBody::Wrote { message, .. } => Some(CommandId(message.0)),
            _ => None,
        };
        self.view.entries.iter().filter_map(said).collect()
    }

    fn heartbeat(&self) -> ToCustomer {
        ToCustomer::Head {
            seq: self.view.seq,
            now: self.now,
        }
    }

    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::CustomerWrites => {
                let id = CommandId(self.id());
                self.typed.push(id);
                self.input(Input::Write {
                    id,
                    text: "words".to_owned(),
                });
            }
            Step::AgentWrites => {
                let message = MessageId(self.id());
                let (agent, text) = ("Ana".to_owned(), "words".to_owned());
                self.append(CustomerBody::AgentWrote {
                    message,
                    agent,
                    text,
                });
            }
            Step::HiddenEvent => self.head = self.head.next(),
            Step::ToClient => {
                if let Some((generation, frame)) = self.next_to_client() {
                    self.input(Input::Frame(generation, frame));
                }
            }
            Step::ToServer => {
                let frame = self
                    .line
                    .as_mut()
                    .and_then(|line| line.to_server.pop_front());
                if let Some(frame) = frame {
                    self.serve(frame);
                }
            }
            Step::LoseToClient => drop(self.next_to_client()),
            Step::LoseToServer => {
                drop(
                    self.line
                        .as_mut()
                        .and_then(|line| line.to_server.pop_front()),
                );
            }
            Step::RepeatToClient => {
                if let Some(line) = &mut self.line {
                    line.to_client.extend(line.to_client.front().cloned());
                }
            }
            Step::RepeatToServer => {
                if let Some(line) = &mut self.line {
                    line.to_server.extend(line.to_server.front().cloned());
                }
            }
            Step::Cut => {
                if let Some(line) = self.line.take() {
                    self.input(Input::Closed(line.generation, 1006));
                }
            }
            Step::Connects => {
                if let Some(line) = self.line.as_mut().filter(|line| !line.opened) {
                    line.opened = true;
                    let generation = line.generation;
                    self.input(Input::Opened(generation));
                }
            }
            Step::Heartbeat => {
                let heartbeat = self.heartbeat();
                if let Some(line) = self.line.as_mut().filter(|line| line.opened) {
                    line.to_client.push_back(heartbeat);
                }
            }
            Step::Wait(milliseconds) => {
                self.now = self.now + Millis(i64::from(milliseconds));
                self.input(Input::Wake);
            }
            Step::Nudge => self.input(Input::Nudge),
            Step::Reload => {
                self.line = None;
                let mut snapshot = snapshot::empty();
                snapshot.view = self.view.clone();
                self.chat = Chat::new(snapshot);
                let kept = self.storage.values().cloned().collect();
                let (token, seen) = (None, None);
                self.input(Input::Start { kept, token, seen });
            }
            Step::Busy(busy) => self.busy = busy,
        }
    }

    fn next_to_client(&mut self) -> Option<(Generation, ToCustomer)> {
        let line = self.line.as_mut()?;
        let frame = line.to_client.pop_front()?;
        Some((line.generation, frame))
    }

    /// The line is good from now on.
    pub(super) fn calm(&mut self) {
        self.busy = false;
        for _ in 0..60 {
            self.step(Step::Connects);
            self.step(Step::Heartbeat);
            for _ in 0..400 {
                self.step(Step::ToServer);
                self.step(Step::ToClient);
            }
            let due = self.chat.wake_at(self.now).unwrap_or(self.now);
            self.now = due.max(self.now + Millis(1));
            self.input(Input::Wake);
        }
    }
}
