//! The audit log: what is recorded with a change, how it is read, and that a changed row is noticed.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::settings::Plan;

use sqlx::Row as _;

use super::{Site, on_both};
use crate::database::Kind;
use crate::{
    AuditActorFilter, AuditEntry, AuditFilter, AuditRow, AuditVerdict, Role, Store, StoreError,
};

async fn rows(store: &Store, filter: AuditFilter) -> Vec<AuditRow> {
    store.audit(&filter, None, 100).await.unwrap().rows
}

/// Changes the log as somebody does who owns the database and first takes away what stands in the way.
async fn tamper(store: &Store, sql: &'static str) {
    let unlock: &[&str] = match store.database().kind {
        Kind::Sqlite => &[
            "DROP TRIGGER IF EXISTS audit_log_is_not_changed",
            "DROP TRIGGER IF EXISTS audit_log_is_not_shortened",
        ],
        Kind::Postgres => &["DROP TRIGGER IF EXISTS audit_log_is_not_changed ON audit_log"],
    };
    for &sql in unlock.iter().chain([&sql]) {
        sqlx::query(sql).execute(store.write()).await.unwrap();
    }
}

on_both! {
    async fn what_a_rare_actor_did_is_found_by_an_index_and_not_by_reading_everybodys(site: Site) {
        let store = &site.store;
        // Many records of the shell's, so that the database has something to choose from.
        for number in 0..2_000 {
            let entry = AuditEntry::new(AuditKind::SettingsChanged, format!("{number}"));
            store.record(&AuditActor::Shell, &entry).await.unwrap();
        }
        let explain = match store.database().kind {
            Kind::Sqlite => "EXPLAIN QUERY PLAN SELECT id FROM audit_log WHERE actor = 'customer' ORDER BY id DESC LIMIT 51",
            Kind::Postgres => {
                sqlx::query("ANALYZE audit_log").execute(store.write()).await.unwrap();
                "EXPLAIN SELECT id FROM audit_log WHERE actor = 'customer' ORDER BY id DESC LIMIT 51"
            }
        };
        let rows = sqlx::query(explain).fetch_all(store.write()).await.unwrap();
        let column = match store.database().kind { Kind::Sqlite => 3, Kind::Postgres => 0 };
        let plan: Vec<String> = rows.iter().map(|row| row.get(column)).collect();
        let plan = plan.join("; ");
        assert!(plan.contains("audit_log_actor_kind"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "{plan}");
    }
}

on_both! {
    async fn the_database_itself_refuses_to_change_or_remove_a_row(site: Site) {
        let store = &site.store;
        let before = rows(store, AuditFilter::default()).await;
        for sql in ["UPDATE audit_log SET subject = 'Nobody'", "DELETE FROM audit_log WHERE id = 1"] {
            let refused = sqlx::query(sql).execute(store.write()).await.unwrap_err();
            assert!(refused.to_string().contains("the audit log is only added to"), "{refused}");
        }
        assert_eq!(rows(store, AuditFilter::default()).await, before);
    }
}

on_both! {
    async fn a_change_and_its_record_are_one_transaction(site: Site) {
        let store = &site.store;
        let by = AuditActor::Account(site.ana.clone());
        store.set_plan(&by, Plan::Standard).await.unwrap();
        store.set_plan(&by, Plan::Standard).await.unwrap();
        let found = rows(store, AuditFilter { kind: Some(AuditKind::PlanChanged), ..AuditFilter::default() }).await;
        assert_eq!(found.len(), 1, "what changes nothing is not recorded");
        assert_eq!(found[0].actor, by);
        assert_eq!(found[0].entry.before.as_deref(), Some(r#"{"plan":"enterprise"}"#));
        assert_eq!(found[0].entry.after.as_deref(), Some(r#"{"plan":"standard"}"#));
        let all = rows(store, AuditFilter::default()).await.len();
        let failed = store.create_team(&by, "Service desk").await;
        assert!(matches!(failed, Err(StoreError::Taken)));
        assert_eq!(rows(store, AuditFilter::default()).await.len(), all, "what failed is not recorded");
    }
}

on_both! {
    async fn filters_and_pages_find_the_rows(site: Site) {
        let store = &site.store;
        let by = AuditActor::Account(site.ana.clone());
        store.set_role(&by, site.space, site.ben.id, Some(Role::SpaceAdmin)).await.unwrap();
        store.set_role(&by, site.space, site.ben.id, None).await.unwrap();
        let of_ana = AuditFilter { actor: AuditActorFilter::Account(site.ana.id), ..AuditFilter::default() };
        let found = rows(store, AuditFilter { space: Some(site.space), ..of_ana }).await;
        let kinds: Vec<_> = found.iter().map(|row| row.entry.kind).collect();
        assert_eq!(kinds, [AuditKind::RoleTaken, AuditKind::RoleChanged]);
        assert_eq!(found[1].entry.before.as_deref(), Some(r#"{"role":"agent"}"#));
        let page = store.audit(&of_ana, None, 1).await.unwrap();
        assert_eq!(page.rows, found[..1]);
        let rest = store.audit(&of_ana, page.next, 1).await.unwrap();
        assert_eq!((rest.rows.as_slice(), rest.next), (&found[1..], None));
        let now = store.now().await.unwrap();
        let none = AuditFilter { until: Some(now), ..of_ana };
        assert!(rows(store, none).await.is_empty());
        let shell = AuditFilter { actor: AuditActorFilter::Shell, since: Some(now), ..AuditFilter::default() };
        assert!(rows(store, shell).await.iter().all(|row| row.actor == AuditActor::Shell));
    }
}

on_both! {
    async fn rows_are_numbered_without_gaps_also_when_many_write_at_once(site: Site) {
        let entry = AuditEntry::new(AuditKind::SelfTest, "HELP");
        let mut tasks = Vec::new();
        for _ in 0..20 {
            let (store, entry) = (site.store.clone(), entry.clone());
            tasks.push(tokio::spawn(async move { store.record(&AuditActor::Site, &entry).await }));
        }
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let found = rows(&site.store, AuditFilter::default()).await;
        assert!(found.windows(2).all(|pair| pair[0].id == pair[1].id + 1));
        let intact = AuditVerdict::Intact { rows: found[0].id };
        assert_eq!(site.store.verify_audit().await.unwrap(), intact);
    }
}

on_both! {
    async fn the_first_row_that_was_changed_is_named(site: Site) {
        let store = &site.store;
        assert!(matches!(store.verify_audit().await.unwrap(), AuditVerdict::Intact { .. }));
        tamper(store, "UPDATE audit_log SET subject = 'Nobody' WHERE id = 3").await;
        assert_eq!(store.verify_audit().await.unwrap(), AuditVerdict::Changed { id: 3 });
        tamper(store, "UPDATE audit_log SET at = at + 1 WHERE id = 2").await;
        assert_eq!(store.verify_audit().await.unwrap(), AuditVerdict::Changed { id: 2 });
        tamper(store, "DELETE FROM audit_log WHERE id = 1").await;
        assert_eq!(store.verify_audit().await.unwrap(), AuditVerdict::Missing { id: 1 });
    }
}

on_both! {
    async fn a_row_that_is_missing_at_the_end_is_noticed(site: Site) {
        let store = &site.store;
        let last = rows(store, AuditFilter::default()).await[0].id;
        tamper(store, "DELETE FROM audit_log WHERE id = (SELECT MAX(id) FROM audit_log)").await;
        assert_eq!(store.verify_audit().await.unwrap(), AuditVerdict::Missing { id: last });
    }
}
