//! Who may show the chat in a page of their own, what an admin types to say so, and who did.

#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "a test that can't go on says where"
)]

use crate::site::{Answer, Site};
use baton_core::settings::ALLOWED_ORIGINS;
use baton_core::time::Millis;
use baton_server::routes::{Asks, table};
use http::StatusCode;

const EMBEDDING: &str = "/app/HELP/settings/embedding";
const SHOP: &str = "https://shop.example";
const EVIL: &str = "https://evil.example";

async fn allow(site: &Site, cookie: &str, origins: &str) -> Answer {
    let page = site.get(EMBEDDING, cookie).await;
    let version = page.hidden("version");
    let fields = [("version", version.as_str()), ("origins", origins)];
    site.post(EMBEDDING, cookie, &fields).await
}

async fn framed_by(site: &Site, host: &str) -> Answer {
    let host = host.replace(':', "%3A").replace('/', "%2F");
    let host = host.replace('<', "%3C").replace('>', "%3E");
    site.get(&format!("/chat/HELP?embed=1&build=3&host={host}"), "")
        .await
}

/// Who may frame an answer, as its policy says.
fn ancestors(answer: &Answer) -> &str {
    let policy = answer.header("content-security-policy");
    let part = policy.split(';').map(str::trim);
    let mut found = part.filter_map(|part| part.strip_prefix("frame-ancestors "));
    found.next().unwrap_or("nobody was asked")
}

#[tokio::test]
async fn a_site_that_is_not_allowed_can_frame_no_page_and_one_that_is_only_the_chat() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    assert_eq!(
        allow(&site, &admin, SHOP).await.status,
        StatusCode::SEE_OTHER
    );
    let (ours, theirs) = ("'none'", format!("'self' {SHOP}"));
    for row in table().into_iter().filter(|row| row.asks == Asks::ToRead) {
        let address = row.path.replace("{key}", "HELP").replace("{scenario}", "1");
        let answer = site.get(&address, &admin).await;
        let allowed = ancestors(&answer);
        let is_chat = row.path.starts_with("/chat/") && answer.status == StatusCode::OK;
        let expected = if is_chat { theirs.as_str() } else { ours };
        assert_eq!(allowed, expected, "{address}: {}", answer.status);
    }
    for (host, status, may) in [
        (SHOP, StatusCode::OK, theirs.as_str()),
        (EVIL, StatusCode::FORBIDDEN, ours),
        (
            "https://shop.example.evil.example",
            StatusCode::FORBIDDEN,
            ours,
        ),
        ("http://shop.example", StatusCode::FORBIDDEN, ours),
        ("null", StatusCode::FORBIDDEN, ours),
    ] {
        let answer = framed_by(&site, host).await;
        assert_eq!((answer.status, ancestors(&answer)), (status, may), "{host}");
        if status == StatusCode::FORBIDDEN {
            assert_eq!(answer.header("set-cookie"), "", "{host}");
            assert!(!answer.body.contains("id=\"snapshot\""), "{host}");
        }
    }
    // Whatever name a page gives, the browser knows its own: a lie is framed by nobody but the liar's victim.
    let lie = framed_by(&site, SHOP).await;
    assert!(!ancestors(&lie).contains(EVIL));
}

#[tokio::test]
async fn every_origin_that_can_be_typed_stands_in_the_policy_as_it_was_saved() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let typed = "https://Shop.example/\nhttps://shop.example:8443\nhttp://localhost:3001\nhttp://a.localhost\n\
                 https://[2001:DB8::1]:444\nhttps://xn--bcher-kva.example\nhttps://192.0.2.7\nhttps://x.example:443";
    assert_eq!(
        allow(&site, &admin, typed).await.status,
        StatusCode::SEE_OTHER
    );
    let page = site.get("/chat/HELP", "").await;
    assert_eq!(
        ancestors(&page),
        "'self' https://shop.example https://shop.example:8443 http://localhost:3001 http://a.localhost \
         https://[2001:db8::1]:444 https://xn--bcher-kva.example https://192.0.2.7 https://x.example"
    );
}

