//! Alerts: the rows that stand follow the events, what pages told is kept, and who can't be reached is not offered.

use baton_core::alert::{Addressee, AlertKind, AlertSettings, PRESENT_FOR, Queue, Sound};
use baton_core::deadline::{DeadlineKind, deadlines};
use baton_core::id::BrowserId;
use baton_core::offer::Obstacle;
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::{Permission, Reach};

use super::*;
use crate::{AlertMark, AlertNotes, Browser, BrowserAnswers};

/// Who is alerted of what in a conversation.
async fn standing(site: &Site, id: ConversationId) -> Vec<(Addressee, AlertKind, Seq)> {
    let read = site.store.standing_alerts_of(&[id]).await.unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].space, site.space);
    let all = site.store.standing_alerts().await.unwrap();
    let among_all = all.iter().find(|one| one.conversation == id);
    assert_eq!(among_all, read.first().filter(|one| !one.alerts.is_empty()));
    let mut rows: Vec<_> = read[0]
        .alerts
        .iter()
        .map(|one| (one.to, one.kind, one.seq))
        .collect();
    rows.sort_unstable();
    rows
}

async fn passes(site: &Site, id: ConversationId, kind: DeadlineKind) {
    let state = site.state(id).await;
    let deadline = deadlines(&state).into_iter().find(|one| one.kind == kind);
    let deadline = deadline.unwrap();
    site.clock.set(deadline.due);
    let body = CommandBody::DeadlinePassed {
        kind,
        generation: deadline.generation,
        work_item: WorkItemId(site.id()),
    };
    let target = Target::Conversation(id);
    site.command(target, Actor::System, body).await.unwrap();
}

/// A browser that was heard just now.
fn browser(site: &Site, permission: Permission) -> Browser {
    let now = site.clock.now();
    Browser {
        account: site.ana.id,
        id: BrowserId(7),
        permission,
        worker: true,
        used_at: now,
        until: now + PRESENT_FOR,
        visible_until: Time(0),
        answers: BrowserAnswers::default(),
    }
}

on_both! {
    async fn rows_are_written_and_withdrawn_with_the_events(site: Site) {
        let (customer, id) = site.waiting().await;
        let (queue, ana) = (Addressee::Queue, Addressee::Agent(site.ana.id));
        let rows = standing(&site, id).await;
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].0, rows[0].1), (queue, AlertKind::NewChat));
        let requested = rows[0].2;

        site.claims(&site.ana, id).await.unwrap();
        assert_eq!(standing(&site, id).await, []);
        site.says(customer, "Are you there?").await;
        let second = site.says(customer, "Hello?").await.seq;
        // The newer one is in the place of the older.
        assert_eq!(standing(&site, id).await, [(ana, AlertKind::NewMessage, second)]);
        site.by_agent(&site.ana, id, CommandBody::Write { text: "Yes".into() }).await.unwrap();
        assert_eq!(standing(&site, id).await, []);

        site.says(customer, "Good").await;
        passes(&site, id, DeadlineKind::ReplyWarning).await;
        let rows = standing(&site, id).await;
        assert_eq!((rows.len(), rows[0].1), (1, AlertKind::ReplyNearlyOver));
        passes(&site, id, DeadlineKind::Reply).await;
        let rows = standing(&site, id).await;
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].0, rows[0].1), (queue, AlertKind::CameBack));
        assert_eq!((rows[1].0, rows[1].1), (ana, AlertKind::CameBack));
        assert!(rows[0].2 > requested);
        passes(&site, id, DeadlineKind::Assign).await;
        assert_eq!(standing(&site, id).await, []);
    }
}

on_both! {
    async fn a_refused_command_alerts_nobody_and_a_hint_says_what_a_commit_changed(site: Site) {
        let mut hints = site.store.hints();
        let (_, id) = site.waiting().await;
        let changes = loop {
            let hint = hints.recv().await.unwrap();
            let changes = hint.alerts.unwrap();
            if !changes.is_empty() {
                break changes;
            }
        };
        let rows = standing(&site, id).await;
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].0, rows[0].2);
        site.claims(&site.ana, id).await.unwrap();
        assert!(site.claims(&site.ben, id).await.is_err());
        assert_eq!(standing(&site, id).await, []);
    }
}

