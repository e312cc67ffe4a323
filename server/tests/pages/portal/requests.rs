//! *My requests*: the form, the page of one, and its comments.

use axum::body::Body;
use baton_core::command::{Command, CommandBody};
use baton_core::id::CommandId;
use baton_core::people::Actor;
use baton_store::{Job, Target};
use http::{Request, StatusCode, header};
use tokio::task::JoinSet;

use crate::site::{Database, Site, on_both};

on_both! {
    async fn a_request_sent_twice_is_one_request_also_for_a_browser_without_a_cookie(database: Database) {
        let site = Site::with_demo_on(database).await;
        let form = site.get("/portal/HELP/requests/new", "").await;
        let id = form.hidden("id");
        let fields = [
            ("id", id.as_str()),
            ("summary", "Badge"),
            ("description", "Broken"),
        ];
        let address = "/portal/HELP/requests/new";
        let (first, second) = tokio::join!(
            site.post(address, "", &fields),
            site.post(address, "", &fields)
        );
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        assert_eq!(first.header("location"), "/portal/HELP/requests/HELP-1");
        assert_eq!(second.header("location"), "/portal/HELP/requests/HELP-1");
        assert_eq!(first.cookie(), second.cookie());
        let list = site.get("/portal/HELP/requests", &first.cookie()).await;
        assert_eq!(
            list.body.matches("HELP-1").count(),
            2,
            "an address and a name"
        );
        assert!(!list.body.contains("HELP-2"));
        assert!(list.body.contains("visible in this browser only"));
    }
}

