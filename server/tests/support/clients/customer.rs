//! A customer's page.

use baton_core::id::{CommandId, Epoch, LiveChatId, Seq};
use baton_core::offer::Offer;
use baton_core::view::{Applied, CustomerPhase, CustomerView};
use baton_core::wire::{
    Cursor, CustomerAction, FromCustomer, QueuePlace, REVISION, Refusal, ToCustomer,
};

use super::{Answered, CUSTOMER, Heard, Line, customer_cookie, id};
use crate::support::world::{Customer, KEY, Server};

/// A customer's page.
pub(crate) struct CustomerPage {
    pub(crate) line: Line<ToCustomer>,
    pub(crate) view: CustomerView,
    pub(crate) epoch: Epoch,
    pub(crate) answered: Option<Answered>,
    pub(crate) offer: Option<Offer>,
    pub(crate) place: Option<QueuePlace>,
    /// How many events came one by one.
    pub(crate) events: usize,
}

impl CustomerPage {
    /// Opens the page and waits for the answer to its hello.
    pub(crate) async fn open(server: &Server, customer: &Customer) -> Self {
        Self::open_with(server, customer, None).await
    }

    /// Opens it anew with what the page before had.
    pub(crate) async fn reopen(self, server: &Server, customer: &Customer) -> Self {
        let known = Some((self.epoch, self.view));
        drop(self.line);
        Self::open_with(server, customer, known).await
    }

    pub(crate) async fn open_with(
        server: &Server,
        customer: &Customer,
        known: Option<(Epoch, CustomerView)>,
    ) -> Self {
        let cookie = customer_cookie(customer, server);
        let line = Line::open(server, CUSTOMER, &cookie, None).await;
        let mut page = Self::on(line, known).await;
        while page.answered.is_none() {
            let heard = page.hear().await;
            assert!(matches!(heard, Heard::Frame(_)), "{heard:?}");
        }
        page
    }

    /// A page on a line, after its hello is sent.
    pub(crate) async fn on(
        mut line: Line<ToCustomer>,
        known: Option<(Epoch, CustomerView)>,
    ) -> Self {
        let cursor = known.as_ref().map(|(epoch, view)| Cursor {
            epoch: *epoch,
            seq: view.seq,
        });
        let hello = FromCustomer::Hello {
            revision: REVISION,
            space: KEY.into(),
            token: None,
            cursor,
        };
        line.send(&hello).await;
        let (epoch, view) = known.unwrap_or((Epoch(0), CustomerView::empty()));
        Self {
            line,
            view,
            epoch,
            answered: None,
            offer: None,
            place: None,
            events: 0,
        }
    }

    /// The next frame, applied.
    pub(crate) async fn hear(&mut self) -> Heard<ToCustomer> {
        let heard = self.line.hear().await;
        if let Heard::Frame(frame) = &heard {
            self.apply(frame);
        }
        heard
    }

    fn apply(&mut self, frame: &ToCustomer) {
        match frame {
            ToCustomer::Resumed { epoch, .. } => {
                assert_eq!(*epoch, self.epoch);
                self.answered = Some(Answered::Resumed);
            }
            ToCustomer::Snapshot { epoch, view, .. } => {
                self.epoch = *epoch;
                self.view = view.clone();
                self.answered = Some(Answered::Snapshot);
            }
            ToCustomer::Event { previous, event } => {
                self.events += 1;
                let applied = self.view.apply(*previous, event.clone());
                assert_eq!(applied, Applied::New, "{frame:?} after {:?}", self.view.seq);
            }
            ToCustomer::Head { seq, .. } => assert_eq!(*seq, self.view.seq),
            ToCustomer::Offer(offer) => self.offer = Some(offer.clone()),
            ToCustomer::Queue(place) => self.place = Some(*place),
            _ => {}
        }
    }

    /// Reads until it is so.
    pub(crate) async fn until(&mut self, what: &str, so: impl Fn(&Self) -> bool) {
        while !so(self) {
            let heard = self.hear().await;
            assert!(matches!(heard, Heard::Frame(_)), "{what}: {heard:?}");
        }
    }

    /// Reads until such a frame comes.
    pub(crate) async fn frame(&mut self, so: impl Fn(&ToCustomer) -> bool) -> ToCustomer {
        loop {
            match self.hear().await {
                Heard::Frame(frame) if so(&frame) => return frame,
                Heard::Frame(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    pub(crate) async fn send(&mut self, id: CommandId, action: CustomerAction) {
        self.line.send(&FromCustomer::Do { id, action }).await;
    }

    /// Gives a command and waits for its answer.
    pub(crate) async fn answer(
        &mut self,
        id: CommandId,
        action: CustomerAction,
    ) -> Result<Seq, Refusal> {
        self.send(id, action).await;
        let is_answer = |frame: &ToCustomer| match frame {
            ToCustomer::Done { id: of, .. } | ToCustomer::Refused { id: of, .. } => *of == id,
            _ => false,
        };
        match self.frame(is_answer).await {
            ToCustomer::Done { seq, .. } => Ok(seq),
            ToCustomer::Refused { why, .. } => Err(why),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn write(&mut self, text: &str) -> Seq {
        let action = CustomerAction::Write { text: text.into() };
        self.answer(CommandId(id()), action).await.unwrap()
    }

    pub(crate) async fn request_person(&mut self) -> Seq {
        let chat = LiveChatId(id());
        let action = CustomerAction::RequestPerson { chat };
        self.answer(CommandId(id()), action).await.unwrap()
    }

    pub(crate) fn phase(&self) -> &CustomerPhase {
        &self.view.header.phase
    }

    pub(crate) fn waits(&self) -> bool {
        matches!(self.phase(), CustomerPhase::Waiting { .. })
    }
}