on_both! {
    async fn what_was_read_stands_no_longer_and_what_came_later_does(site: Site) {
        let (customer, id) = site.waiting().await;
        site.claims(&site.ana, id).await.unwrap();
        let first = site.says(customer, "One").await.seq;
        let second = site.says(customer, "Two").await.seq;
        let mark = |seq, round, read| AlertMark {
            account: site.ana.id,
            conversation: id,
            seq,
            round,
            read,
            at: site.clock.now(),
        };
        let note = |mark| AlertNotes { marks: vec![mark], ..AlertNotes::default() };
        site.store.note_alerts(&note(mark(first, 0, true))).await.unwrap();
        assert_eq!(standing(&site, id).await.len(), 1, "the second message is unread");
        site.store.note_alerts(&note(mark(second, 0, false))).await.unwrap();
        let known = site.store.alert_account(site.ana.id).await.unwrap();
        assert_eq!(known.marks, [mark(second, 0, false)]);
        // What is older changes nothing, and what was read stays read.
        site.store.note_alerts(&note(mark(first, 3, true))).await.unwrap();
        assert_eq!(site.store.alert_account(site.ana.id).await.unwrap().marks, known.marks);
        site.store.note_alerts(&note(mark(second, 0, true))).await.unwrap();
        assert_eq!(standing(&site, id).await, []);
        assert_eq!(site.store.alert_account(site.ana.id).await.unwrap().marks, [], "of what stands only");
        site.clock.advance(Millis::minutes(3 * 24 * 60));
        site.store.forget_old_alerts().await.unwrap();
    }
}

on_both! {
    async fn what_an_account_decided_is_kept_and_others_have_the_defaults(site: Site) {
        let settings = AlertSettings {
            unwanted: vec![AlertKind::Assigned],
            sound: Sound::Knock,
            quiet_in_inbox: true,
            show_text: true,
        };
        site.store.save_alert_settings(site.ana.id, &AlertSettings::default()).await.unwrap();
        site.store.save_alert_settings(site.ana.id, &settings).await.unwrap();
        assert_eq!(site.store.alert_settings(site.ana.id).await.unwrap(), settings);
        assert_eq!(site.store.alert_settings(site.ben.id).await.unwrap(), AlertSettings::default());
    }
}

on_both! {
    async fn an_account_has_a_place_where_it_has_a_role_with_what_its_team_decided(site: Site) {
        let store = &site.store;
        new_space(store, "OTHER").await;
        store.set_marked_available(site.team, site.ana.id, true).await.unwrap();
        let places = store.alert_places(site.ana.id).await.unwrap();
        assert_eq!(places.len(), 1);
        let place = &places[0];
        assert_eq!((place.space, place.key.as_str()), (site.space, "HELP"));
        assert_eq!(place.queue, Queue { team_members: Some(2), follow_availability: false });
        assert_eq!(place.repeat, Millis::minutes(1));
        assert!(place.in_team && place.marked_available);
        assert_eq!(place.team.as_deref(), Some("Service desk"));
        let ben = store.alert_places(site.ben.id).await.unwrap();
        assert!(ben[0].in_team && !ben[0].marked_available);
        store.set_site_admin(&AuditActor::Shell, site.ben.id, true).await.unwrap();
        let everywhere = store.alert_places(site.ben.id).await.unwrap();
        assert_eq!(everywhere.len(), 2);
        assert_eq!(everywhere[1].queue.team_members, None);
        store.set_disabled(&AuditActor::Shell, site.ana.id, true).await.unwrap();
        assert_eq!(store.alert_places(site.ana.id).await.unwrap(), []);
    }
}

