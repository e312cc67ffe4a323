//! A page's socket: who it is, and its frames on their way to the desk and back.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use baton_core::id::AccountId;
use baton_core::time::Millis;
use baton_core::wire::alerts::{FromBrowser, ToBrowser};
use baton_core::wire::{decode, encode};
use http::HeaderMap;

use super::{Arrival, Message};
use crate::app::App;
use crate::limits::{Network, Principal, SocketPermit};
use crate::realtime::door;
use crate::realtime::farewell::Farewell;
use crate::realtime::hub::Seat;
use crate::realtime::mailbox::{Holder, Post};
use crate::realtime::socket::{self, Out, Session, Went};

/// `GET /ws/v1/alerts`.
pub(in crate::realtime) async fn upgrade(
    State(app): State<Arc<App>>,
    network: Network,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    socket::upgrade::<AlertsPage>(app, network, &headers, upgrade)
}

/// A page.
pub(in crate::realtime) struct AlertsPage {
    app: Arc<App>,
    seat: Seat,
    _permit: SocketPermit,
    account: AccountId,
}

impl Session for AlertsPage {
    async fn open(
        app: Arc<App>,
        headers: HeaderMap,
        first: Bytes,
        _: &mut Out,
    ) -> Result<Self, Farewell> {
        let (browser, page, state) = socket::greeting(&first, |frame| match frame {
            FromBrowser::Hello {
                revision,
                browser,
                page,
                state,
            } => Some((revision, (browser, page, state))),
            _ => None,
        })?;
        let staff = door::signed_in(&app, &headers).await?;
        let account = staff.account.id;
        let holder = Holder {
            principal: Principal::Account(account),
            space: None,
            session: staff.session,
        };
        let (seat, permit) = door::seat(&app, holder)?;
        let read = app.store.alert_account(account).await?;
        let arrival = Arrival {
            account,
            mailbox: seat.mailbox().clone(),
            browser,
            page,
            state,
            read: Box::new(read),
        };
        let session = Self {
            app,
            seat,
            _permit: permit,
            account,
        };
        session.tell(Message::Arrive(Box::new(arrival))).await?;
        Ok(session)
    }

    fn seat(&self) -> &Seat {
        &self.seat
    }

    async fn frame(&mut self, frame: Bytes, _: &mut Out) -> Went {
        let said: FromBrowser = decode(&frame).map_err(|_| Farewell::Malformed)?;
        if matches!(said, FromBrowser::Hello { .. }) {
            return Err(Farewell::Malformed);
        }
        // What is too much is dropped: each frame tells the present, and the next one tells it again.
        if !door::may_say(&self.app, &self.seat.mailbox().holder, frame.len()) {
            return Ok(());
        }
        self.tell(Message::Said {
            account: self.account,
            socket: self.seat.mailbox().id,
            frame: Box::new(said),
        })
        .await
    }

    async fn post(&mut self, post: Post, out: &mut Out) -> Went {
        if post.revoked {
            self.look_who().await?;
            self.tell(Message::LookAgain(Some(self.account))).await?;
        }
        if post.too_many_alerts {
            return Err(Farewell::Slow);
        }
        for frame in post.alerts {
            out.put_encoded(frame);
        }
        Ok(())
    }

    async fn beat(&mut self, _: &mut Out) -> Went {
        self.look_who().await?;
        self.tell(Message::Beat {
            account: self.account,
            socket: self.seat.mailbox().id,
        })
        .await
    }

    fn bye(retry_after: Millis, reload: bool) -> Bytes {
        Bytes::from(encode(&ToBrowser::Bye {
            retry_after,
            reload,
        }))
    }
}

impl AlertsPage {
    async fn tell(&self, message: Message) -> Went {
        let told = self.app.alerts.tell(message).await;
        told.map_err(|_| Farewell::Failed)
    }

    /// Whether the session still lives. To this page it is all one how it ended.
    async fn look_who(&self) -> Went {
        let still = door::still(&self.app, &self.seat.mailbox().holder).await;
        still.map_err(|gone| match gone {
            Farewell::Disabled => Farewell::NoSession,
            other => other,
        })
    }
}

impl Drop for AlertsPage {
    fn drop(&mut self) {
        self.app.alerts.leave(Message::Leave {
            account: self.account,
            socket: self.seat.mailbox().id,
        });
    }
}
