//! The settings of a space through the real router and store, as an admin with the product document would use them.
#![expect(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod live;
mod set_up;

use crate::site::{Answer, Site};
use baton_core::command::{Command, CommandBody};
use baton_core::conversation::Holder;
use baton_core::id::{CommandId, ConversationId, LiveChatId, WorkItemId};
use baton_core::people::{Actor, AgentRef};
use baton_core::settings::{Plan, ProjectKey};
use baton_core::time::Millis;
use baton_server::cli::action::Action;
use baton_server::cli::action::settings::Changes;
use baton_server::demo;
use baton_store::{Job, Space, Target};
use http::StatusCode;

const FEATURES: &str = "/app/HELP/settings/features";
const LIVE_CHAT: &str = "/app/HELP/settings/live-chat";
const SET_UP: &str = "/app/HELP/settings/live-chat/set-up";
const TEAM: &str = "/app/HELP/settings/live-chat/team";
const DEACTIVATE: &str = "/app/HELP/settings/live-chat/deactivate";
const LIVE: &str = "/app/HELP/settings/live";
const EMBEDDING: &str = "/app/HELP/settings/embedding";
const EVERY_PAGE: [&str; 7] = [
    "/app/HELP/settings",
    FEATURES,
    LIVE_CHAT,
    TEAM,
    DEACTIVATE,
    LIVE,
    EMBEDDING,
];

async fn signed_in(site: &Site, email: &str) -> String {
    let fields = [("email", email), ("password", demo::PASSWORD)];
    let answer = site.post("/app/sign-in", "", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    answer.cookie()
}

async fn admin(site: &Site) -> String {
    signed_in(site, "admin@northwind.example").await
}

async fn help(site: &Site) -> Space {
    let key = ProjectKey::parse("HELP").unwrap();
    site.app.store.space_by_key(&key).await.unwrap().unwrap()
}

async fn is_open(site: &Site) -> bool {
    let space = help(site).await;
    site.app.store.offer(space.id).await.unwrap().is_open()
}

/// Where a redirect leads.
fn location(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location")
}

fn team_form<'a>(version: &'a str, team: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("assign_minutes", "4"),
        ("assign_seconds", "30"),
        ("reply_minutes", "5"),
        ("reply_seconds", "0"),
        ("repeat_minutes", "1"),
        ("repeat_seconds", "0"),
        ("team", team),
    ]
}

/// A customer who has asked for a person and waits.
async fn waiting(site: &Site) -> ConversationId {
    let space = help(site).await;
    let customer = site.app.store.create_guest(space.id).await.unwrap();
    let target = Target::CustomerIn {
        space: space.id,
        customer,
    };
    let command = Command {
        id: CommandId(site.app.new_id()),
        actor: Actor::Customer(customer),
        body: CommandBody::RequestPerson {
            chat: LiveChatId(site.app.new_id()),
        },
    };
    let done = site.app.store.execute(Job { target, command }).await;
    done.unwrap().conversation
}

async fn claimed(site: &Site) -> ConversationId {
    let conversation = waiting(site).await;
    let account = site
        .app
        .store
        .account_by_email("ana@northwind.example")
        .await;
    let account = account.unwrap().unwrap();
    let command = Command {
        id: CommandId(site.app.new_id()),
        actor: Actor::Agent(AgentRef {
            id: account.id,
            name: account.name,
        }),
        body: CommandBody::Claim {
            work_item: WorkItemId(site.app.new_id()),
        },
    };
    let target = Target::Conversation(conversation);
    site.app
        .store
        .execute(Job { target, command })
        .await
        .unwrap();
    conversation
}

