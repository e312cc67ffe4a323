//! Who is alerted (seed: "Receive live chat notifications"), each rule with three agents.

use baton_core::alert::{AlertKind, AlertSettings};
use baton_core::audit::AuditActor;
use baton_core::command::{Command, CommandBody};
use baton_core::id::{BrowserId, CommandId, WorkItemId};
use baton_core::limits::TEAM_MEMBERS;
use baton_core::people::Actor;
use baton_core::time::Millis;
use baton_core::view::CustomerBody;
use baton_core::wire::AgentAction;
use baton_core::wire::alerts::{Attention, Count, PageState, WATCH_FOR};
use baton_store::{Job, Target};

use super::{REPEAT, Stage, heard_nothing};
use crate::support::clients::{
    AgentPage, AlertedPage, CustomerPage, hidden, id, up_to_now, watching,
};
use crate::support::world::{KEY, QUESTION, TIME_TO_REPLY, reference};

/// Opens a hidden page for each of the three.
async fn three(stage: &Stage) -> [AlertedPage; 3] {
    let server = &stage.server;
    [
        AlertedPage::open(server, &stage.ana).await,
        AlertedPage::open(server, &stage.ben).await,
        AlertedPage::open(server, &stage.cleo).await,
    ]
}

#[tokio::test]
async fn with_the_toggle_off_every_member_of_the_team_is_alerted_of_a_new_chat_and_nobody_else() {
    let stage = Stage::with_team(false).await;
    let [mut ana, mut ben, mut cleo] = three(&stage).await;
    let chat = stage.waiting().await;
    for page in [&mut ana, &mut ben] {
        let alert = page.shows().await;
        assert_eq!(alert.kind, AlertKind::NewChat);
        assert_eq!(alert.id.conversation, chat.conversation);
        assert_eq!(
            (alert.space.as_str(), alert.space_name.as_str()),
            (KEY, "HELP desk")
        );
        assert!(alert.due.is_some());
    }
    up_to_now(&stage.server, &stage.cleo, [&mut cleo]).await;
    heard_nothing(&cleo);
}

#[tokio::test]
async fn with_the_toggle_on_only_who_is_marked_available_is_alerted_of_a_new_chat() {
    let stage = Stage::with_team(true).await;
    let [mut ana, mut ben, mut cleo] = three(&stage).await;
    stage.waiting().await;
    let alert = ana.shows().await;
    assert_eq!(alert.kind, AlertKind::NewChat);
    up_to_now(&stage.server, &stage.ben, [&mut ben]).await;
    up_to_now(&stage.server, &stage.cleo, [&mut cleo]).await;
    heard_nothing(&ben);
    heard_nothing(&cleo);

    // Ben becomes available while the chat waits, and Ana no longer is.
    let store = &stage.server.app.store;
    let team = stage.team().await;
    for (agent, marked) in [(&stage.ben, true), (&stage.ana, false)] {
        let done = store.set_marked_available(team, agent.id, marked);
        done.await.unwrap();
        stage.server.app.alerts.look_again(Some(agent.id));
    }
    assert_eq!(ben.alert().await.id, alert.id);
    ana.is_withdrawn(alert.id).await;
}

#[tokio::test]
async fn in_a_team_of_more_than_a_hundred_the_toggle_acts_as_off() {
    let stage = Stage::with_team(true).await;
    let store = &stage.server.app.store;
    let team = stage.team().await;
    let by = AuditActor::Shell;
    for number in 2..=TEAM_MEMBERS {
        let email = format!("{number}@northwind.example");
        let account = store.create_account(&by, "Somebody", &email, None);
        let account = account.await.unwrap();
        store.add_team_member(&by, team, account).await.unwrap();
    }
    let mut ben = AlertedPage::open(&stage.server, &stage.ben).await;
    stage.waiting().await;
    assert_eq!(ben.alert().await.kind, AlertKind::NewChat);
}

