//! Invitations, the first start, the last site admin, and finding people and teams.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::command::CommandBody;
use baton_core::id::ArticleId;
use baton_core::people::CustomerKind;
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;

use super::{Site, on_both};
use crate::{
    Article, AuditActorFilter, AuditFilter, Basis, BecameKnown, Clock, FakeClock, NewCustomer,
    NewInvitation, NewSite, NewSpace, Principal, Role, SameAddress, Store, StoreError,
};

fn new_site(key: &str, email: &str) -> NewSite {
    NewSite {
        name: "Alex".into(),
        email: email.into(),
        password_hash: "hash".into(),
        space: NewSpace {
            key: ProjectKey::parse(key).unwrap(),
            name: "Help".into(),
            time_zone: "Etc/UTC".into(),
        },
    }
}

async fn invitation(site: &Site) -> NewInvitation {
    NewInvitation {
        name: "Dora".into(),
        email: "dora@example.com".into(),
        role: Some((site.space, Role::SpaceAdmin)),
        site_admin: false,
        expires: site.store.now().await.unwrap() + Millis::minutes(10),
    }
}

on_both! {
    async fn an_invitation_makes_one_account_with_its_role_and_ends(site: Site) {
        let (store, token) = (&site.store, [7; 32]);
        let new = invitation(&site).await;
        store.invite(&site.ana, &token, &new).await.unwrap();
        assert_eq!(store.invitation(&token).await.unwrap().unwrap().invited, new);
        assert_eq!(store.invitations().await.unwrap().len(), 1);
        let dora = store.accept_invitation(&token, "Dora Diaz", "hash").await.unwrap();
        assert_eq!(store.role_of(site.space, dora).await.unwrap(), Some(Role::SpaceAdmin));
        assert_eq!(store.account(dora).await.unwrap().unwrap().name, "Dora Diaz");
        let again = store.accept_invitation(&token, "Dora", "hash").await;
        assert!(matches!(again, Err(StoreError::NotFound)));
        let taken = store.invite(&site.ana, &[8; 32], &new).await;
        assert!(matches!(taken, Err(StoreError::Taken)));
    }
}

on_both! {
    async fn an_invitation_ends_with_its_time_a_newer_one_or_a_word(site: Site) {
        let (store, new) = (&site.store, invitation(&site).await);
        store.invite(&site.ana, &[1; 32], &new).await.unwrap();
        store.invite(&site.ana, &[2; 32], &new).await.unwrap();
        assert_eq!(store.invitation(&[1; 32]).await.unwrap(), None);
        site.clock.advance(Millis::minutes(10));
        assert_eq!(store.invitation(&[2; 32]).await.unwrap(), None);
        let late = store.accept_invitation(&[2; 32], "Dora", "hash").await;
        assert!(matches!(late, Err(StoreError::NotFound)));
        let new = invitation(&site).await;
        store.invite(&site.ana, &[3; 32], &new).await.unwrap();
        store.withdraw_invitation(&AuditActor::Shell, &new.email).await.unwrap();
        assert_eq!(store.invitation(&[3; 32]).await.unwrap(), None);
    }
}

on_both! {
    async fn the_last_site_admin_stays(site: Site) {
        let (store, by) = (&site.store, AuditActor::Shell);
        store.set_site_admin(&by, site.ana.id, true).await.unwrap();
        for failed in [
            store.set_site_admin(&by, site.ana.id, false).await,
            store.set_disabled(&by, site.ana.id, true).await,
        ] {
            assert!(matches!(failed, Err(StoreError::LastSiteAdmin)));
        }
        store.set_site_admin(&by, site.ben.id, true).await.unwrap();
        let (ana, ben) = tokio::join!(
            store.set_site_admin(&by, site.ana.id, false),
            store.set_disabled(&by, site.ben.id, true),
        );
        assert!(ana.is_ok() != ben.is_ok(), "of two at once, one stays an admin");
    }
}

