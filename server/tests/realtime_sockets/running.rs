//! A server that only seems to run is worse than one that has ended: it says so, and it ends.

use std::time::Duration;

use baton_core::command::{Command, CommandBody};
use baton_core::id::CommandId;
use baton_core::people::Actor;
use baton_core::time::Millis;
use baton_store::{Job, Target};
use sqlx::{AnyConnection, Connection as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::clients::id;
use crate::support::world::{NEVER, Server, World, eventually};

/// Asks for a page, and answers with the head of the answer.
async fn ask(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = vec![0; 16 * 1024];
    let read = timeout(NEVER, stream.read(&mut bytes)).await.unwrap();
    String::from_utf8_lossy(&bytes[..read.unwrap()]).into_owned()
}

async fn is_ready(server: &Server) -> bool {
    let answer = ask(server, "GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(
        answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 503"),
        "{answer}"
    );
    answer.starts_with("HTTP/1.1 200")
}

/// A message of a new customer.
async fn message(server: &Server) -> Job {
    let customer = server.customer().await.id;
    let space = server.space;
    Job {
        target: Target::CustomerIn { space, customer },
        command: Command {
            id: CommandId(id()),
            actor: Actor::Customer(customer),
            body: CommandBody::Write {
                text: "Is anybody there?".into(),
            },
        },
    }
}

/// Somebody at a prompt who holds what every command needs.
async fn somebody_at_a_prompt(world: &World) -> AnyConnection {
    let mut somebody = AnyConnection::connect(&world.url).await.unwrap();
    for sql in ["BEGIN", "SELECT CAST(id AS TEXT) FROM spaces FOR UPDATE"] {
        sqlx::raw_sql(sql).execute(&mut somebody).await.unwrap();
    }
    somebody
}

#[tokio::test]
async fn while_the_writer_is_stuck_the_server_is_not_ready_and_then_it_is_again() {
    let world = World::on_postgres().await;
    let server = world.serve().await;
    assert!(is_ready(&server).await);
    let job = message(&server).await;
    let mut somebody = somebody_at_a_prompt(&world).await;
    let store = server.app.store.clone();
    let given = tokio::spawn(async move { store.execute(job).await });
    eventually("it is not ready", async || {
        world.clock.advance(Millis::seconds(1));
        !is_ready(&server).await
    })
    .await;
    sqlx::raw_sql("COMMIT")
        .execute(&mut somebody)
        .await
        .unwrap();
    assert!(timeout(NEVER, given).await.unwrap().unwrap().is_ok());
    eventually("it is ready again", async || {
        world.clock.advance(Millis::seconds(1));
        is_ready(&server).await
    })
    .await;
}

#[tokio::test]
async fn a_store_that_is_stuck_keeps_no_server_from_ending() {
    let world = World::on_postgres().await;
    let server = world.serve().await;
    let job = message(&server).await;
    let _somebody = somebody_at_a_prompt(&world).await;
    let store = server.app.store.clone();
    let given = tokio::spawn(async move { store.execute(job).await });
    eventually("the writer is stuck", async || {
        let answers = server.app.store.writer_answers();
        timeout(Duration::from_millis(100), answers).await.is_err()
    })
    .await;
    timeout(NEVER, server.stop()).await.unwrap();
    given.abort();
}

#[tokio::test]
async fn a_server_whose_worker_breaks_ends_and_says_that_it_failed() {
    let (world, server) = Server::new().await;
    let app = server.app.clone();
    assert!(!app.has_failed());
    app.keep_running("one that breaks", async { panic!("on purpose") });
    timeout(NEVER, server.ended()).await.unwrap();
    assert!(app.has_failed() && app.is_draining());
    // Whoever keeps it running starts it anew.
    let server = world.serve().await;
    assert!(is_ready(&server).await);
    let app = server.app.clone();
    server.stop().await;
    assert!(!app.has_failed());
}

#[tokio::test]
async fn a_form_that_staff_alone_may_send_is_read_from_nobody_else() {
    let (_world, server) = Server::new().await;
    let origin = &server.app.public_url.origin;
    // The head alone: what it announces never comes.
    let head = format!(
        "POST /app/profile HTTP/1.1\r\nhost: x\r\norigin: {origin}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 100000\r\n\r\n"
    );
    let answer = ask(&server, &head).await;
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert!(answer.contains("location: /app/sign-in"), "{answer}");
}

#[tokio::test]
async fn a_form_is_paid_for_before_it_is_read() {
    let (_world, server) = Server::new().await;
    let origin = &server.app.public_url.origin;
    let head = format!(
        "POST /app/sign-in HTTP/1.1\r\nhost: x\r\norigin: {origin}\r\n\
         content-type: application/x-www-form-urlencoded\r\n"
    );
    // As many as may be sent at once begin, and none goes on.
    let mut begun = Vec::new();
    for _ in 0..60 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let head = format!("{head}content-length: 100000\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        begun.push(stream);
    }
    let whole = format!("{head}content-length: 18\r\n\r\nemail=x&password=x");
    let mut refused = false;
    for _ in 0..20 {
        refused |= ask(&server, &whole).await.starts_with("HTTP/1.1 429");
    }
    assert!(refused);
}