#[tokio::test]
async fn who_is_no_space_admin_gets_a_page_that_says_so_and_changes_nothing() {
    let site = Site::with_demo().await;
    let ana = signed_in(&site, "ana@northwind.example").await;
    for path in EVERY_PAGE {
        let page = site.get(path, &ana).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(page.body.contains("you’re a space admin"), "{path}");
        assert!(!page.body.contains("Set up live chat"), "{path}");
    }
    let before = help(&site).await;
    let fields = [("version", "0"), ("live_chat", "off")];
    let refused = site.post(FEATURES, &ana, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = site.post(DEACTIVATE, &ana, &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(help(&site).await, before);
    let inbox = site.get("/app/HELP/items", &ana).await;
    assert!(!inbox.body.contains("/app/HELP/settings\""), "no entry");
}

#[tokio::test]
async fn every_page_is_there_for_an_admin_and_says_what_is_so_now() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    for path in EVERY_PAGE {
        let page = site.get(path, &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("style=\""), "{path}");
        assert!(page.body.contains("Space settings"), "{path}");
    }
    let page = site.get(LIVE_CHAT, &cookie).await;
    for label in [
        "Customers can see live chat.",
        "View this agent",
        "Team and chat settings",
    ] {
        assert!(page.body.contains(label), "{label}");
    }
    let page = site.get(TEAM, &cookie).await;
    for label in [
        "Time to assign",
        "Time to reply",
        "Assign a team",
        "Service desk (2 members)",
        "When enabled, live chat is only visible to customers when at least one agent from the assigned team is available.",
        "Default label for live chat",
        "live-chat",
        "3 min",
    ] {
        assert!(page.body.contains(label), "{label}");
    }
}

#[tokio::test]
async fn turning_the_feature_off_closes_the_pages_and_leaves_live_chat_running() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let version = site.get(FEATURES, &cookie).await.hidden("version");
    let fields = [("version", version.as_str()), ("live_chat", "off")];
    let saved = site.post(FEATURES, &cookie, &fields).await;
    assert_eq!(location(&saved), "/app/HELP/settings/features?done=saved");
    assert!(is_open(&site).await);
    let page = site.get(FEATURES, &cookie).await;
    assert!(page.body.contains("live chat still runs on the portal"));
    assert!(page.body.contains(DEACTIVATE), "and offers to do the rest");
    let closed = site.get(TEAM, &cookie).await;
    assert_eq!(location(&closed), LIVE_CHAT);
    let page = site.get(LIVE_CHAT, &cookie).await;
    assert!(page.body.contains("The Live chat feature is off"));
    assert!(page.body.contains("View this agent"));
    let rest = site.post(DEACTIVATE, &cookie, &[]).await;
    assert!(location(&rest).contains("deactivated"));
    assert!(!is_open(&site).await);
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_beside_the_field_and_stays() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let before = help(&site).await;
    let version = before.settings_version.to_string();
    let team = before.settings.team.unwrap().to_string();
    let mut fields = team_form(&version, &team);
    fields[1].1 = "<b>three";
    fields[3].1 = "0";
    let refused = site.post(TEAM, &cookie, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Use whole numbers only."));
    assert!(refused.body.contains("At least 10 s."));
    assert!(
        refused.body.contains("value=\"&lt;b&gt;three\""),
        "what was typed stays"
    );
    assert!(!refused.body.contains("<b>three"));
    let gone = "018cc251-f400-7000-8000-000000000009";
    let refused = site.post(TEAM, &cookie, &team_form(&version, gone)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("This team no longer exists."));
    assert_eq!(help(&site).await, before, "nothing half done");
}

#[tokio::test]
async fn of_two_admins_who_save_at_once_the_second_learns_what_changed() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let space = help(&site).await;
    let version = space.settings_version.to_string();
    let team = space.settings.team.unwrap().to_string();
    let saved = site.post(TEAM, &cookie, &team_form(&version, &team)).await;
    assert_eq!(location(&saved), format!("{TEAM}?done=saved"));
    let mut second = team_form(&version, &team);
    second[1].1 = "9";
    let told = site.post(TEAM, &cookie, &second).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("Alex Admin changed Time to assign"));
    assert!(told.body.contains("from 3 min to 4 min 30 s"));
    assert!(told.body.contains("value=\"9\""), "what was typed stays");
    assert_eq!(
        help(&site).await.settings.time_to_assign,
        Millis::seconds(270)
    );
    let again = told.hidden("version");
    let mut third = team_form(&again, &team);
    third[1].1 = "9";
    let saved = site.post(TEAM, &cookie, &third).await;
    assert_eq!(location(&saved), format!("{TEAM}?done=saved"));
    assert_eq!(
        help(&site).await.settings.time_to_assign,
        Millis::seconds(570)
    );
}

