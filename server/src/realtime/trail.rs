//! Where a socket stands in a conversation's log. A trail takes events in order and says what each audience gets of them,
//! with the position before it *for this audience*; it notices what it has had already and what is missing.

use baton_core::event::Event;
use baton_core::id::Seq;
use baton_core::view::{AgentEvent, CustomerBody, CustomerEvent, for_agent, for_customer};

/// Something is missing before the event: read the log from [`Trail::head`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap;

/// A position in a log, and the last one that the audience could see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Trail {
    /// The last position looked at.
    pub(super) head: Seq,
    /// The last position shown.
    pub(super) visible: Seq,
}

impl Trail {
    /// A trail whose reader has everything up to here.
    #[must_use]
    pub(super) fn at(head: Seq, visible: Seq) -> Self {
        Self { head, visible }
    }

    /// Steps over an event and answers with what a customer sees of it, after the position before.
    ///
    /// # Errors
    /// [`Gap`]: nothing has changed.
    pub(super) fn customer(&mut self, event: &Event) -> Result<Option<(Seq, CustomerEvent)>, Gap> {
        self.step(event, for_customer)
    }

    /// The same for an agent.
    ///
    /// # Errors
    /// [`Gap`]: nothing has changed.
    pub(super) fn agent(&mut self, event: &Event) -> Result<Option<(Seq, AgentEvent)>, Gap> {
        self.step(event, for_agent)
    }

    fn step<T>(
        &mut self,
        event: &Event,
        project: impl FnOnce(&Event) -> Option<T>,
    ) -> Result<Option<(Seq, T)>, Gap> {
        if event.seq <= self.head {
            return Ok(None);
        }
        if event.seq != self.head.next() {
            return Err(Gap);
        }
        self.head = event.seq;
        let Some(shown) = project(event) else {
            return Ok(None);
        };
        let previous = std::mem::replace(&mut self.visible, event.seq);
        Ok(Some((previous, shown)))
    }
}

/// Whether the customer waits after this event; none where it changes nothing.
#[must_use]
pub(super) fn waits_after(event: &CustomerEvent) -> Option<bool> {
    match event.body {
        CustomerBody::Requested { .. } | CustomerBody::BackInQueue { .. } => Some(true),
        CustomerBody::Joined { .. } | CustomerBody::Ended { .. } => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use baton_core::event::EventBody;
    use baton_core::id::{AccountId, MessageId};
    use baton_core::people::AgentRef;
    use baton_core::time::Time;

    use super::*;

    fn event(seq: u64, body: EventBody) -> Event {
        Event {
            seq: Seq(seq),
            at: Time(0),
            body,
        }
    }

    fn shown(seq: u64) -> Event {
        event(seq, EventBody::EmailGiven { email: None })
    }

    fn note(seq: u64) -> Event {
        let agent = AgentRef {
            id: AccountId(1),
            name: "Ana".into(),
        };
        let message = MessageId(1);
        event(
            seq,
            EventBody::Noted {
                message,
                work_item: None,
                agent,
                text: "canary".into(),
            },
        )
    }

    #[test]
    fn previous_skips_what_the_customer_may_not_see() {
        let mut trail = Trail::at(Seq(3), Seq(3));
        assert_eq!(trail.customer(&note(4)), Ok(None));
        let (previous, event) = trail.customer(&shown(5)).unwrap().unwrap();
        assert_eq!((previous, event.seq), (Seq(3), Seq(5)));
        assert_eq!(trail, Trail::at(Seq(5), Seq(5)));
    }

    #[test]
    fn what_was_sent_is_not_sent_again_and_what_is_missing_is_noticed() {
        let mut trail = Trail::at(Seq(3), Seq(2));
        assert_eq!(trail.customer(&shown(3)), Ok(None));
        assert_eq!(trail.customer(&shown(5)), Err(Gap));
        assert_eq!(trail, Trail::at(Seq(3), Seq(2)));
        assert!(trail.agent(&note(4)).unwrap().is_some());
    }
}
