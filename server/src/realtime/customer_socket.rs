//! A customer's page: one conversation, or none yet. What a frame may do is decided in core; what the customer may see is
//! what core's projection makes of an event.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use baton_core::conversation::{Conversation, Holder as Baton};
use baton_core::event::Event;
use baton_core::id::{CommandId, ConversationId, CustomerId, Epoch, Seq};
use baton_core::limits::{RESUME_EVENTS, SNAPSHOT_ENTRIES};
use baton_core::offer::Offer;
use baton_core::people::Actor;
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;
use baton_core::view::CustomerView;
use baton_core::wire::{
    Cursor, CustomerAction, FromCustomer, QueuePlace, REVISION, Refusal, ToCustomer, decode, encode,
};
use baton_store::{Space, StoreError, Target};
use http::HeaderMap;
use tokio::time::Instant;

use super::farewell::Farewell;
use super::hub::Seat;
use super::mailbox::{Holder, News, Post, Typist};
use super::socket::{Out, Session, Went};
use super::trail::{Trail, waits_after};
use super::typing::Throttle;
use super::{command, offers, socket};
use crate::app::App;
use crate::limits::{Principal, SocketPermit};
use crate::session::{CustomerSession, Token, customer};

/// How many events are read at once.
const PAGE: u32 = 100;

/// `GET /ws/v1/customer`.
pub(super) async fn upgrade(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    socket::upgrade::<CustomerPage>(app, &headers, upgrade)
}

/// A customer's page.
pub(super) struct CustomerPage {
    app: Arc<App>,
    seat: Seat,
    _permit: SocketPermit,
    trail: Trail,
    waits: bool,
    told_place: Option<QueuePlace>,
    told_offer: Option<Arc<Offer>>,
    typed: Throttle,
}

impl Session for CustomerPage {
    async fn open(
        app: Arc<App>,
        headers: HeaderMap,
        first: Bytes,
        out: &mut Out,
    ) -> Result<Self, Farewell> {
        let hello = decode(&first).map_err(|_| Farewell::Malformed)?;
        let FromCustomer::Hello {
            revision,
            space,
            token,
            cursor,
        } = hello
        else {
            return Err(Farewell::Malformed);
        };
        if !(1..=REVISION).contains(&revision) {
            return Err(Farewell::Revision);
        }
        let known = who(&app, &headers, &space, token.as_deref()).await?;
        let principal = Principal::Customer(known.profile.id);
        let permit = app
            .hub
            .limits()
            .socket(principal, std::time::Instant::now())
            .ok_or(Farewell::TooMany)?;
        let seat = app.hub.join(Holder {
            principal,
            space: known.space.id,
            session: known.session,
        });
        let mut page = Self {
            app,
            seat,
            _permit: permit,
            trail: Trail::default(),
            waits: false,
            told_place: None,
            told_offer: None,
            typed: Throttle::default(),
        };
        page.sync(cursor, out).await?;
        page.tell_offer(out).await;
        Ok(page)
    }

    fn seat(&self) -> &Seat {
        &self.seat
    }

    async fn frame(&mut self, frame: Bytes, out: &mut Out) -> Went {
        match decode(&frame).map_err(|_| Farewell::Malformed)? {
            FromCustomer::Hello { .. } => Err(Farewell::Malformed),
            FromCustomer::Do { id, action } => self.act(id, action, frame.len(), out).await,
            other if !self.may_say(frame.len()) => {
                tracing::debug!(?other, "a customer's frame was dropped: too many");
                Ok(())
            }
            FromCustomer::Typing => {
                if let Some(conversation) = self.seat.follows()
                    && self.typed.lets_through(Instant::now())
                {
                    self.app.hub.typing(conversation, &Typist::Customer);
                }
                Ok(())
            }
            FromCustomer::Ping => {
                if self.seat.follows().is_none() {
                    self.look_for_conversation(out).await?;
                }
                self.tell_head(out);
                Ok(())
            }
            // A snapshot costs more than its question; a page that asks too often finds out by the next heartbeat.
            FromCustomer::Resync { .. }
                if command::pay(&self.app, self.seat.mailbox().holder.principal, 0).is_err() =>
            {
                Ok(())
            }
            FromCustomer::Resync { cursor } => self.sync(cursor, out).await,
        }
    }

