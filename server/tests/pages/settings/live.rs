//! *Is it live?*: what is in the way, and the self-test.

use baton_server::cli::action::Action;
use baton_server::cli::action::settings::Changes;

use super::{DEACTIVATE, LIVE, SET_UP, admin, claimed, help, location};
use crate::site::Site;

#[tokio::test]
async fn is_it_live_gives_each_reason_with_what_mends_it() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let page = site.get(LIVE, &cookie).await;
    assert!(
        page.body
            .contains("Customers of this space can ask for a person now.")
    );
    assert!(!page.body.contains("In the way"));
    site.post(DEACTIVATE, &cookie, &[]).await;
    let changes = Changes {
        follow_availability: Some(true),
        ..Changes::default()
    };
    let space = "HELP".to_owned();
    site.act(Action::ChangeSettings { space, changes }).await;
    let page = site.get(LIVE, &cookie).await;
    assert!(
        page.body
            .contains("Customers of this space can’t ask for a person now.")
    );
    assert_eq!(
        page.body.matches("In the way").count(),
        3,
        "skill, line, availability"
    );
    assert_eq!(
        page.body.matches("For information").count(),
        1,
        "the feature"
    );
    assert!(page.body.contains("has no page of Baton open"));
    assert!(page.body.contains(SET_UP));
}

#[tokio::test]
async fn a_self_test_walks_a_whole_chat_and_leaves_nothing_behind() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let space = help(&site).await;
    let run = format!("{LIVE}/self-test");
    let answer = site.post(&run, &cookie, &[]).await;
    assert_eq!(location(&answer), format!("{LIVE}#self-test"));
    let page = site.get(LIVE, &cookie).await;
    assert!(page.body.contains("Every step passed."), "{}", page.body);
    assert!(page.body.contains("Rovo quoted “"), "{}", page.body);
    assert!(page.body.contains("Alex Admin"));
    let store = &site.app.store;
    assert!(store.inbox(space.id).await.unwrap().rows.is_empty());
    let conversation = claimed(&site).await;
    let item = store.conversation(conversation).await.unwrap().unwrap();
    assert_eq!(item.work_items[0].number, 1, "no number was used");
    let space = "HELP".to_owned();
    site.act(Action::RemoveSkill { space }).await;
    site.post(&run, &cookie, &[]).await;
    let page = site.get(LIVE, &cookie).await;
    assert!(page.body.contains("A step did not pass."));
    assert!(page.body.contains("Not offered"));
    assert!(page.body.contains("Not tried"));
}
