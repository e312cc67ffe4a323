//! Customers' own account through the real router: the name, the password, and where they are signed in.

#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "a test that can't go on says where"
)]

use crate::site::Site;
use baton_core::command::{Command, CommandBody};
use baton_core::id::{CommandId, LiveChatId, WorkItemId};
use baton_core::limits::OPEN_WORK_ITEMS;
use baton_core::people::{Actor, CustomerKind};
use baton_server::demo;
use baton_server::session::{ClosedSession, customer};
use baton_store::{Job, NewCustomer, Principal, Target};
use http::StatusCode;

const PAGE: &str = "/portal/HELP/account";

async fn change_password(
    site: &Site,
    cookie: &str,
    present: &str,
    new: &str,
) -> crate::site::Answer {
    let fields = [("present", present), ("password", new)];
    site.post("/portal/HELP/account/password", cookie, &fields)
        .await
}

#[tokio::test]
async fn a_customer_changes_the_name_and_what_was_typed_wrong_stays_in_its_field() {
    let site = Site::with_demo().await;
    let casey = site.sign_in_casey("").await.cookie();
    let page = site.get(PAGE, &casey).await;
    assert!(page.body.contains("value=\"Casey Lee\"") && page.body.contains("casey@example.com"));
    let long = "é".repeat(101);
    for (typed, said) in [(" ", "Write your name."), (&long, "up to 100 characters")] {
        let again = site.post(PAGE, &casey, &[("name", typed)]).await;
        assert!(again.body.contains(said) && again.body.contains("id=\"name-problem\""));
        assert!(again.body.contains(&format!("value=\"{typed}\"")));
    }
    let saved = site
        .post(PAGE, &casey, &[("name", " Casey  <b>Moreau</b> ")])
        .await;
    assert_eq!(saved.header("location"), "/portal/HELP/account?done=name");
    let page = site.get(saved.header("location"), &casey).await;
    assert!(page.body.contains("Your name is saved."));
    assert!(
        page.body.contains("Casey &lt;b>Moreau") || page.body.contains("Casey &lt;b&gt;Moreau")
    );
    assert!(!page.body.contains("<b>Moreau"));
}

