//! What every address has in common: headers, limits, origins, fixed errors.

mod site;

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use baton_core::time::Millis;
use baton_server::demo;
use baton_server::session::attempts::ONE_MORE_EVERY;
use http::{Request, StatusCode, header};
use site::Site;

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_others_out() {
    let site = Site::with_demo().await;
    for address in [
        "/",
        "/portal/HELP",
        "/portal/HELP/sign-in",
        "/nowhere",
        "/healthz",
        "/metrics",
        "/assets/portal.abc.css",
        "/loader.js",
        "/app/HELP/inbox",
    ] {
        let answer = site.get(address, "").await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'"),
            "{address}: {policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{address}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline"), "{address}");
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{address}"
        );
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
        assert_ne!(answer.header("permissions-policy"), "", "{address}");
    }
}

#[tokio::test]
async fn each_page_has_a_nonce_of_its_own_and_no_inline_style() {
    let site = Site::with_demo().await;
    let first = site.get("/portal/HELP", "").await;
    let second = site.get("/portal/HELP", "").await;
    assert_ne!(
        first.header("content-security-policy"),
        second.header("content-security-policy")
    );
    let nonce = first.body.split("nonce=\"").nth(1).unwrap();
    let nonce = nonce.split('"').next().unwrap();
    assert!(first.header("content-security-policy").contains(nonce));
    assert!(!first.body.contains("style=\""));
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let site = Site::with_demo().await;
    let form = site.get("/portal/HELP/requests/new", "").await;
    let id = form.hidden("id");
    let fields = [
        ("id", id.as_str()),
        ("summary", "Forged"),
        ("description", "Forged"),
    ];
    for origin in [Some("https://evil.example"), Some("null"), None] {
        let answer = site
            .post_from(origin, "/portal/HELP/requests/new", "", &fields)
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{origin:?}");
        assert_eq!(answer.cookie(), "");
        assert!(answer.body.contains("foreign_origin"));
    }
    let space = site.context().space("HELP").await.unwrap();
    let none = site.app.store.work_item(space.id, "HELP-1").await.unwrap();
    assert!(none.is_none());
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused() {
    let site = Site::with_demo().await;
    let id = site.get("/portal/HELP/requests/new", "").await.hidden("id");
    let long = "x".repeat(200_000);
    let fields = [
        ("id", id.as_str()),
        ("summary", "Long"),
        ("description", long.as_str()),
    ];
    let answer = site.post("/portal/HELP/requests/new", "", &fields).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("too_large"), "{}", answer.body);
    assert_eq!(answer.cookie(), "");
}

#[tokio::test]
async fn errors_are_fixed_codes_for_people_and_for_programs() {
    let site = Site::with_demo().await;
    let page = site.get("/portal/HELP/articles/none", "").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("There is no page here"));
    let request = Request::get("/nowhere").header(header::ACCEPT, "application/json");
    let plain = site.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(plain.body, "not_found");
    let bad = site
        .post("/portal/HELP/requests/new", "", &[("id", "no id")])
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("bad_form"), "{}", bad.body);
}