on_both! {
    async fn a_request_sent_again_with_other_words_says_so_keeps_them_and_can_be_sent_as_another(database: Database) {
        let site = Site::with_demo_on(database).await;
        let address = "/portal/HELP/requests/new";
        let form = site.get(address, "").await;
        let id = form.hidden("id");
        let fields = |id: &str, summary: &str, description: &str| {
            [("id", id), ("summary", summary), ("description", description)]
                .map(|(name, value)| (name, value.to_owned()))
        };
        let send = async |cookie: &str, fields: [(&'static str, String); 3]| {
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            site.post(address, cookie, &fields).await
        };
        let first = send("", fields(&id, "Badge", "Broken")).await;
        assert_eq!(first.header("location"), "/portal/HELP/requests/HELP-1");
        // Once from the browser that has the cookie by now, and once from one that went back before it came.
        for cookie in [first.cookie(), String::new()] {
            let again = send(&cookie, fields(&id, "Keys", "<b>Lost</b>")).await;
            assert_eq!(again.status, StatusCode::CONFLICT);
            assert!(again.body.contains("This form was sent before with other words"));
            assert!(again.body.contains("role=\"alert\"") && again.body.contains("value=\"Keys\""));
            assert!(again.body.contains("&lt;b>Lost&lt;/b>"), "{}", again.body);
            assert_ne!(again.hidden("id"), id);
            if cookie.is_empty() {
                assert_eq!(again.cookie(), first.cookie(), "it is the same guest");
                let second = send(&again.cookie(), fields(&again.hidden("id"), "Keys", "Lost")).await;
                assert_eq!(second.header("location"), "/portal/HELP/requests/HELP-2");
            }
        }
        let list = site.get("/portal/HELP/requests", &first.cookie()).await;
        assert!(list.body.contains("HELP-1") && list.body.contains("Badge"));
        assert!(list.body.contains("HELP-2") && !list.body.contains("HELP-3"));
    }
}

#[tokio::test]
async fn a_comment_sent_again_with_other_words_says_so_keeps_them_and_can_be_sent_as_another() {
    let site = Site::with_demo().await;
    let cookie = site.raise("", "Badge").await.cookie();
    let address = "/portal/HELP/requests/HELP-1";
    let id = site.get(address, &cookie).await.hidden("id");
    let send = async |id: &str, text: &str| {
        let fields = [("id", id), ("text", text)];
        site.post(address, &cookie, &fields).await
    };
    for _ in 0..2 {
        let sent = send(&id, "It is the left one").await;
        assert_eq!(
            sent.status,
            StatusCode::SEE_OTHER,
            "the same words twice are one comment"
        );
    }
    let again = send(&id, "It is the right one").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(
        again
            .body
            .contains("This form was sent before with other words")
    );
    assert!(again.body.contains("It is the right one"));
    assert_eq!(
        send(&again.hidden("id"), "It is the right one")
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let page = site.get(address, &cookie).await.body;
    for words in ["It is the left one", "It is the right one"] {
        assert_eq!(page.matches(words).count(), 1, "{words}");
    }
}

#[tokio::test]
async fn a_mistake_keeps_what_was_typed_and_stores_nothing() {
    let site = Site::with_demo().await;
    let form = site.get("/portal/HELP/requests/new", "").await;
    let id = form.hidden("id");
    let fields = [
        ("id", id.as_str()),
        ("summary", " "),
        ("description", "</textarea><script>alert(1)</script>"),
    ];
    let again = site.post("/portal/HELP/requests/new", "", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.cookie(), "", "nobody is known yet");
    assert_eq!(again.hidden("id"), id);
    assert!(again.body.contains("Write a summary."));
    assert!(again.body.contains("&lt;/textarea>&lt;script>alert(1)"));
    assert!(!again.body.contains("<script>alert"));
}

#[tokio::test]
async fn a_summary_is_measured_as_it_is_kept() {
    let site = Site::with_demo().await;
    let address = "/portal/HELP/requests/new";
    let send = async |summary: &str| {
        let id = site.get(address, "").await.hidden("id");
        let fields = [
            ("id", id.as_str()),
            ("summary", summary),
            ("description", "Broken"),
        ];
        site.post(address, "", &fields).await
    };
    let wide = format!("My{}badge", " ".repeat(300));
    let raised = send(&wide).await;
    assert_eq!(raised.status, StatusCode::SEE_OTHER);
    let long = send(&"x".repeat(201)).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        long.body
            .contains("The summary can have up to 200 characters.")
    );
}

#[tokio::test]
async fn the_home_counts_the_open_requests_that_the_list_shows_those_of_a_guest_among_them() {
    let site = Site::with_demo().await;
    let casey = site.sign_in_casey("").await.cookie();
    site.raise(&casey, "Badge").await;
    let guest = site.raise("", "Keys").await.cookie();
    let casey = site.sign_in_casey(&guest).await.cookie();
    let list = site.get("/portal/HELP/requests", &casey).await.body;
    assert!(list.contains("Badge") && list.contains("Keys"), "{list}");
    let home = site.get("/portal/HELP", &casey).await.body;
    assert!(home.contains("2 are open."), "{home}");
}

#[tokio::test]
async fn what_a_request_says_is_shown_as_text_and_comments_come_back() {
    let site = Site::with_demo().await;
    let raised = site.raise("", "<img src=x onerror=alert(1)>").await;
    let cookie = raised.cookie();
    let address = raised.header("location").to_owned();
    let page = site.get(&address, &cookie).await;
    assert!(page.body.contains("&lt;img src=x"), "{}", page.body);
    assert!(!page.body.contains("<img"));
    let id = page.hidden("id");
    let fields = [("id", id.as_str()), ("text", "One more thing")];
    for _ in 0..2 {
        let sent = site.post(&address, &cookie, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    let page = site.get(&address, &cookie).await;
    assert_eq!(page.body.matches("One more thing").count(), 1);
    let empty = site
        .post(
            &address,
            &cookie,
            &[("id", &page.hidden("id")), ("text", " ")],
        )
        .await;
    assert!(empty.body.contains("Write a comment first."));
}

#[tokio::test]
async fn a_request_is_found_by_nobody_but_its_owner() {
    let site = Site::with_demo().await;
    let address = site.raise("", "Mine").await.header("location").to_owned();
    let other = site.raise("", "Theirs").await.cookie();
    assert_eq!(
        site.get(&address, &other).await.status,
        StatusCode::NOT_FOUND
    );
    let stranger = site.get(&address, "").await;
    assert_eq!(stranger.header("location"), "/portal/HELP/sign-in");
}

#[tokio::test]
async fn who_asks_again_with_what_the_page_shows_is_told_only_of_what_is_new() {
    let site = Site::with_demo().await;
    let raised = site.raise("", "Badge").await;
    let (address, cookie) = (raised.header("location").to_owned(), raised.cookie());
    let page = site.get(&address, &cookie).await;
    let tag = page.header("etag").to_owned();
    assert!(page.body.contains(&tag), "the page's script knows it");
    let ask = async |cookie: &str, tag: &str| {
        let request = Request::get(&address)
            .header(header::COOKIE, cookie)
            .header(header::IF_NONE_MATCH, tag);
        site.send(request.body(Body::empty()).unwrap()).await
    };
    let same = ask(&cookie, &tag).await;
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
    assert!(same.body.is_empty());
    let stranger = ask(&site.raise("", "Other").await.cookie(), &tag).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);

    let fields = [("id", page.hidden("id")), ("text", "The left one".into())];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    site.post(&address, &cookie, &fields).await;
    let newer = ask(&cookie, &tag).await;
    assert_eq!(newer.status, StatusCode::OK);
    assert!(newer.body.contains("The left one"));
    assert_ne!(newer.header("etag"), tag);
}

/// More comments than the pages read at once.
const MANY: u128 = 520;

#[tokio::test]
async fn however_long_a_request_is_talked_about_its_newest_comment_is_on_both_pages() {
    let site = Site::with_demo().await;
    let raised = site.raise("", "Badge").await;
    let (address, cookie) = (raised.header("location").to_owned(), raised.cookie());
    let space = site.app.store.spaces().await.unwrap().remove(0);
    let row = site.app.store.work_item(space.id, "HELP-1").await.unwrap();
    let row = row.unwrap();
    let conversation = site.app.store.conversation(row.conversation).await;
    let customer = conversation.unwrap().unwrap().customer;
    let mut comments = JoinSet::new();
    for number in 1..=MANY {
        let command = Command {
            id: CommandId(number),
            actor: Actor::Customer(customer),
            body: CommandBody::Comment {
                work_item: row.item.id,
                text: format!("comment {number}."),
            },
        };
        let target = Target::Conversation(row.conversation);
        let store = site.app.store.clone();
        comments.spawn(async move { store.execute(Job { target, command }).await.unwrap() });
    }
    comments.join_all().await;
    let ana = site.staff("ana").await;
    let pages = [
        site.get(&address, &cookie).await,
        site.get("/app/HELP/items/HELP-1", &ana).await,
    ];
    for page in pages {
        for number in [1, MANY] {
            let words = format!(">comment {number}.<");
            assert_eq!(page.body.matches(&words).count(), 1, "{words}");
        }
    }
}
