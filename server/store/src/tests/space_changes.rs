//! Changes of a space: recorded with both values in the transaction of the change, and never over what somebody else has
//! changed since the form was made.

use baton_core::audit::{AuditActor, AuditKind};
use baton_core::settings::Setting;
use baton_core::time::Millis;

use super::*;
use crate::{AuditFilter, AuditRow, AuditVerdict, Basis, Saved, Space, StoreError};

fn actor(agent: &AgentRef) -> AuditActor {
    AuditActor::Account(agent.clone())
}

async fn space(site: &Site) -> Space {
    site.store.space(site.space).await.unwrap().unwrap()
}

async fn newest(site: &Site, number: usize) -> Vec<AuditRow> {
    let filter = AuditFilter {
        space: Some(site.space),
        ..AuditFilter::default()
    };
    let page = site.store.audit(&filter, None, 50).await.unwrap();
    page.rows.into_iter().take(number).collect()
}

async fn change(
    site: &Site,
    basis: Basis,
    by: &AgentRef,
    edit: impl FnOnce(&mut Space) + Send,
) -> Saved {
    let by = actor(by);
    let changed = site.store.change_space(site.space, basis, &by, edit);
    changed.await.unwrap()
}

on_both! {
    async fn each_changed_setting_is_recorded_with_both_values(site: Site) {
        let before = space(&site).await;
        let saved = change(&site, Basis::Version(before.settings_version), &site.ana, |space| {
            space.settings.time_to_assign = Millis::seconds(90);
            space.settings.team = None;
            space.allowed_origins = vec!["https://shop.example".into()];
        })
        .await;
        let Saved::Done { space: after, changed } = saved else { panic!("it was saved") };
        assert_eq!(changed, [Setting::TimeToAssign, Setting::Team, Setting::Origins]);
        assert_eq!(*after, space(&site).await, "the answer is what is stored");
        assert!(after.settings_version > before.settings_version);
        assert_eq!(after.team, None);
        let rows = newest(&site, 3).await;
        let read: Vec<_> = rows
            .iter()
            .map(|row| (row.entry.kind, row.entry.subject.as_str(), row.entry.before.as_deref(), row.entry.after.as_deref()))
            .collect();
        assert_eq!(
            read,
            [
                (AuditKind::OriginsChanged, "Allowed origins", Some("[]"), Some("[\"https://shop.example\"]")),
                (AuditKind::SettingsChanged, "Assign a team", Some("\"Service desk\""), None),
                (AuditKind::SettingsChanged, "Time to assign", Some("\"3 min\""), Some("\"1 min 30 s\"")),
            ]
        );
        assert!(rows.iter().all(|row| row.actor == actor(&site.ana)));
        assert!(matches!(site.store.verify_audit().await.unwrap(), AuditVerdict::Intact { .. }));
    }
}

on_both! {
    async fn the_second_of_two_admins_learns_what_changed_and_by_whom(site: Site) {
        let form = Basis::Version(space(&site).await.settings_version);
        let first = change(&site, form, &site.ana, |space| space.settings.time_to_assign = Millis::minutes(4)).await;
        assert!(matches!(first, Saved::Done { .. }));
        let second = change(&site, form, &site.ben, |space| {
            space.settings.time_to_assign = Millis::minutes(3);
            space.settings.time_to_reply = Millis::minutes(9);
        })
        .await;
        let Saved::Changed { current, since } = second else { panic!("Ana's value was lost") };
        assert_eq!(current.settings.time_to_assign, Millis::minutes(4));
        assert_eq!(since.len(), 1);
        assert_eq!(since[0].actor, actor(&site.ana));
        assert_eq!(since[0].entry.subject, Setting::TimeToAssign.name());
        assert_eq!(*current, space(&site).await, "nothing half done");
        let again = Basis::Version(current.settings_version);
        let third = change(&site, again, &site.ben, |space| space.settings.time_to_assign = Millis::minutes(3)).await;
        assert!(matches!(third, Saved::Done { .. }));
    }
}

on_both! {
    async fn two_admins_who_change_different_settings_both_succeed(site: Site) {
        let form = Basis::Version(space(&site).await.settings_version);
        change(&site, form, &site.ana, |space| space.settings.feature_enabled = true).await;
        let second = change(&site, form, &site.ben, |space| space.name = "Desk".into()).await;
        assert!(matches!(second, Saved::Done { .. }));
        let now = space(&site).await;
        assert!(now.settings.feature_enabled);
        assert_eq!(now.name, "Desk");
    }
}

on_both! {
    async fn of_many_who_save_at_once_one_wins(site: Site) {
        let form = Basis::Version(space(&site).await.settings_version);
        let mut saves = tokio::task::JoinSet::new();
        for seconds in 11..19 {
            let (store, id, by) = (site.store.clone(), site.space, actor(&site.ana));
            saves.spawn(async move {
                let edit = |space: &mut Space| space.settings.time_to_reply = Millis::seconds(seconds);
                store.change_space(id, form, &by, edit).await.unwrap()
            });
        }
        let saved = saves.join_all().await;
        let won = saved.iter().filter(|saved| matches!(saved, Saved::Done { .. })).count();
        assert_eq!(won, 1);
    }
}

on_both! {
    async fn what_is_so_already_is_neither_recorded_nor_a_new_version(site: Site) {
        let before = space(&site).await;
        let rows = newest(&site, 50).await.len();
        let saved = change(&site, Basis::Latest, &site.ana, |_| {}).await;
        assert!(matches!(saved, Saved::Done { changed, .. } if changed.is_empty()));
        assert_eq!(space(&site).await.settings_version, before.settings_version);
        assert_eq!(newest(&site, 50).await.len(), rows);
    }
}

on_both! {
    async fn a_team_that_does_not_exist_changes_nothing(site: Site) {
        let before = space(&site).await;
        let edit = |space: &mut Space| {
            space.settings.team = Some(TeamId(7));
            space.settings.time_to_reply = Millis::minutes(1);
        };
        let refused = site.store.change_space(site.space, Basis::Latest, &AuditActor::Shell, edit).await;
        assert!(matches!(refused, Err(StoreError::NotFound)));
        assert_eq!(space(&site).await, before);
    }
}
