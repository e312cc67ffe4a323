//! The desk on its own, for what takes several processes or lost hints: what was read elsewhere, what was shown elsewhere,
//! and rows that were read late.

mod browsers;

use std::sync::Arc;

use baton_core::alert::{
    Addressee, AlertId, AlertKind, AlertSettings, Change, PRESENT_FOR, Queue, Raised,
};
use baton_core::event::{Event, EventBody};
use baton_core::id::{AccountId, BrowserId, ConversationId, PageId, Seq, SpaceId};
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::{
    ACKNOWLEDGE_WITHIN, Attention, FromBrowser, PageState, Permission, Showing, ToBrowser,
};
use baton_core::wire::decode;
use baton_store::{
    AlertAccount, AlertMark, AlertPlace, Browser, BrowserAnswers, Hint, StandingAlerts,
};

use super::account::Arrival;
use super::desk::Desk;
use crate::limits::Principal;
use crate::realtime::mailbox::{Holder, Mailbox, SocketId};

const SPACE: SpaceId = SpaceId(1);
const CHAT: ConversationId = ConversationId(7);
const ANA: AccountId = AccountId(1);
const START: Time = Time(1_000_000);

/// The desk with a clock, and Ana's page.
struct Stage {
    desk: Desk,
    now: Time,
    mailbox: Arc<Mailbox>,
}

fn place() -> AlertPlace {
    AlertPlace {
        space: SPACE,
        key: "HELP".into(),
        name: "HELP desk".into(),
        repeat: Millis::minutes(1),
        queue: Queue {
            team_members: Some(2),
            follow_availability: false,
        },
        team: Some("Service desk".into()),
        in_team: true,
        marked_available: true,
    }
}

fn known() -> AlertAccount {
    AlertAccount {
        settings: AlertSettings::default(),
        places: vec![place()],
        teams: Vec::new(),
        browsers: Vec::new(),
        marks: Vec::new(),
    }
}

fn raised(to: Addressee, kind: AlertKind, seq: u64) -> Raised {
    Raised {
        to,
        kind,
        seq: Seq(seq),
        at: START,
        due: None,
    }
}

fn new_chat(seq: u64) -> Raised {
    raised(Addressee::Queue, AlertKind::NewChat, seq)
}

/// A commit of this process whose last event has this position.
fn hint(seq: u64, changes: &[Change]) -> Hint {
    let body = EventBody::EmailGiven { email: None };
    let event = Event {
        seq: Seq(seq),
        at: START,
        body,
    };
    let changes = changes.iter().map(|change| (Seq(seq), *change)).collect();
    Hint {
        space: SPACE,
        conversation: CHAT,
        head: Seq(seq),
        feed_head: None,
        events: Some(Arc::new([event])),
        feed: None,
        alerts: Some(changes),
    }
}

fn read(head: u64, alerts: &[Raised]) -> StandingAlerts {
    StandingAlerts {
        conversation: CHAT,
        space: SPACE,
        head: Seq(head),
        row: None,
        alerts: alerts.to_vec(),
    }
}

fn alert_id(seq: u64, round: u32) -> AlertId {
    AlertId {
        conversation: CHAT,
        seq: Seq(seq),
        round,
    }
}

fn state(attention: Attention, conversation: Option<ConversationId>) -> PageState {
    PageState {
        permission: Permission::Granted,
        worker: true,
        attention,
        showing: Showing::Inbox {
            space: "HELP".into(),
            conversation,
        },
    }
}

impl Stage {
    /// Ana has a hidden page open, and nothing stands.
    fn new() -> Self {
        Self::knowing(known(), Vec::new())
    }

    fn knowing(account: AlertAccount, standing: Vec<StandingAlerts>) -> Self {
        let mailbox = Arc::new(Mailbox::new(
            SocketId(1),
            Holder {
                principal: Principal::Account(ANA),
                space: None,
                session: [0; 32],
            },
        ));
        let mut stage = Self {
            desk: Desk::default(),
            now: START,
            mailbox: mailbox.clone(),
        };
        let arrival = Arrival {
            account: ANA,
            mailbox,
            browser: BrowserId(1),
            page: PageId(1),
            state: state(Attention::Hidden, None),
            read: Box::new(account),
        };
        stage.desk.arrive(arrival, START);
        assert!(
            stage.desk.wants.all,
            "nobody is greeted before it is known what stands"
        );
        assert!(stage.mailbox.take().is_none());
        stage.desk.read_all(standing, 0, START);
        stage
    }

    fn hears(&self) -> Vec<ToBrowser> {
        let post = self.mailbox.take();
        let frames = post.into_iter().flat_map(|post| post.alerts);
        frames.map(|frame| decode(&frame).unwrap()).collect()
    }

