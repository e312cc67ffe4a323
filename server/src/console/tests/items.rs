//! The page of a work item, and the list.

use baton_core::command::Meant;

use super::*;

#[tokio::test]
async fn a_note_stands_on_the_work_item_and_never_on_the_customer_s_request() {
    let site = Site::new().await;
    site.claimed_chat().await;
    let ana = site.cookie_of("ana@example.org").await;
    let path = "/app/HELP/items/HELP-1";
    let html = site.page(path, &ana).await;
    let id = command_of(&html, &format!("{path}/comment"));
    for _ in 0..2 {
        let form = format!("id={id}&kind=note&text=he+lied+before");
        let response = site.post(&format!("{path}/comment"), &ana, &form).await;
        assert_eq!(location(&response), "/app/HELP/items/HELP-1#comment");
    }
    let id = CommandId(site.app.new_id());
    let form = format!("id={id}&kind=reply&text=we+send+an+engineer");
    site.post(&format!("{path}/comment"), &ana, &form).await;
    let html = site.page(path, &ana).await;
    assert_eq!(html.matches("he lied before").count(), 1, "once");
    assert!(html.contains("we send an engineer"));
    let casey = site.customer_cookie().await;
    let request = site.page("/portal/HELP/requests/HELP-1", &casey).await;
    assert!(request.contains("we send an engineer"));
    assert!(!request.contains("he lied before"));
}

#[tokio::test]
async fn status_and_assignee_change_for_members_of_the_space_only() {
    let site = Site::new().await;
    site.claimed_chat().await;
    let ana = site.cookie_of("ana@example.org").await;
    let path = "/app/HELP/items/HELP-1";
    let id = CommandId(site.app.new_id());
    let form = format!("id={id}&status=waiting");
    site.post(&format!("{path}/status"), &ana, &form).await;
    let list = site.page("/app/HELP/items?status=waiting", &ana).await;
    assert!(list.contains("HELP-1"));
    let list = site.page("/app/HELP/items?status=open", &ana).await;
    assert!(!list.contains("/items/HELP-1\""));
    assert!(list.contains("No work item matches"));

    let eve = site.app.store.account_by_email("eve@example.org").await;
    let eve = eve.unwrap().unwrap().id;
    let id = CommandId(site.app.new_id());
    let form = format!("id={id}&assignee={eve}");
    let response = site.post(&format!("{path}/assignee"), &ana, &form).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("id={id}&assignee=");
    site.post(&format!("{path}/assignee"), &ana, &form).await;
    let list = site.page("/app/HELP/items?assignee=nobody", &ana).await;
    assert!(list.contains("/items/HELP-1\""));
}

#[tokio::test]
async fn a_comment_that_is_too_long_comes_back_whole() {
    let site = Site::new().await;
    site.claimed_chat().await;
    let ana = site.cookie_of("ana@example.org").await;
    let id = CommandId(site.app.new_id());
    let text = "%3C%2Ftextarea%3E".repeat(400);
    let form = format!("id={id}&kind=note&text={text}");
    let path = "/app/HELP/items/HELP-1/comment";
    let response = site.post(path, &ana, &form).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = text_of(response).await;
    assert!(html.contains("longer than 4000 characters"));
    assert_eq!(html.matches("&lt;/textarea>").count(), 400);
    assert_eq!(html.matches("</textarea>").count(), 1);
}

#[tokio::test]
async fn the_transcript_on_the_work_item_is_the_log_itself() {
    let site = Site::new().await;
    let agent = Actor::Agent(site.ana.clone());
    site.claimed_chat().await;
    let text = "have you tried water".to_owned();
    site.execute(agent.clone(), CommandBody::Write { text })
        .await;
    site.execute(agent, CommandBody::EndChat { meant: Meant::Any })
        .await;
    let text = "a new question to Rovo".to_owned();
    site.execute(Actor::Customer(site.customer), CommandBody::Write { text })
        .await;
    let ana = site.cookie_of("ana@example.org").await;
    let html = site.page("/app/HELP/items/HELP-1", &ana).await;
    assert!(html.contains("my printer is on fire"));
    assert!(html.contains("have you tried water"));
    assert!(html.contains("You ended the chat"));
    assert!(!html.contains("a new question to Rovo"));
}