    async fn post(&mut self, post: Post, out: &mut Out) -> Went {
        if post.revoked {
            self.look_who().await?;
        }
        if let Some(conversation) = post.belongs
            && self.seat.follows().is_none()
        {
            self.belong(conversation, out).await?;
        }
        match post.conversation {
            News::None => {}
            News::Shortcut(batches) => self.take_shortcuts(&batches, out).await?,
            News::Log => self.read_log(out).await?,
        }
        match post.typing {
            Some((_, Typist::Rovo)) => out.put(&ToCustomer::Typing { agent: None }),
            Some((_, Typist::Agent(name))) => out.put(&ToCustomer::Typing {
                agent: Some(name.to_string()),
            }),
            Some((_, Typist::Customer)) | None => {}
        }
        if post.queue {
            self.tell_place(out);
        }
        if post.offer {
            self.tell_offer(out).await;
        }
        Ok(())
    }

    async fn beat(&mut self, out: &mut Out) -> Went {
        self.look_who().await?;
        match self.seat.follows() {
            Some(_) => self.read_log(out).await?,
            None => self.look_for_conversation(out).await?,
        }
        self.tell_head(out);
        Ok(())
    }

    fn bye(retry_after: Millis, reload: bool) -> Bytes {
        Bytes::from(encode(&ToCustomer::Bye {
            retry_after,
            reload,
        }))
    }
}

async fn who(
    app: &App,
    headers: &HeaderMap,
    space: &str,
    token: Option<&str>,
) -> Result<CustomerSession, Farewell> {
    let key = ProjectKey::parse(space).ok_or(Farewell::Malformed)?;
    let space = app.store.space_by_key(&key).await.map_err(failed)?;
    let space: Space = space.ok_or(Farewell::NotAllowed)?;
    let known = match token {
        Some(token) => {
            let token = Token::parse(token).ok_or(Farewell::NoSession)?;
            customer::from_token(app, &token, &space).await
        }
        None => customer::from_headers(app, headers, &space).await,
    };
    known
        .map_err(|_| Farewell::Failed)?
        .ok_or(Farewell::NoSession)
}

/// The store can't be read: the client comes back later.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where errors are handed over"
)]
pub(super) fn failed(error: StoreError) -> Farewell {
    tracing::error!(%error, "a socket can't read the store");
    Farewell::Failed
}

impl CustomerPage {
    fn customer(&self) -> Option<CustomerId> {
        match self.seat.mailbox().holder.principal {
            Principal::Customer(customer) => Some(customer),
            Principal::Account(_) => None,
        }
    }

    fn may_say(&self, bytes: usize) -> bool {
        let holder = self.seat.mailbox().holder;
        self.app
            .hub
            .limits()
            .frame(holder.principal, bytes, std::time::Instant::now())
            .is_ok()
    }

    /// Whether the session still lives and is still this customer's.
    async fn look_who(&self) -> Went {
        let holder = self.seat.mailbox().holder;
        let session = self.app.store.session(&holder.session).await;
        let same = session.map_err(failed)?.is_some_and(|session| {
            let baton_store::Principal::Customer { space, customer } = session.principal else {
                return false;
            };
            session.expires > self.app.now()
                && space == holder.space
                && Some(customer) == self.customer()
        });
        if same {
            Ok(())
        } else {
            Err(Farewell::NoSession)
        }
    }

