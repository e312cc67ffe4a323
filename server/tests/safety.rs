//! What every address has in common: headers, limits, origins, fixed errors.

mod site;

use axum::body::Body;
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
