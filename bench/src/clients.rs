//! The two ends of a chat over real sockets, frame by frame. Each keeps its view with the core's own `apply`, so that a
//! gap or a double shows here as it would in a browser.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use baton_core::id::CommandId;
use baton_core::wire::{
    self, AgentAction, CustomerAction, FromAgent, FromCustomer, ToAgent, ToCustomer,
};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::http;
use crate::server::{SPACE, Server};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// 128 random bits: any id.
pub(crate) fn random() -> u128 {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    u128::from_be_bytes(bytes)
}

/// The sending half of a socket.
#[derive(Debug)]
pub(crate) struct Sender(SplitSink<Socket, Message>);

/// The receiving half of a socket.
#[derive(Debug)]
pub(crate) struct Receiver(SplitStream<Socket>);

impl Sender {
    pub(crate) async fn send<T: Serialize>(&mut self, frame: &T) -> Result<()> {
        Ok(self
            .0
            .send(Message::Binary(Bytes::from(wire::encode(frame))))
            .await?)
    }

    pub(crate) async fn act(&mut self, action: CustomerAction) -> Result<CommandId> {
        let id = CommandId(random());
        self.send(&FromCustomer::Do { id, action }).await?;
        Ok(id)
    }

    pub(crate) async fn act_in(
        &mut self,
        conversation: baton_core::id::ConversationId,
        action: AgentAction,
    ) -> Result<CommandId> {
        let id = CommandId(random());
        self.send(&FromAgent::Do {
            id,
            conversation,
            action,
        })
        .await?;
        Ok(id)
    }
}

impl Receiver {
    /// The next frame; an error when the socket closes or nothing comes for 30 s.
    pub(crate) async fn next<T: DeserializeOwned>(&mut self) -> Result<T> {
        loop {
            let message = tokio::time::timeout(Duration::from_secs(30), self.0.next())
                .await
                .context("30 s of silence")?;
            match message.context("the socket has ended")?? {
                Message::Binary(bytes) => {
                    return wire::decode(&bytes).map_err(|_| anyhow::anyhow!("a malformed frame"));
                }
                Message::Close(frame) => bail!("closed: {frame:?}"),
                _ => {}
            }
        }
    }
}

async fn connect(server: &Server, path: &str, cookie: &str) -> Result<(Sender, Receiver)> {
    let mut request = format!("ws://{}{path}", server.address()).into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("Cookie", cookie.parse()?);
    headers.insert("Origin", server.origin().parse()?);
    headers.insert(
        "Host",
        server.origin().trim_start_matches("http://").parse()?,
    );
    let (socket, _) = tokio_tungstenite::connect_async(request).await?;
    let (sender, receiver) = socket.split();
    Ok((Sender(sender), Receiver(receiver)))
}

/// A new guest's cookie: what opening the chat gives a browser.
pub(crate) async fn guest_cookie(server: &Server) -> Result<String> {
    let answer = http::get(&server.address(), &format!("/chat/{SPACE}"), None).await?;
    answer
        .cookies
        .first()
        .cloned()
        .with_context(|| format!("no session from the chat page: {}", answer.status))
}

/// A customer's socket after its hello.
pub(crate) async fn customer(server: &Server, cookie: &str) -> Result<(Sender, Receiver)> {
    let (mut sender, mut receiver) = connect(server, "/ws/v1/customer", cookie).await?;
    let hello = FromCustomer::Hello {
        revision: wire::REVISION,
        space: SPACE.to_owned(),
        token: None,
        cursor: None,
    };
    sender.send(&hello).await?;
    loop {
        if matches!(
            receiver.next().await?,
            ToCustomer::Snapshot { .. } | ToCustomer::Resumed { .. }
        ) {
            return Ok((sender, receiver));
        }
    }
}

/// An agent's socket after its hello.
pub(crate) async fn agent(server: &Server, cookie: &str) -> Result<(Sender, Receiver)> {
    let (mut sender, mut receiver) = connect(server, "/ws/v1/agent", cookie).await?;
    let hello = FromAgent::Hello {
        revision: wire::REVISION,
        space: SPACE.to_owned(),
        feed: None,
    };
    sender.send(&hello).await?;
    loop {
        if matches!(
            receiver.next().await?,
            ToAgent::FeedSnapshot { .. } | ToAgent::FeedResumed { .. }
        ) {
            return Ok((sender, receiver));
        }
    }
}
