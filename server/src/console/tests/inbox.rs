//! The inbox's page.

use baton_core::limits::SNAPSHOT_ENTRIES;

use super::*;

#[tokio::test]
async fn the_right_column_shows_what_was_said_to_rovo_however_much_was_said_since() {
    let site = Site::new().await;
    let chat = site.claimed_chat().await;
    let ana = site.cookie_of("ana@example.org").await;
    for number in 0..SNAPSHOT_ENTRIES {
        let text = format!("message {number}");
        let customer = Actor::Customer(site.customer);
        site.execute(customer, CommandBody::Write { text }).await;
    }
    let page = site.page(&format!("/app/HELP/inbox/{chat}"), &ana).await;
    let column = page.split("id=\"details\"").nth(1).unwrap();
    let column = column.split("</aside>").next().unwrap();
    // The work item's summary, which stands above, says so too.
    let said = column.split("class=\"said\"").nth(1).unwrap_or_default();
    assert!(said.contains("my printer is on fire"), "{column}");
    assert!(!column.contains("message 1"));
    let log = page.split("role=\"log\"").nth(1).unwrap();
    let log = log.split("<aside").next().unwrap();
    assert!(!log.contains("my printer is on fire"), "it is too far back");
}