#[tokio::test]
async fn without_a_team_only_who_watches_the_inbox_is_alerted_and_who_begins_to_watch_is_then() {
    let stage = Stage::new().await;
    let server = &stage.server;
    let watches = watching(None);
    let mut ana = AlertedPage::open_in(server, &stage.ana, BrowserId(id()), watches).await;
    let visible = PageState {
        attention: Attention::Visible,
        ..watching(None)
    };
    let mut ben = AlertedPage::open_in(server, &stage.ben, BrowserId(id()), visible).await;
    let elsewhere = PageState {
        attention: Attention::Focused,
        ..hidden()
    };
    let mut cleo = AlertedPage::open_in(server, &stage.cleo, BrowserId(id()), elsewhere).await;
    stage.waiting().await;
    let alert = ana.shows().await;
    assert_eq!(alert.kind, AlertKind::NewChat);
    up_to_now(server, &stage.ben, [&mut ben]).await;
    up_to_now(server, &stage.cleo, [&mut cleo]).await;
    heard_nothing(&ben);
    heard_nothing(&cleo);

    // Ben begins to watch while the chat waits.
    ben.becomes(watching(None)).await;
    assert_eq!(ben.shows().await.id, alert.id);
    // Who has not said so for ten seconds watches no longer, and is not alerted of the next one, nor again of this one.
    stage.after(WATCH_FOR);
    ben.becomes(watching(None)).await;
    up_to_now(server, &stage.ben, [&mut ben]).await;
    let second = stage.waiting().await;
    assert_eq!(ben.shows().await.id.conversation, second.conversation);
    stage.after(Millis(REPEAT.0 - WATCH_FOR.0));
    ben.becomes(watching(None)).await;
    let again = ben.alert().await;
    assert_eq!((again.id.seq, again.id.round), (alert.id.seq, 1));
    up_to_now(server, &stage.ana, [&mut ana]).await;
    heard_nothing(&ana);
    assert_eq!(ana.withdrawn, [], "what was shown may stay");
    assert_eq!(ana.count.unassigned, 2);
}

#[tokio::test]
async fn a_message_in_an_assigned_chat_alerts_its_agent_alone() {
    let stage = Stage::with_team(false).await;
    let mut chat = stage.waiting().await;
    let mut agent = AgentPage::open(&stage.server, &stage.ben).await;
    agent.claim(chat.conversation).await.unwrap();
    let [mut ana, mut ben, mut cleo] = three(&stage).await;
    let seq = chat.page.write("Are you there?").await;
    let alert = ben.shows().await;
    assert_eq!((alert.kind, alert.id.seq), (AlertKind::NewMessage, seq));
    let unread = Count {
        unassigned: 0,
        unread: 1,
    };
    ben.until("the count", |page| page.count == unread).await;
    for (who, page) in [(&stage.ana, &mut ana), (&stage.cleo, &mut cleo)] {
        up_to_now(&stage.server, who, [page]).await;
        heard_nothing(page);
        assert_eq!(page.count, Count::default());
    }
    // Answered, it stands no longer.
    agent.write(chat.conversation, "Here I am").await;
    ben.is_withdrawn(alert.id).await;
    ben.until("nothing unread", |page| page.count.unread == 0)
        .await;
}

#[tokio::test]
async fn a_customers_comment_on_the_work_item_of_a_live_chat_alerts_its_agent_alone() {
    let stage = Stage::with_team(false).await;
    let chat = stage.waiting().await;
    let mut agent = AgentPage::open(&stage.server, &stage.ben).await;
    agent.claim(chat.conversation).await.unwrap();
    let [mut ana, mut ben, mut cleo] = three(&stage).await;
    let store = &stage.server.app.store;
    let state = store
        .conversation(chat.conversation)
        .await
        .unwrap()
        .unwrap();
    let work_item = state.work_items[0].id;
    let text = "Are you there?".to_owned();
    let command = Command {
        id: CommandId(id()),
        actor: Actor::Customer(state.customer),
        body: CommandBody::Comment { work_item, text },
    };
    let target = Target::Conversation(chat.conversation);
    let said = store.execute(Job { target, command }).await.unwrap();
    let alert = ben.shows().await;
    assert_eq!(alert.kind, AlertKind::NewMessage);
    assert_eq!(alert.id.seq, said.seq);
    for (who, page) in [(&stage.ana, &mut ana), (&stage.cleo, &mut cleo)] {
        up_to_now(&stage.server, who, [page]).await;
        heard_nothing(page);
    }
    // A reply on the work item answers it.
    let text = "Here I am".to_owned();
    let reply = AgentAction::Comment { work_item, text };
    agent.answer(chat.conversation, reply).await.unwrap();
    ben.is_withdrawn(alert.id).await;
}

