//! One socket, one task. What a frame means is a session's business ([`super::customer_socket`],
//! [`super::agent_socket`]); here is the loop around it: the first frame, the mailbox, the heartbeat, silence, a client
//! that does not read, and the end. What is large or rare lives in boxes, so that ten thousand idle sockets cost little.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::{IntoResponse, Response};
use baton_core::limits::FRAME_BYTES;
use baton_core::time::Millis;
use baton_core::wire::{OLDEST_REVISION, REVISION, decode, encode};
use futures_util::SinkExt;
use http::HeaderMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite;

use super::farewell::Farewell;
use super::hub::Seat;
use super::mailbox::Post;
use crate::app::App;
use crate::error::PageError;
use crate::limits::bucket::Bucket;
use crate::limits::{Network, Rate, WaitingPermit};

/// How long a client may take for its first frame.
const HELLO: Duration = Duration::from_secs(10);
/// How often the head is sent although nothing happens.
const HEARTBEAT: Duration = Duration::from_secs(25);
/// A client that says nothing for so long is gone.
const SILENCE: Duration = Duration::from_secs(60);
/// A client that takes nothing for so long does not read.
const PATIENCE: Duration = Duration::from_secs(10);
/// So much of any kind may come over one socket, pings of the protocol too: several times what its principal may say over
/// all of them. Who sends more does not listen to refusals, and the socket is closed.
const FLOOD: Rate = Rate {
    per_second: 200.0,
    burst: 2_000.0,
};
/// When who found no place to wait in may come again.
const COME_AGAIN: Millis = Millis::seconds(2);
/// How long the last words may take.
const LAST_WORDS: Duration = Duration::from_millis(900);

/// Frames for the client, in order.
#[derive(Debug, Default)]
pub(super) struct Out {
    frames: Vec<Bytes>,
}

impl Out {
    /// Adds a frame.
    pub(super) fn put<T: Serialize>(&mut self, frame: &T) {
        self.frames.push(Bytes::from(encode(frame)));
    }

    /// Adds a frame that was encoded for many.
    pub(super) fn put_encoded(&mut self, frame: Bytes) {
        self.frames.push(frame);
    }
}

/// What went wrong in a session: the socket is closed with it.
pub(super) type Went = Result<(), Farewell>;

/// What frames mean for one kind of client.
pub(super) trait Session: Sized + Send {
    /// Reads the first frame; `headers` are those of the upgrade.
    fn open(
        app: Arc<App>,
        headers: HeaderMap,
        first: Bytes,
        out: &mut Out,
    ) -> impl Future<Output = Result<Self, Farewell>> + Send;

    /// The place in the hub.
    fn seat(&self) -> &Seat;

    /// Reads a later frame.
    fn frame(&mut self, frame: Bytes, out: &mut Out) -> impl Future<Output = Went> + Send;

    /// Reads what was in the mailbox.
    fn post(&mut self, post: Post, out: &mut Out) -> impl Future<Output = Went> + Send;

    /// Says where the log ends, and looks whether the client may still be here.
    fn beat(&mut self, out: &mut Out) -> impl Future<Output = Went> + Send;

    /// Its goodbye.
    fn bye(retry_after: Millis, reload: bool) -> Bytes;
}

/// Reads the first frame, which must be a greeting of a revision that this server speaks. `hello` takes one apart into
/// the client's revision and the rest.
///
/// # Errors
/// The farewell with which the socket is closed.
pub(super) fn greeting<Frame: DeserializeOwned, Said>(
    first: &[u8],
    hello: impl FnOnce(Frame) -> Option<(u16, Said)>,
) -> Result<Said, Farewell> {
    let frame = decode(first).map_err(|_| Farewell::Malformed)?;
    let (revision, said) = hello(frame).ok_or(Farewell::Malformed)?;
    if (OLDEST_REVISION..=REVISION).contains(&revision) {
        Ok(said)
    } else {
        Err(Farewell::Revision)
    }
}

/// Answers the upgrade and runs the socket. Where the request comes from has been checked by the layer around all routes;
/// how many of this network have not said yet who they are, is looked at here.
pub(super) fn upgrade<S: Session + 'static>(
    app: Arc<App>,
    network: Network,
    headers: &HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let Some(place) = app.waiting.enter(network) else {
        return PageError::TooFast { wait: COME_AGAIN }.into_response();
    };
    let mut cookies = HeaderMap::new();
    for cookie in headers.get_all(http::header::COOKIE) {
        cookies.append(http::header::COOKIE, cookie.clone());
    }
    let tracker = app.tasks.clone();
    upgrade
        .read_buffer_size(4 * 1024)
        .write_buffer_size(4 * 1024)
        .max_message_size(FRAME_BYTES)
        .max_frame_size(FRAME_BYTES)
        .on_upgrade(move |socket| {
            tracker.track_future(run::<S>(socket, app, cookies, Box::new(place)))
        })
}

async fn run<S: Session>(
    mut socket: WebSocket,
    app: Arc<App>,
    headers: HeaderMap,
    place: Box<WaitingPermit>,
) {
    let opened = Box::pin(open::<S>(&mut socket, &app, headers)).await;
    drop(place);
    let farewell = match opened {
        Ok(session) => serve(&mut socket, &app, session).await,
        Err(farewell) => farewell,
    };
    Box::pin(part::<S>(socket, farewell)).await;
}

