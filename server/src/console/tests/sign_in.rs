//! Coming in and going out.

use super::*;

#[tokio::test]
async fn nobody_gets_in_without_signing_in_and_the_way_back_is_kept() {
    let site = Site::new().await;
    for path in ["/app", "/app/HELP/inbox", "/app/HELP/items?status=open"] {
        let response = site.get(path, "").await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert!(location(&response).starts_with("/app/sign-in?next="));
    }
    let wrong = site
        .post(
            "/app/sign-in",
            "",
            "email=ana%40example.org&password=guess&next=%2Fapp%2FHELP%2Fitems",
        )
        .await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = text_of(wrong).await;
    assert!(html.contains("That address and password don’t belong together."));
    assert!(html.contains("value=\"/app/HELP/items\""));
    assert!(!html.contains("guess"));
}

#[tokio::test]
async fn signing_in_leads_back_to_an_address_of_ours_and_nowhere_else() {
    let site = Site::new().await;
    let form = "email=ana%40example.org&password=a+good+password&next=";
    for (next, expected) in [
        ("%2Fapp%2FHELP%2Fitems", "/app/HELP/items"),
        ("https%3A%2F%2Fevil.example", "/app"),
        ("%2F%2Fevil.example", "/app"),
    ] {
        let response = site
            .post("/app/sign-in", "", &format!("{form}{next}"))
            .await;
        assert_eq!(location(&response), expected);
    }
    let ana = site.cookie_of("ana@example.org").await;
    let response = site.get("/app", &ana).await;
    assert_eq!(location(&response), "/app/HELP/inbox", "the only space");
}

#[tokio::test]
async fn after_signing_out_the_cookie_opens_nothing() {
    let site = Site::new().await;
    let ana = site.cookie_of("ana@example.org").await;
    site.page("/app/HELP/inbox", &ana).await;
    let response = site.post("/app/sign-out", &ana, "").await;
    assert_eq!(location(&response), "/app/sign-in");
    let response = site.get("/app/HELP/inbox", &ana).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
}