    async fn act(
        &mut self,
        id: CommandId,
        action: CustomerAction,
        bytes: usize,
        out: &mut Out,
    ) -> Went {
        let Some(customer) = self.customer() else {
            return Err(Farewell::NoSession);
        };
        let holder = self.seat.mailbox().holder;
        if let Err(why) = command::pay(&self.app, holder.principal, bytes) {
            out.put(&ToCustomer::Refused { id, why });
            return Ok(());
        }
        let target = match self.seat.follows() {
            Some(conversation) => Target::Conversation(conversation),
            None => Target::CustomerIn {
                space: holder.space,
                customer,
            },
        };
        let body = command::of_customer(action);
        let actor = Actor::Customer(customer);
        let outcome = command::execute(&self.app, target, id, actor, body).await;
        out.put(&match command::answer(&outcome) {
            Ok(seq) => ToCustomer::Done { id, seq },
            Err(why) => ToCustomer::Refused { id, why },
        });
        match outcome {
            Ok(outcome) if self.seat.follows().is_none() => {
                self.app.hub.belongs(customer, outcome.conversation);
                self.belong(outcome.conversation, out).await
            }
            // The conversation is no longer this customer's, such as after signing in elsewhere.
            Err(Refusal::Rejected(baton_core::command::Rejection::NotAllowed)) => {
                self.look_who().await
            }
            _ => Ok(()),
        }
    }

    async fn look_for_conversation(&mut self, out: &mut Out) -> Went {
        let Some(customer) = self.customer() else {
            return Ok(());
        };
        let space = self.seat.mailbox().holder.space;
        let found = self.app.store.conversation_of(space, customer).await;
        match found.map_err(failed)? {
            Some(conversation) => self.belong(conversation.id, out).await,
            None => Ok(()),
        }
    }

    /// The conversation has begun: everything in it is new to this page.
    async fn belong(&mut self, conversation: ConversationId, out: &mut Out) -> Went {
        self.seat.follow(Some(conversation));
        self.read_log(out).await
    }

    /// Sends exactly what is missing after the cursor, or a snapshot where that can't be told.
    async fn sync(&mut self, cursor: Option<Cursor>, out: &mut Out) -> Went {
        let (epoch, now) = (self.app.store.epoch(), self.app.now());
        if self.seat.follows().is_none() {
            let (Some(customer), space) = (self.customer(), self.seat.mailbox().holder.space)
            else {
                return Ok(());
            };
            let found = self.app.store.conversation_of(space, customer).await;
            let found = found.map_err(failed)?;
            self.seat.follow(found.map(|conversation| conversation.id));
        }
        let Some(id) = self.seat.follows() else {
            self.trail = Trail::default();
            let view = CustomerView::empty();
            out.put(&ToCustomer::Snapshot { epoch, now, view });
            return Ok(());
        };
        // It is followed by now, so that what happens after this read is in the mailbox.
        let state = self.app.store.conversation(id).await.map_err(failed)?;
        let state = state.ok_or(Farewell::Failed)?;
        if let Some(from) = resumes(cursor, epoch, &state) {
            out.put(&ToCustomer::Resumed { epoch, now });
            self.trail = Trail::at(from, from);
            self.waits = matches!(state.holder, Baton::Waiting(_));
            self.read_log(out).await?;
        } else {
            let limit = u32::try_from(SNAPSHOT_ENTRIES).unwrap_or(u32::MAX);
            let newest = self.app.store.newest_events(id, limit).await;
            let (state, events, has_earlier) = newest.map_err(failed)?.ok_or(Farewell::Failed)?;
            self.trail = Trail::at(state.head, state.customer_head);
            self.waits = matches!(state.holder, Baton::Waiting(_));
            let view = CustomerView::snapshot(&state, &events, has_earlier);
            out.put(&ToCustomer::Snapshot { epoch, now, view });
        }
        self.told_place = None;
        if self.waits {
            self.app
                .hub
                .queues()
                .moved(self.seat.mailbox().holder.space);
            self.tell_place(out);
        }
        Ok(())
    }

