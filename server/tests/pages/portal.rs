//! The portal through the real router and a real store.

mod requests;

use crate::site::{Database, Site, on_both};
use baton_core::time::Millis;
use baton_server::cli::action::Action;
use baton_server::cli::action::knowledge::File;
use baton_server::limits::{Network, Pace, Payer};
use http::StatusCode;

#[tokio::test]
async fn a_session_of_one_space_is_none_in_another() {
    let site = Site::with_demo().await;
    site.act(Action::AddSpace {
        key: "SHOP".into(),
        name: "Shop".into(),
        time_zone: "Etc/UTC".into(),
    })
    .await;
    let cookie = site.raise("", "Mine").await.cookie();
    let forged = cookie.replace("HELP", "SHOP");
    let list = site.get("/portal/SHOP/requests", &forged).await;
    assert!(list.body.contains("No requests yet"));
    let item = site.get("/portal/SHOP/requests/HELP-1", &forged).await;
    assert_ne!(item.status, StatusCode::OK);
    let fields = [("email", "casey@example.com"), ("password", "baton-demo")];
    let signed_in = site.post("/portal/SHOP/sign-in", "", &fields).await;
    assert_eq!(signed_in.cookie(), "");
    assert_eq!(
        site.get("/portal/NONE", "").await.status,
        StatusCode::NOT_FOUND
    );
}

