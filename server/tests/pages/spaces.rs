//! Spaces through the real router: their names, and the clocks that their portals show.

#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "a test that can't go on says where"
)]

use crate::site::{Answer, Site};
use http::StatusCode;

const HELP: &str = "/app/site/spaces/HELP";

async fn change_space(site: &Site, cookie: &str, version: &str, name: &str, zone: &str) -> Answer {
    let fields = [("version", version), ("name", name), ("time_zone", zone)];
    site.post(HELP, cookie, &fields).await
}

#[tokio::test]
async fn a_site_admin_renames_a_space_and_moves_its_clocks_and_the_log_says_from_what_to_what() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let customer = site.raise("", "Badge").await;
    let request = async || {
        site.get(customer.header("location"), &customer.cookie())
            .await
            .body
    };
    assert!(
        request().await.contains("14 Nov 2023, 23:13 CET"),
        "{}",
        request().await
    );
    let page = site.get(HELP, &admin).await;
    assert!(page.body.contains("value=\"Northwind Help\""));
    assert!(page.body.contains("value=\"Europe/Berlin\" selected"));
    let version = page.hidden("version");
    let saved = change_space(&site, &admin, &version, "Night <i>desk</i>", "asia/kolkata").await;
    assert_eq!(saved.header("location"), format!("{HELP}?done=yes"));
    let portal = request().await;
    assert!(portal.contains("15 Nov 2023, 03:43 IST"), "{portal}");
    assert!(portal.contains("Night &lt;i&gt;desk") || portal.contains("Night &lt;i>desk"));
    let log = site
        .get("/app/HELP/settings/audit?what=space_renamed", &admin)
        .await;
    for (before, after) in [
        ("Northwind Help", "Night &lt;i"),
        ("Europe/Berlin", "Asia/Kolkata"),
    ] {
        assert!(log.body.contains(&format!("{before}</del>")), "{before}");
        let is_told = log.body.contains(&format!(">{after}"));
        assert!(is_told, "{after} in {}", log.body);
    }
}

#[tokio::test]
async fn a_wrong_name_or_time_zone_is_said_beside_its_field_and_nothing_is_stored() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let version = site.get(HELP, &admin).await.hidden("version");
    let long = "x".repeat(101);
    for (name, zone, said, kept) in [
        (
            " ",
            "Asia/Tokyo",
            "Enter a name.",
            "value=\"Asia/Tokyo\" selected",
        ),
        (&long, "Asia/Tokyo", "at most 100 characters", &long),
        (
            "Kept",
            "Europe/Atlantis",
            "no time zone of this name",
            "value=\"Kept\"",
        ),
        (
            "Kept",
            "EST5EDT",
            "no time zone of this name",
            "value=\"EST5EDT\" selected",
        ),
    ] {
        let again = change_space(&site, &admin, &version, name, zone).await;
        assert!(
            again.body.contains(said) && again.body.contains(kept),
            "{name} {zone}"
        );
        assert!(again.body.contains("aria-invalid=\"true\""));
    }
    let space = site.context().space("HELP").await.unwrap();
    assert_eq!(
        (space.name.as_str(), space.time_zone.as_str()),
        ("Northwind Help", "Europe/Berlin")
    );
    assert_eq!(
        site.get("/app/site/spaces/NONE", &admin).await.status,
        StatusCode::NOT_FOUND
    );
    let fields = [
        ("name", "Sales"),
        ("key", "SALES"),
        ("time_zone", "Mars/Base"),
    ];
    let again = site.post("/app/site/spaces", &admin, &fields).await;
    assert!(again.body.contains("no time zone of this name") && again.body.contains("SALES"));
}

#[tokio::test]
async fn the_second_of_two_admins_who_rename_a_space_learns_of_the_first() {
    let site = Site::with_demo().await;
    let admin = site.staff("admin").await;
    let seen = site.get(HELP, &admin).await.hidden("version");
    change_space(&site, &admin, &seen, "First", "Europe/Berlin").await;
    let second = change_space(&site, &admin, &seen, "Second", "Europe/Berlin").await;
    let text = second.body.replace("<!>", "");
    assert!(
        text.contains("Alex Admin changed Name</b> from Northwind Help to First"),
        "{text}"
    );
    assert!(text.contains("value=\"Second\""));
    // Another setting is no matter of the first.
    let other = change_space(&site, &admin, &seen, "First", "Asia/Tokyo").await;
    assert_eq!(other.header("location"), format!("{HELP}?done=yes"));
    let now = second.hidden("version");
    change_space(&site, &admin, &now, "Second", "Asia/Tokyo").await;
    assert_eq!(site.context().space("HELP").await.unwrap().name, "Second");
}
