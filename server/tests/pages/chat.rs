//! The chat's document and its forms through the real router and a real store.

#![expect(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod without_script;

use crate::site::{Answer, Site};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;
use baton_server::limits::Network;
use baton_widget::snapshot::{ChatSnapshot, Frame};
use http::StatusCode;

const CHAT: &str = "/chat/HELP";
const LOG: &str = "/chat/HELP/log";
const HOST: &str = "https://shop.example";

fn snapshot(answer: &Answer) -> ChatSnapshot {
    let element = answer.body.split("id=\"snapshot\">").nth(1).unwrap();
    let text = element.split('<').next().unwrap();
    ChatSnapshot::from_bytes(&BASE64_STANDARD.decode(text).unwrap()).unwrap()
}

/// Whether the element with this id is hidden.
fn is_hidden(answer: &Answer, id: &str) -> bool {
    let element = answer.body.split(&format!("id=\"{id}\"")).nth(1).unwrap();
    element.split('>').next().unwrap().contains("hidden")
}

async fn write(site: &Site, cookie: &str, text: &str) -> Answer {
    let page = site.get(CHAT, cookie).await;
    let id = page.hidden("id");
    let fields = [("id", id.as_str()), ("do", "write"), ("text", text)];
    site.post(CHAT, cookie, &fields).await
}

async fn click(site: &Site, cookie: &str, button: &str) -> Answer {
    let log = site.get(LOG, cookie).await;
    let id = log.hidden("id");
    let fields = [("id", id.as_str()), ("do", button)];
    site.post(LOG, cookie, &fields).await
}

