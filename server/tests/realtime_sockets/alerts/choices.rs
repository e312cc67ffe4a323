//! What an agent decides about themselves, their availability above all, on all their pages: at this node and at another.

use std::time::Duration;

use baton_core::alert::{AlertSettings, Sound};
use baton_core::audit::AuditActor;
use baton_core::id::TeamId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Stage;
use crate::support::clients::{AlertedPage, agent_cookie, up_to_now};
use crate::support::world::{Agent, Server, World};

/// Sends a form of the console as a page does.
async fn posts(server: &Server, agent: &Agent, path: &str, form: &str) {
    let mut line = TcpStream::connect(server.address).await.unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{form}",
        server.address,
        agent_cookie(agent, server),
        form.len(),
    );
    line.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
}

async fn chooses(server: &Server, agent: &Agent, team: TeamId, available: &str) {
    let form = format!("team={team}&available={available}");
    posts(server, agent, "/app/availability", &form).await;
}

/// Within a second, every one of these pages is told to look.
async fn are_told(pages: &mut [&mut AlertedPage]) {
    for page in pages {
        let looks = page.looks;
        let told = page.until("told to look", |page| page.looks > looks);
        tokio::time::timeout(Duration::from_secs(1), told)
            .await
            .expect("within a second");
    }
}

#[tokio::test]
async fn a_change_of_availability_reaches_every_browser_and_tab_of_its_agent_within_a_second_and_nobody_else()
 {
    let stage = Stage::with_team(true).await;
    let team = stage.team().await;
    let mut first = AlertedPage::open(&stage.server, &stage.ana).await;
    let (browser, state) = (first.browser, first.state.clone());
    let mut second = AlertedPage::open_in(&stage.server, &stage.ana, browser, state).await;
    let mut elsewhere = AlertedPage::open(&stage.server, &stage.ana).await;
    let mut ben = AlertedPage::open(&stage.server, &stage.ben).await;
    let mut anas = [&mut first, &mut second, &mut elsewhere];
    up_to_now(
        &stage.server,
        &stage.ana,
        anas.each_mut().map(|page| &mut **page),
    )
    .await;
    up_to_now(&stage.server, &stage.ben, [&mut ben]).await;
    let bens_looks = ben.looks;
    for available in ["no", "yes"] {
        chooses(&stage.server, &stage.ana, team, available).await;
        are_told(&mut anas).await;
    }
    // What changes nothing is not told.
    let looks = anas[0].looks;
    chooses(&stage.server, &stage.ana, team, "yes").await;
    up_to_now(
        &stage.server,
        &stage.ana,
        anas.each_mut().map(|page| &mut **page),
    )
    .await;
    up_to_now(&stage.server, &stage.ben, [&mut ben]).await;
    assert_eq!((anas[0].looks, ben.looks), (looks, bens_looks));
}

#[tokio::test]
async fn what_an_agent_or_an_admin_decides_at_one_server_reaches_the_pages_at_the_other_within_a_second()
 {
    let world = World::on_postgres().await;
    let (one, other) = (world.serve().await, world.serve().await);
    let ana = one.agent("Ana").await;
    let store = &one.app.store;
    let by = AuditActor::Shell;
    let team = store.create_team(&by, "Service desk").await.unwrap();
    let mut page = AlertedPage::open(&other, &ana).await;
    up_to_now(&other, &ana, [&mut page]).await;

    store.add_team_member(&by, team, ana.id).await.unwrap();
    are_told(&mut [&mut page]).await;
    chooses(&one, &ana, team, "yes").await;
    are_told(&mut [&mut page]).await;

    let settings = AlertSettings {
        sound: Sound::Muted,
        ..AlertSettings::default()
    };
    let muted = "wants=new_chat&wants=new_message&wants=assigned&wants=came_back&wants=reply_nearly_over&sound=muted";
    posts(&one, &ana, "/app/notifications", muted).await;
    let told = page.until("the settings", |page| page.settings == settings);
    tokio::time::timeout(Duration::from_secs(1), told)
        .await
        .expect("within a second");
}