    async fn take_shortcuts(
        &mut self,
        batches: &[(ConversationId, Arc<[Event]>)],
        out: &mut Out,
    ) -> Went {
        for (conversation, events) in batches {
            if Some(*conversation) == self.seat.follows() && self.show(events, out).is_err() {
                return self.read_log(out).await;
            }
        }
        Ok(())
    }

    async fn read_log(&mut self, out: &mut Out) -> Went {
        let Some(conversation) = self.seat.follows() else {
            return Ok(());
        };
        let events = self
            .app
            .store
            .events(conversation, self.trail.head, PAGE)
            .await
            .map_err(failed)?;
        if events.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX) {
            // The rest follows when these are sent: a page at a time, however much was missed.
            self.seat.mailbox().put_events(conversation, None);
        }
        // A log without gaps can't have one here; if it has, this is not a log to go on with.
        self.show(&events, out).map_err(|_| Farewell::Failed)
    }

    fn show(&mut self, events: &[Event], out: &mut Out) -> Result<(), super::trail::Gap> {
        for event in events {
            let Some((previous, event)) = self.trail.customer(event)? else {
                continue;
            };
            if let Some(waits) = waits_after(&event) {
                self.waits = waits;
                self.told_place = None;
            }
            out.put(&ToCustomer::Event { previous, event });
        }
        Ok(())
    }

    fn tell_head(&self, out: &mut Out) {
        out.put(&ToCustomer::Head {
            seq: self.trail.visible,
            now: self.app.now(),
        });
    }

    fn tell_place(&mut self, out: &mut Out) {
        let Some(conversation) = self.seat.follows().filter(|_| self.waits) else {
            return;
        };
        let space = self.seat.mailbox().holder.space;
        let place = self.app.hub.queues().place(space, conversation);
        if let Some(place) = place
            && self.told_place != Some(place)
        {
            self.told_place = Some(place);
            out.put(&ToCustomer::Queue(place));
        }
    }

    async fn tell_offer(&mut self, out: &mut Out) {
        let space = self.seat.mailbox().holder.space;
        let Some(offer) = offers::current(&self.app, space).await else {
            return;
        };
        if self.told_offer.as_ref() != Some(&offer) {
            out.put(&ToCustomer::Offer((*offer).clone()));
            self.told_offer = Some(offer);
        }
    }
}

/// From where the page can be told what it missed; none where it needs a snapshot: it has nothing, it read another life
/// of the store, it is ahead of us, or it has missed too much.
fn resumes(cursor: Option<Cursor>, epoch: Epoch, state: &Conversation) -> Option<Seq> {
    let cursor = cursor.filter(|cursor| cursor.epoch == epoch)?;
    let missed = state.head.0.checked_sub(cursor.seq.0)?;
    let few = usize::try_from(missed).is_ok_and(|missed| missed <= RESUME_EVENTS);
    (few && cursor.seq <= state.customer_head).then_some(cursor.seq)
}

#[cfg(test)]
mod tests {
    use baton_core::id::SpaceId;

    use super::*;

    #[test]
    fn a_page_resumes_only_where_nothing_can_be_missing() {
        let mut state = Conversation::new(ConversationId(1), SpaceId(1), CustomerId(1));
        (state.head, state.customer_head) = (Seq(1_000), Seq(990));
        let from = |epoch, seq| {
            let cursor = Cursor {
                epoch: Epoch(epoch),
                seq: Seq(seq),
            };
            resumes(Some(cursor), Epoch(7), &state)
        };
        assert_eq!(from(7, 990), Some(Seq(990)));
        assert_eq!(from(7, 500), Some(Seq(500)));
        assert_eq!(from(7, 499), None, "too much was missed");
        assert_eq!(from(8, 990), None, "another life of the store");
        assert_eq!(from(7, 991), None, "ahead of us");
        assert_eq!(from(7, 2_000), None, "ahead of us");
        assert_eq!(resumes(None, Epoch(7), &state), None);
    }
}