#[tokio::test]
async fn who_is_given_a_chat_is_alerted_and_who_takes_one_is_not() {
    let stage = Stage::with_team(false).await;
    let chat = stage.waiting().await;
    let mut agent = AgentPage::open(&stage.server, &stage.ben).await;
    agent.claim(chat.conversation).await.unwrap();
    let [mut ana, mut ben, _cleo] = three(&stage).await;
    let state = stage.server.app.store.conversation(chat.conversation).await;
    let work_item: WorkItemId = state.unwrap().unwrap().work_items[0].id;
    let give = |to, name| AgentAction::ChangeAssignee {
        work_item,
        assignee: Some(reference(to, name)),
    };
    agent
        .answer(chat.conversation, give(&stage.ana, "Ana"))
        .await
        .unwrap();
    let alert = ana.shows().await;
    assert_eq!(alert.kind, AlertKind::Assigned);
    let mut taker = AgentPage::open(&stage.server, &stage.ben).await;
    taker
        .answer(chat.conversation, give(&stage.ben, "Ben"))
        .await
        .unwrap();
    up_to_now(&stage.server, &stage.ben, [&mut ben]).await;
    heard_nothing(&ben);
}

#[tokio::test]
async fn time_to_reply_nearly_over_alerts_its_agent_and_a_chat_that_came_back_the_team_as_well() {
    let stage = Stage::with_team(false).await;
    let chat = stage.waiting().await;
    let mut agent = AgentPage::open(&stage.server, &stage.cleo).await;
    agent.claim(chat.conversation).await.unwrap();
    let [mut ana, mut ben, mut cleo] = three(&stage).await;
    stage.after(Millis(TIME_TO_REPLY.0 * 3 / 4));
    let warning = cleo.shows().await;
    assert_eq!(warning.kind, AlertKind::ReplyNearlyOver);
    assert!(warning.due.is_some());
    up_to_now(&stage.server, &stage.ana, [&mut ana]).await;
    heard_nothing(&ana);

    stage.after(Millis(TIME_TO_REPLY.0 / 4));
    for page in [&mut ana, &mut ben, &mut cleo] {
        let alert = page.alert().await;
        assert_eq!(alert.kind, AlertKind::CameBack);
        assert!(alert.id.seq > warning.id.seq);
    }
    // It is not Cleo's any more.
    cleo.until("nothing unread", |page| page.count.unread == 0)
        .await;
}

#[tokio::test]
async fn what_an_agent_does_not_want_is_not_sent_and_is_counted_all_the_same() {
    let stage = Stage::with_team(false).await;
    let store = &stage.server.app.store;
    let unwanted = AlertSettings {
        unwanted: vec![AlertKind::NewChat],
        ..AlertSettings::default()
    };
    let saved = store.save_alert_settings(stage.ana.id, &unwanted);
    saved.await.unwrap();
    let [mut ana, mut ben, _cleo] = three(&stage).await;
    assert_eq!(ana.settings, unwanted);
    stage.waiting().await;
    let alert = ben.shows().await;
    ana.until("the count", |page| page.count.unassigned == 1)
        .await;
    up_to_now(&stage.server, &stage.ana, [&mut ana]).await;
    heard_nothing(&ana);

    // Ana wants them after all; Ben does not any more.
    for (agent, settings) in [
        (&stage.ana, AlertSettings::default()),
        (&stage.ben, unwanted),
    ] {
        let saved = store.save_alert_settings(agent.id, &settings);
        saved.await.unwrap();
        stage.server.app.alerts.look_again(Some(agent.id));
    }
    assert_eq!(ana.alert().await.id, alert.id);
    ben.is_withdrawn(alert.id).await;
    assert_eq!(ben.count.unassigned, 1);
}