on_both! {
    async fn with_the_toggle_on_only_who_can_be_reached_is_offered(site: Site) {
        let store = &site.store;
        let settings = LiveChatSettings {
            team: Some(site.team),
            follow_availability: true,
            ..LiveChatSettings::default()
        };
        store.save_space_settings(site.space, &settings).await.unwrap();
        store.set_marked_available(site.team, site.ana.id, true).await.unwrap();
        let is_open = async || store.offer(site.space).await.unwrap().is_open();
        let write = async |browser: Browser| {
            let notes = AlertNotes {
                present: vec![(browser.account, browser.until)],
                answers: vec![(browser.account, browser.id, browser.answers)],
                there: vec![browser],
                ..AlertNotes::default()
            };
            store.note_alerts(&notes).await.unwrap();
        };
        store.renew_presence(site.ana.id, site.clock.now() + PRESENT_FOR).await.unwrap();
        assert!(!is_open().await, "a page, and no browser that could be alerted");
        let ana = browser(&site, Permission::Granted);
        write(ana.clone()).await;
        assert!(is_open().await);
        let members = store.team_members(site.team).await.unwrap();
        assert_eq!(members[0].reach, Reach::Reachable);
        assert_eq!(members[1].reach, Reach::NoPage);

        // An alert stays unanswered; later it is answered.
        let since = site.clock.now();
        let silent = BrowserAnswers { unanswered: Some(since), ..BrowserAnswers::default() };
        write(Browser { answers: silent, ..ana.clone() }).await;
        assert!(!is_open().await);
        let members = store.team_members(site.team).await.unwrap();
        assert_eq!(members[0].reach, Reach::Unanswered { since });
        write(ana.clone()).await;
        assert!(is_open().await);

        // Blocked, on a visible page; then asked later, on a visible page; then that page is hidden.
        let visible_until = ana.until;
        write(Browser { permission: Permission::Denied, visible_until, ..ana.clone() }).await;
        assert_eq!(store.offer(site.space).await.unwrap().obstacles, [Obstacle::NobodyAvailable]);
        write(Browser { permission: Permission::Default, ..ana.clone() }).await;
        assert!(is_open().await);
        let hidden = AlertNotes {
            hidden: vec![(ana.account, ana.id, visible_until)],
            ..AlertNotes::default()
        };
        store.note_alerts(&hidden).await.unwrap();
        assert!(!is_open().await);

        // The lease ends.
        write(ana.clone()).await;
        assert!(is_open().await);
        site.clock.advance(PRESENT_FOR);
        assert!(!is_open().await);
        // With the toggle off, nobody is asked for.
        let settings = LiveChatSettings { follow_availability: false, ..settings };
        store.save_space_settings(site.space, &settings).await.unwrap();
        assert!(is_open().await);
    }
}

on_both! {
    async fn a_lease_is_never_shortened_and_a_page_that_another_process_knows_stays_visible(site: Site) {
        let store = &site.store;
        let ana = browser(&site, Permission::Granted);
        let there = |browser: Browser| AlertNotes { there: vec![browser], ..AlertNotes::default() };
        let longer = Browser { visible_until: ana.until, ..ana.clone() };
        store.note_alerts(&there(longer.clone())).await.unwrap();
        let earlier = Time(ana.until.0 - 1_000);
        let shorter = Browser { until: earlier, used_at: Time(1), visible_until: earlier, ..ana.clone() };
        store.note_alerts(&there(shorter)).await.unwrap();
        assert_eq!(store.browsers_of(site.ana.id).await.unwrap(), std::slice::from_ref(&longer));
        let hidden = AlertNotes { hidden: vec![(ana.account, ana.id, earlier)], ..AlertNotes::default() };
        store.note_alerts(&hidden).await.unwrap();
        assert_eq!(store.browsers_of(site.ana.id).await.unwrap(), [longer]);
        site.clock.advance(Millis::minutes(61 * 24 * 60));
        store.forget_old_alerts().await.unwrap();
        site.clock.set(ana.used_at);
        assert_eq!(store.browsers_of(site.ana.id).await.unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_process_hears_what_was_shown_and_who_is_there() {
    let site = Site::on_postgres().await;
    let other = Store::open(&site.url, site.clock.clone()).await.unwrap();
    let (_, id) = site.waiting().await;
    let ana = browser(&site, Permission::Granted);
    let mark = AlertMark {
        account: ana.account,
        conversation: id,
        seq: Seq(2),
        round: 1,
        read: false,
        at: site.clock.now(),
    };
    let notes = AlertNotes {
        there: vec![ana.clone()],
        marks: vec![mark],
        ..AlertNotes::default()
    };
    site.store.note_alerts(&notes).await.unwrap();
    let (marks, browsers) = other.alert_news(mark.at, mark.at).await.unwrap();
    assert_eq!((marks, browsers), (vec![mark], vec![ana]));
    let later = mark.at + PRESENT_FOR;
    let (marks, browsers) = other.alert_news(later, later).await.unwrap();
    assert_eq!((marks, browsers), (vec![], vec![]));
}

#[tokio::test]
async fn one_process_alone_asks_for_no_news() {
    let site = Site::on_sqlite().await;
    assert!(!site.store.is_shared());
    let news = site.store.alert_news(Time(0), Time(0)).await.unwrap();
    assert_eq!(news, (vec![], vec![]));
}