#[tokio::test]
async fn staff_pages_need_a_member_of_that_space() {
    let site = Site::with_demo().await;
    let stranger = site.get("/app/HELP/inbox", "").await;
    assert_eq!(
        stranger.header("location"),
        "/app/sign-in?next=/app/HELP/inbox"
    );
    let fields = [
        ("email", "ana@northwind.example"),
        ("password", "baton-demo"),
    ];
    let ana = site.post("/app/sign-in", "", &fields).await.cookie();
    assert!(ana.starts_with("__Host-baton="), "{ana}");
    assert_eq!(
        site.get("/app/HELP/inbox", &ana).await.status,
        StatusCode::OK
    );
    site.act(baton_server::cli::action::Action::AddSpace {
        key: "SHOP".into(),
        name: "Shop".into(),
        time_zone: "Etc/UTC".into(),
    })
    .await;
    let other = site.get("/app/SHOP/inbox", &ana).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    site.act(baton_server::cli::action::Action::SetDisabled {
        email: "ana@northwind.example".into(),
        disabled: true,
    })
    .await;
    let gone = site.get("/app/HELP/inbox", &ana).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn files_are_kept_for_ever_and_compressed_for_who_can_read_it() {
    let site = Site::with_demo().await;
    let plain = site.get("/assets/portal.abc.css", "").await;
    assert_eq!(plain.body, "a{}");
    assert!(plain.header("cache-control").contains("immutable"));
    let request =
        Request::get("/assets/portal.abc.css").header(header::ACCEPT_ENCODING, "gzip, br");
    let small = site.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(small.header("content-encoding"), "br");
    assert_eq!(small.body, "brotli");
    for hidden in [
        "/assets/manifest.json",
        "/assets/../baton.db",
        "/assets/%2e%2e/baton.db",
        "/assets/portal.abc.css.br",
    ] {
        assert_eq!(site.get(hidden, "").await.status, StatusCode::NOT_FOUND);
    }
    let loader = site.get("/loader.js", "").await;
    assert_eq!(loader.header("cache-control"), "no-cache");
    assert_eq!(
        loader.header("cross-origin-resource-policy"),
        "cross-origin"
    );
}

#[tokio::test]
async fn readiness_is_refused_while_the_process_ends() {
    let site = Site::with_demo().await;
    assert_eq!(site.get("/readyz", "").await.status, StatusCode::OK);
    site.app.begin_draining();
    let ending = site.get("/readyz", "").await;
    assert_eq!(ending.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(site.get("/healthz", "").await.status, StatusCode::OK);
    let metrics = site.get("/metrics", "").await;
    assert!(metrics.body.contains("baton_http_requests_total"));
}

#[tokio::test]
async fn readiness_is_refused_while_the_store_takes_no_writes() {
    let site = Site::with_demo().await;
    site.app.store.close().await;
    let closed = site.get("/readyz", "").await;
    assert_eq!(closed.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(closed.body, "store\n");
}

#[tokio::test]
async fn whatever_words_are_asked_for_as_methods_the_metrics_have_no_more_lines() {
    let site = Site::with_demo().await;
    let lines = async || {
        let metrics = site.get("/metrics", "").await.body;
        let of_route = |line: &&str| line.contains("route=\"/app/notifications\"");
        metrics.lines().filter(of_route).count()
    };
    let ask = async |method: &str| {
        let request = Request::builder().method(method).uri("/app/notifications");
        site.send(request.body(Body::empty()).unwrap()).await
    };
    ask("FIRST").await;
    let before = lines().await;
    assert!(before > 0);
    for number in 0..100 {
        ask(&format!("METHOD{number}")).await;
    }
    assert_eq!(lines().await, before);
    let metrics = site.get("/metrics", "").await.body;
    assert!(!metrics.contains("METHOD1"), "{metrics}");
}

/// Sends a form of two fields from an address of the network.
#[expect(clippy::unwrap_used, reason = "a test that can't go on says where")]
async fn sign_in_from(
    site: &Site,
    address: [u8; 4],
    page: &str,
    email: &str,
    password: &str,
) -> StatusCode {
    let email = email.replace('@', "%40");
    let mut request = Request::post(page)
        .header(header::ORIGIN, site::ORIGIN)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("email={email}&password={password}")))
        .unwrap();
    let peer = SocketAddr::from((address, 4711));
    request.extensions_mut().insert(ConnectInfo(peer));
    site.send(request).await.status
}

#[tokio::test]
async fn nobody_is_kept_out_by_who_tries_wrong_passwords_elsewhere() {
    let site = Site::with_demo().await;
    let (there, here) = ([203, 0, 113, 9], [198, 51, 100, 1]);
    let doors = [
        ("/app/sign-in", "ana@northwind.example"),
        ("/portal/HELP/sign-in", "casey@example.com"),
    ];
    for (page, email) in doors {
        let wrong = async || sign_in_from(&site, there, page, email, "wrong-password").await;
        let mut last = wrong().await;
        for _ in 0..10 {
            last = wrong().await;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{page}");
        // And one more each time that they may.
        for _ in 0..3 {
            site.clock.advance(Millis(ONE_MORE_EVERY.0));
            assert_ne!(wrong().await, StatusCode::TOO_MANY_REQUESTS, "{page}");
        }
        let owner = sign_in_from(&site, here, page, email, demo::PASSWORD).await;
        assert_eq!(owner, StatusCode::SEE_OTHER, "{page}");
    }
}

#[tokio::test]
async fn many_who_sign_in_at_once_are_all_answered() {
    let site = Site::with_demo().await;
    let each = |number: u8| {
        let from = [198, 51, 100, number];
        sign_in_from(
            &site,
            from,
            "/app/sign-in",
            "ana@northwind.example",
            demo::PASSWORD,
        )
    };
    let answers = futures_util::future::join_all((0..12).map(each)).await;
    assert!(
        answers
            .iter()
            .all(|status| *status == StatusCode::SEE_OTHER),
        "{answers:?}"
    );
}