#[tokio::test]
async fn a_new_password_needs_the_present_one_and_ends_the_other_sessions_but_not_this_one() {
    let site = Site::with_demo().await;
    let (here, elsewhere) = (
        site.sign_in_casey("").await.cookie(),
        site.sign_in_casey("").await.cookie(),
    );
    let mut closed = site.app.closed_sessions.subscribe();
    let short = change_password(&site, &here, demo::PASSWORD, "short").await;
    assert!(short.body.contains("Use at least 8 characters."));
    let wrong = change_password(&site, &here, "not this one", "long enough").await;
    assert!(wrong.body.contains("This is not your present password."));
    assert!(!wrong.body.contains("not this one") && !wrong.body.contains("long enough"));
    assert!(closed.try_recv().is_err(), "nothing was changed");
    let changed = change_password(&site, &here, demo::PASSWORD, "long enough").await;
    assert_eq!(
        changed.header("location"),
        "/portal/HELP/account?done=password"
    );
    let space = site.context().space("HELP").await.unwrap().id;
    let casey = site
        .app
        .store
        .customer_by_email(space, "casey@example.com")
        .await;
    let customer = casey.unwrap().unwrap().profile.id;
    let told = ClosedSession::AllOf(Principal::Customer { space, customer });
    assert_eq!(closed.try_recv().unwrap(), told);
    assert!(site.get(PAGE, &here).await.body.contains("Casey Lee"));
    let gone = site.get(PAGE, &elsewhere).await;
    assert!(gone.body.contains("You are not signed in."));
    let old = site.sign_in_casey("").await;
    assert!(old.body.contains("is wrong"));
    let fields = [("email", "casey@example.com"), ("password", "long enough")];
    let new = site.post("/portal/HELP/sign-in", "", &fields).await;
    assert_eq!(new.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_present_password_can_not_be_guessed_without_end() {
    let site = Site::with_demo().await;
    let casey = site.sign_in_casey("").await.cookie();
    for _ in 0..10 {
        change_password(&site, &casey, "a guess", "long enough").await;
    }
    let refused = change_password(&site, &casey, demo::PASSWORD, "long enough").await;
    assert!(refused.body.contains("Too many tries"));
}

#[tokio::test]
async fn signing_out_everywhere_ends_this_session_the_others_and_those_of_guests_that_were_linked()
{
    let site = Site::with_demo().await;
    let casey = site.sign_in_casey("").await.cookie();
    site.raise(&casey, "From the account").await;
    let space = site.context().space("HELP").await.unwrap();
    // A guest with something of their own, linked to the account, and a session in which it goes on.
    let guest = site.app.store.create_guest(space.id).await.unwrap();
    let profile = site
        .app
        .store
        .customer(guest)
        .await
        .unwrap()
        .unwrap()
        .profile;
    let token = customer::begin(&site.app, &space, &profile).await.unwrap();
    let as_guest = format!("__Host-baton-HELP={}", token.as_str());
    site.raise(&as_guest, "As a guest").await;
    let email = site
        .app
        .store
        .customer_by_email(space.id, "casey@example.com")
        .await;
    let known = email.unwrap().unwrap().profile.id;
    site.app.store.become_known(guest, known).await.unwrap();
    let elsewhere = site.sign_in_casey("").await.cookie();
    let path = "/portal/HELP/account/sign-out-everywhere";
    let out = site.post(path, &casey, &[]).await;
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    let said = site.get(out.header("location"), "").await;
    assert!(said.body.contains("You are signed out in every browser."));
    for cookie in [&casey, &elsewhere, &as_guest] {
        let list = site.get("/portal/HELP/requests", cookie).await;
        assert!(list.body.contains("No requests yet"), "{}", list.body);
    }
    // The word in the address says nothing to who is signed in.
    let again = site.sign_in_casey("").await.cookie();
    let page = site.get(out.header("location"), &again).await;
    assert!(!page.body.contains("You are signed out"));
}

#[tokio::test]
async fn a_request_too_many_is_refused_with_a_sentence_and_the_words_stay() {
    let site = Site::with_demo().await;
    let cookie = site.raise("", "The first").await.cookie();
    let space = site.context().space("HELP").await.unwrap();
    let item = site.app.store.work_item(space.id, "HELP-1").await.unwrap();
    let (conversation, guest) = item.map(|row| (row.conversation, row.customer)).unwrap();
    for number in 1..OPEN_WORK_ITEMS {
        let command = Command {
            id: CommandId(site.app.new_id()),
            actor: Actor::Customer(guest),
            body: CommandBody::RaiseRequest {
                work_item: WorkItemId(site.app.new_id()),
                summary: format!("Number {number}"),
                description: "It does not work.".into(),
            },
        };
        let target = Target::Conversation(conversation);
        let job = Job { target, command };
        site.app.store.execute(job).await.unwrap();
    }
    let refused = site.raise(&cookie, "One too many").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("you have too many requests for now"));
    assert!(refused.body.contains("value=\"One too many\""));
    // In the chat as well, also without script.
    for action in ["write", "request"] {
        let log = site.get("/chat/HELP/log", &cookie).await;
        let id = log.hidden("id");
        let fields = [("id", id.as_str()), ("do", action), ("text", "Hello")];
        let sent = site.post("/chat/HELP/log", &cookie, &fields).await;
        let said = site.get(sent.header("location"), &cookie).await;
        let is_said = said.body.contains("You have too many requests for now.");
        assert_eq!(is_said, action == "request", "{}", sent.header("location"));
    }
}

#[tokio::test]
async fn a_guest_is_shown_how_to_sign_in_and_comes_back_to_the_page() {
    let site = Site::with_demo().await;
    let guest = site.raise("", "As a guest").await.cookie();
    let nobody = site.get(PAGE, "").await;
    let page = site.get(PAGE, &guest).await;
    for page in [&nobody, &page] {
        assert!(
            page.body
                .contains("/portal/HELP/sign-in?next=/portal/HELP/account")
        );
        assert!(!page.body.contains("name=\"password\""));
    }
    assert!(
        page.body
            .contains("What you did here as a guest comes along")
    );
    let renamed = site.post(PAGE, &guest, &[("name", "Somebody")]).await;
    assert!(renamed.body.contains("You are not signed in."));
    let fields = [
        ("email", "casey@example.com"),
        ("password", demo::PASSWORD),
        ("next", PAGE),
    ];
    let known = site.post("/portal/HELP/sign-in", &guest, &fields).await;
    assert_eq!(known.header("location"), PAGE);
}

#[tokio::test]
async fn whom_another_site_vouches_for_is_told_what_can_not_be_changed_here() {
    let site = Site::with_demo().await;
    let space = site.context().space("HELP").await.unwrap();
    let new = NewCustomer {
        space: space.id,
        name: "Robin".into(),
        email: "robin@shop.example".into(),
        password_hash: None,
        kind: CustomerKind::Identified,
    };
    let id = site.app.store.create_customer(new).await.unwrap();
    let profile = site.app.store.customer(id).await.unwrap().unwrap().profile;
    let token = customer::begin(&site.app, &space, &profile).await.unwrap();
    let cookie = format!("__Host-baton-HELP={}", token.as_str());
    let page = site.get(PAGE, &cookie).await;
    assert!(
        page.body.contains("can't be changed here") && page.body.contains("robin@shop.example")
    );
    assert!(!page.body.contains("name=\"name\""));
    site.post(PAGE, &cookie, &[("name", "Mallory")]).await;
    change_password(&site, &cookie, "", "long enough").await;
    let kept = site.app.store.customer(id).await.unwrap().unwrap();
    assert_eq!(
        (kept.profile.name.as_str(), kept.password_hash),
        ("Robin", None)
    );
}

#[tokio::test]
async fn what_customers_change_is_in_the_audit_log_without_their_names() {
    let site = Site::with_demo().await;
    let casey = site.sign_in_casey("").await.cookie();
    site.post(PAGE, &casey, &[("name", "Casey Moreau")]).await;
    change_password(&site, &casey, demo::PASSWORD, "long enough").await;
    site.post("/portal/HELP/account/sign-out-everywhere", &casey, &[])
        .await;
    let admin = site.staff("admin").await;
    let log = site
        .get("/app/HELP/settings/audit?who=customers", &admin)
        .await;
    for what in [
        "Changed a name",
        "Changed a password",
        "Signed out everywhere",
    ] {
        let row = format!("</b> · {what}");
        assert_eq!(
            log.body.replace("<!>", "").matches(&row).count(),
            1,
            "{what}"
        );
    }
    assert!(!log.body.contains("Casey") && log.body.contains("A customer"));
}

#[tokio::test]
async fn agents_see_the_new_name_in_the_inbox_at_once() {
    let site = Site::with_demo().await;
    let casey = site.sign_in_casey("").await.cookie();
    let space = site.context().space("HELP").await.unwrap().id;
    let store = &site.app.store;
    let known = store.customer_by_email(space, "casey@example.com").await;
    let customer = known.unwrap().unwrap().profile.id;
    let command = Command {
        id: CommandId(site.app.new_id()),
        actor: Actor::Customer(customer),
        body: CommandBody::RequestPerson {
            chat: LiveChatId(site.app.new_id()),
        },
    };
    let target = Target::CustomerIn { space, customer };
    store.execute(Job { target, command }).await.unwrap();
    let before = store.inbox(space).await.unwrap();
    let mut hints = store.hints();
    site.post(PAGE, &casey, &[("name", "Casey Moreau")]).await;
    let after = store.inbox(space).await.unwrap();
    assert_eq!(after.rows[0].customer_name, "Casey Moreau");
    let entry = hints.try_recv().unwrap().feed.unwrap();
    assert_eq!((entry.seq, &entry.row), (before.seq.next(), &after.rows[0]));
    assert_eq!(after.seq, entry.seq);
}

#[tokio::test]
async fn agents_see_at_once_the_name_of_a_guest_who_signs_in_or_makes_an_account() {
    let site = Site::with_demo().await;
    let space = site.context().space("HELP").await.unwrap();
    let store = &site.app.store;
    let sign_in = ("/portal/HELP/sign-in", "Casey Lee", "casey@example.com");
    let sign_up = ("/portal/HELP/sign-up", "Robin Roe", "robin@example.com");
    for (address, name, email) in [sign_in, sign_up] {
        let guest = store.create_guest(space.id).await.unwrap();
        let profile = store.customer(guest).await.unwrap().unwrap().profile;
        let token = customer::begin(&site.app, &space, &profile).await.unwrap();
        let cookie = format!("__Host-baton-HELP={}", token.as_str());
        let chat = LiveChatId(site.app.new_id());
        let command = Command {
            id: CommandId(site.app.new_id()),
            actor: Actor::Customer(guest),
            body: CommandBody::RequestPerson { chat },
        };
        let target = Target::CustomerIn {
            space: space.id,
            customer: guest,
        };
        let done = store.execute(Job { target, command }).await.unwrap();
        let before = store.inbox(space.id).await.unwrap();
        assert_eq!(before.row(done.conversation).unwrap().customer_name, "");
        let mut hints = store.hints();
        let fields = [
            ("name", name),
            ("email", email),
            ("password", demo::PASSWORD),
        ];
        let known = site.post(address, &cookie, &fields).await;
        assert_eq!(known.status, StatusCode::SEE_OTHER, "{}", known.body);
        let entry = hints.try_recv().unwrap().feed.unwrap();
        assert_eq!(
            (entry.seq, entry.row.customer_name.as_str()),
            (before.seq.next(), name)
        );
        let after = store.inbox(space.id).await.unwrap();
        assert_eq!(after.row(done.conversation), Some(&entry.row));
    }
}
