//! From SIGTERM to the last socket back: the server ends and starts again under open sockets, which come back by the
//! clients' own back-off (full jitter, from half a second).

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::task::JoinSet;

use crate::Arguments;
use crate::clients::{customer, guest_cookie};
use crate::figures::print;
use crate::server::Server;

pub(crate) async fn measure(arguments: &Arguments, sockets: u32) -> Result<()> {
    let mut server = Server::start(arguments).await?;
    let mut open = Vec::new();
    for _ in 0..sockets {
        let cookie = guest_cookie(&server).await?;
        open.push((cookie.clone(), customer(&server, &cookie).await?));
    }
    let begin = Instant::now();
    let end = server.stop().await?;
    server.again().await?;
    let ready = begin.elapsed();
    let shared = Arc::new(server);
    let mut tasks = JoinSet::new();
    for (cookie, socket) in open {
        drop(socket);
        let server = Arc::clone(&shared);
        tasks.spawn(async move {
            let mut most = 500u64;
            loop {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "only the low bits of a random number matter"
                )]
                let wait = crate::clients::random() as u64 % most;
                tokio::time::sleep(Duration::from_millis(wait)).await;
                if let Ok(socket) = customer(&server, &cookie).await {
                    return (begin.elapsed(), socket);
                }
                most = (most * 2).min(30_000);
            }
        });
    }
    let mut last = Duration::ZERO;
    let mut back = Vec::new();
    while let Some(task) = tasks.join_next().await {
        let (when, socket) = task?;
        last = last.max(when);
        back.push(socket);
    }
    drop(back);
    print(
        "SIGTERM → the process has ended",
        &format!("{:.2} s", end.as_secs_f64()),
        Some("10 s"),
    );
    print(
        "SIGTERM → ready again",
        &format!("{:.2} s", ready.as_secs_f64()),
        None,
    );
    print(
        &format!("SIGTERM → the last of {sockets} sockets back"),
        &format!("{:.2} s", last.as_secs_f64()),
        None,
    );
    Arc::into_inner(shared)
        .context("a task still holds the server")?
        .stop()
        .await?;
    Ok(())
}