    /// The alerts and withdrawals that were heard.
    fn alerts(&self) -> (Vec<AlertId>, Vec<AlertId>) {
        let (mut shown, mut withdrawn) = (Vec::new(), Vec::new());
        for frame in self.hears() {
            match frame {
                ToBrowser::Alert(alert) => shown.push(alert.id),
                ToBrowser::Withdraw { alert } => withdrawn.push(alert),
                _ => {}
            }
        }
        (shown, withdrawn)
    }

    fn commit(&mut self, seq: u64, changes: &[Change]) {
        self.desk.hint(&hint(seq, changes), self.now);
    }

    fn says(&mut self, frame: &FromBrowser) {
        self.desk.said(ANA, SocketId(1), frame, self.now);
    }

    fn passes(&mut self, millis: Millis) {
        self.now = self.now + millis;
        self.desk.tick(self.now);
    }

    fn mark(&self, seq: u64, read: bool) -> AlertMark {
        AlertMark {
            account: ANA,
            conversation: CHAT,
            seq: Seq(seq),
            round: 0,
            read,
            at: self.now,
        }
    }
}

/// Another browser of Ana's, at another process, used this very moment.
fn elsewhere(now: Time) -> Browser {
    Browser {
        account: ANA,
        id: BrowserId(2),
        permission: Permission::Granted,
        worker: true,
        used_at: now,
        until: now + PRESENT_FOR,
        visible_until: Time(0),
        answers: BrowserAnswers::default(),
    }
}

#[test]
fn the_greeting_comes_first_then_what_stands_then_what_is_to_be_shown() {
    let stage = Stage::knowing(known(), vec![read(1, &[new_chat(1)])]);
    let frames = stage.hears();
    assert!(matches!(frames[0], ToBrowser::Welcome { .. }));
    let ToBrowser::Standing(standing) = &frames[1] else {
        panic!("{frames:?}");
    };
    assert_eq!(standing.alerts, [alert_id(1, 0)]);
    assert_eq!(standing.count.unassigned, 1);
    assert!(matches!(&frames[2], ToBrowser::Alert(alert) if alert.id == alert_id(1, 0)));
    assert_eq!(frames.len(), 3);
}

#[test]
fn what_was_shown_before_a_restart_is_listed_and_not_sent() {
    let mut account = known();
    account.marks = vec![AlertMark {
        account: ANA,
        conversation: CHAT,
        seq: Seq(1),
        round: 0,
        read: false,
        at: START,
    }];
    let stage = Stage::knowing(account, vec![read(1, &[new_chat(1)])]);
    let frames = stage.hears();
    assert_eq!(frames.len(), 2, "{frames:?}");
    assert!(
        matches!(&frames[1], ToBrowser::Standing(standing) if standing.alerts == [alert_id(1, 0)])
    );
}

#[test]
fn an_alert_that_another_processs_browser_has_shown_is_not_sent_here() {
    let mut stage = Stage::new();
    stage.passes(Millis(1));
    stage.desk.news(&[], &[elsewhere(stage.now)], stage.now);
    stage.commit(1, &[Change::Raise(new_chat(1))]);
    assert_eq!(stage.alerts().0, [], "the other browser was used last");
    stage.desk.news(&[stage.mark(1, false)], &[], stage.now);
    stage.passes(Millis(ACKNOWLEDGE_WITHIN.0 + 2_000));
    assert_eq!(stage.alerts().0, []);
    // Without an acknowledgement it would have come.
    stage.commit(2, &[Change::Raise(new_chat(2))]);
    stage.passes(ACKNOWLEDGE_WITHIN);
    assert_eq!(stage.alerts().0, [], "an acknowledgement may be on its way");
    stage.passes(Millis::seconds(2));
    assert_eq!(stage.alerts().0, [alert_id(2, 0)]);
}

#[test]
fn what_was_read_at_another_process_is_withdrawn_and_stays_so_though_its_row_is_read_late() {
    let mut stage = Stage::new();
    let message = raised(Addressee::Agent(ANA), AlertKind::NewMessage, 3);
    stage.commit(3, &[Change::Raise(message)]);
    assert_eq!(stage.alerts().0, [alert_id(3, 0)]);
    stage.desk.news(&[stage.mark(3, true)], &[], stage.now);
    assert_eq!(stage.alerts().1, [alert_id(3, 0)]);
    let since = stage.desk.stamp();
    stage
        .desk
        .read_all(vec![read(3, &[message])], since, stage.now);
    assert_eq!(stage.alerts(), (vec![], vec![]));
    // The row is gone, and a message that comes later is another matter.
    let since = stage.desk.stamp();
    stage.desk.read_all(vec![], since, stage.now);
    let later = raised(Addressee::Agent(ANA), AlertKind::NewMessage, 4);
    stage.commit(4, &[Change::Raise(later)]);
    assert_eq!(stage.alerts().0, [alert_id(4, 0)]);
}

