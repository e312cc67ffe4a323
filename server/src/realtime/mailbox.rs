//! What waits for one socket. The hub puts, the socket's task takes; nothing here waits for anybody. Whatever is put
//! grows to a bound and then turns into "read the log": a socket that lags costs a fixed amount of memory and loses
//! nothing, because the log is the delivery.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use baton_core::event::Event;
use baton_core::id::{ConversationId, SpaceId};
use tokio::sync::Notify;

use crate::limits::Principal;

/// How many shortcuts wait for a socket before it is told to read the log instead.
const SHORTCUTS: usize = 32;
/// How many frames wait for an alerts' page before it counts as one that does not read.
const ALERT_FRAMES: usize = 2_048;

/// A socket, as long as the process lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u64);

/// For whom a socket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The customer of a conversation.
    Customer,
    /// An agent of a space.
    Agent,
    /// A member of staff, to be alerted.
    Alerts,
}

/// Who is typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typist {
    /// The customer; agents see it.
    Customer,
    /// Rovo; the customer sees it.
    Rovo,
    /// An agent with this name; the customer sees it.
    Agent(Arc<str>),
}

/// What is new in a log.
#[derive(Debug, Default)]
pub enum News<T> {
    /// Nothing.
    #[default]
    None,
    /// These entries; more may be missing before them.
    Shortcut(Vec<T>),
    /// Something: read the log.
    Log,
}

impl<T> News<T> {
    fn put(&mut self, shortcut: Option<T>) {
        match (self, shortcut) {
            (Self::Log, _) => {}
            (Self::Shortcut(all), Some(one)) if all.len() < SHORTCUTS => all.push(one),
            (news @ Self::None, Some(one)) => *news = Self::Shortcut(vec![one]),
            (news, _) => *news = Self::Log,
        }
    }

    fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// Everything that has been put since it was last taken. Ephemeral things hold the newest value only.
#[derive(Debug, Default)]
pub struct Post {
    /// Of the conversation that is followed.
    pub conversation: News<(ConversationId, Arc<[Event]>)>,
    /// The space's feed has moved.
    pub feed: bool,
    /// The conversation that this customer now has.
    pub belongs: Option<ConversationId>,
    /// Who types in which conversation.
    pub typing: Option<(ConversationId, Typist)>,
    /// The queue has moved.
    pub queue: bool,
    /// The offer has changed.
    pub offer: bool,
    /// Frames of the alerts' socket, in order.
    pub alerts: Vec<Bytes>,
    /// More of them came than may wait.
    pub too_many_alerts: bool,
    /// The session or the account is closed, or lost its rights: look who this still is.
    pub revoked: bool,
}

impl Post {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.conversation.is_none()
            && self.belongs.is_none()
            && self.typing.is_none()
            && self.alerts.is_empty()
            && !(self.too_many_alerts || self.feed || self.queue || self.offer || self.revoked)
    }
}

/// Who has a socket open, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub principal: Principal,
    /// In which space; none for an alerts' page, which is for all of an account's spaces.
    pub space: Option<SpaceId>,
    /// By which session: the hash of its token.
    pub session: [u8; 32],
}

/// The mailbox of one socket.
#[derive(Debug)]
pub struct Mailbox {
    /// Which socket.
    pub id: SocketId,
    /// Whose.
    pub holder: Holder,
    waiting: Mutex<Option<Box<Post>>>,
    bell: Notify,
}

impl Mailbox {
    /// An empty mailbox.
    #[must_use]
    pub fn new(id: SocketId, holder: Holder) -> Self {
        Self {
            id,
            holder,
            waiting: Mutex::new(None),
            bell: Notify::new(),
        }
    }

