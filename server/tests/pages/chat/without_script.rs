//! The chat without script: the log as a page that loads itself anew, and its buttons.

use baton_core::settings::{LiveChatSettings, ProjectKey};
use baton_core::view::CustomerPhase;

use super::{CHAT, LOG, click, is_hidden, snapshot, write};
use crate::site::Site;

#[tokio::test]
async fn without_script_a_person_is_asked_for_and_the_wait_ends_as_a_request() {
    let site = Site::with_demo().await;
    let cookie = site.get(CHAT, "").await.cookie();
    write(&site, &cookie, "My badge is broken").await;
    let sent = click(&site, &cookie, "person").await;
    assert_eq!(sent.header("location"), LOG);
    let waiting = site.get(LOG, &cookie).await;
    assert!(waiting.body.contains("You're next"));
    assert!(!is_hidden(&waiting, "instead") && is_hidden(&waiting, "person"));
    assert_eq!(waiting.header("refresh"), "3");
    click(&site, &cookie, "request").await;
    let left = site.get(LOG, &cookie).await;
    assert!(
        left.body
            .contains("Your request is HELP-1. We answer you there")
    );
    assert!(!is_hidden(&left, "email"));
    assert_eq!(left.header("refresh"), "", "nobody's typing is taken away");
    click(&site, &cookie, "no-email").await;
    let declined = site.get(LOG, &cookie).await;
    assert!(is_hidden(&declined, "email"));
    let shown = snapshot(&site.get(CHAT, &cookie).await).view.header;
    assert_eq!(shown.phase, CustomerPhase::Rovo { thinking: false });
    assert_eq!(shown.items.len(), 1);
}

#[tokio::test]
async fn who_reads_slowly_stops_the_log_from_loading_by_itself_and_it_stays_so_after_a_click() {
    let site = Site::with_demo().await;
    let cookie = site.get(CHAT, "").await.cookie();
    write(&site, &cookie, "My badge is broken").await;
    let log = site.get(LOG, &cookie).await;
    assert!(!log.header("refresh").is_empty());
    let still = format!("{LOG}?still=1");
    assert!(log.body.contains(&format!("href=\"{still}\"")));
    let stopped = site.get(&still, &cookie).await;
    assert_eq!(stopped.header("refresh"), "");
    assert!(stopped.body.contains(&format!("action=\"{still}\"")));
    assert!(
        stopped.body.contains(&format!("href=\"{LOG}\"")),
        "and the way back"
    );
    let id = stopped.hidden("id");
    let clicked = site
        .post(&still, &cookie, &[("id", &id), ("do", "person")])
        .await;
    assert_eq!(clicked.header("location"), still);
}

#[tokio::test]
async fn an_address_that_is_none_is_asked_for_again() {
    let site = Site::with_demo().await;
    let cookie = site.get(CHAT, "").await.cookie();
    write(&site, &cookie, "My badge is broken").await;
    click(&site, &cookie, "request").await;
    let log = site.get(LOG, &cookie).await;
    let id = log.hidden("id");
    let fields = [("id", id.as_str()), ("do", "email"), ("email", "nope@x")];
    let sent = site.post(LOG, &cookie, &fields).await;
    let again = site.get(sent.header("location"), &cookie).await;
    assert!(again.body.contains("This is no e-mail address."));
    assert!(!is_hidden(&again, "email"));
}

#[tokio::test]
async fn whoever_asks_when_nobody_is_there_any_more_is_told_so() {
    let site = Site::with_demo().await;
    let cookie = site.get(CHAT, "").await.cookie();
    write(&site, &cookie, "My badge is broken").await;
    let offered = site.get(LOG, &cookie).await;
    let key = ProjectKey::parse("HELP").unwrap();
    let store = &site.app.store;
    let space = store.space_by_key(&key).await.unwrap().unwrap();
    let settings = LiveChatSettings {
        follow_availability: true,
        ..space.settings
    };
    store
        .save_space_settings(space.id, &settings)
        .await
        .unwrap();
    let id = offered.hidden("id");
    let sent = site
        .post(LOG, &cookie, &[("id", &id), ("do", "person")])
        .await;
    let told = site.get(sent.header("location"), &cookie).await;
    assert!(
        told.body
            .contains("Nobody from the team is available right now.")
    );
    assert!(is_hidden(&told, "person") && !is_hidden(&told, "request"));
}

#[tokio::test]
async fn without_script_who_leaves_a_request_without_a_word_is_asked_for_some() {
    let site = Site::with_demo().await;
    let cookie = site.get(CHAT, "").await.cookie();
    assert!(!is_hidden(&site.get(LOG, &cookie).await, "request"));
    let sent = click(&site, &cookie, "request").await;
    let told = site.get(sent.header("location"), &cookie).await;
    assert!(told.body.contains("Write what you need first."));
    write(&site, &cookie, "My badge is broken").await;
    click(&site, &cookie, "request").await;
    let left = site.get(LOG, &cookie).await;
    assert!(left.body.contains("Your request is HELP-1."));
}
