//! A socket, and the frames that come from it.

use std::fmt::Debug;
use std::marker::PhantomData;

use baton_core::time::Time;
use baton_core::wire::{decode, encode};
use baton_server::session::cookie::{Frame, Owner, give};
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::support::world::{Agent, Customer, KEY, NEVER, Server};

pub(crate) const AGENT: &str = "/ws/v1/agent";
pub(crate) const ALERTS: &str = "/ws/v1/alerts";
pub(crate) const CUSTOMER: &str = "/ws/v1/customer";

/// A new id.
pub(crate) fn id() -> u128 {
    baton_store::new_id(Time(1_767_225_600_000))
}

/// What a socket said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Heard<T> {
    Frame(T),
    /// Closed with this code.
    Closed(u16),
    /// Closed without a word.
    Gone,
}

/// A socket and the frames that come from it.
pub(crate) struct Line<T> {
    socket: WebSocketStream<TcpStream>,
    /// Every byte that ever came, for canaries.
    pub(crate) bytes: Vec<u8>,
    frames: PhantomData<T>,
}

/// Opens a socket with these headers; `buffer` makes the receiver's buffer small.
pub(crate) async fn connect(
    server: &Server,
    path: &str,
    headers: &[(&'static str, String)],
    buffer: Option<u32>,
) -> Result<WebSocketStream<TcpStream>, Error> {
    let socket = TcpSocket::new_v4().unwrap();
    if let Some(buffer) = buffer {
        socket.set_recv_buffer_size(buffer).unwrap();
    }
    let stream = socket.connect(server.address).await.map_err(Error::Io)?;
    let mut request = format!("ws://{}{path}", server.address).into_client_request()?;
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    let (socket, _) = tokio_tungstenite::client_async(request, stream).await?;
    Ok(socket)
}

impl<T: DeserializeOwned + Debug> Line<T> {
    pub(crate) async fn open(
        server: &Server,
        path: &str,
        cookie: &str,
        buffer: Option<u32>,
    ) -> Self {
        let origin = server.app.public_url.origin.clone();
        let headers = [("origin", origin), ("cookie", cookie.to_owned())];
        let socket = connect(server, path, &headers, buffer).await.unwrap();
        Self {
            socket,
            bytes: Vec::new(),
            frames: PhantomData,
        }
    }

    /// Sends; whether it arrives is another question.
    pub(crate) async fn send(&mut self, frame: &impl Serialize) {
        self.send_bytes(encode(frame)).await;
    }

    pub(crate) async fn send_bytes(&mut self, bytes: Vec<u8>) {
        // A socket that is closed meanwhile says so when it is read.
        let _ = self.socket.send(Message::Binary(bytes.into())).await;
    }

    pub(crate) async fn send_message(&mut self, message: Message) {
        let _ = self.socket.send(message).await;
    }

    /// The next frame.
    pub(crate) async fn hear(&mut self) -> Heard<T> {
        loop {
            let next = tokio::time::timeout(NEVER, self.socket.next()).await;
            match next.expect("the server said nothing") {
                Some(Ok(Message::Binary(bytes))) => {
                    self.bytes.extend_from_slice(&bytes);
                    return Heard::Frame(decode(&bytes).expect("a frame of this version"));
                }
                Some(Ok(Message::Close(Some(frame)))) => return Heard::Closed(frame.code.into()),
                Some(Ok(Message::Close(None)) | Err(_)) | None => return Heard::Gone,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Reads on until the socket closes; answers with the code.
    pub(crate) async fn closed(&mut self) -> Option<u16> {
        loop {
            match self.hear().await {
                Heard::Frame(_) => {}
                Heard::Closed(code) => return Some(code),
                Heard::Gone => return None,
            }
        }
    }
}

fn cookie(owner: &Owner, token: &baton_server::session::Token, server: &Server) -> String {
    let cookie = give(owner, token, &server.app.public_url);
    let text = cookie.to_str().unwrap();
    text.split(';').next().unwrap().to_owned()
}

/// The customer's cookie.
pub(crate) fn customer_cookie(customer: &Customer, server: &Server) -> String {
    let key = baton_core::settings::ProjectKey::parse(KEY).unwrap();
    cookie(&Owner::Customer(key, Frame::Ours), &customer.token, server)
}

/// The agent's cookie.
pub(crate) fn agent_cookie(agent: &Agent, server: &Server) -> String {
    cookie(&Owner::Staff, &agent.token, server)
}
