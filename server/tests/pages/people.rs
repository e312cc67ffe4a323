//! People, teams, roles and the audit log through the real router: set-up, invitations, the last site admin, what takes
//! effect at once, and what is recorded.

#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "a test that can't go on says where"
)]

use crate::site::{Answer, Database, Site, on_both};
use baton_core::alert::AlertKind;
use baton_core::audit::AuditActor;
use baton_core::id::AccountId;
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;
use baton_server::cli::action::{Action, perform};
use baton_server::cli::new_set_up_code;
use baton_server::demo;
use baton_server::session::ClosedSession;
use baton_store::Principal;
use http::StatusCode;

const PASSWORD: &str = "a good password";

async fn account(site: &Site, name: &str) -> AccountId {
    let email = format!("{name}@northwind.example");
    let account = site.app.store.account_by_email(&email).await;
    account.unwrap().unwrap().id
}

async fn set_up(site: &Site, code: &str, key: &str) -> Answer {
    let fields = [
        ("code", code),
        ("name", "Alex"),
        ("email", "alex@example.org"),
        ("password", PASSWORD),
        ("space_name", "Help <b>desk</b>"),
        ("key", key),
    ];
    site.post("/setup", "", &fields).await
}

on_both! {
    async fn an_empty_database_is_set_up_once_with_the_code_that_was_printed(database: Database) {
        let site = Site::empty_on(database).await;
        assert_eq!(
            site.get("/setup", "").await.status,
            StatusCode::NOT_FOUND,
            "without a code"
        );
        let code = new_set_up_code(&site.app).await.unwrap().unwrap();
        assert_eq!(site.get("/setup", "").await.status, StatusCode::OK);
        let wrong = set_up(&site, "no such code", "HELP").await;
        assert!(wrong.body.contains("not the code") && wrong.body.contains("alex@example.org"));
        let wrong = set_up(&site, code.as_str(), "1").await;
        assert!(wrong.body.contains("A key has two to ten letters"));
        assert!(!site.app.store.has_accounts().await.unwrap());
        let done = set_up(&site, code.as_str(), "HELP").await;
        assert_eq!(
            (done.status, done.header("location")),
            (StatusCode::SEE_OTHER, "/app/HELP/settings")
        );
        let people = site.get("/app/site/people", &done.cookie()).await;
        assert!(people.status == StatusCode::OK && people.body.contains("alex@example.org"));
        assert_eq!(
            set_up(&site, code.as_str(), "SHOP").await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(site.get("/setup", "").await.status, StatusCode::NOT_FOUND);
        assert!(new_set_up_code(&site.app).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn codes_can_not_be_tried_without_end() {
    let site = Site::empty().await;
    let code = new_set_up_code(&site.app).await.unwrap().unwrap();
    for _ in 0..10 {
        set_up(&site, "wrong", "HELP").await;
    }
    let refused = set_up(&site, code.as_str(), "HELP").await;
    assert!(refused.body.contains("Too many codes"));
    assert!(!site.app.store.has_accounts().await.unwrap());
}

on_both! {
    async fn an_invitation_link_is_shown_once_and_makes_one_account(database: Database) {
        let site = Site::with_demo_on(database).await;
        let admin = site.staff("admin").await;
        let fields = [
            ("name", "Dora"),
            ("email", "dora@example.org"),
            ("space", "HELP"),
            ("role", "space_admin"),
        ];
        let made = site.post("/app/site/people/invite", &admin, &fields).await;
        let link = made.body.split("/app/invite/").nth(1).unwrap();
        let path = format!("/app/invite/{}", &link[..43]);
        let people = site.get("/app/site/people", &admin).await;
        assert!(people.body.contains("dora@example.org") && !people.body.contains("/app/invite/"));
        let short = [("name", "Dora Diaz"), ("password", "short")];
        let wrong = site.post(&path, "", &short).await;
        assert!(wrong.body.contains("at least 8 characters") && wrong.body.contains("Dora Diaz"));
        let fields = [("name", "Dora Diaz"), ("password", PASSWORD)];
        let joined = site.post(&path, "", &fields).await;
        assert_eq!(joined.header("location"), "/app");
        let settings = site
            .get("/app/HELP/settings/members", &joined.cookie())
            .await;
        assert!(settings.status == StatusCode::OK && settings.body.contains("Dora Diaz"));
        assert_eq!(
            site.get("/app/site/people", &joined.cookie()).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(site.get(&path, "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            site.post(&path, "", &fields).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn an_invitation_is_out_of_date_after_seven_days() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let fields = [
        ("name", "Dora"),
        ("email", "dora@example.org"),
        ("role", "agent"),
    ];
    let made = site.post("/app/site/people/invite", &admin, &fields).await;
    let link = made.body.split("/app/invite/").nth(1).unwrap();
    let path = format!("/app/invite/{}", &link[..43]);
    assert_eq!(site.get(&path, "").await.status, StatusCode::OK);
    site.clock.advance(Millis::minutes(7 * 24 * 60));
    assert_eq!(site.get(&path, "").await.status, StatusCode::NOT_FOUND);
}

on_both! {
    async fn the_last_site_admin_can_be_neither_disabled_nor_ended_and_the_page_says_why(database: Database) {
        let site = Site::with_demo_on(database).await;
        let admin = site.staff("admin").await;
        let id = account(&site, "admin").await;
        for what in ["disable", "end-site-admin"] {
            let answer = site
                .post(&format!("/app/site/people/{id}/{what}"), &admin, &[])
                .await;
            let page = site.get(answer.header("location"), &admin).await;
            assert!(page.body.contains("last site admin"), "{what}");
        }
    }
}

#[tokio::test]
async fn a_disabled_account_is_signed_out_and_its_sockets_are_told() {
    let site = Site::with_demo().await;
    let (admin, ana) = (site.staff("admin").await, site.staff("ana").await);
    let id = account(&site, "ana").await;
    let mut closed = site.app.closed_sessions.subscribe();
    site.post(&format!("/app/site/people/{id}/disable"), &admin, &[])
        .await;
    let told = closed.try_recv().unwrap();
    assert_eq!(told, ClosedSession::AllOf(Principal::Account(id)));
    assert_eq!(
        site.get("/app/HELP/inbox", &ana).await.status,
        StatusCode::SEE_OTHER
    );
    site.post(&format!("/app/site/people/{id}/enable"), &admin, &[])
        .await;
    assert_ne!(site.staff("ana").await, "");
}

#[tokio::test]
async fn a_new_password_needs_the_present_one_and_ends_the_other_sessions() {
    let site = Site::with_demo().await;
    let (here, there) = (site.staff("ana").await, site.staff("ana").await);
    let wrong = [("present", "not it"), ("password", PASSWORD)];
    let refused = site.post("/app/profile/password", &here, &wrong).await;
    assert!(refused.body.contains("not your present password"));
    let right = [("present", demo::PASSWORD), ("password", PASSWORD)];
    let done = site.post("/app/profile/password", &here, &right).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get("/app/profile", &here).await.status, StatusCode::OK);
    assert_eq!(
        site.get("/app/profile", &there).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(site.staff("ana").await, "", "the old one is no good");
}

#[tokio::test]
async fn in_a_team_of_more_than_a_hundred_availability_can_not_be_set_and_the_page_says_why() {
    let site = Site::with_demo().await;
    let (store, by) = (&site.app.store, AuditActor::Shell);
    let team = store.teams().await.unwrap().remove(0);
    let ana = site.staff("ana").await;
    let away = [("team", &*team.id.to_string()), ("available", "no")];
    let done = site.post("/app/availability", &ana, &away).await;
    assert_eq!(done.header("location"), "/app/profile?done=yes");
    let id = account(&site, "ana").await;
    assert!(!store.teams_of(id).await.unwrap()[0].1);
    for number in 0..99 {
        let email = format!("agent{number}@example.org");
        let other = store
            .create_account(&by, "Agent", &email, None)
            .await
            .unwrap();
        store.add_team_member(&by, team.id, other).await.unwrap();
    }
    let back = [("team", &*team.id.to_string()), ("available", "yes")];
    site.post("/app/availability", &ana, &back).await;
    assert!(!store.teams_of(id).await.unwrap()[0].1);
    let page = site.get("/app/profile", &ana).await;
    assert!(page.body.contains("more than 100 members") && page.body.contains("disabled"));
}

on_both! {
    async fn the_audit_page_shows_old_and_new_values_and_a_spaces_page_only_its_own(database: Database) {
        let site = Site::with_demo_on(database).await;
        let admin = site.staff("admin").await;
        site.post("/app/site/plan", &admin, &[("plan", "standard")])
            .await;
        let ben = account(&site, "ben").await.to_string();
        let role = [("account", ben.as_str()), ("role", "space_admin")];
        site.post("/app/HELP/settings/members/role", &admin, &role)
            .await;
        let all = site.get("/app/site/audit?what=plan_changed", &admin).await;
        assert!(all.body.contains("enterprise</del>") && all.body.contains("standard</ins>"));
        assert!(!all.body.contains("space_admin</ins>"), "the filter holds");
        let ours = site.get("/app/HELP/settings/audit", &admin).await;
        assert!(ours.body.contains("space_admin</ins>") && !ours.body.contains("standard</ins>"));
        let ana = site.staff("ana").await;
        assert_eq!(
            site.get("/app/HELP/settings/audit", &ana).await.status,
            StatusCode::FORBIDDEN
        );
        let signed_in = site.get("/app/site/audit?what=signed_in", &admin).await;
        assert!(signed_in.body.contains("Ana Torres"));
        site.post(
            "/app/sign-in",
            "",
            &[
                ("email", "ana@northwind.example"),
                ("password", "wrong one"),
            ],
        )
        .await;
        let failed = site.get("/app/site/audit?who=nobody", &admin).await;
        assert!(failed.body.contains("Could not sign in"));
    }
}

#[tokio::test]
async fn what_the_command_line_changes_is_recorded_as_the_shells() {
    let site = Site::with_demo().await;
    let email = "ben@northwind.example".to_owned();
    site.act(Action::SetDisabled {
        email,
        disabled: true,
    })
    .await;
    let admin = site.staff("admin").await;
    let page = site
        .get("/app/site/audit?who=shell&what=person_disabled", &admin)
        .await;
    assert!(page.body.contains("Disabled an account") && page.body.contains("Ben Okafor"));
    let check = perform(&site.context(), Action::Check).await.unwrap();
    assert!(check.contains("all as they were written"), "{check}");
}

/// How many rows of a kind the log shows under these filters.
async fn rows(site: &Site, cookie: &str, filters: &str, kind: &str) -> usize {
    let page = site
        .get(&format!("/app/site/audit?{filters}"), cookie)
        .await;
    let text = page.body.replace("<!>", "");
    text.matches(&format!("</b> · {kind}")).count()
}

#[tokio::test]
async fn sign_ins_that_worked_and_failed_and_exports_are_found_with_the_logs_filters() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let ana = account(&site, "ana").await;
    site.staff("ana").await;
    for (email, password) in [
        ("ana@northwind.example", "wrong one"),
        ("ben@northwind.example", "wrong one"),
        ("nobody@northwind.example", "wrong one"),
    ] {
        let fields = [("email", email), ("password", password)];
        site.post("/app/sign-in", "", &fields).await;
    }
    let by_ana = format!("who={ana}");
    assert_eq!(rows(&site, &admin, &by_ana, "Signed in").await, 1);
    assert_eq!(rows(&site, &admin, "what=signed_in", "Signed in").await, 2);
    // Whom nobody knows is not recorded, or anybody could fill the log.
    let failed = rows(&site, &admin, "what=sign_in_failed", "Could not sign in");
    assert_eq!(failed.await, 2);
    let at_night = "what=signed_in&from=2023-11-15";
    assert_eq!(rows(&site, &admin, at_night, "Signed in").await, 0);
    let that_day = "what=signed_in&from=2023-11-14&to=2023-11-14";
    assert_eq!(rows(&site, &admin, that_day, "Signed in").await, 2);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.db");
    site.act(Action::Backup { file }).await;
    let exported = "what=exported&who=shell";
    assert_eq!(rows(&site, &admin, exported, "Exported data").await, 1);
    assert_eq!(rows(&site, &admin, exported, "Signed in").await, 0);
}

#[tokio::test]
async fn site_admins_make_teams_and_spaces() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let made = site
        .post("/app/site/teams", &admin, &[("name", " Night  shift ")])
        .await;
    let path = made
        .header("location")
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    let found = site.get(&format!("{path}?q=ana"), &admin).await;
    let ana = account(&site, "ana").await.to_string();
    assert!(found.body.contains(&ana) && found.body.contains("Night shift"));
    site.post(&format!("{path}/add"), &admin, &[("account", &ana)])
        .await;
    let team = site.get(&path, &admin).await;
    assert!(team.body.contains("Ana Torres"));
    let taken = site
        .post(
            &format!("{path}/rename"),
            &admin,
            &[("name", "Service desk")],
        )
        .await;
    assert!(taken.body.contains("Another team has this name."));
    let again = [
        ("name", "Other"),
        ("key", "help"),
        ("time_zone", "Europe/Berlin"),
    ];
    let taken = site.post("/app/site/spaces", &admin, &again).await;
    assert!(taken.body.contains("Another space has this key.") && taken.body.contains("Other"));
    site.post(
        "/app/site/spaces",
        &admin,
        &[
            ("name", "Sales"),
            ("key", "sales"),
            ("time_zone", "Asia/Tokyo"),
        ],
    )
    .await;
    let key = ProjectKey::parse("SALES").unwrap();
    let space = site.app.store.space_by_key(&key).await.unwrap();
    assert_eq!(space.unwrap().time_zone, "Asia/Tokyo");
}

#[tokio::test]
async fn what_an_agent_decided_about_notifications_is_kept_and_shown_without_script() {
    let site = Site::with_demo().await;
    let (ana, ben) = (site.staff("ana").await, site.staff("ben").await);
    let path = "/app/notifications";
    let chosen = [
        ("wants", "new_message"),
        ("wants", "assigned"),
        ("sound", "muted"),
        ("quiet_in_inbox", "on"),
    ];
    let saved = site.post(path, &ana, &chosen).await;
    assert_eq!(saved.header("location"), "/app/notifications?done=yes");
    let kept = site.app.store.alert_settings(account(&site, "ana").await);
    let kept = kept.await.unwrap();
    assert!(kept.wants(AlertKind::Assigned) && !kept.wants(AlertKind::NewChat));
    assert!(kept.quiet_in_inbox && !kept.show_text);
    let checked = |page: &Answer, name: &str, value: &str| {
        let of = format!("name=\"{name}\" value=\"{value}\"");
        let tag = page.body.split("<input").find(|tag| tag.contains(&of));
        tag.unwrap().split('>').next().unwrap().contains("checked")
    };
    let page = site.get(path, &ana).await;
    assert!(checked(&page, "wants", "new_message") && !checked(&page, "wants", "new_chat"));
    assert!(checked(&page, "sound", "muted") && !checked(&page, "sound", "chime"));
    // It is nobody else's.
    let page = site.get(path, &ben).await;
    assert!(checked(&page, "wants", "new_chat") && checked(&page, "sound", "chime"));
    let wrong = site.post(path, &ana, &[("sound", "siren")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}
