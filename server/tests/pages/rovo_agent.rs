//! The Rovo agent's pages, its test pane and the knowledge base through the real router and store.
#![expect(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod knowledge;

use crate::site::{Answer, Site};
use baton_core::command::{Command, CommandBody};
use baton_core::conversation::Holder;
use baton_core::id::{CommandId, ConversationId, LiveChatId};
use baton_core::people::Actor;
use baton_core::settings::{Knowledge, ProjectKey, RovoAgent, suggested_escalation_line};
use baton_server::demo;
use baton_store::{Job, Space, Target};
use http::StatusCode;

const AGENT: &str = "/app/HELP/settings/rovo";
const SURFACE: &str = "/app/HELP/settings/rovo/surface";
const SCENARIOS: &str = "/app/HELP/settings/rovo/scenarios";
const FIRST: &str = "/app/HELP/settings/rovo/scenarios/1";
const TEST: &str = "/app/HELP/settings/rovo/test";
const KNOWLEDGE: &str = "/app/HELP/settings/knowledge";

async fn signed_in(site: &Site, name: &str) -> String {
    let email = format!("{name}@northwind.example");
    let fields = [("email", email.as_str()), ("password", demo::PASSWORD)];
    let answer = site.post("/app/sign-in", "", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    answer.cookie()
}

async fn help(site: &Site) -> Space {
    let key = ProjectKey::parse("HELP").unwrap();
    site.app.store.space_by_key(&key).await.unwrap().unwrap()
}

async fn agent(site: &Site) -> RovoAgent {
    help(site).await.rovo_agent.unwrap()
}

async fn is_open(site: &Site) -> bool {
    let space = help(site).await;
    site.app.store.offer(space.id).await.unwrap().is_open()
}

async fn version(site: &Site) -> String {
    help(site).await.settings_version.to_string()
}

fn location(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location")
}

/// A customer who has asked for a person and waits.
async fn waiting(site: &Site) -> ConversationId {
    let space = help(site).await.id;
    let customer = site.app.store.create_guest(space).await.unwrap();
    let target = Target::CustomerIn { space, customer };
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

#[tokio::test]
async fn only_admins_of_the_space_see_the_pages() {
    let site = Site::with_demo().await;
    let (admin, ana) = (
        signed_in(&site, "admin").await,
        signed_in(&site, "ana").await,
    );
    for path in [
        AGENT,
        SURFACE,
        FIRST,
        TEST,
        KNOWLEDGE,
        "/app/HELP/settings/knowledge/new",
        "/app/HELP/settings/knowledge/import",
    ] {
        assert_eq!(
            site.get(path, &admin).await.status,
            StatusCode::OK,
            "{path}"
        );
        assert_eq!(
            site.get(path, &ana).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(
            site.get(path, "").await.status,
            StatusCode::SEE_OTHER,
            "{path}"
        );
    }
}

#[tokio::test]
async fn deleting_the_skill_asks_first_and_then_stops_live_chat_with_a_work_item_for_who_waits() {
    let site = Site::with_demo().await;
    let admin = signed_in(&site, "admin").await;
    let conversation = waiting(&site).await;
    let version = version(&site).await;
    let path = format!("{FIRST}/skill");
    let fields = [("version", version.as_str()), ("skill", "delete")];
    let asked = site.post(&path, &admin, &fields).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(
        asked.body.contains("This stops live chat"),
        "{}",
        asked.body
    );
    assert!(
        asked.body.contains("1 customer is waiting"),
        "{}",
        asked.body
    );
    assert!(is_open(&site).await, "nothing has happened yet");

    let fields = [
        ("version", version.as_str()),
        ("skill", "delete"),
        ("confirm", "yes"),
    ];
    let answer = site.post(&path, &admin, &fields).await;
    assert_eq!(location(&answer), format!("{FIRST}?done=stopped"));
    assert!(!is_open(&site).await);
    let known = site
        .app
        .store
        .conversation(conversation)
        .await
        .unwrap()
        .unwrap();
    assert!(matches!(known.holder, Holder::Rovo { .. }));
    assert_eq!(known.work_items.len(), 1);

    let fields = [("version", &*self::version(&site).await), ("skill", "add")];
    let answer = site.post(&path, &admin, &fields).await;
    assert_eq!(location(&answer), format!("{FIRST}?done=started"));
    assert!(is_open(&site).await, "active at once");
}

#[tokio::test]
async fn removing_the_lines_or_the_surface_stops_live_chat_and_adding_them_back_starts_it() {
    let site = Site::with_demo().await;
    let admin = signed_in(&site, "admin").await;
    let line = suggested_escalation_line(&help(&site).await.key);
    for (lines, confirm, opens) in [("", "yes", false), (line.as_str(), "", true)] {
        let version = version(&site).await;
        let fields = [
            ("version", version.as_str()),
            ("name", "Rovo"),
            ("instructions", ""),
            ("lines", lines),
            ("confirm", confirm),
        ];
        location(&site.post(AGENT, &admin, &fields).await);
        assert_eq!(is_open(&site).await, opens);
    }
    for (surface, confirm, opens) in [("off", "yes", false), ("on", "", true)] {
        let version = version(&site).await;
        let fields = [
            ("version", version.as_str()),
            ("surface", surface),
            ("confirm", confirm),
        ];
        location(&site.post(SURFACE, &admin, &fields).await);
        assert_eq!(is_open(&site).await, opens);
    }
}

#[tokio::test]
async fn the_second_of_two_admins_learns_of_the_first_and_what_was_typed_stays() {
    let site = Site::with_demo().await;
    let admin = signed_in(&site, "admin").await;
    let seen = version(&site).await;
    let line = suggested_escalation_line(&help(&site).await.key);
    let save = async |name: &str| {
        let fields = [
            ("version", seen.as_str()),
            ("name", name),
            ("instructions", "<b>mine</b>"),
            ("lines", line.as_str()),
        ];
        site.post(AGENT, &admin, &fields).await
    };
    location(&save("First").await);
    let second = save("Second").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(
        second
            .body
            .contains("these settings were changed meanwhile"),
        "{}",
        second.body
    );
    let who = "Alex Admin changed Rovo agent</b> from Rovo to First";
    assert!(
        second.body.replace("<!>", "").contains(who),
        "{}",
        second.body
    );
    assert!(second.body.contains("value=\"Second\""), "{}", second.body);
    assert!(second.body.contains("&lt;b>mine"), "{}", second.body);
    assert_eq!(agent(&site).await.name, "First");
}

#[tokio::test]
async fn scenarios_are_added_edited_moved_and_deleted_and_the_default_stays() {
    let site = Site::with_demo().await;
    let admin = signed_in(&site, "admin").await;
    for (name, trigger) in [("Pay <script>", "payslip, salary"), ("Travel", "travel")] {
        let version = version(&site).await;
        let fields = [
            ("version", version.as_str()),
            ("name", name),
            ("trigger", trigger),
        ];
        location(&site.post(SCENARIOS, &admin, &fields).await);
    }
    let names = async || -> Vec<String> {
        let scenarios = agent(&site).await.scenarios;
        scenarios.into_iter().skip(1).map(|one| one.name).collect()
    };
    assert_eq!(names().await, ["Pay <script>", "Travel"]);
    let shown = site.get(SURFACE, &admin).await.body;
    assert!(
        shown.contains("Pay &lt;script&gt;") && !shown.contains("Pay <script>"),
        "{shown}"
    );

    let wrong = version(&site).await;
    let fields = [
        ("version", wrong.as_str()),
        ("name", "travel"),
        ("trigger", "when the customer asks"),
    ];
    let answer = site.post(SCENARIOS, &admin, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("Another scenario has this name."),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("These words occur in any question."),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("value=\"when the customer asks\""),
        "{}",
        answer.body
    );

    let version_now = version(&site).await;
    let fields = [("version", version_now.as_str()), ("to", "earlier")];
    location(
        &site
            .post(&format!("{SCENARIOS}/3/move"), &admin, &fields)
            .await,
    );
    assert_eq!(names().await, ["Travel", "Pay <script>"]);

    let version_now = version(&site).await;
    let fields = [
        ("version", version_now.as_str()),
        ("name", "Journeys"),
        ("trigger", "travel, journey"),
        ("instructions", ""),
        ("knowledge", "none"),
    ];
    location(&site.post(&format!("{SCENARIOS}/2"), &admin, &fields).await);
    assert_eq!(agent(&site).await.scenarios[1].knowledge, Knowledge::None);

    for (number, status) in [
        ("1", StatusCode::UNPROCESSABLE_ENTITY),
        ("9", StatusCode::NOT_FOUND),
        ("0", StatusCode::NOT_FOUND),
        ("3", StatusCode::SEE_OTHER),
    ] {
        let version_now = version(&site).await;
        let path = format!("{SCENARIOS}/{number}/delete");
        let answer = site
            .post(&path, &admin, &[("version", version_now.as_str())])
            .await;
        assert_eq!(answer.status, status, "{number}");
    }
    assert_eq!(names().await, ["Journeys"]);
}

#[tokio::test]
async fn the_test_pane_says_what_rovo_would_answer_and_why_and_leaves_no_trace() {
    let site = Site::with_demo().await;
    let admin = signed_in(&site, "admin").await;
    let space = help(&site).await;
    let answer = site
        .post(TEST, &admin, &[("said", "How do I connect to the VPN?")])
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    for expected in [
        "Here is what I found.",
        "Scenario: Help customers, the default",
        "reaches the threshold of 0.92",
        "Quoted: Connect to the VPN",
    ] {
        assert!(
            answer.body.contains(expected),
            "{expected}: {}",
            answer.body
        );
    }
    let person = site
        .post(TEST, &admin, &[("said", "I want to talk to a human")])
        .await;
    assert!(
        person.body.contains("Rovo asks the team to join."),
        "{}",
        person.body
    );
    assert!(
        person.body.contains("matched “i want to talk to a human”"),
        "{}",
        person.body
    );
    let nonsense = "Quetzal feathers glimmer beyond Andromeda";
    let nothing = site
        .post(TEST, &admin, &[("said", nonsense), ("said", nonsense)])
        .await;
    assert!(nothing.body.contains("in other words"), "{}", nothing.body);
    assert!(
        nothing.body.contains("find an answer to that."),
        "{}",
        nothing.body
    );
    let empty = site.post(TEST, &admin, &[("said", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);

    assert_eq!(site.app.store.article_uses(space.id).await.unwrap(), []);
    assert_eq!(site.app.store.open_questions().await.unwrap(), []);
    assert_eq!(site.app.store.waiting_in(space.id).await.unwrap(), []);
}

#[tokio::test]
async fn a_scenario_limits_what_is_quoted_and_without_the_skill_offers_a_request() {
    let site = Site::with_demo().await;
    let admin = signed_in(&site, "admin").await;
    let version_now = version(&site).await;
    let fields = [
        ("version", version_now.as_str()),
        ("name", "Network"),
        ("trigger", "vpn"),
    ];
    location(&site.post(SCENARIOS, &admin, &fields).await);
    let said = "I want to talk to a human about the VPN";
    let answer = site.post(TEST, &admin, &[("said", said)]).await;
    assert!(
        answer
            .body
            .contains("Scenario: Network, since “vpn” occurs."),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("You can leave a request"),
        "{}",
        answer.body
    );
    let version_now = version(&site).await;
    let fields = [
        ("version", version_now.as_str()),
        ("name", "Network"),
        ("trigger", "vpn"),
        ("instructions", ""),
        ("knowledge", "none"),
    ];
    location(&site.post(&format!("{SCENARIOS}/2"), &admin, &fields).await);
    let answer = site
        .post(TEST, &admin, &[("said", "How do I connect to the VPN?")])
        .await;
    assert!(
        !answer.body.contains("Here is what I found."),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("It may quote no article."),
        "{}",
        answer.body
    );
}