async fn open<S: Session>(
    socket: &mut WebSocket,
    app: &Arc<App>,
    headers: HeaderMap,
) -> Result<S, Farewell> {
    let first = tokio::select! {
        first = timeout(HELLO, socket.recv()) => first.map_err(|_| Farewell::Silent)?,
        () = app.shutdown.cancelled() => return Err(Farewell::Restart),
    };
    let first = read(first)?.ok_or(Farewell::Malformed)?;
    let mut out = Out::default();
    let session = S::open(app.clone(), headers, first, &mut out).await?;
    send(socket, out).await?;
    Ok(session)
}

/// Why the task woke up.
enum Woken {
    Frame(Option<Result<Message, axum::Error>>),
    Rung,
    Alarm,
    Stop,
}

async fn serve<S: Session>(socket: &mut WebSocket, app: &App, mut session: S) -> Farewell {
    let mut heard = Instant::now();
    let mut beat_at = heard + HEARTBEAT;
    let mut flood = Bucket::full(FLOOD, heard.into_std());
    loop {
        let woken = {
            let alarm = sleep_until(beat_at.min(heard + SILENCE));
            tokio::select! {
                frame = socket.recv() => Woken::Frame(frame),
                () = session.seat().mailbox().rung() => Woken::Rung,
                () = alarm => Woken::Alarm,
                () = app.shutdown.cancelled() => Woken::Stop,
            }
        };
        if let Woken::Frame(Some(Ok(_))) = &woken {
            heard = Instant::now();
            if flood.take(FLOOD, 1.0, heard.into_std()).is_err() {
                return Farewell::TooMany;
            }
        }
        if let Woken::Alarm = &woken {
            let now = Instant::now();
            if now >= heard + SILENCE {
                return Farewell::Silent;
            }
            beat_at = now + HEARTBEAT;
        }
        if let Err(farewell) = Box::pin(act(socket, &mut session, woken)).await {
            return farewell;
        }
    }
}

async fn act<S: Session>(socket: &mut WebSocket, session: &mut S, woken: Woken) -> Went {
    let mut out = Out::default();
    match woken {
        Woken::Frame(frame) => {
            if let Some(frame) = read(frame)? {
                session.frame(frame, &mut out).await?;
            }
        }
        Woken::Rung => {
            if let Some(post) = session.seat().mailbox().take() {
                session.post(*post, &mut out).await?;
            }
        }
        Woken::Alarm => session.beat(&mut out).await?,
        Woken::Stop => return Err(Farewell::Restart),
    }
    send(socket, out).await
}

/// The bytes of a frame; none for those that the protocol itself answers.
fn read(frame: Option<Result<Message, axum::Error>>) -> Result<Option<Bytes>, Farewell> {
    match frame {
        Some(Ok(Message::Binary(bytes))) => Ok(Some(bytes)),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
        Some(Ok(Message::Text(_))) => Err(Farewell::Malformed),
        Some(Ok(Message::Close(_))) | None => Err(Farewell::Gone),
        Some(Err(error)) => match error.into_inner().downcast_ref::<tungstenite::Error>() {
            Some(tungstenite::Error::Capacity(_)) => Err(Farewell::TooLarge),
            Some(tungstenite::Error::Protocol(_) | tungstenite::Error::Utf8(_)) => {
                Err(Farewell::Malformed)
            }
            _ => Err(Farewell::Gone),
        },
    }
}

async fn send(socket: &mut WebSocket, out: Out) -> Went {
    if out.frames.is_empty() {
        return Ok(());
    }
    let all = async {
        for frame in out.frames {
            socket.feed(Message::Binary(frame)).await?;
        }
        socket.flush().await
    };
    match timeout(PATIENCE, all).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(Farewell::Gone),
        Err(_) => Err(Farewell::Slow),
    }
}

/// Says the last words and waits a moment for the client's answer, so that they arrive.
async fn part<S: Session>(mut socket: WebSocket, farewell: Farewell) {
    let reason = farewell.code().unwrap_or_default();
    metrics::counter!("baton_sockets_closed_total", "code" => reason.to_string()).increment(1);
    let words = async {
        for message in farewell.messages(S::bye) {
            socket.send(message).await?;
        }
        if farewell != Farewell::Gone {
            while let Some(Ok(_)) = socket.recv().await {}
        }
        Ok::<(), axum::Error>(())
    };
    // Whether the words arrived can't be known; the client finds out by itself that the socket is gone.
    let _ = timeout(LAST_WORDS, words).await;
}

#[cfg(test)]
mod tests {
    use super::super::{agent_socket::AgentPage, customer_socket::CustomerPage};
    use super::*;

    fn size_of_answer<A, B, C, D, F>(_: impl Fn(A, B, C, D) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn the_task_of_an_idle_socket_is_small() {
        let customer = size_of_answer(run::<CustomerPage>);
        let agent = size_of_answer(run::<AgentPage>);
        assert!(customer <= 2_048, "{customer} bytes");
        assert!(agent <= 2_048, "{agent} bytes");
    }
}
