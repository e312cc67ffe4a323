//! An agent's page of one space: its frames, its rights and its commands. Where it stands in the feed and in the
//! conversation it has open lives in [`super::agent_logs`].

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use baton_core::alert::PRESENT_FOR;
use baton_core::command::{CommandBody, Rejection};
use baton_core::id::{AccountId, CommandId, ConversationId};
use baton_core::people::{Actor, AgentRef};
use baton_core::settings::ProjectKey;
use baton_core::time::{Millis, Time};
use baton_core::wire::{AgentAction, FromAgent, Refusal, ToAgent, decode, encode};
use baton_store::Target;
use http::HeaderMap;
use tokio::time::Instant;

use super::agent_logs::AgentLogs;
use super::farewell::Farewell;
use super::hub::Seat;
use super::mailbox::{Holder, News, Post, Typist};
use super::socket::{Out, Session, Went};
use super::typing::Throttle;
use super::{command, door, offers, socket};
use crate::app::App;
use crate::error::PageError;
use crate::limits::{Network, Principal, SocketPermit};
use crate::session::staff;

/// A lease of presence is written again when the written one has lost so much.
const RENEW_AFTER: Millis = Millis::seconds(15);
/// How many older ended chats are sent at once.
const EARLIER: u32 = 50;

/// `GET /ws/v1/agent`.
pub(super) async fn upgrade(
    State(app): State<Arc<App>>,
    network: Network,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    socket::upgrade::<AgentPage>(app, network, &headers, upgrade)
}

/// An agent's page.
pub(super) struct AgentPage {
    app: Arc<App>,
    seat: Seat,
    _permit: SocketPermit,
    agent: AgentRef,
    logs: AgentLogs,
    typed: Throttle,
    present_until: Time,
}

impl Session for AgentPage {
    async fn open(
        app: Arc<App>,
        headers: HeaderMap,
        first: Bytes,
        out: &mut Out,
    ) -> Result<Self, Farewell> {
        let (space, feed) = socket::greeting(&first, |frame| match frame {
            FromAgent::Hello {
                revision,
                space,
                feed,
            } => Some((revision, (space, feed))),
            _ => None,
        })?;
        let key = ProjectKey::parse(&space).ok_or(Farewell::Malformed)?;
        let staff = door::signed_in(&app, &headers).await?;
        let space = app.store.space_by_key(&key).await?;
        let space = space.ok_or(Farewell::NotAllowed)?;
        let here = staff::in_space(&app, staff, space)
            .await
            .map_err(|error| match error {
                PageError::NotFound => Farewell::NotAllowed,
                _ => Farewell::Failed,
            })?;
        let holder = Holder {
            principal: Principal::Account(here.agent.id),
            space: Some(here.space.id),
            session: here.session,
        };
        let (seat, permit) = door::seat(&app, holder)?;
        let mut page = Self {
            app,
            seat,
            _permit: permit,
            agent: here.agent,
            logs: AgentLogs::of(here.space.id),
            typed: Throttle::default(),
            present_until: Time(0),
        };
        page.renew_presence().await;
        page.logs
            .sync_feed(&page.app, &page.seat, feed, out)
            .await?;
        page.tell_offer(out).await;
        Ok(page)
    }

    fn seat(&self) -> &Seat {
        &self.seat
    }

    async fn frame(&mut self, frame: Bytes, out: &mut Out) -> Went {
        match decode(&frame).map_err(|_| Farewell::Malformed)? {
            FromAgent::Hello { .. } => Err(Farewell::Malformed),
            FromAgent::Do {
                id,
                conversation,
                action,
            } => self.act(id, conversation, action, frame.len(), out).await,
            _ if !door::may_say(&self.app, &self.seat.mailbox().holder, frame.len()) => Ok(()),
            FromAgent::Open {
                conversation,
                cursor,
            } => {
                self.logs
                    .open(&self.app, &mut self.seat, conversation, cursor, out)
                    .await
            }
            FromAgent::Close => {
                self.logs.close(&mut self.seat);
                Ok(())
            }
            FromAgent::Typing { conversation } => self.typing(conversation).await,
            FromAgent::Ping { .. } => {
                self.renew_presence().await;
                self.logs.tell_again(&self.app, &self.seat, out).await
            }
            FromAgent::ResyncFeed { cursor } => {
                self.logs
                    .sync_feed(&self.app, &self.seat, cursor, out)
                    .await
            }
            FromAgent::Earlier { before } => self.earlier(before, out).await,
        }
    }

    async fn post(&mut self, post: Post, out: &mut Out) -> Went {
        if post.revoked {
            self.look_who().await?;
        }
        let logs = &mut self.logs;
        if post.feed {
            logs.take_feed(&self.app, &self.seat, out).await?;
        }
        match post.conversation {
            News::None => {}
            News::Shortcut(batches) => {
                logs.take_events(&self.app, &self.seat, &batches, out)
                    .await?;
            }
            News::Log => logs.read_log(&self.app, &self.seat, out).await?,
        }
        if post.offer {
            self.tell_offer(out).await;
        }
        if let Some((conversation, Typist::Customer)) = post.typing
            && self.seat.follows() == Some(conversation)
        {
            out.put(&ToAgent::CustomerTyping { conversation });
        }
        Ok(())
    }