#[test]
fn a_commit_of_another_process_is_read_and_an_older_read_changes_nothing() {
    let mut stage = Stage::new();
    let theirs = Hint {
        events: None,
        alerts: None,
        ..hint(5, &[])
    };
    stage.desk.hint(&theirs, stage.now);
    assert!(stage.desk.wants.conversations.contains(&CHAT));
    stage
        .desk
        .read_some(vec![read(5, &[new_chat(5)])], stage.now);
    assert_eq!(stage.alerts().0, [alert_id(5, 0)]);
    stage.commit(6, &[Change::WithdrawAll]);
    assert_eq!(stage.alerts().1, [alert_id(5, 0)]);
    stage
        .desk
        .read_some(vec![read(5, &[new_chat(5)])], stage.now);
    assert_eq!(stage.alerts(), (vec![], vec![]));
}

#[test]
fn whatever_hints_were_lost_what_stands_is_read_anew() {
    let mut stage = Stage::new();
    stage.commit(1, &[Change::Raise(new_chat(1))]);
    stage.desk.wants.all = false;
    stage.desk.lost();
    assert!(stage.desk.wants.all);
    let since = stage.desk.stamp();
    // A commit that comes while it is being read is newer than what is read.
    let message = raised(Addressee::Agent(ANA), AlertKind::NewMessage, 9);
    stage.commit(9, &[Change::Raise(message)]);
    stage.desk.read_all(vec![], since, stage.now);
    let (shown, withdrawn) = stage.alerts();
    assert_eq!(shown[0], alert_id(1, 0));
    assert_eq!(withdrawn, [], "the chat is in the newer commit's hands");
    let since = stage.desk.stamp();
    stage.desk.read_all(vec![], since, stage.now);
    assert_eq!(stage.alerts().1.len(), 1);
}

#[test]
fn a_gap_in_a_conversation_is_noticed() {
    let mut stage = Stage::new();
    stage.commit(1, &[Change::Raise(new_chat(1))]);
    stage.commit(4, &[]);
    assert!(stage.desk.wants.conversations.contains(&CHAT));
}

#[test]
fn the_last_page_leaves_and_after_a_while_the_desk_is_empty() {
    let mut stage = Stage::new();
    stage.desk.leave(ANA, SocketId(1), stage.now);
    stage.passes(Millis::seconds(59));
    assert!(!stage.desk.is_empty());
    stage.passes(Millis::seconds(1));
    assert!(stage.desk.is_empty());
    stage.commit(1, &[Change::Raise(new_chat(1))]);
    assert!(stage.desk.wants.conversations.is_empty());
}

#[test]
fn what_pages_told_is_given_to_be_written_once() {
    let mut stage = Stage::new();
    let first = std::mem::take(&mut stage.desk.notes).for_store();
    assert_eq!(first.present, [(ANA, START + PRESENT_FOR)]);
    assert_eq!(first.there.len(), 1);
    stage.says(&FromBrowser::Ping);
    assert!(stage.desk.notes.is_empty(), "the lease is fresh");
    stage.commit(1, &[Change::Raise(new_chat(1))]);
    let alert = alert_id(1, 0);
    stage.says(&FromBrowser::Shown { alert });
    stage.says(&FromBrowser::Shown { alert });
    let notes = std::mem::take(&mut stage.desk.notes).for_store();
    assert_eq!(notes.marks, [stage.mark(1, false)]);
    assert_eq!(notes.answers.len(), 1);
    stage.says(&FromBrowser::State(state(Attention::Focused, Some(CHAT))));
    let notes = std::mem::take(&mut stage.desk.notes).for_store();
    assert_eq!(notes.marks, [stage.mark(1, true)]);
    assert!(notes.there[0].visible_until > stage.now);
    stage.says(&FromBrowser::State(state(Attention::Hidden, Some(CHAT))));
    assert!(stage.desk.notes.urgent);
    let notes = std::mem::take(&mut stage.desk.notes).for_store();
    assert_eq!(notes.hidden.len(), 1);
    assert_eq!(notes.there[0].visible_until, Time(0));
}

#[test]
fn a_page_whose_socket_broke_still_counts_as_visible_for_a_while() {
    let mut stage = Stage::new();
    stage.says(&FromBrowser::State(PageState {
        permission: Permission::Default,
        ..state(Attention::Visible, None)
    }));
    drop(std::mem::take(&mut stage.desk.notes));
    stage.desk.leave(ANA, SocketId(1), stage.now);
    stage.passes(Millis(PRESENT_FOR.0 - 1));
    assert!(stage.desk.notes.for_store().hidden.is_empty());
}
