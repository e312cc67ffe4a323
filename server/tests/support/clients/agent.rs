//! An agent's page.

use baton_core::id::{CommandId, ConversationId, Epoch, Seq, WorkItemId};
use baton_core::inbox::Inbox;
use baton_core::offer::Offer;
use baton_core::view::{AgentTalk, AgentView, Applied};
use baton_core::wire::{AgentAction, Cursor, FromAgent, REVISION, Refusal, ToAgent};

use super::{AGENT, Answered, Heard, Line, agent_cookie, id};
use crate::support::world::{Agent, KEY, Server};

/// What a page had: the inbox, the conversation that was open, and in which life of the store.
type Known = (Epoch, Inbox, Option<(ConversationId, AgentView)>);

/// An agent's page.
pub(crate) struct AgentPage {
    pub(crate) line: Line<ToAgent>,
    pub(crate) inbox: Inbox,
    pub(crate) epoch: Epoch,
    pub(crate) opened: Option<(ConversationId, AgentView)>,
    pub(crate) answered: Option<Answered>,
    /// How the last opening was answered.
    pub(crate) opening: Option<Answered>,
    /// What customers are offered.
    pub(crate) offer: Option<Offer>,
    /// The talk with Rovo that the snapshot does not reach back to.
    pub(crate) talk: Option<AgentTalk>,
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

    async fn open_with(server: &Server, agent: &Agent, known: Option<Known>) -> Self {
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
            offer: None,
            talk: None,
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
            ToAgent::Offer(offer) => self.offer = Some(offer.clone()),
            ToAgent::Talk { conversation, talk } => {
                assert_eq!(
                    self.opened.as_ref().map(|opened| opened.0),
                    Some(*conversation)
                );
                self.talk = Some(talk.clone());
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