    /// For whom the socket is.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match (self.holder.principal, self.holder.space) {
            (Principal::Customer(_), _) => Audience::Customer,
            (Principal::Account(_), Some(_)) => Audience::Agent,
            (Principal::Account(_), None) => Audience::Alerts,
        }
    }

    /// Puts something and rings.
    pub fn put(&self, put: impl FnOnce(&mut Post)) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        put(waiting.get_or_insert_default());
        drop(waiting);
        self.bell.notify_one();
    }

    /// Something has happened in a conversation that the socket follows.
    pub fn put_events(&self, conversation: ConversationId, events: Option<&Arc<[Event]>>) {
        let shortcut = events.map(|events| (conversation, events.clone()));
        self.put(|post| post.conversation.put(shortcut));
    }

    /// Something has happened in the feed of the socket's space.
    pub fn put_feed(&self) {
        self.put(|post| post.feed = true);
    }

    /// A frame for an alerts' page. Where more wait than may, all are dropped: the page begins anew.
    pub fn put_alerts_frame(&self, frame: Bytes) {
        self.put(|post| {
            if post.alerts.len() < ALERT_FRAMES {
                post.alerts.push(frame);
            } else {
                post.too_many_alerts = true;
                post.alerts = vec![frame];
            }
        });
    }

    /// Something may have been missed everywhere.
    pub fn put_look_everywhere(&self) {
        self.put(|post| {
            post.conversation = News::Log;
            post.feed = true;
            post.queue = true;
            post.offer = true;
        });
    }

    /// Waits until something has been put. Cancelling it loses nothing.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }

    /// Takes everything.
    #[must_use]
    pub fn take(&self) -> Option<Box<Post>> {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

#[cfg(test)]
mod tests {
    use baton_core::id::CustomerId;

    use super::*;

    fn mailbox() -> Mailbox {
        let holder = Holder {
            principal: Principal::Customer(CustomerId(1)),
            space: Some(SpaceId(1)),
            session: [0; 32],
        };
        Mailbox::new(SocketId(1), holder)
    }

    #[test]
    fn a_socket_that_does_not_read_holds_a_bounded_number_of_shortcuts_and_then_reads_the_log() {
        let mailbox = mailbox();
        let events: Arc<[Event]> = Arc::new([]);
        for _ in 0..SHORTCUTS {
            mailbox.put_events(ConversationId(1), Some(&events));
        }
        assert_eq!(Arc::strong_count(&events), SHORTCUTS + 1);
        for _ in 0..1_000 {
            mailbox.put_events(ConversationId(1), Some(&events));
        }
        assert_eq!(Arc::strong_count(&events), 1);
        let post = mailbox.take().unwrap();
        assert!(matches!(post.conversation, News::Log));
        assert!(mailbox.take().is_none());
    }

    #[test]
    fn news_without_entries_mean_the_log_whatever_came_before() {
        let mailbox = mailbox();
        let events: Arc<[Event]> = Arc::new([]);
        mailbox.put_events(ConversationId(1), Some(&events));
        mailbox.put_events(ConversationId(1), None);
        mailbox.put_events(ConversationId(1), Some(&events));
        let post = mailbox.take().unwrap();
        assert!(matches!(post.conversation, News::Log));
    }

    #[test]
    fn frames_of_alerts_wait_in_order_up_to_a_bound_and_then_the_page_counts_as_one_that_does_not_read()
     {
        let mailbox = mailbox();
        for number in 0..ALERT_FRAMES {
            mailbox.put_alerts_frame(number.to_string().into());
        }
        let post = mailbox.take().unwrap();
        assert_eq!(post.alerts.len(), ALERT_FRAMES);
        assert_eq!(post.alerts[7], "7");
        assert!(!post.too_many_alerts);
        for number in 0..=ALERT_FRAMES {
            mailbox.put_alerts_frame(number.to_string().into());
        }
        let post = mailbox.take().unwrap();
        assert!(post.too_many_alerts && post.alerts.len() < ALERT_FRAMES);
        assert!(!post.is_empty());
    }

    #[tokio::test]
    async fn what_is_put_before_the_socket_waits_still_wakes_it() {
        let mailbox = mailbox();
        mailbox.put(|post| post.queue = true);
        mailbox.rung().await;
        assert!(mailbox.take().is_some_and(|post| post.queue));
    }
}
