//! Clients that speak the protocol and keep their views with core's own `apply`: a gap, a double or a step back fails the
//! test where it happens, as it would in a browser.

use std::fmt::Debug;
use std::marker::PhantomData;

use baton_core::id::{CommandId, ConversationId, Epoch, LiveChatId, Seq, WorkItemId};
use baton_core::inbox::Inbox;
use baton_core::offer::Offer;
use baton_core::time::Time;
use baton_core::view::{AgentView, Applied, CustomerPhase, CustomerView};
use baton_core::wire::{
    AgentAction, Cursor, CustomerAction, FromAgent, FromCustomer, QueuePlace, REVISION, Refusal,
    ToAgent, ToCustomer, decode, encode,
};
use baton_server::session::cookie::{Frame, Owner, give};
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::world::{Agent, Customer, KEY, NEVER, Server};

pub(crate) const AGENT: &str = "/ws/v1/agent";
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

/// How the last hello was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    Resumed,
    Snapshot,
}

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

/// An agent's page.
pub(crate) struct AgentPage {
    pub(crate) line: Line<ToAgent>,
    pub(crate) inbox: Inbox,
    pub(crate) epoch: Epoch,
    pub(crate) opened: Option<(ConversationId, AgentView)>,
    pub(crate) answered: Option<Answered>,
    /// How the last opening was answered.
    pub(crate) opening: Option<Answered>,
}

impl AgentPage {
    pub(crate) async fn open(server: &Server, agent: &Agent) -> Self {
        Self::open_with(server, agent, None).await
    }

    /// Opens it anew with what the page before had.
    pub(crate) async fn reopen(self, server: &Server, agent: &Agent) -> Self {
        let known = Some((self.epoch, self.inbox, self.opened));
        drop(self.line);
        Self::open_with(server, agent, known).await
    }

    async fn open_with(
        server: &Server,
        agent: &Agent,
        known: Option<(Epoch, Inbox, Option<(ConversationId, AgentView)>)>,
    ) -> Self {
        let cookie = agent_cookie(agent, server);
        let mut line = Line::open(server, AGENT, &cookie, None).await;
        let feed = known.as_ref().map(|(epoch, inbox, _)| Cursor {
            epoch: *epoch,
            seq: inbox.seq,
        });
        let hello = FromAgent::Hello {
            revision: REVISION,
            space: KEY.into(),
            feed,
        };
        line.send(&hello).await;
        let (epoch, inbox, opened) = known.unwrap_or((Epoch(0), Inbox::default(), None));
        let mut page = Self {
            line,
            inbox,
            epoch,
            opened: None,
            answered: None,
            opening: None,
        };
        page.until("an answer to the hello", |page| page.answered.is_some())
            .await;
        if let Some((conversation, view)) = opened {
            let seq = view.seq;
            page.opened = Some((conversation, view));
            // The epoch is the one that the view was read in, whatever the feed has said since.
            page.follow_from(conversation, Some(Cursor { epoch, seq }))
                .await;
        }
        page
    }

    /// Opens a conversation.
    pub(crate) async fn follow(&mut self, conversation: ConversationId) {
        self.opened = Some((conversation, AgentView::empty()));
        self.follow_from(conversation, None).await;
    }

    async fn follow_from(&mut self, conversation: ConversationId, cursor: Option<Cursor>) {
        self.opening = None;
        self.line
            .send(&FromAgent::Open {
                conversation,
                cursor,
            })
            .await;
        self.until("an answer to the opening", |page| page.opening.is_some())
            .await;
    }

    /// The next frame, applied.
    pub(crate) async fn hear(&mut self) -> Heard<ToAgent> {
        let heard = self.line.hear().await;
        if let Heard::Frame(frame) = &heard {
            self.apply(frame);
        }
        heard
    }

    fn apply(&mut self, frame: &ToAgent) {
        match frame {
            ToAgent::FeedResumed { epoch, .. } => {
                assert_eq!(*epoch, self.epoch);
                self.answered = Some(Answered::Resumed);
            }
            ToAgent::FeedSnapshot { epoch, inbox, .. } => {
                self.epoch = *epoch;
                self.inbox = inbox.clone();
                self.answered = Some(Answered::Snapshot);
            }
            ToAgent::Feed(event) => {
                assert_eq!(self.inbox.apply(event.clone()), Applied::New, "{frame:?}");
            }
            ToAgent::Resumed { .. } => self.opening = Some(Answered::Resumed),
            ToAgent::Snapshot {
                conversation, view, ..
            } => {
                self.opening = Some(Answered::Snapshot);
                self.opened = Some((*conversation, view.clone()));
            }
            // What was on its way when another conversation was opened.
            ToAgent::Event { .. } if self.opening.is_none() => {}
            ToAgent::Event {
                conversation,
                previous,
                event,
            } => {
                let (opened, view) = self.opened.as_mut().unwrap();
                assert_eq!(opened, conversation);
                let applied = view.apply(*previous, event.clone());
                assert_eq!(applied, Applied::New, "{frame:?}");
            }
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
    pub(crate) async fn frame(&mut self, so: impl Fn(&ToAgent) -> bool) -> ToAgent {
        loop {
            match self.hear().await {
                Heard::Frame(frame) if so(&frame) => return frame,
                Heard::Frame(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    pub(crate) async fn send(
        &mut self,
        id: CommandId,
        conversation: ConversationId,
        action: AgentAction,
    ) {
        let frame = FromAgent::Do {
            id,
            conversation,
            action,
        };
        self.line.send(&frame).await;
    }

    /// Waits for the answer to a command.
    pub(crate) async fn answered(&mut self, id: CommandId) -> Result<Seq, Refusal> {
        let is_answer = |frame: &ToAgent| match frame {
            ToAgent::Done { id: of, .. } | ToAgent::Refused { id: of, .. } => *of == id,
            _ => false,
        };
        match self.frame(is_answer).await {
            ToAgent::Done { seq, .. } => Ok(seq),
            ToAgent::Refused { why, .. } => Err(why),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn answer(
        &mut self,
        conversation: ConversationId,
        action: AgentAction,
    ) -> Result<Seq, Refusal> {
        let id = CommandId(id());
        self.send(id, conversation, action).await;
        self.answered(id).await
    }

    pub(crate) async fn claim(&mut self, conversation: ConversationId) -> Result<Seq, Refusal> {
        let work_item = WorkItemId(id());
        self.answer(conversation, AgentAction::Claim { work_item })
            .await
    }

    pub(crate) async fn write(&mut self, conversation: ConversationId, text: &str) -> Seq {
        let action = AgentAction::Write { text: text.into() };
        self.answer(conversation, action).await.unwrap()
    }
}