on_both! {
    async fn signing_in_needs_the_password_and_gives_a_new_token(database: Database) {
        let site = Site::with_demo_on(database).await;
        let fields = [("email", "casey@example.com"), ("password", "wrong")];
        let wrong = site.post("/portal/HELP/sign-in", "", &fields).await;
        assert_eq!(wrong.cookie(), "");
        assert!(wrong.body.contains("is wrong"));
        assert!(wrong.body.contains("value=\"casey@example.com\""));
        assert!(!wrong.body.contains("value=\"wrong\""));
        let first = site.sign_in_casey("").await;
        let second = site.sign_in_casey(&first.cookie()).await;
        assert_eq!(second.status, StatusCode::SEE_OTHER);
        assert_ne!(first.cookie(), second.cookie());
        let set = second.header("set-cookie");
        assert!(set.starts_with("__Host-baton-HELP="), "{set}");
        let before = site.get("/portal/HELP", &first.cookie()).await;
        assert!(!before.body.contains("Casey Lee"), "the old token is dead");
        let page = site.get("/portal/HELP", &second.cookie()).await;
        assert!(page.body.contains("Casey Lee"));
        let out = site
            .post("/portal/HELP/sign-out", &second.cookie(), &[])
            .await;
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        let after = site.get("/portal/HELP", &second.cookie()).await;
        assert!(!after.body.contains("Casey Lee"));
    }
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let site = Site::with_demo().await;
    let fields = [("email", "casey@example.com"), ("password", "wrong")];
    for _ in 0..10 {
        let wrong = site.post("/portal/HELP/sign-in", "", &fields).await;
        assert_eq!(wrong.status, StatusCode::OK);
    }
    let refused = site.sign_in_casey("").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    site.clock.advance(baton_core::time::Millis::minutes(1));
    assert_eq!(site.sign_in_casey("").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_with_its_time() {
    let site = Site::with_demo().await;
    let cookie = site.sign_in_casey("").await.cookie();
    site.clock
        .advance(baton_core::time::Millis::minutes(181 * 24 * 60));
    let page = site.get("/portal/HELP", &cookie).await;
    assert!(!page.body.contains("Casey Lee"));
}

#[tokio::test]
async fn what_a_guest_did_comes_along_when_the_account_has_nothing_yet() {
    let site = Site::with_demo().await;
    let guest = site.raise("", "As a guest").await;
    let known = site.sign_in_casey(&guest.cookie()).await;
    let list = site.get("/portal/HELP/requests", &known.cookie()).await;
    assert!(list.body.contains("As a guest"));
    assert!(!list.body.contains("this browser only"));
    let elsewhere = site.sign_in_casey("").await.cookie();
    let list = site.get("/portal/HELP/requests", &elsewhere).await;
    assert!(list.body.contains("As a guest"));
    let old = site.get("/portal/HELP/requests", &guest.cookie()).await;
    assert!(
        !old.body.contains("As a guest"),
        "the guest's token is dead"
    );
}

on_both! {
    async fn a_guest_and_an_account_with_requests_of_their_own_are_linked(database: Database) {
        let site = Site::with_demo_on(database).await;
        let casey = site.sign_in_casey("").await.cookie();
        site.raise(&casey, "From the account").await;
        let guest = site.raise("", "As a guest").await;
        let known = site.sign_in_casey(&guest.cookie()).await.cookie();
        let list = site.get("/portal/HELP/requests", &known).await;
        assert!(list.body.contains("From the account") && list.body.contains("As a guest"));
        let address = guest.header("location");
        let page = site.get(address, &known).await;
        assert_eq!(page.status, StatusCode::OK);
        let id = page.hidden("id");
        let fields = [("id", id.as_str()), ("text", "Now I am known")];
        let sent = site.post(address, &known, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let page = site.get(address, &known).await;
        assert!(page.body.contains("Now I am known"));
    }
}

on_both! {
    async fn a_new_account_takes_the_guests_requests_and_its_address_can_not_be_taken_twice(database: Database) {
        let site = Site::with_demo_on(database).await;
        let guest = site.raise("", "As a guest").await.cookie();
        let fields = [
            ("name", "Robin"),
            ("email", "robin@example.com"),
            ("password", "long enough"),
        ];
        let made = site.post("/portal/HELP/sign-up", &guest, &fields).await;
        let list = site.get("/portal/HELP/requests", &made.cookie()).await;
        assert!(list.body.contains("As a guest") && list.body.contains("Robin"));
        let again = site.post("/portal/HELP/sign-up", "", &fields).await;
        assert!(again.body.contains("already"));
        assert_eq!(again.cookie(), "");
    }
}

#[tokio::test]
async fn an_article_can_do_nothing_but_be_read_and_its_sections_have_addresses() {
    let site = Site::with_demo().await;
    let markdown = "---\ntitle: Trap\nsummary: A trap.\n---\n\n## First step\n\nRead <script>alert(1)</script>\n\n\
                    <iframe src=\"https://evil.example\"></iframe>\n\n[x](javascript:alert(1))\n";
    let file = File {
        name: "trap".into(),
        markdown: markdown.into(),
    };
    let import = |file: &File| Action::ImportKnowledge {
        space: "help".into(),
        files: vec![file.clone()],
    };
    site.act(import(&file)).await;
    let page = site.get("/portal/HELP/articles/trap", "").await;
    assert_eq!(page.status, StatusCode::OK);
    for bad in ["alert(1)</script>", "<iframe", "javascript:"] {
        assert!(!page.body.contains(bad), "{bad}");
    }
    assert!(page.body.contains("<h2 id=\"first-step\">First step</h2>"));
    let again = site.act(import(&file)).await;
    assert!(again.starts_with("0 articles added"), "{again}");
}

#[tokio::test]
async fn search_leads_to_the_section_that_answers() {
    let site = Site::with_demo().await;
    let page = site.get("/portal/HELP?q=forgotten+password", "").await;
    assert!(
        page.body.contains(
            "/portal/HELP/articles/reset-your-password#if-you-have-forgotten-your-password"
        ),
        "{}",
        page.body
    );
    let nothing = site.get("/portal/HELP?q=zzzqqq%3Cscript%3E", "").await;
    assert!(nothing.body.contains("No article answers"));
    assert!(!nothing.body.contains("<script>"));
}

#[tokio::test]
async fn the_demo_made_twice_changes_nothing() {
    let site = Site::with_demo().await;
    let before = site.act(Action::Check).await;
    let version = site
        .app
        .store
        .knowledge_version(site.context().space("HELP").await.unwrap().id)
        .await
        .unwrap();
    baton_server::demo::ensure(&site.context()).await.unwrap();
    assert_eq!(site.act(Action::Check).await, before);
    let space = site.context().space("HELP").await.unwrap();
    let after = site.app.store.knowledge_version(space.id).await.unwrap();
    assert_eq!(after, version);
    let settings = site
        .act(Action::ShowSettings {
            space: "HELP".into(),
        })
        .await;
    for line in [
        "time to assign: 3m",
        "time to reply: 5m",
        "team: Service desk",
        "live chat: offered",
    ] {
        assert!(settings.contains(line), "{line} in {settings}");
    }
}

#[tokio::test]
async fn a_form_too_many_is_kept_with_its_words_and_can_be_sent_again() {
    let site = Site::with_demo().await;
    let casey = site.sign_in_casey("").await.cookie();
    let address = "/portal/HELP/requests/new";
    let id = site.get(address, &casey).await.hidden("id");
    let fields = [
        ("id", id.as_str()),
        ("summary", "Badge"),
        ("description", "It </textarea><b>broke\r\nin two"),
    ];
    let mut sent = 0;
    let refused = loop {
        let answer = site.post(address, &casey, &fields).await;
        if answer.status != StatusCode::SEE_OTHER {
            break answer;
        }
        sent += 1;
    };
    assert_eq!(sent, 120);
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), "1");
    assert!(refused.body.contains("Wait a second"), "{}", refused.body);
    assert!(
        refused
            .body
            .contains("It &lt;/textarea>&lt;b>broke\nin two"),
        "{}",
        refused.body
    );
    assert_eq!(refused.hidden("id"), id);
    // Nobody else is held up, and a moment later it is taken.
    let guest = site.raise("", "Another").await;
    assert_eq!(guest.status, StatusCode::SEE_OTHER);
    site.clock.advance(Millis::seconds(1));
    let taken = site.post(address, &casey, &fields).await;
    assert_eq!(taken.header("location"), "/portal/HELP/requests/HELP-1");
}

#[tokio::test]
async fn whoever_tries_many_accounts_is_counted_for_their_address() {
    let site = Site::with_demo().await;
    let network = Payer::Network(Network::Unknown);
    let now = site.app.now();
    while site.app.doors.form(Pace::Password, network, now).is_ok() {}
    for (address, email) in [
        ("/portal/HELP/sign-in", "a@example.org"),
        ("/app/sign-in", "b@example.org"),
    ] {
        let fields = [("email", email), ("password", "a password of nobody")];
        let refused = site.post(address, "", &fields).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{address}");
        assert!(!refused.body.contains("a password of nobody"));
        assert!(!refused.body.contains("<form"), "{}", refused.body);
    }
}
