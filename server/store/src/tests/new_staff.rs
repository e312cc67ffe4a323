//! Adding somebody of the staff from a shell.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::id::SpaceId;

use super::{Site, on_both};
use crate::{AuditFilter, NewStaff, Role, StoreError};

on_both! {
    async fn an_account_with_its_role_and_its_rights_is_added_whole_or_not_at_all(site: Site) {
        let (store, by) = (&site.store, AuditActor::Shell);
        let nowhere = SpaceId(site.id());
        let kim = |space: SpaceId| NewStaff {
            name: "Kim".into(),
            email: "Kim@northwind.example".into(),
            password_hash: Some("hash".into()),
            role: Some((space, Role::SpaceAdmin)),
            site_admin: true,
        };
        let rows = async || {
            store.audit(&AuditFilter::default(), None, 100).await.unwrap().rows
        };
        let before = rows().await;
        assert!(store.add_staff(&by, &kim(nowhere)).await.is_err());
        assert_eq!(store.account_by_email("kim@northwind.example").await.unwrap(), None);
        assert_eq!(rows().await, before);

        let id = store.add_staff(&by, &kim(site.space)).await.unwrap();
        let account = store.account(id).await.unwrap().unwrap();
        assert!(account.site_admin && account.email == "kim@northwind.example");
        let members = store.members(site.space).await.unwrap();
        assert!(members.iter().any(|member| member.account.id == id && member.role == Role::SpaceAdmin));
        let told: Vec<_> = rows().await.iter().take(3).map(|row| row.entry.kind).collect();
        assert_eq!(told, [AuditKind::SiteAdminGiven, AuditKind::RoleGiven, AuditKind::PersonCreated]);

        // Once more is no second account, and nothing to tell; without a space the address is taken.
        let after = rows().await;
        assert_eq!(store.add_staff(&by, &kim(site.space)).await.unwrap(), id);
        assert_eq!(rows().await, after);
        let nobody = NewStaff { role: None, ..kim(site.space) };
        assert!(matches!(store.add_staff(&by, &nobody).await, Err(StoreError::Taken)));
    }
}