on_both! {
    async fn people_are_found_by_name_or_address_a_page_at_a_time(site: Site) {
        let store = &site.store;
        let page = store.people("", "", 1).await.unwrap();
        assert_eq!((page.people.len(), page.people[0].id), (1, site.ana.id));
        let rest = store.people("", page.next.as_deref().unwrap(), 5).await.unwrap();
        assert_eq!((rest.people[0].id, rest.next), (site.ben.id, None));
        assert_eq!(store.people("BEN", "", 5).await.unwrap().people[0].id, site.ben.id);
        assert!(store.people("%", "", 5).await.unwrap().people.is_empty());
    }
}

on_both! {
    async fn teams_are_listed_with_their_members_and_an_agents_own_choice(site: Site) {
        let store = &site.store;
        let by = AuditActor::Shell;
        store.set_marked_available(site.team, site.ana.id, true).await.unwrap();
        let mine = store.teams_of(site.ana.id).await.unwrap();
        assert_eq!((mine[0].0.members, mine[0].1), (2, true));
        store.rename_team(&by, site.team, "Desk").await.unwrap();
        store.remove_team_member(&by, site.team, site.ben.id).await.unwrap();
        let all = store.team_summaries().await.unwrap();
        assert_eq!((all[0].team.name.as_str(), all[0].members), ("Desk", 1));
        assert_eq!(store.team(site.team).await.unwrap().unwrap().name, "Desk");
        let renamed = AuditFilter { kind: Some(AuditKind::TeamRenamed), ..AuditFilter::default() };
        let rows = store.audit(&renamed, None, 5).await.unwrap().rows;
        assert_eq!(rows[0].entry.before.as_deref(), Some(r#"{"name":"Service desk"}"#));
    }
}

on_both! {
    async fn a_new_password_ends_the_other_sessions(site: Site) {
        let (store, ana) = (&site.store, Principal::Account(site.ana.id));
        let expires = store.now().await.unwrap() + Millis::minutes(1);
        store.create_session(&[1; 32], ana, expires).await.unwrap();
        store.create_session(&[2; 32], ana, expires).await.unwrap();
        store.set_password(&AuditActor::Shell, site.ana.id, None, Some(&[2; 32])).await.unwrap();
        assert!(store.session(&[1; 32]).await.unwrap().is_none());
        assert!(store.session(&[2; 32]).await.unwrap().is_some());
        store.set_password(&AuditActor::Shell, site.ana.id, None, None).await.unwrap();
        assert!(store.session(&[2; 32]).await.unwrap().is_none());
    }
}

on_both! {
    async fn a_session_begins_only_with_the_password_that_holds_when_it_begins(site: Site) {
        let (store, expires) = (&site.store, site.clock.now() + Millis::minutes(10));
        let ana = Principal::Account(site.ana.id);
        let set = async |hash| store.set_password(&AuditActor::Shell, site.ana.id, Some(hash), None).await.unwrap();
        set("old").await;
        assert!(store.create_session_by_password(&[1; 32], ana, expires, "old").await.unwrap());
        set("new").await;
        assert!(!store.create_session_by_password(&[2; 32], ana, expires, "old").await.unwrap());
        let new = NewCustomer { password_hash: Some("old".into()), ..signed_in(&site) };
        let casey = store.create_customer(new).await.unwrap();
        let principal = Principal::Customer { space: site.space, customer: casey };
        assert!(store.create_session_by_password(&[3; 32], principal, expires, "old").await.unwrap());
        store.set_customer_password(casey, "new", &[0; 32]).await.unwrap();
        assert!(!store.create_session_by_password(&[4; 32], principal, expires, "old").await.unwrap());
        for token in 1..=4 {
            assert_eq!(store.session(&[token; 32]).await.unwrap(), None, "{token}");
        }
    }
}

/// Begun just before or just after: whichever comes first in the database, the old password leaves no session behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_password_leaves_no_session_of_the_old_one_however_the_two_meet_on_postgres() {
    let site = std::sync::Arc::new(Site::on_postgres().await);
    let expires = site.clock.now() + Millis::minutes(10);
    for round in 0..30_u8 {
        let (old, new) = (format!("old {round}"), format!("new {round}"));
        let by = AuditActor::Shell;
        let set = site.store.set_password(&by, site.ana.id, Some(&old), None);
        set.await.unwrap();
        let here = site.clone();
        let begins = tokio::spawn(async move {
            let ana = Principal::Account(here.ana.id);
            let store = &here.store;
            store
                .create_session_by_password(&[round; 32], ana, expires, &old)
                .await
                .unwrap()
        });
        let changed = site.store.set_password(&by, site.ana.id, Some(&new), None);
        changed.await.unwrap();
        begins.await.unwrap();
        assert_eq!(site.store.session(&[round; 32]).await.unwrap(), None);
    }
}

on_both! {
    async fn customers_who_end_their_sessions_are_told_to_who_looks(site: Site) {
        let store = &site.store;
        let new = NewCustomer { password_hash: Some("old".into()), ..signed_in(&site) };
        let casey = store.create_customer(new).await.unwrap();
        let seen = store.recorded_since(0).await.unwrap().head;
        store.rename_customer(casey, "Casey Moreau").await.unwrap();
        assert_eq!(store.recorded_since(seen).await.unwrap().customers, []);
        store.set_customer_password(casey, "new", &[0; 32]).await.unwrap();
        let recorded = store.recorded_since(seen).await.unwrap();
        assert_eq!((recorded.customers.as_slice(), recorded.takes_rights), ([casey].as_slice(), false));
        store.sign_customer_out_everywhere(casey).await.unwrap();
        assert_eq!(store.recorded_since(recorded.head).await.unwrap().customers, [casey]);
    }
}

on_both! {
    async fn a_change_of_rights_is_seen_by_who_looks_and_other_records_are_none(site: Site) {
        let (store, by) = (&site.store, AuditActor::Shell);
        let mut seen = store.recorded_since(0).await.unwrap().head;
        let mut changed = async || {
            let recorded = store.recorded_since(seen).await.unwrap();
            seen = recorded.head;
            recorded.takes_rights
        };
        assert!(!changed().await);
        store.rename_team(&by, site.team, "Desk").await.unwrap();
        assert!(!changed().await);
        store.set_role(&by, site.space, site.ben.id, None).await.unwrap();
        assert!(changed().await);
        store.set_password(&by, site.ana.id, None, None).await.unwrap();
        store.rename_team(&by, site.team, "Service desk").await.unwrap();
        assert!(changed().await);
        store.set_disabled(&by, site.ana.id, true).await.unwrap();
        assert!(changed().await);
        assert!(!changed().await);
    }
}

on_both! {
    async fn what_may_decide_who_is_alerted_is_seen_by_who_looks(site: Site) {
        let (store, by) = (&site.store, AuditActor::Shell);
        let seen = store.recorded_since(0).await.unwrap().head;
        store.set_password(&by, site.ana.id, None, None).await.unwrap();
        let recorded = store.recorded_since(seen).await.unwrap();
        assert!(!recorded.decides_alerts);
        store.rename_team(&by, site.team, "Desk").await.unwrap();
        assert!(store.recorded_since(recorded.head).await.unwrap().decides_alerts);
    }
}

async fn one_of_two_sets_the_site_up(store: Store) {
    assert!(!store.has_accounts().await.unwrap());
    let (help, shop) = (
        new_site("HELP", "a@example.com"),
        new_site("SHOP", "b@example.com"),
    );
    let (left, right) = tokio::join!(store.set_up(&help), store.set_up(&shop));
    assert!(left.is_ok() != right.is_ok());
    assert_eq!(store.spaces().await.unwrap().len(), 1);
    let (admin, space) = left.or(right).unwrap();
    assert!(store.account(admin).await.unwrap().unwrap().site_admin);
    assert_eq!(
        store.role_of(space, admin).await.unwrap(),
        Some(Role::SpaceAdmin)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_sets_the_site_up_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/baton.db", folder.path().display());
    let clock = std::sync::Arc::new(FakeClock::default());
    one_of_two_sets_the_site_up(Store::open(&url, clock).await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_sets_the_site_up_on_postgres() {
    let url = super::postgres::new_database().await;
    let clock = std::sync::Arc::new(FakeClock::default());
    one_of_two_sets_the_site_up(Store::open(&url, clock).await.unwrap()).await;
}

on_both! {
    async fn a_customers_new_name_is_an_entry_of_the_feed_and_the_next_event_follows_it(site: Site) {
        let store = &site.store;
        let (guest, conversation) = site.waiting().await;
        let casey = store.create_customer(signed_in(&site)).await.unwrap();
        assert_eq!(store.become_known(guest, casey).await.unwrap(), BecameKnown::TookPlace(guest));
        let before = store.inbox(site.space).await.unwrap().seq;
        let mut hints = store.hints();
        store.rename_customer(guest, "Casey Moreau").await.unwrap();
        let entry = loop {
            // Where several nodes may be, what was committed is called out again without the entry itself.
            if let Some(entry) = hints.recv().await.unwrap().feed {
                break entry;
            }
        };
        assert_eq!((entry.seq, entry.row.customer_name.as_str()), (before.next(), "Casey Moreau"));
        let inbox = store.inbox(site.space).await.unwrap();
        assert_eq!((inbox.seq, inbox.row(conversation)), (entry.seq, Some(&entry.row)));
        let missed = store.feed(site.space, before, 10).await.unwrap();
        assert_eq!(missed, [(*entry).clone()]);
        // The same name again is no change, and takes no number.
        store.rename_customer(guest, "Casey Moreau").await.unwrap();
        assert_eq!(store.inbox(site.space).await.unwrap().seq, entry.seq);
        site.claims(&site.ana, conversation).await.unwrap();
        let inbox = store.inbox(site.space).await.unwrap();
        assert_eq!(inbox.seq, entry.seq.next());
        assert_eq!(inbox.row(conversation).unwrap().customer_name, "Casey Moreau");
    }
}

on_both! {
    async fn only_who_has_an_account_changes_it_and_other_sessions_end_with_those_of_linked_guests(site: Site) {
        let (store, expires) = (&site.store, site.clock.now() + Millis::minutes(10));
        let casey = store.create_customer(signed_in(&site)).await.unwrap();
        let guest = site.guest().await;
        assert!(matches!(store.rename_customer(guest, "Guest").await, Err(StoreError::NotFound)));
        let refused = store.set_customer_password(guest, "hash", &[0; 32]).await;
        assert!(matches!(refused, Err(StoreError::NotFound)));
        for customer in [casey, guest] {
            site.by_customer(customer, CommandBody::Write { text: "Hello".into() }).await.unwrap();
        }
        assert_eq!(store.become_known(guest, casey).await.unwrap(), BecameKnown::Linked);
        for (token, customer) in [(1, casey), (2, casey), (3, guest)] {
            let principal = Principal::Customer { space: site.space, customer };
            store.create_session(&[token; 32], principal, expires).await.unwrap();
        }
        let ended = store.set_customer_password(casey, "new hash", &[1; 32]).await.unwrap();
        assert!(ended.contains(&casey) && ended.contains(&guest) && ended.len() == 2);
        let lives = async |token: u8| store.session(&[token; 32]).await.unwrap().is_some();
        assert_eq!([lives(1).await, lives(2).await, lives(3).await], [true, false, false]);
        let record = store.customer(casey).await.unwrap().unwrap();
        assert_eq!(record.password_hash.as_deref(), Some("new hash"));
        store.sign_customer_out_everywhere(casey).await.unwrap();
        assert!(!lives(1).await);
        let filter = AuditFilter { actor: AuditActorFilter::Customers, ..AuditFilter::default() };
        let rows = store.audit(&filter, None, 10).await.unwrap().rows;
        assert!(rows.iter().all(|row| row.actor == AuditActor::Customer(casey)));
        let kinds: Vec<_> = rows.iter().map(|row| row.entry.kind).collect();
        assert_eq!(kinds, [AuditKind::SignedOutEverywhere, AuditKind::PasswordChanged]);
    }
}

on_both! {
    async fn an_import_is_whole_or_not_at_all_and_one_record(site: Site) {
        let (store, by) = (&site.store, AuditActor::Shell);
        let article = |slug: &str, title: &str| Article {
            id: ArticleId(site.id()),
            slug: slug.into(),
            title: title.into(),
            summary: String::new(),
            body_markdown: "Text.".into(),
            popular: false,
            published: true,
            updated_at: site.clock.now(),
        };
        let import = async |articles, same| store.import_articles(&by, site.space, articles, same).await;
        let slugs = async || {
            let articles = store.articles(site.space).await.unwrap().into_iter();
            articles.map(|article| article.slug).collect::<Vec<_>>()
        };
        let two = || vec![article("a", "A"), article("b", "B")];
        let done = import(two(), SameAddress::Refuses).await.unwrap();
        assert_eq!((done.changed, done.unchanged), (2, 0));
        let refused = import(vec![article("c", "C"), article("a", "A")], SameAddress::Refuses).await;
        assert!(matches!(refused, Err(StoreError::Taken)));
        assert_eq!(slugs().await, ["a", "b"], "nothing is half imported");
        let known = store.article_by_slug(site.space, "a").await.unwrap().unwrap().id;
        let version = store.knowledge_version(site.space).await.unwrap();
        let same = import(two(), SameAddress::Replaces).await.unwrap();
        assert_eq!((same.changed, same.unchanged), (0, 2));
        assert_eq!(store.knowledge_version(site.space).await.unwrap(), version);
        let more = vec![article("a", "Another A"), article("b", "B")];
        let done = import(more, SameAddress::Replaces).await.unwrap();
        assert_eq!((done.changed, done.unchanged), (1, 1));
        let (found, version) = store.article_with_version(site.space, known).await.unwrap().unwrap();
        assert_eq!((found.title.as_str(), version), ("Another A", 2));
        let filter = AuditFilter { kind: Some(AuditKind::ArticlesImported), ..AuditFilter::default() };
        let rows = store.audit(&filter, None, 10).await.unwrap().rows;
        let told: Vec<_> = rows.iter().map(|row| row.entry.after.clone().unwrap_or_default()).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("Another A") && told[1].contains("\"articles\":2"), "{told:?}");
    }
}

on_both! {
    async fn a_spaces_time_zone_is_changed_and_recorded_with_both_names(site: Site) {
        let edit = |space: &mut crate::Space| space.time_zone = "Asia/Tokyo".into();
        let changed = site.store.change_space(site.space, Basis::Latest, &AuditActor::Shell, edit);
        changed.await.unwrap();
        assert_eq!(site.store.space(site.space).await.unwrap().unwrap().time_zone, "Asia/Tokyo");
        let filter = AuditFilter { kind: Some(AuditKind::SpaceRenamed), ..AuditFilter::default() };
        let row = site.store.audit(&filter, None, 1).await.unwrap().rows.remove(0).entry;
        assert_eq!(row.subject, "Time zone");
        assert_eq!(row.after.as_deref(), Some("\"Asia/Tokyo\""));
    }
}

pub(super) fn signed_in(site: &Site) -> NewCustomer {
    NewCustomer {
        space: site.space,
        name: "Casey".into(),
        email: "casey@example.com".into(),
        password_hash: Some("hash".into()),
        kind: CustomerKind::SignedIn,
    }
}
