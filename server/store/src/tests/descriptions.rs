//! What a customer describes at length is stored once, whatever happens to the request afterwards.

use baton_core::work_item::Status;
use sqlx::Row as _;

use super::*;
use crate::read::conversation::refold;

const WORDS: &str = "It flickers.\nIt hums.";

async fn raised(site: &Site, customer: CustomerId) -> (ConversationId, WorkItemId) {
    let work_item = WorkItemId(site.id());
    let body = CommandBody::RaiseRequest {
        work_item,
        summary: "A new screen".to_owned(),
        description: WORDS.to_owned(),
    };
    let outcome = site.by_customer(customer, body).await.unwrap();
    (outcome.conversation, work_item)
}

async fn stored_state(site: &Site, id: ConversationId) -> String {
    sqlx::query("SELECT state FROM conversations WHERE id = $1")
        .bind(id.to_string())
        .fetch_one(site.store.read())
        .await
        .unwrap()
        .get(0)
}

on_both! {
    async fn a_description_is_not_written_with_every_event_and_whoever_reads_the_request_has_it(site: Site) {
        let customer = site.guest().await;
        let (conversation, item) = raised(&site, customer).await;
        let (_, other) = raised(&site, customer).await;
        site.says(customer, "Hello").await;
        assert!(!stored_state(&site, conversation).await.contains("flickers"));
        // Whatever writes the request's row anew keeps the words, also after a change of a change.
        for status in [Status::Resolved, Status::Open] {
            let body = CommandBody::ChangeStatus { work_item: item, status };
            site.by_agent(&site.ana, conversation, body).await.unwrap();
        }
        let body = CommandBody::Comment { work_item: item, text: "Still so".to_owned() };
        site.by_customer(customer, body).await.unwrap();
        for key in ["HELP-1", "HELP-2"] {
            let row = site.store.work_item(site.space, key).await.unwrap().unwrap();
            assert_eq!(row.item.description, WORDS, "{key}");
        }
        let state = site.state(conversation).await;
        assert_eq!(state.work_item(item).unwrap().description, WORDS);
        assert_eq!(state.work_item(other).unwrap().description, WORDS);
        assert_eq!(site.store.conversation_of(site.space, customer).await.unwrap(), Some(state.clone()));
        let new = Conversation::new(state.id, state.space, state.customer);
        let mut reader = site.store.read().acquire().await.unwrap();
        assert_eq!(refold(&mut reader, new).await.unwrap(), state);
        assert!(!stored_state(&site, conversation).await.contains("flickers"));
    }
}
