//! A customer who goes on writing whatever happens to the server.

use std::net::SocketAddr;
use std::time::Duration;

use baton_core::id::{CommandId, Seq};
use baton_core::view::{Applied, CustomerPhase, CustomerView};
use baton_core::wire::{
    Cursor, CustomerAction, FromCustomer, REVISION, ToCustomer, decode, encode,
};
use baton_server::session::Token;
use baton_store::{Clock as _, SystemClock, new_id};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use crate::NEVER;

/// A customer who writes until it is enough, over as many sockets as that takes.
pub(crate) struct Writer {
    pub(crate) address: SocketAddr,
    pub(crate) token: Token,
    pub(crate) dice: u64,
    pub(crate) cursor: Option<Cursor>,
    pub(crate) view: CustomerView,
    /// What was acknowledged, in the order in which it was written.
    pub(crate) acked: Vec<(CommandId, Seq)>,
    pub(crate) swallowed: usize,
}

type Socket = WebSocketStream<TcpStream>;

impl Writer {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        self.dice % sides
    }

    /// A socket that has been greeted; none while nobody is there.
    async fn connect(&self) -> Option<Socket> {
        let stream = TcpStream::connect(self.address).await.ok()?;
        let address = format!("ws://{}/ws/v1/customer", self.address);
        let mut request = address.into_client_request().ok()?;
        let origin = format!("http://localhost:{}", self.address.port());
        request
            .headers_mut()
            .insert("origin", origin.parse().unwrap());
        let connecting = tokio_tungstenite::client_async(request, stream);
        let (mut socket, _) = timeout(NEVER, connecting).await.ok()?.ok()?;
        let hello = FromCustomer::Hello {
            revision: REVISION,
            space: "HELP".into(),
            token: Some(self.token.as_str().to_owned()),
            cursor: self.cursor,
        };
        send(&mut socket, &hello).await?;
        Some(socket)
    }

    fn take(&mut self, frame: ToCustomer) {
        match frame {
            ToCustomer::Snapshot { epoch, view, .. } => {
                let seq = view.seq;
                self.view = view;
                self.cursor = Some(Cursor { epoch, seq });
            }
            ToCustomer::Event { previous, event } => {
                assert_eq!(self.view.apply(previous, event), Applied::New);
                if let Some(cursor) = &mut self.cursor {
                    cursor.seq = self.view.seq;
                }
            }
            _ => {}
        }
    }

    /// Reads until the command is answered; none when the socket ended before.
    async fn answer(&mut self, socket: &mut Socket, asked: CommandId) -> Option<Option<Seq>> {
        loop {
            match hear(socket).await? {
                ToCustomer::Done { id, seq } if id == asked => return Some(Some(seq)),
                // Too fast, or the store was about to end: later, with the same id.
                ToCustomer::Refused { id, why } if id == asked => {
                    assert!(
                        !matches!(why, baton_core::wire::Refusal::Rejected(_)),
                        "{why:?}"
                    );
                    return Some(None);
                }
                frame => self.take(frame),
            }
        }
    }

    /// Writes one message, with one id, until it is acknowledged. Every third answer is not waited for.
    pub(crate) async fn write(&mut self, text: String, socket: &mut Option<Socket>) {
        let id = CommandId(new_id(SystemClock.now()));
        let action = CustomerAction::Write { text };
        loop {
            let Some(line) = socket else {
                *socket = self.connect().await;
                if socket.is_none() {
                    sleep(Duration::from_millis(20)).await;
                }
                continue;
            };
            let action = action.clone();
            let sent = send(line, &FromCustomer::Do { id, action }).await;
            if sent.is_some() && self.roll(3) == 0 {
                self.swallowed += 1;
                *socket = None;
                continue;
            }
            match self.answer(line, id).await {
                Some(Some(seq)) => {
                    self.acked.push((id, seq));
                    return;
                }
                Some(None) => sleep(Duration::from_millis(100)).await,
                None => *socket = None,
            }
        }
    }

    /// Listens until nothing that was asked is without an answer; a deadline sees to it where Rovo does not.
    pub(crate) async fn hears_an_answer(&mut self) {
        let mut socket = None;
        let (_, asked) = *self.acked.last().unwrap();
        let answered = CustomerPhase::Rovo { thinking: false };
        while self.view.seq < asked || self.view.header.phase != answered {
            let Some(line) = &mut socket else {
                socket = self.connect().await;
                continue;
            };
            match hear(line).await {
                Some(frame) => self.take(frame),
                None => socket = None,
            }
        }
    }
}

async fn send(socket: &mut Socket, frame: &FromCustomer) -> Option<()> {
    socket
        .send(Message::Binary(encode(frame).into()))
        .await
        .ok()
}

async fn hear(socket: &mut Socket) -> Option<ToCustomer> {
    loop {
        match timeout(NEVER, socket.next()).await.ok()? {
            Some(Ok(Message::Binary(bytes))) => return Some(decode(&bytes).unwrap()),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
            Some(Ok(_)) => {}
        }
    }
}
