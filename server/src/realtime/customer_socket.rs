//! A customer's page: one conversation, or none yet. What a frame may do is decided in core; what the customer may see is
//! what core's projection makes of an event.

mod log;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use baton_core::id::{CommandId, ConversationId, CustomerId};
use baton_core::offer::Offer;
use baton_core::people::Actor;
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;
use baton_core::wire::{
    CustomerAction, FromCustomer, QueuePlace, Refusal, ToCustomer, decode, encode,
};
use baton_store::{Space, Target};
use http::HeaderMap;
use tokio::time::Instant;

use super::farewell::Farewell;
use super::hub::Seat;
use super::mailbox::{Holder, News, Post, Typist};
use super::socket::{Out, Session, Went};
use super::trail::Trail;
use super::typing::Throttle;
use super::{command, door, socket};
use crate::app::App;
use crate::limits::{Network, Principal, SocketPermit};
use crate::session::{CustomerSession, Token, customer};

/// `GET /ws/v1/customer`.
pub(super) async fn upgrade(
    State(app): State<Arc<App>>,
    network: Network,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    socket::upgrade::<CustomerPage>(app, network, &headers, upgrade)
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
        let (space, token, cursor) = socket::greeting(&first, |frame| match frame {
            FromCustomer::Hello {
                revision,
                space,
                token,
                cursor,
            } => Some((revision, (space, token, cursor))),
            _ => None,
        })?;
        let known = who(&app, &headers, &space, token.as_deref()).await?;
        let holder = Holder {
            principal: Principal::Customer(known.profile.id),
            space: Some(known.space.id),
            session: known.session,
        };
        let (seat, permit) = door::seat(&app, holder)?;
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
            other if !door::may_say(&self.app, &self.seat.mailbox().holder, frame.len()) => {
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
            FromCustomer::Ping => self.tell_again(out).await,
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
        self.tell_again(out).await
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
    let space = app.store.space_by_key(&key).await?;
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

impl CustomerPage {
    fn customer(&self) -> Option<CustomerId> {
        match self.seat.mailbox().holder.principal {
            Principal::Customer(customer) => Some(customer),
            Principal::Account(_) => None,
        }
    }

    async fn look_who(&self) -> Went {
        door::still(&self.app, &self.seat.mailbox().holder).await
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
        let target = match (self.seat.follows(), holder.space) {
            (Some(conversation), _) => Target::Conversation(conversation),
            (None, Some(space)) => Target::CustomerIn { space, customer },
            (None, None) => return Err(Farewell::NotAllowed),
        };
        let body = command::of_customer(action);
        let actor = Actor::Customer(customer);
        let outcome = command::execute(&self.app, target, id, actor, body).await;
        // The conversation is no longer this customer's, such as after signing in elsewhere. Nothing is answered then:
        // what the page holds goes out again when it is back as whoever it is by now.
        if let Err(Refusal::Rejected(baton_core::command::Rejection::NotAllowed)) = &outcome {
            self.look_who().await?;
        }
        out.put(&match command::answer(&outcome) {
            Ok(seq) => ToCustomer::Done { id, seq },
            Err(why) => ToCustomer::Refused { id, why },
        });
        match outcome {
            Ok(outcome) if self.seat.follows().is_none() => {
                self.app.hub.belongs(customer, outcome.conversation);
                self.belong(outcome.conversation, out).await
            }
            _ => Ok(()),
        }
    }

    /// The heartbeat: what the log has, whether or not a hint told of it, so that a hint that was lost costs one ping; then
    /// the place in the queue, and the head.
    async fn tell_again(&mut self, out: &mut Out) -> Went {
        match self.seat.follows() {
            Some(_) => self.read_log(out).await?,
            None => self.look_for_conversation(out).await?,
        }
        self.tell_place_again(out);
        self.tell_head(out);
        Ok(())
    }

    async fn look_for_conversation(&mut self, out: &mut Out) -> Went {
        let (Some(customer), Some(space)) = (self.customer(), self.seat.space()) else {
            return Ok(());
        };
        let found = self.app.store.conversation_of(space, customer).await;
        match found? {
            Some(conversation) => self.belong(conversation.id, out).await,
            None => Ok(()),
        }
    }

    /// The conversation has begun: everything in it is new to this page.
    async fn belong(&mut self, conversation: ConversationId, out: &mut Out) -> Went {
        self.seat.follow(Some(conversation));
        self.read_log(out).await?;
        // The worker may have read the queue before this page was one of those that it tells.
        self.learn_place(out);
        Ok(())
    }
}
