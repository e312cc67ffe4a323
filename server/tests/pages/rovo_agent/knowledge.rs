//! The pages of the knowledge base.

use http::StatusCode;

use super::{KNOWLEDGE, TEST, location, signed_in};
use crate::site::Site;

fn article<'a>(wants: &'a str, version: &'a str, body: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("title", "Bicycle <i>racks</i>"),
        ("slug", ""),
        ("summary", ""),
        ("body", body),
        ("version", version),
        ("do", wants),
    ]
}

#[tokio::test]
async fn an_article_is_written_previewed_published_quoted_and_withdrawn() {
    let site = Site::with_demo().await;
    let admin = signed_in(&site, "admin").await;
    let new = "/app/HELP/settings/knowledge/new";
    let body =
        "## Where to park\n\nBicycle racks are behind building seven.\n\n<script>alert(1)</script>";
    let preview = site.post(new, &admin, &article("preview", "", body)).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(
        preview.body.contains("<h2 id=\"where-to-park\">"),
        "{}",
        preview.body
    );
    assert!(!preview.body.contains("<script>alert"), "{}", preview.body);
    let empty = site
        .post(new, &admin, &article("save", "", "## Only a heading"))
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.body.contains("Write a text below the headings."),
        "{}",
        empty.body
    );

    let saved = site.post(new, &admin, &article("save", "", body)).await;
    let path = location(&saved).replace("?done=saved", "");
    let portal = "/portal/HELP/articles/bicycle-i-racks-i";
    assert_eq!(
        site.get(portal, "").await.status,
        StatusCode::NOT_FOUND,
        "a draft"
    );
    let asks = async || {
        let question = [("said", "Where are the bicycle racks?")];
        site.post(TEST, &admin, &question).await.body
    };
    assert!(!asks().await.contains("behind building seven"));

    location(
        &site
            .post(&path, &admin, &article("publish", "1", body))
            .await,
    );
    let shown = site.get(portal, "").await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(
        shown.body.contains("Bicycle &lt;i&gt;racks"),
        "{}",
        shown.body
    );
    assert!(
        asks().await.contains("behind building seven"),
        "{}",
        asks().await
    );

    let stale = site
        .post(&path, &admin, &article("save", "1", "Mine."))
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(
        stale.body.contains("Somebody else changed this article"),
        "{}",
        stale.body
    );
    assert!(stale.body.contains("Mine."), "{}", stale.body);

    location(
        &site
            .post(&path, &admin, &article("withdraw", "2", body))
            .await,
    );
    assert_eq!(site.get(portal, "").await.status, StatusCode::NOT_FOUND);
    assert!(!asks().await.contains("behind building seven"));

    let again = site.post(new, &admin, &article("save", "", body)).await;
    assert!(
        again.body.contains("Another article has this address."),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn markdown_is_imported_as_a_draft_and_what_is_none_is_kept_with_the_reason() {
    let site = Site::with_demo().await;
    let admin = signed_in(&site, "admin").await;
    let path = "/app/HELP/settings/knowledge/import";
    let wrong = site
        .post(path, &admin, &[("markdown", "Only <b>text</b>.")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("neither a heading of level one"),
        "{}",
        wrong.body
    );
    assert!(wrong.body.contains("Only &lt;b>text"), "{}", wrong.body);
    let answer = site
        .post(path, &admin, &[("markdown", "# Lockers\n\nAsk reception.")])
        .await;
    let shown = site.get(location(&answer), &admin).await;
    assert!(
        shown.body.contains("Lockers") && shown.body.contains("Draft"),
        "{}",
        shown.body
    );
    let long = "x".repeat(300 * 1024);
    let answer = site.post(path, &admin, &[("markdown", &long)]).await;
    assert!(
        answer.body.contains("larger than 256 kB"),
        "{}",
        answer.status
    );
    let list = site.get(KNOWLEDGE, &admin).await;
    assert!(list.body.contains("Lockers"), "{}", list.body);
}