#[tokio::test]
async fn a_text_is_sent_only_where_the_agent_allows_it_and_is_one_short_line() {
    let stage = Stage::with_team(false).await;
    let store = &stage.server.app.store;
    let open = AlertSettings {
        show_text: true,
        ..AlertSettings::default()
    };
    let saved = store.save_alert_settings(stage.ana.id, &open);
    saved.await.unwrap();
    let mut chat = stage.waiting().await;
    let mut agent = AgentPage::open(&stage.server, &stage.ana).await;
    agent.claim(chat.conversation).await.unwrap();
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    let long = format!("<b>one</b>\ntwo {}", "long ".repeat(100));
    chat.page.write(&long).await;
    let text = ana.shows().await.text.unwrap();
    assert!(text.starts_with("<b>one</b> two long"), "{text}");
    assert!(text.chars().count() <= baton_core::alert::ALERT_TEXT_CHARS);
    assert!(!text.contains('\n'));

    let hides = AlertSettings::default();
    let saved = store.save_alert_settings(stage.ana.id, &hides);
    saved.await.unwrap();
    stage.server.app.alerts.look_again(Some(stage.ana.id));
    ana.until("the settings", |page| page.settings == hides)
        .await;
    chat.page.write("a canary of a secret").await;
    assert_eq!(ana.shows().await.text, None);
    let bytes = String::from_utf8_lossy(&ana.line.bytes).into_owned();
    assert!(!bytes.contains("canary"));
}

#[tokio::test]
async fn the_text_of_a_new_chat_is_what_the_customer_wrote_though_rovo_answered_since() {
    let stage = Stage::with_team(false).await;
    let open = AlertSettings {
        show_text: true,
        ..AlertSettings::default()
    };
    let store = &stage.server.app.store;
    let saved = store.save_alert_settings(stage.ana.id, &open);
    saved.await.unwrap();
    let mut ana = AlertedPage::open(&stage.server, &stage.ana).await;
    let casey = stage.server.customer().await;
    let mut page = CustomerPage::open(&stage.server, &casey).await;
    page.write(QUESTION).await;
    let answered = |page: &CustomerPage| {
        let last = page.view.entries.last().map(|entry| &entry.body);
        matches!(last, Some(CustomerBody::Rovo { .. }))
    };
    page.until("an answer", answered).await;
    page.request_person().await;
    assert_eq!(ana.shows().await.text.as_deref(), Some(QUESTION));
}

#[tokio::test]
async fn who_has_no_role_in_a_space_hears_nothing_of_it_and_who_loses_it_hears_no_more() {
    let stage = Stage::with_team(false).await;
    let store = &stage.server.app.store;
    let elsewhere = stage.world.make_space(store, "SHOP").await;
    let dora = stage.server.agent_of(elsewhere, "Dora").await;
    let mut stranger = AlertedPage::open(&stage.server, &dora).await;
    let mut ben = AlertedPage::open(&stage.server, &stage.ben).await;
    stage.waiting().await;
    let alert = ben.shows().await;
    up_to_now(&stage.server, &dora, [&mut stranger]).await;
    heard_nothing(&stranger);
    assert_eq!(stranger.count, Count::default());

    let by = AuditActor::Shell;
    let gone = store.set_role(&by, stage.server.space, stage.ben.id, None);
    gone.await.unwrap();
    let closed =
        baton_server::session::ClosedSession::AllOf(baton_store::Principal::Account(stage.ben.id));
    stage.server.app.closed_sessions.send(closed).unwrap();
    ben.is_withdrawn(alert.id).await;
    stage.waiting().await;
    up_to_now(&stage.server, &stage.ben, [&mut ben]).await;
    heard_nothing(&ben);
}