#[tokio::test]
async fn an_origin_that_is_none_is_named_with_its_line_and_the_reason_beside_the_field() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let many: Vec<String> = (0..=ALLOWED_ORIGINS)
        .map(|at| format!("https://a{at}.example"))
        .collect();
    let many = many.join("\n");
    for (typed, says) in [
        (
            "shop.example",
            "Line 1: “shop.example” begins with neither https:// nor http://.",
        ),
        (
            "https://shop.example\n\nhttps://bücher.example",
            "Line 3: “https://bücher.example” names no host; letters of other scripts are written as xn--….",
        ),
        ("https://*.example", "stands for many hosts; name each."),
        (
            "https://shop.example:99999",
            "has a port that is no number from 1 to 65535.",
        ),
        (
            "https://shop.example/help",
            "has more than scheme, host and port.",
        ),
        (
            "https://user@shop.example",
            "has more than scheme, host and port.",
        ),
        (
            "http://shop.example",
            "is plain http, which only this machine’s own pages may be.",
        ),
        ("https://a.example; script-src x", "names no host"),
        ("https://a.example 'unsafe-inline'", "names no host"),
        (
            "javascript:alert(1)",
            "begins with neither https:// nor http://.",
        ),
        ("null", "begins with neither https:// nor http://."),
        (many.as_str(), "Line 51: at most 50 origins."),
    ] {
        let refused = allow(&site, &admin, typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.body.contains(says), "{typed}: {}", refused.body);
        assert!(refused.body.contains("aria-invalid=\"true\""), "{typed}");
        let kept = typed.replace('&', "&amp;").replace('<', "&lt;");
        assert!(refused.body.contains(&kept), "{typed} is gone");
    }
    assert_eq!(ancestors(&site.get("/chat/HELP", "").await), "'self'");
}

#[tokio::test]
async fn who_loaded_the_chat_last_is_noted_and_shown_newest_first_with_what_became_of_it() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let page = site.get(EMBEDDING, &admin).await;
    assert!(
        page.body
            .contains("No page of another site has opened the chat yet.")
    );
    allow(&site, &admin, SHOP).await;
    framed_by(&site, SHOP).await;
    site.clock.advance(Millis::minutes(2));
    framed_by(&site, EVIL).await;
    // Ours is no other site, and what is no origin is nobody's.
    site.get("/chat/HELP", "").await;
    framed_by(&site, "<b>x</b>").await;
    let page = site.get(EMBEDDING, &admin).await.body;
    let loads = page.split("id=\"loads\"").nth(1).unwrap();
    let (evil, shop) = (loads.find(EVIL).unwrap(), loads.find(SHOP).unwrap());
    assert!(evil < shop, "the newest comes first");
    assert!(loads[evil..shop].contains("Refused") && loads[shop..].contains("Allowed"));
    assert!(loads.contains("loader 3") && !loads.contains("<b>x</b>"));
    assert_eq!(loads.matches("load-origin").count(), 2);
    // Once it is taken away, the next load is refused and said to be.
    allow(&site, &admin, "").await;
    site.clock.advance(Millis::minutes(2));
    assert_eq!(framed_by(&site, SHOP).await.status, StatusCode::FORBIDDEN);
    let page = site.get(EMBEDDING, &admin).await.body;
    let loads = page.split("id=\"loads\"").nth(1).unwrap();
    assert!(!loads.contains("Allowed"), "{loads}");
}

#[tokio::test]
async fn whatever_a_loader_calls_itself_its_page_is_noted_once_a_minute_and_only_numbers_are_kept()
{
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    allow(&site, &admin, SHOP).await;
    let load = async |build: &str| {
        let host = "https%3A%2F%2Fshop.example";
        let address = format!("/chat/HELP?embed=1&build={build}&host={host}");
        assert_eq!(site.get(&address, "").await.status, StatusCode::OK);
    };
    let noted = async || {
        let space = site.context().space("HELP").await.unwrap().id;
        let loads = site.app.store.embed_loads(space).await.unwrap();
        assert_eq!(loads.len(), 1);
        (loads[0].at, loads[0].build.clone())
    };
    load("3").await;
    let first = noted().await;
    assert_eq!(first.1, "3");
    for build in 4..30 {
        site.clock.advance(Millis::seconds(1));
        load(&build.to_string()).await;
    }
    assert_eq!(noted().await, first);
    for (build, kept) in [
        ("4", "4"),
        ("1234567", ""),
        ("5x", ""),
        ("%3Cb%3E", ""),
        ("", ""),
    ] {
        site.clock.advance(Millis::minutes(1));
        load(build).await;
        assert_eq!(noted().await.1, kept, "{build}");
    }
}
