//! What the server's frames do to the chat.

use baton_core::command::Rejection;
use baton_core::id::{CommandId, Seq};
use baton_core::time::Time;
use baton_core::view::{Applied, CustomerBody, CustomerPhase, CustomerView};
use baton_core::wire::{CustomerAction, FromCustomer, Refusal, ToCustomer};

use super::{Chat, Effect, Notice, RESYNC_AGAIN, TYPING_HOLDS, Typing};

impl Chat {
    pub(super) fn frame(&mut self, frame: ToCustomer, now: Time, out: &mut Vec<Effect>) {
        match frame {
            ToCustomer::Resumed { epoch, .. } => {
                self.epoch = epoch;
                self.welcome();
            }
            ToCustomer::Snapshot { epoch, view, .. } => {
                if epoch == self.epoch {
                    self.count(&view, out);
                } else {
                    self.outbox.another_life();
                }
                self.epoch = epoch;
                self.view = view;
                self.settle(out);
                self.welcome();
            }
            ToCustomer::Event { previous, event } => {
                let says = is_said_by_others(&event.body);
                match self.view.apply(previous, event) {
                    Applied::New => {
                        self.typing = None;
                        if !matches!(self.view.header.phase, CustomerPhase::Waiting { .. }) {
                            self.queue = None;
                        }
                        self.settle(out);
                        if says {
                            self.unread += u32::from(!self.looking);
                            out.push(Effect::Attention);
                        }
                    }
                    Applied::Known => {}
                    Applied::Gap => self.resync(now, out),
                }
            }
            ToCustomer::Done { id, seq } => {
                self.outbox.stored(id, seq);
                self.outbox.shown(self.view.seq);
                out.push(Effect::Forget(id));
            }
            ToCustomer::Refused { id, why } => self.refused(id, why, now, out),
            ToCustomer::Head { seq, .. } => {
                if seq > self.view.seq {
                    self.resync(now, out);
                }
            }
            ToCustomer::Typing { agent } => {
                let until = now + TYPING_HOLDS;
                self.typing = Some(Typing { agent, until });
            }
            ToCustomer::Queue(place) => self.queue = Some(place),
            ToCustomer::Offer(offer) => self.offer = offer,
            ToCustomer::Bye {
                retry_after,
                reload,
            } => {
                // A page of another version would be sent away again at once, however often it came back.
                let steps = if reload {
                    self.link.stop()
                } else {
                    self.link.dismissed(retry_after)
                };
                self.carry_out(steps, now, out);
                if reload {
                    self.outdated = true;
                    out.push(Effect::Reload { signed_out: false });
                }
            }
        }
    }

    /// The server greeted: it knows where we are, so whatever is in the outbox can go.
    fn welcome(&mut self) {
        self.resynced_at = None;
        self.greeted = true;
        self.greet_by = None;
        self.lost_since = None;
    }

    fn resync(&mut self, now: Time, out: &mut Vec<Effect>) {
        let asked = self.resynced_at.is_some_and(|at| now < at + RESYNC_AGAIN);
        if self.greeted && !asked {
            self.resynced_at = Some(now);
            out.push(Effect::Send(FromCustomer::Resync {
                cursor: self.cursor(),
            }));
        }
    }

    fn refused(&mut self, id: CommandId, why: Refusal, now: Time, out: &mut Vec<Effect>) {
        if let Refusal::Rejected(Rejection::NotOffered(obstacles)) = &why {
            self.offer.obstacles.clone_from(obstacles);
        }
        if let Some((entry, why)) = self.outbox.refused(id, why, now) {
            out.push(Effect::Forget(id));
            let action = entry.action;
            // Where somebody was faster, the log shows what holds. Only who would rather leave a request hears that the
            // chat is one, now that a person has joined.
            let overtaken = match why {
                Rejection::AlreadyRequested => {
                    matches!(action, CustomerAction::RequestPerson { .. })
                }
                Rejection::NotWaiting | Rejection::NotLive => true,
                _ => false,
            };
            if !overtaken {
                self.notice = Some(Notice { action, why });
            }
        }
    }

    /// Takes out of the outbox what the view shows.
    pub(super) fn settle(&mut self, out: &mut Vec<Effect>) {
        let shown: Vec<CommandId> = self
            .outbox
            .entries
            .iter()
            .filter(|entry| entry.text().is_some() && self.holds(entry.id))
            .map(|entry| entry.id)
            .collect();
        for id in shown {
            self.outbox.take(id);
            out.push(Effect::Forget(id));
        }
        self.outbox.shown(self.view.seq);
    }

    /// Counts what a snapshot brings that was not there.
    fn count(&mut self, newer: &CustomerView, out: &mut Vec<Effect>) {
        let news = said_after(newer, self.view.seq);
        if news > 0 {
            out.push(Effect::Attention);
            if !self.looking {
                self.unread += news;
            }
        }
    }
}

/// How much others said after a position.
pub(super) fn said_after(view: &CustomerView, seen: Seq) -> u32 {
    let newer = view.entries.iter().filter(|event| event.seq > seen);
    let said = newer.filter(|event| is_said_by_others(&event.body)).count();
    u32::try_from(said).unwrap_or(u32::MAX)
}

/// Whether the customer is to be told of it when not looking.
fn is_said_by_others(body: &CustomerBody) -> bool {
    match body {
        CustomerBody::Rovo { .. }
        | CustomerBody::Joined { .. }
        | CustomerBody::AgentWrote { .. }
        | CustomerBody::BackInQueue { .. }
        | CustomerBody::Ended { .. } => true,
        CustomerBody::Commented { agent, .. } => agent.is_some(),
        _ => false,
    }
}