#[tokio::test]
async fn deactivating_gives_who_waits_a_work_item_and_leaves_live_chats_to_their_end() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let live = claimed(&site).await;
    let waits = waiting(&site).await;
    let page = site.get(DEACTIVATE, &cookie).await;
    assert!(page.body.contains("1 customer waits at the moment"));
    assert!(is_open(&site).await, "asking does nothing");
    site.post(DEACTIVATE, &cookie, &[]).await;
    let store = &site.app.store;
    let waits = store.conversation(waits).await.unwrap().unwrap();
    assert!(matches!(waits.holder, Holder::Rovo { .. }));
    assert_eq!(waits.work_items.len(), 1);
    let live = store.conversation(live).await.unwrap().unwrap();
    assert!(matches!(live.holder, Holder::Live(_)));
    let page = site.get(LIVE_CHAT, &cookie).await;
    assert!(page.body.contains("Customers can’t see live chat."));
    assert!(page.body.contains("Set up live chat"));
}

#[tokio::test]
async fn without_the_plan_the_pages_say_what_is_needed_and_the_data_stays() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let before = help(&site).await;
    let changes = Changes {
        plan: Some(Plan::Standard),
        ..Changes::default()
    };
    let space = "HELP".to_owned();
    site.act(Action::ChangeSettings { space, changes }).await;
    let version = before.settings_version.to_string();
    for path in [LIVE_CHAT, TEAM, SET_UP] {
        let page = site.get(path, &cookie).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(page.body.contains("Premium or Enterprise plan"), "{path}");
    }
    let forms = [
        (TEAM.to_owned(), team_form(&version, "")),
        (
            format!("{SET_UP}/skill"),
            vec![("version", version.as_str())],
        ),
        (format!("{LIVE}/self-test"), vec![]),
    ];
    for (path, fields) in forms {
        let refused = site.post(&path, &cookie, &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(help(&site).await, before);
}

#[tokio::test]
async fn origins_are_checked_line_by_line_and_who_loaded_the_chat_is_shown() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let page = site.get(EMBEDDING, &cookie).await;
    assert!(
        page.body
            .contains("loader.js\" data-space=\"HELP\" async&gt;"),
        "the snippet"
    );
    let version = page.hidden("version");
    let wrong = "https://shop.example\nshop.example/help";
    let fields = [("version", version.as_str()), ("origins", wrong)];
    let refused = site.post(EMBEDDING, &cookie, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Line 2: “shop.example/help”"));
    assert!(
        refused
            .body
            .contains("https://shop.example\nshop.example/help")
    );
    let right = "https://Shop.example/\n\nhttps://shop.example";
    let fields = [("version", version.as_str()), ("origins", right)];
    let saved = site.post(EMBEDDING, &cookie, &fields).await;
    assert_eq!(location(&saved), format!("{EMBEDDING}?done=saved"));
    assert_eq!(help(&site).await.allowed_origins, ["https://shop.example"]);
    let frame = "/chat/HELP?embed=1&build=2&host=https%3A%2F%2Fshop.example";
    assert_eq!(site.get(frame, "").await.status, StatusCode::OK);
    let frame = "/chat/HELP?embed=1&host=https%3A%2F%2Fevil.example";
    assert_eq!(site.get(frame, "").await.status, StatusCode::FORBIDDEN);
    let page = site.get(EMBEDDING, &cookie).await;
    for shown in [
        "https://shop.example",
        "loader 2",
        "https://evil.example",
        "Refused",
    ] {
        assert!(page.body.contains(shown), "{shown}");
    }
}
