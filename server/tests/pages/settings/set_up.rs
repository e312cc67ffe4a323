//! Setting live chat up: an agent, its skill, and the line by which it escalates.

use baton_core::settings::suggested_escalation_line;
use http::StatusCode;

use super::{LIVE_CHAT, SET_UP, admin, help, is_open, location};
use crate::site::Site;

#[tokio::test]
async fn a_space_without_a_rovo_agent_gets_one_and_live_chat_in_one_step() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let space = help(&site).await;
    site.app
        .store
        .save_rovo_agent(space.id, None)
        .await
        .unwrap();
    let page = site.get(LIVE_CHAT, &cookie).await;
    assert!(page.body.contains("This space has no Rovo agent yet."));
    let version = page.hidden("version");
    let made = site.post(SET_UP, &cookie, &[("version", &version)]).await;
    assert!(location(&made).contains("done=activated"));
    let agent = help(&site).await.rovo_agent.unwrap();
    assert!(agent.has_live_chat_skill());
    assert_eq!(
        agent.escalation_lines,
        [suggested_escalation_line(&space.key)]
    );
    assert!(is_open(&site).await);
}

#[tokio::test]
async fn a_space_with_a_rovo_agent_gets_the_skill_and_then_the_line() {
    let site = Site::with_demo().await;
    let cookie = admin(&site).await;
    let space = help(&site).await;
    let mut agent = space.rovo_agent.clone().unwrap();
    agent.deactivate(&space.key);
    agent.escalation_lines = vec!["Be kind.".into()];
    site.app
        .store
        .save_rovo_agent(space.id, Some(&agent))
        .await
        .unwrap();
    let page = site.get(SET_UP, &cookie).await;
    assert!(page.body.contains("Add skill"));
    assert!(
        page.body
            .contains("Add similar escalation lines to this agent’s prompt")
    );
    assert!(
        page.body.contains("(e.g. (Project key: HELP) only if:"),
        "the key is filled in"
    );
    let version = page.hidden("version");
    let skill = format!("{SET_UP}/skill");
    let added = site.post(&skill, &cookie, &[("version", &version)]).await;
    assert_eq!(location(&added), format!("{SET_UP}?done=saved"));
    assert!(!is_open(&site).await, "the line is missing");
    let lines = format!("{SET_UP}/lines");
    let version = site.get(SET_UP, &cookie).await.hidden("version");
    let wrong = [
        ("version", version.as_str()),
        ("lines", "Escalate </textarea> soon"),
    ];
    let refused = site.post(&lines, &cookie, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .body
            .contains("None of these lines names this space’s project key")
    );
    assert!(
        refused.body.contains("Escalate &lt;/textarea> soon"),
        "what was typed stays"
    );
    let line = suggested_escalation_line(&space.key);
    let right = [("version", version.as_str()), ("lines", line.as_str())];
    let inserted = site.post(&lines, &cookie, &right).await;
    assert!(location(&inserted).contains("done=activated"));
    assert!(is_open(&site).await);
    let agent = help(&site).await.rovo_agent.unwrap();
    assert_eq!(agent.escalation_lines, ["Be kind.", line.as_str()]);
}