    async fn beat(&mut self, out: &mut Out) -> Went {
        self.look_who().await?;
        self.logs.tell_again(&self.app, &self.seat, out).await
    }

    fn bye(retry_after: Millis, reload: bool) -> Bytes {
        Bytes::from(encode(&ToAgent::Bye {
            retry_after,
            reload,
        }))
    }
}

impl AgentPage {
    /// Whether the session still lives and its account still has a role in this space.
    async fn look_who(&self) -> Went {
        door::still(&self.app, &self.seat.mailbox().holder).await?;
        let space = self.logs.space();
        let role = self.app.store.role_of(space, self.agent.id).await?;
        role.map(|_| ()).ok_or(Farewell::NotAllowed)
    }

    /// Says what customers are offered. Nothing, where that can't be read: the next change is told all the same.
    async fn tell_offer(&self, out: &mut Out) {
        if let Some(offer) = offers::current(&self.app, self.logs.space()).await {
            out.put(&ToAgent::Offer((*offer).clone()));
        }
    }

    /// A failure only shortens the lease; the next ping tries again. A page also pings whenever it is looked at or left,
    /// and each renewal is a write that reaches the disk.
    async fn renew_presence(&mut self) {
        let until = self.app.now() + PRESENT_FOR;
        if (until - self.present_until).0 < RENEW_AFTER.0 {
            return;
        }
        match self.app.store.renew_presence(self.agent.id, until).await {
            Ok(()) => self.present_until = until,
            Err(error) => tracing::warn!(%error, "presence was not renewed"),
        }
    }

    async fn act(
        &self,
        id: CommandId,
        conversation: ConversationId,
        action: AgentAction,
        bytes: usize,
        out: &mut Out,
    ) -> Went {
        let answer = self.carry_out(id, conversation, action, bytes).await?;
        out.put(&match answer {
            Ok(seq) => ToAgent::Done { id, seq },
            Err(why) => ToAgent::Refused { id, why },
        });
        Ok(())
    }

    async fn carry_out(
        &self,
        id: CommandId,
        conversation: ConversationId,
        action: AgentAction,
        bytes: usize,
    ) -> Result<Result<baton_core::id::Seq, Refusal>, Farewell> {
        let holder = self.seat.mailbox().holder;
        if let Err(why) = command::pay(&self.app, holder.principal, bytes) {
            return Ok(Err(why));
        }
        if !self.is_here(conversation).await? {
            return Ok(Err(Refusal::Rejected(Rejection::NotFound)));
        }
        let mut body = command::of_agent(action);
        if let CommandBody::ChangeAssignee {
            assignee: Some(assignee),
            ..
        } = &mut body
        {
            let Some(known) = self.agent_of_space(assignee.id).await? else {
                return Ok(Err(Refusal::Rejected(Rejection::NotFound)));
            };
            *assignee = known;
        }
        let target = Target::Conversation(conversation);
        let actor = Actor::Agent(self.agent.clone());
        let outcome = command::execute(&self.app, target, id, actor, body).await;
        if let Err(Refusal::Rejected(Rejection::NotAllowed)) = &outcome {
            self.look_who().await?;
        }
        Ok(command::answer(&outcome))
    }

    /// Whether the conversation is of this page's space. What is followed has been looked at before.
    async fn is_here(&self, conversation: ConversationId) -> Result<bool, Farewell> {
        if self.seat.follows() == Some(conversation) {
            return Ok(true);
        }
        let found = self.app.store.conversation(conversation).await;
        Ok(found?.is_some_and(|conversation| conversation.space == self.logs.space()))
    }

    /// The account as the log will remember it, if it is an enabled agent or admin of this space.
    async fn agent_of_space(&self, account: AccountId) -> Result<Option<AgentRef>, Farewell> {
        let role = self.app.store.role_of(self.logs.space(), account).await;
        if role?.is_none() {
            return Ok(None);
        }
        let record = self.app.store.account(account).await?;
        Ok(record.map(|record| AgentRef {
            id: record.id,
            name: record.name,
        }))
    }

    /// Only the assigned agent types to the customer.
    async fn typing(&mut self, conversation: ConversationId) -> Went {
        if self.seat.follows() != Some(conversation) || !self.typed.lets_through(Instant::now()) {
            return Ok(());
        }
        let state = self.app.store.conversation(conversation).await;
        if state?.is_some_and(|state| state.is_assigned_to(self.agent.id)) {
            let typist = Typist::Agent(self.agent.name.as_str().into());
            self.app.hub.typing(conversation, &typist);
        }
        Ok(())
    }

    async fn earlier(&self, before: Time, out: &mut Out) -> Went {
        let found = self
            .app
            .store
            .ended_before(self.logs.space(), before, EARLIER)
            .await;
        let (rows, has_earlier) = found?;
        out.put(&ToAgent::Earlier { rows, has_earlier });
        Ok(())
    }
}
