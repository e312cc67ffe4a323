//! Invitations, the first start, the last site admin, and finding people and teams.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;

use super::{Site, on_both};
use crate::{
    AuditFilter, FakeClock, NewInvitation, NewSite, NewSpace, Principal, Role, Store, StoreError,
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
    async fn a_change_of_rights_is_seen_by_who_looks_and_other_records_are_none(site: Site) {
        let (store, by) = (&site.store, AuditActor::Shell);
        let (mut seen, _) = store.rights_changed(0).await.unwrap();
        let mut changed = async || {
            let (head, changed) = store.rights_changed(seen).await.unwrap();
            seen = head;
            changed
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
