//! Articles from files through the real router: all of them as drafts, or none and a sentence for each bad one; and what
//! the audit log says of every way in.

#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "a test that can't go on says where"
)]

use crate::site::{Answer, Site};
use baton_core::knowledge::{ARTICLE_BYTES, IMPORT_BYTES};
use baton_server::cli::action::Action;
use baton_server::cli::action::knowledge::File;
use http::StatusCode;

const IMPORT: &str = "/app/HELP/settings/knowledge/import";
const FILES: &str = "/app/HELP/settings/knowledge/import/files";
const LIST: &str = "/app/HELP/settings/knowledge";

async fn upload(site: &Site, cookie: &str, files: &[(&str, &[u8])]) -> Answer {
    site.post_files(FILES, cookie, "files", files).await
}

async fn titles(site: &Site) -> Vec<(String, String, bool)> {
    let space = site.context().space("HELP").await.unwrap().id;
    let articles = site.app.store.articles(space).await.unwrap().into_iter();
    let told = articles.map(|article| (article.slug, article.title, article.published));
    told.collect()
}

#[tokio::test]
async fn several_files_come_in_as_drafts_under_the_addresses_that_their_names_make() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let before = titles(&site).await.len();
    let files: [(&str, &[u8]); 3] = [
        (
            "Bicycle Racks.md",
            b"# Where to leave a bicycle\r\n\r\nBehind the house.\r\n",
        ),
        (
            "lockers.MD",
            "\u{feff}---\ntitle: Lockers <b>\n---\n\nIn the hall.\n".as_bytes(),
        ),
        ("", b""),
    ];
    let done = upload(&site, &admin, &files).await;
    assert_eq!(done.header("location"), format!("{LIST}?imported=2"));
    let all = titles(&site).await;
    assert_eq!(all.len(), before + 2);
    let found = |slug: &str| all.iter().find(|(known, ..)| known == slug).cloned();
    let (_, title, published) = found("bicycle-racks").unwrap();
    assert_eq!(
        (title.as_str(), published),
        ("Where to leave a bicycle", false)
    );
    assert!(!found("lockers").unwrap().2);
    let list = site.get(done.header("location"), &admin).await;
    assert!(list.body.contains("2 articles came in as drafts."));
    assert!(list.body.contains("Lockers &lt;b&gt;") || list.body.contains("Lockers &lt;b>"));
    assert_eq!(
        site.get("/portal/HELP/articles/lockers", "").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn one_bad_file_keeps_all_out_and_each_bad_one_gets_its_sentence() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let before = titles(&site).await;
    let long = vec![b'a'; ARTICLE_BYTES + 1];
    let good: &[u8] = b"# Good\n\nGood.\n";
    let files: [(&str, &[u8]); 9] = [
        ("good.md", good),
        ("notes.txt", good),
        ("<script>alert(1).md", b"No title.\n"),
        ("empty.md", b"# Only a title\n"),
        ("latin.md", b"# Caf\xe9\n\nOpen.\n"),
        ("long.md", &long),
        ("reset-your-password.md", good),
        ("good.markdown", good),
        ("matter.md", b"---\ntitle Nothing\n---\n\nText.\n"),
    ];
    let refused = upload(&site, &admin, &files).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let says = refused.body.replace("<!>", "").replace("&gt;", ">");
    for said in [
        "Nothing was imported.",
        "notes.txt: Its name does not end in .md.",
        "&lt;script>alert(1).md: There is neither a heading of level one",
        "empty.md: Write a text below the headings.",
        "latin.md: It is no text in UTF-8.",
        "long.md: This is larger than 256 kB.",
        "reset-your-password.md: There is an article with the address “reset-your-password” already.",
        "good.markdown: There is an article with the address “good” already.",
        "matter.md: The lines between the two ---",
    ] {
        assert!(says.contains(said), "{said} in {says}");
    }
    assert!(!says.contains("<li>good.md"));
    assert_eq!(titles(&site).await, before, "nothing is half imported");
}

#[tokio::test]
async fn nothing_chosen_too_many_and_too_much_are_each_said() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let before = titles(&site).await;
    let none = upload(&site, &admin, &[("", b"")]).await;
    assert!(none.body.contains("Choose at least one file"));
    let one: (&str, &[u8]) = ("one.md", b"# One\n\nOne.\n");
    let many = upload(&site, &admin, &vec![one; 51]).await;
    assert!(many.body.contains("Choose at most 50 files at once."));
    let large = vec![b'a'; IMPORT_BYTES + 65 * 1024];
    let much = upload(&site, &admin, &[("large.md", &large)]).await;
    assert_eq!(much.status, StatusCode::PAYLOAD_TOO_LARGE);
    let broken = site.post(FILES, &admin, &[("files", "no parts")]).await;
    assert!(broken.status.is_client_error());
    assert_eq!(titles(&site).await, before);
}

#[tokio::test]
async fn every_way_in_is_recorded_as_an_import() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let log = async |who: &str| {
        let address = format!("/app/HELP/settings/audit?what=articles_imported&who={who}");
        let page = site.get(&address, &admin).await.body;
        page.replace("<!>", "")
            .matches("</b> · Imported articles")
            .count()
    };
    let by_demo = log("shell").await;
    assert_eq!(by_demo, 1, "the demo's articles, by who started it");
    let file = File {
        name: "racks".into(),
        markdown: "# Racks\n\nBehind the house.\n".into(),
    };
    let import = Action::ImportKnowledge {
        space: "HELP".into(),
        files: vec![file],
    };
    site.act(import.clone()).await;
    assert_eq!(log("shell").await, 2);
    let again = site.act(import).await;
    assert!(again.starts_with("0 articles added"), "{again}");
    assert_eq!(
        log("shell").await,
        2,
        "what changes nothing is not recorded"
    );
    let markdown = [("markdown", "# Pasted\n\nText.\n")];
    site.post(IMPORT, &admin, &markdown).await;
    upload(&site, &admin, &[("file.md", b"# From a file\n\nText.\n")]).await;
    let account = site
        .app
        .store
        .account_by_email("admin@northwind.example")
        .await;
    let me = account.unwrap().unwrap().id.to_string();
    assert_eq!(log(&me).await, 2);
    let page = site
        .get("/app/HELP/settings/audit?what=articles_imported", &admin)
        .await;
    assert!(page.body.contains("From a file") && page.body.contains("Pasted"));
}
