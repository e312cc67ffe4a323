//! Databases that older builds made, as dumps in `fixtures/databases`: this build takes them over with everything in them,
//! and the work goes on. A dump is never changed; one of each released schema stays here.

use std::collections::BTreeMap;

use baton_core::command::Meant;
use baton_core::inbox::Place;
use baton_core::time::Millis;
use baton_core::work_item::Cause;
use sqlx::{AnyConnection, Connection as _};

use super::*;
use crate::read::conversation::refold;
use crate::{AccountRecord, AuditVerdict, WorkItemFilter};

/// Schema 2, of the 23rd of November 2026: a talk with Rovo, an ended chat, one left as a request, a live one, one that
/// waits, a request of the portal's form, and an article.
const SCHEMA_2: (&str, &str) = (
    include_str!("../../fixtures/databases/2.sqlite.sql"),
    include_str!("../../fixtures/databases/2.postgres.sql"),
);

/// Makes a database of a dump.
async fn load(url: &str, dump: &'static str) {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(url).await.unwrap();
    sqlx::raw_sql(dump).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn on_sqlite() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/baton.db", folder.path().display());
    load(&format!("{url}?mode=rwc"), SCHEMA_2.0).await;
    taken_over(url, folder).await
}

async fn on_postgres() -> Site {
    let url = postgres::new_database().await;
    load(&url, SCHEMA_2.1).await;
    taken_over(url, tempfile::tempdir().unwrap()).await
}

async fn taken_over(url: String, folder: TempDir) -> Site {
    let clock = Arc::new(FakeClock::default());
    clock.advance(Millis::minutes(2));
    let store = Store::open(&url, clock.clone()).await.unwrap();
    let space = store.spaces().await.unwrap().remove(0).id;
    let team = store.teams().await.unwrap().remove(0).id;
    let members = store.members(space).await.unwrap();
    let agent = |name: &str| {
        let found = members.iter().find(|member| member.account.name == name);
        let AccountRecord { id, name, .. } = found.unwrap().account.clone();
        AgentRef { id, name }
    };
    let (ana, ben) = (agent("Ana"), agent("Ben"));
    Site {
        store,
        clock,
        url,
        space,
        team,
        ana,
        ben,
        folder,
    }
}

async fn everything_is_there_and_the_work_goes_on(site: Site) {
    let store = &site.store;
    let space = store.space(site.space).await.unwrap().unwrap();
    assert_eq!(
        (space.key.as_str(), space.name.as_str()),
        ("HELP", "HELP desk")
    );
    assert_eq!(space.settings.team, Some(site.team));
    assert!(store.offer(site.space).await.unwrap().is_open());
    let articles = store.articles(site.space).await.unwrap();
    assert_eq!(articles[0].slug, "reset-your-password");
    let casey = store
        .customer_by_email(site.space, "casey@example.com")
        .await
        .unwrap();
    assert!(casey.is_some());

    // Every conversation is what its log says, and the lists are what the conversations are.
    let inbox = store.inbox(site.space).await.unwrap();
    let mut places = BTreeMap::new();
    for row in &inbox.rows {
        let name = match row.place {
            Place::Unassigned { .. } => "unassigned",
            Place::Assigned { .. } => "assigned",
            Place::Ended { .. } => "ended",
        };
        places
            .entry(name)
            .or_insert_with(Vec::new)
            .push(row.conversation);
        let state = site.state(row.conversation).await;
        let new = Conversation::new(state.id, state.space, state.customer);
        let mut connection = store.read().acquire().await.unwrap();
        assert_eq!(refold(&mut connection, new).await.unwrap(), state);
        assert_gap_free(&site.log(row.conversation).await);
    }
    let counts: Vec<_> = places
        .iter()
        .map(|(name, all)| (*name, all.len()))
        .collect();
    assert_eq!(counts, [("assigned", 1), ("ended", 2), ("unassigned", 1)]);
    let filter = WorkItemFilter::default();
    let items = store
        .work_items(site.space, filter, None, 10)
        .await
        .unwrap();
    let keys: Vec<_> = items.rows.iter().map(|row| row.item.key.as_str()).collect();
    assert_eq!(keys, ["HELP-4", "HELP-3", "HELP-2", "HELP-1"]);

    // The live chat goes on to its end, the one that waits is claimed.
    let live = site.state(places["assigned"][0]).await;
    site.says(live.customer, "Still too high").await;
    let reply = CommandBody::Write {
        text: "Mended".to_owned(),
    };
    site.by_agent(&site.ben, live.id, reply).await.unwrap();
    let end = CommandBody::EndChat { meant: Meant::Any };
    site.by_agent(&site.ben, live.id, end).await.unwrap();
    site.claims(&site.ana, places["unassigned"][0])
        .await
        .unwrap();
    let claimed = site.state(places["unassigned"][0]).await;
    assert_eq!(claimed.work_items[0].cause, Cause::Claimed);

    // What is newer than the dump is there as well.
    let by = AuditActor::Account(site.ana.clone());
    store
        .set_plan(&by, baton_core::settings::Plan::Standard)
        .await
        .unwrap();
    assert_eq!(
        store.verify_audit().await.unwrap(),
        AuditVerdict::Intact { rows: 1 }
    );
    site.reopened().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_schema_2_is_taken_over_on_sqlite() {
    everything_is_there_and_the_work_goes_on(on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_schema_2_is_taken_over_on_postgres() {
    everything_is_there_and_the_work_goes_on(on_postgres().await).await;
}