async fn allow_host(site: &Site) {
    let key = ProjectKey::parse("HELP").unwrap();
    let store = &site.app.store;
    let space = store.space_by_key(&key).await.unwrap().unwrap();
    let origins = [HOST.to_owned()];
    store
        .save_allowed_origins(space.id, &origins)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_nobody_looks_at_makes_no_guest() {
    let site = Site::with_demo().await;
    let asks = async |cookie: &str, said: [(&str, &str); 2]| {
        let mut request = http::Request::get(CHAT).header("cookie", cookie);
        for (name, value) in said {
            request = request.header(name, value);
        }
        site.send(request.body(axum::body::Body::empty()).unwrap())
            .await
    };
    let known = site.get(CHAT, "").await.cookie();
    for said in [
        [("sec-fetch-dest", "image"), ("sec-fetch-mode", "no-cors")],
        [("sec-fetch-dest", "empty"), ("sec-fetch-mode", "cors")],
        [
            ("sec-fetch-dest", "document"),
            ("sec-purpose", "prefetch;prerender"),
        ],
    ] {
        let answer = asks("", said).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{said:?}");
        assert_eq!(answer.cookie(), "", "{said:?}");
        // Who is known makes nothing new.
        assert_eq!(asks(&known, said).await.status, StatusCode::OK, "{said:?}");
    }
    for dest in ["document", "iframe"] {
        let said = [("sec-fetch-dest", dest), ("sec-fetch-mode", "navigate")];
        assert!(
            asks("", said).await.cookie().contains("baton-HELP="),
            "{dest}"
        );
    }
}

#[tokio::test]
async fn opening_the_chat_makes_a_guest_and_opening_it_again_finds_the_same() {
    let site = Site::with_demo().await;
    let first = site.get(CHAT, "").await;
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(first.header("cache-control"), "no-store");
    let policy = first.header("content-security-policy");
    assert!(policy.ends_with("frame-ancestors 'self'"), "{policy}");
    let cookie = first.cookie();
    assert!(cookie.starts_with("__Host-baton-HELP="));
    let again = site.get(CHAT, &cookie).await;
    assert_eq!(again.cookie(), "");
    assert_eq!(snapshot(&again).customer, snapshot(&first).customer);
    assert_eq!(snapshot(&again).token, None);
    assert!(!again.body.contains(" style="));
}

#[tokio::test]
async fn words_are_shown_as_text_and_a_form_sent_twice_says_them_once() {
    let site = Site::with_demo().await;
    let page = site.get(CHAT, "").await;
    let (cookie, id) = (page.cookie(), page.hidden("id"));
    let text = "<img src=x onerror=alert(1)>";
    let fields = [("id", id.as_str()), ("do", "write"), ("text", text)];
    for _ in 0..2 {
        let sent = site.post(CHAT, &cookie, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert_eq!(sent.header("location"), CHAT);
    }
    let log = site.get(LOG, &cookie).await;
    assert_eq!(log.body.matches("&lt;img src=x").count(), 1, "{}", log.body);
    assert!(!log.body.contains("<img"));
    assert_eq!(
        snapshot(&site.get(CHAT, &cookie).await).view.entries.len(),
        1
    );
}

#[tokio::test]
async fn a_form_on_a_foreign_page_changes_nothing() {
    let site = Site::with_demo().await;
    let page = site.get(CHAT, "").await;
    let (cookie, id) = (page.cookie(), page.hidden("id"));
    let fields = [("id", id.as_str()), ("do", "write"), ("text", "hello")];
    for origin in [Some("https://evil.example"), Some("null"), None] {
        let refused = site.post_from(origin, CHAT, &cookie, &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{origin:?}");
    }
    assert!(
        snapshot(&site.get(CHAT, &cookie).await)
            .view
            .entries
            .is_empty()
    );
}

#[tokio::test]
async fn only_listed_origins_may_frame_the_chat_and_get_a_cookie_of_their_own() {
    let site = Site::with_demo().await;
    let address = format!("{CHAT}?embed=1&host={HOST}");
    assert_eq!(site.get(&address, "").await.status, StatusCode::FORBIDDEN);
    allow_host(&site).await;
    let framed = site.get(&address, "").await;
    assert_eq!(framed.status, StatusCode::OK);
    let policy = framed.header("content-security-policy");
    assert!(policy.ends_with(&format!("frame-ancestors 'self' {HOST}")));
    let given = framed.header("set-cookie");
    assert!(given.starts_with("__Host-baton-embed-HELP=") && given.contains("Partitioned"));
    let shown = snapshot(&framed);
    let host = HOST.to_owned();
    assert_eq!(shown.frame, Frame::ForeignPage { host });
    assert!(shown.token.is_some_and(|token| given.contains(&token)));
    let known = site.get(&address, &framed.cookie()).await;
    assert_eq!(snapshot(&known).token, None, "the cookie came back");
    let elsewhere = format!("{CHAT}?embed=1&host=https://shop.example.evil.example");
    assert_eq!(site.get(&elsewhere, "").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_in_a_frame_leads_back_into_the_frame() {
    let site = Site::with_demo().await;
    allow_host(&site).await;
    let address = format!("{CHAT}?embed=1&host={HOST}");
    let framed = site.get(&address, "").await;
    assert!(framed.body.contains(&address.replace('&', "&amp;")));
    let (cookie, id) = (framed.cookie(), framed.hidden("id"));
    let fields = [("id", id.as_str()), ("do", "write"), ("text", "hello")];
    let sent = site.post(&address, &cookie, &fields).await;
    assert_eq!(sent.header("location"), address);
}

#[tokio::test]
async fn words_that_are_too_long_stay_in_the_composer() {
    let site = Site::with_demo().await;
    let cookie = site.get(CHAT, "").await.cookie();
    let text = format!("</textarea><script>{}", "x".repeat(4_000));
    let again = write(&site, &cookie, &text).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("&lt;/textarea&gt;&lt;script&gt;xxx"));
    assert!(again.body.contains("This one has 19 too many."));
    assert!(!again.body.contains("<script>x"));
    assert!(snapshot(&again).view.entries.is_empty());
}

#[tokio::test]
async fn words_sent_with_a_form_that_was_sent_before_stay_in_the_composer_and_can_be_sent() {
    let site = Site::with_demo().await;
    let page = site.get(CHAT, "").await;
    let (cookie, id) = (page.cookie(), page.hidden("id"));
    let send = async |id: &str, text: &str| {
        let fields = [("id", id), ("do", "write"), ("text", text)];
        site.post(CHAT, &cookie, &fields).await
    };
    let first = send(&id, "My badge is broken").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    // The answer to the first took a while, and the form stayed.
    let second = send(&id, "The <left> one").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains(">The &lt;left&gt; one</textarea>"));
    assert!(second.body.contains("sent before with other words"));
    assert!(second.body.contains("My badge is broken"), "the log");
    let fresh = second.hidden("id");
    assert_ne!(fresh, id);
    let sent = send(&fresh, "The <left> one").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let log = site.get(LOG, &cookie).await;
    for text in ["My badge is broken", "The &lt;left&gt; one"] {
        assert_eq!(log.body.matches(text).count(), 1, "{text}");
    }
}

#[tokio::test]
async fn a_form_without_words_says_so_and_writes_nothing() {
    let site = Site::with_demo().await;
    let cookie = site.get(CHAT, "").await.cookie();
    let again = write(&site, &cookie, " \r\n ").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Write your message first."));
    assert!(snapshot(&again).view.entries.is_empty());
}

#[tokio::test]
async fn a_request_of_somebody_who_had_not_said_a_word_has_a_name_wherever_it_is_shown() {
    let site = Site::with_demo().await;
    let cookie = site.get(CHAT, "").await.cookie();
    click(&site, &cookie, "person").await;
    click(&site, &cookie, "request").await;
    for address in ["/portal/HELP/requests", "/portal/HELP/requests/HELP-1"] {
        let page = site.get(address, &cookie).await.body;
        let named = page.matches("Live chat of 14 November 2023").count();
        // On the request's own page also the title says so.
        let times = if address.ends_with('1') { 2 } else { 1 };
        assert_eq!(named, times, "{address}: {page}");
    }
    let ana = site.staff("ana").await;
    for (address, times) in [("/app/HELP/items", 1), ("/app/HELP/items/HELP-1", 2)] {
        let page = site.get(address, &ana).await.body;
        let named = page.matches("Live chat with Guest ").count();
        assert_eq!(named, times, "{address}: {page}");
    }
}

#[tokio::test]
async fn a_form_that_is_none_of_ours_is_refused() {
    let site = Site::with_demo().await;
    let cookie = site.get(CHAT, "").await.cookie();
    for (id, button) in [("x", "write"), ("0190", "person"), ("", ""), ("1", "claim")] {
        let fields = [("id", id), ("do", button), ("text", "hello")];
        let refused = site.post(CHAT, &cookie, &fields).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{id} {button}"
        );
    }
}

#[tokio::test]
async fn another_customers_log_is_not_shown() {
    let site = Site::with_demo().await;
    let mine = site.get(CHAT, "").await.cookie();
    write(&site, &mine, "A secret").await;
    assert_eq!(site.get(LOG, "").await.status, StatusCode::NOT_FOUND);
    let theirs = site.get(CHAT, "").await.cookie();
    assert!(!site.get(LOG, &theirs).await.body.contains("A secret"));
}

#[tokio::test]
async fn an_address_that_made_too_many_guests_must_wait_and_who_is_known_need_not() {
    let site = Site::with_demo().await;
    allow_host(&site).await;
    let known = site.get(CHAT, "").await.cookie();
    while site
        .app
        .doors
        .guest(Network::Unknown, site.app.now())
        .is_ok()
    {}
    let refused = site.get(&format!("{CHAT}?embed=1&host={HOST}"), "").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), "3");
    assert_eq!(refused.cookie(), "");
    assert!(refused.body.contains("Wait 3 seconds"), "{}", refused.body);
    // It is said in the frame.
    let policy = refused.header("content-security-policy");
    assert!(policy.ends_with(&format!("'self' {HOST}")), "{policy}");

    let fields = [
        ("id", "018f0000-0000-7000-8000-000000000001"),
        ("do", "write"),
        ("text", "I <b>am</b> new"),
    ];
    let refused = site.post(CHAT, "", &fields).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.cookie(), "");
    assert_eq!(refused.hidden("do"), "write");
    assert!(refused.body.contains("I &lt;b>am"), "{}", refused.body);

    assert_eq!(site.get(CHAT, &known).await.status, StatusCode::OK);
    let written = write(&site, &known, "I am known").await;
    assert_eq!(written.status, StatusCode::SEE_OTHER);
    site.clock.advance(Millis::seconds(3));
    assert_eq!(site.get(CHAT, "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_account_and_nobody_else_is_told_which_guests_it_was_while_they_rest() {
    let site = Site::with_demo().await;
    let casey = site.sign_in_casey("").await.cookie();
    write(&site, &casey, "From the account").await;
    let before = async || {
        let mut guests = snapshot(&site.get(CHAT, &casey).await).guests;
        guests.sort();
        guests
    };
    let mut guests = Vec::new();
    for words in [Some("As a guest"), None] {
        let page = site.get(CHAT, "").await;
        assert_eq!(snapshot(&page).guests, []);
        guests.push(snapshot(&page).customer);
        if let Some(words) = words {
            write(&site, &page.cookie(), words).await;
        }
        site.sign_in_casey(&page.cookie()).await;
    }
    guests.sort();
    assert_eq!(before().await, guests);
    // What is typed for a chat that still runs is not for another.
    let running = site.get(CHAT, "").await.cookie();
    write(&site, &running, "A person, please").await;
    click(&site, &running, "person").await;
    site.sign_in_casey(&running).await;
    assert_eq!(before().await, guests);
    // The next person on the same computer is somebody else.
    let fields = [
        ("name", "Robin"),
        ("email", "robin@example.com"),
        ("password", "long enough"),
    ];
    let robin = site.post("/portal/HELP/sign-up", "", &fields).await;
    let page = site.get(CHAT, &robin.cookie()).await;
    assert_eq!(snapshot(&page).guests, []);
}
