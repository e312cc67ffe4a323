//! The two ends of a chat over real sockets, frame by frame, with the wire types of the core.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use baton_core::id::{CommandId, ConversationId};
use baton_core::inbox::Inbox;
use baton_core::view::CustomerView;
use baton_core::wire::{
    self, AgentAction, Cursor, CustomerAction, FromAgent, FromCustomer, ToAgent, ToCustomer,
};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::http;
use crate::network::{self, ReceiveBuffer};
use crate::server::{SPACE, Site};

type Socket = WebSocketStream<TcpStream>;

/// How long a frame may be waited for.
const SILENCE: Duration = Duration::from_secs(40);

/// 128 random bits: any id.
pub(crate) fn random() -> u128 {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    u128::from_be_bytes(bytes)
}

/// A random number from 0 to 1.
pub(crate) fn dice() -> f64 {
    let number = u32::try_from(random() >> 96).unwrap_or_default();
    f64::from(number) / f64::from(u32::MAX)
}

/// The sending half of a socket.
#[derive(Debug)]
pub(crate) struct Sender(SplitSink<Socket, Message>);

/// The receiving half of a socket.
#[derive(Debug)]
pub(crate) struct Receiver(SplitStream<Socket>);

/// What came over a socket.
#[derive(Debug)]
pub(crate) enum Came<T> {
    /// A frame.
    Frame(T),
    /// The socket has ended, with the code that the server gave, if it did.
    End(Option<u16>),
}

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
        conversation: ConversationId,
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
    /// The next frame, however long it takes, or how the socket ended. Nothing is lost where the caller stops waiting.
    pub(crate) async fn came<T: DeserializeOwned>(&mut self) -> Result<Came<T>> {
        Ok(match self.bytes().await {
            Ok(bytes) => {
                Came::Frame(wire::decode(&bytes).map_err(|_| anyhow::anyhow!("a malformed frame"))?)
            }
            Err(code) => Came::End(code),
        })
    }

    /// The next frame; an error when the socket closes or nothing comes for a while.
    pub(crate) async fn next<T: DeserializeOwned>(&mut self) -> Result<T> {
        let came = tokio::time::timeout(SILENCE, self.came()).await;
        match came.context("nothing came in time")?? {
            Came::Frame(frame) => Ok(frame),
            Came::End(code) => bail!("the socket has ended: {code:?}"),
        }
    }

    async fn bytes(&mut self) -> Result<Bytes, Option<u16>> {
        let mut code = None;
        loop {
            match self.0.next().await {
                Some(Ok(Message::Binary(bytes))) => return Ok(bytes),
                Some(Ok(Message::Close(frame))) => code = frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(code),
            }
        }
    }
}

/// Opens a socket of the site.
pub(crate) async fn connect(
    site: Site,
    path: &str,
    cookie: &str,
    buffer: ReceiveBuffer,
) -> Result<(Sender, Receiver)> {
    let mut request = format!("ws://{}{path}", site.host()).into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("Cookie", cookie.parse()?);
    headers.insert("Origin", site.origin().parse()?);
    let stream = network::connect(site.port, buffer).await?;
    // Ten thousand sockets with the usual 128 kB each would be the generator's own undoing.
    let sizes = WebSocketConfig::default()
        .read_buffer_size(4 * 1024)
        .write_buffer_size(0);
    let opened = tokio_tungstenite::client_async_with_config(request, stream, Some(sizes));
    let (socket, _) = tokio::time::timeout(SILENCE, opened)
        .await
        .context("a socket did not open in time")??;
    let (sender, receiver) = socket.split();
    Ok((Sender(sender), Receiver(receiver)))
}

/// A new guest's cookie: what opening the chat gives a browser.
pub(crate) async fn guest_cookie(site: Site) -> Result<String> {
    let answer = http::get(site, &format!("/chat/{SPACE}"), None).await?;
    answer
        .cookies
        .first()
        .cloned()
        .with_context(|| format!("no session from the chat page: {}", answer.status))
}

/// What a customer's page greets with.
pub(crate) fn customer_hello(cursor: Option<Cursor>) -> FromCustomer {
    FromCustomer::Hello {
        revision: wire::REVISION,
        space: SPACE.to_owned(),
        token: None,
        cursor,
    }
}

/// A customer's socket after its hello, with the snapshot.
pub(crate) async fn customer(site: Site, cookie: &str) -> Result<(Sender, Receiver, CustomerView)> {
    let (mut sender, mut receiver) =
        connect(site, "/ws/v1/customer", cookie, ReceiveBuffer::Usual).await?;
    sender.send(&customer_hello(None)).await?;
    loop {
        if let ToCustomer::Snapshot { view, .. } = receiver.next().await? {
            return Ok((sender, receiver, view));
        }
    }
}

/// Greets as an agent's page.
pub(crate) async fn greet_as_agent(sender: &mut Sender, feed: Option<Cursor>) -> Result<()> {
    let hello = FromAgent::Hello {
        revision: wire::REVISION,
        space: SPACE.to_owned(),
        feed,
    };
    sender.send(&hello).await
}

/// An agent's socket after its hello, with the cursor in the feed and the inbox.
pub(crate) async fn agent(
    site: Site,
    cookie: &str,
    buffer: ReceiveBuffer,
) -> Result<(Sender, Receiver, Cursor, Inbox)> {
    let (mut sender, mut receiver) = connect(site, "/ws/v1/agent", cookie, buffer).await?;
    greet_as_agent(&mut sender, None).await?;
    loop {
        if let ToAgent::FeedSnapshot { epoch, inbox, .. } = receiver.next().await? {
            let seq = inbox.seq;
            return Ok((sender, receiver, Cursor { epoch, seq }, inbox));
        }
    }
}
