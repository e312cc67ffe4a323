//! What agents see of a guest who becomes known, and that this gets into nobody's way.

use baton_core::command::{CommandBody, Rejection};
use baton_core::time::Millis;

use super::people_changes::signed_in;
use super::{Site, assert_rejected, on_both};
use crate::{BecameKnown, Clock, NewCustomer, Principal};

on_both! {
    async fn who_is_known_as_somebody_else_begins_no_conversation_of_their_own(site: Site) {
        let store = &site.store;
        let (guest, conversation) = site.waiting().await;
        let casey = store.create_customer(signed_in(&site)).await.unwrap();
        assert_eq!(store.become_known(guest, casey).await.unwrap(), BecameKnown::TookPlace(guest));
        // A page of the account that has not heard of it.
        let body = CommandBody::Write { text: "Are you there?".to_owned() };
        assert_rejected(site.by_customer(casey, body).await, Rejection::NotAllowed);
        assert_eq!(store.conversation_of(site.space, casey).await.unwrap(), None);
        assert_eq!(site.says(guest, "I am here").await.conversation, conversation);
    }
}

on_both! {
    async fn the_sessions_of_a_guest_end_when_an_account_takes_their_place_and_the_accounts_own_go_on(site: Site) {
        let (store, expires) = (&site.store, site.clock.now() + Millis::minutes(10));
        let (guest, _) = site.waiting().await;
        let casey = store.create_customer(signed_in(&site)).await.unwrap();
        for (token, customer) in [(1, guest), (2, guest), (3, casey)] {
            let principal = Principal::Customer { space: site.space, customer };
            store.create_session(&[token; 32], principal, expires).await.unwrap();
        }
        store.become_known(guest, casey).await.unwrap();
        for token in [1, 2] {
            assert_eq!(store.session(&[token; 32]).await.unwrap(), None, "{token}");
        }
        let session = store.session(&[3; 32]).await.unwrap().unwrap();
        let as_guest = Principal::Customer { space: site.space, customer: guest };
        assert_eq!((session.principal, session.expires), (as_guest, expires));
    }
}

on_both! {
    async fn a_guest_who_becomes_known_has_a_name_in_the_inbox_at_once_as_an_entry_of_the_feed(site: Site) {
        let store = &site.store;
        let (guest, conversation) = site.waiting().await;
        let casey = store.create_customer(signed_in(&site)).await.unwrap();
        let before = store.inbox(site.space).await.unwrap();
        assert_eq!(before.row(conversation).unwrap().customer_name, "");
        let mut hints = store.hints();
        assert_eq!(store.become_known(guest, casey).await.unwrap(), BecameKnown::TookPlace(guest));
        let entry = loop {
            if let Some(entry) = hints.recv().await.unwrap().feed {
                break entry;
            }
        };
        let after = store.inbox(site.space).await.unwrap();
        assert_eq!((entry.seq, after.seq), (before.seq.next(), before.seq.next()));
        assert_eq!(after.row(conversation), Some(&entry.row));
        assert_eq!(entry.row.customer_name, signed_in(&site).name);
        assert_eq!(store.feed(site.space, before.seq, 10).await.unwrap(), [(*entry).clone()]);
    }
}

/// Whoever takes the space's row and a customer's in different orders waits for the other in a circle, which PostgreSQL
/// ends by failing one of the two.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guests_who_sign_in_while_they_give_an_address_never_wait_for_themselves_on_postgres() {
    let site = std::sync::Arc::new(Site::on_postgres().await);
    let mut pairs = Vec::new();
    for number in 0..60 {
        let (guest, conversation) = site.waiting().await;
        let new = NewCustomer {
            email: format!("casey{number}@example.com"),
            ..signed_in(&site)
        };
        let account = site.store.create_customer(new).await.unwrap();
        pairs.push((guest, account, conversation));
    }
    let mut all = tokio::task::JoinSet::new();
    for (guest, account, _) in pairs.clone() {
        let here = site.clone();
        all.spawn(async move {
            let became = here.store.become_known(guest, account).await.unwrap();
            assert_eq!(became, BecameKnown::TookPlace(guest));
        });
        let here = site.clone();
        all.spawn(async move {
            let email = Some(format!("{guest}@example.org"));
            here.by_customer(guest, CommandBody::GiveEmail { email })
                .await
                .unwrap();
        });
    }
    while let Some(done) = all.join_next().await {
        done.unwrap();
    }
    for (_, _, conversation) in pairs {
        let inbox = site.store.inbox(site.space).await.unwrap();
        assert_eq!(
            inbox.row(conversation).unwrap().customer_name,
            signed_in(&site).name
        );
    }
}
