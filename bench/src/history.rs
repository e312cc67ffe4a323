//! Opening the inbox beside a long history: one real chat is talked and ended through the product, then copied in the
//! database as often as asked, and the inbox is opened again and again, as a page and over a socket.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use baton_core::wire::{AgentAction, CustomerAction, ToAgent, ToCustomer};
use sqlx::{Connection, SqliteConnection};

use crate::clients::{agent, random};
use crate::figures::{Sample, print};
use crate::server::{SPACE, Server};
use crate::{Arguments, agents, chats, http};

/// How often the inbox is opened.
const OPENINGS: usize = 300;

pub(crate) async fn measure(arguments: &Arguments, sizes: &[u32]) -> Result<()> {
    for &size in sizes {
        let mut server = Server::start(arguments).await?;
        let cookies = agents::sign_in(&server, 1).await?;
        let cookie = &cookies[0];
        talk_and_end(&server, cookie).await?;
        server.stop().await?;
        multiply(&server, size)
            .await
            .context("copying the history")?;
        server.again().await?;
        let (mut page, mut socket) = (Sample::default(), Sample::default());
        for _ in 0..OPENINGS {
            let begin = Instant::now();
            let answer = http::get(
                &server.address(),
                &format!("/app/{SPACE}/inbox"),
                Some(cookie),
            )
            .await?;
            if answer.status != 200 || answer.body.is_empty() {
                bail!("the inbox answered {}", answer.status);
            }
            page.add(begin.elapsed());
            let begin = Instant::now();
            agent(&server, cookie).await?;
            socket.add(begin.elapsed());
        }
        let figure = |sample: &mut Sample| {
            format!(
                "p50 {:.1}  p99 {:.1} ms",
                sample.quantile(0.5),
                sample.quantile(0.99)
            )
        };
        print(
            &format!("the inbox's page, {size} past conversations"),
            &figure(&mut page),
            Some("p99 50 ms"),
        );
        print(
            &format!("the inbox's socket, {size} past conversations"),
            &figure(&mut socket),
            Some("p99 50 ms"),
        );
        server.stop().await?;
    }
    Ok(())
}

async fn talk_and_end(server: &Server, cookie: &str) -> Result<()> {
    let mut chat = chats::open(server, cookie).await?;
    for turn in 0..4 {
        let text = format!("Line {turn} of a talk like any other.");
        chat.customer
            .0
            .act(CustomerAction::Write { text: text.clone() })
            .await?;
        while !matches!(chat.customer.1.next().await?, ToCustomer::Done { .. }) {}
        let reply = chat
            .agent
            .0
            .act_in(chat.conversation, AgentAction::Write { text })
            .await?;
        while !matches!(chat.agent.1.next().await?, ToAgent::Done { id, .. } if id == reply) {}
    }
    let end = chat
        .agent
        .0
        .act_in(chat.conversation, AgentAction::EndChat)
        .await?;
    while !matches!(chat.agent.1.next().await?, ToAgent::Done { id, .. } if id == end) {}
    Ok(())
}

/// Copies the one ended conversation, with its customer, events and work item, so many times.
async fn multiply(server: &Server, copies: u32) -> Result<()> {
    let address = format!("sqlite://{}", server.database().display());
    let mut database = SqliteConnection::connect(&address).await?;
    // The copies differ in the first digits of their identifiers; the rest is one random number for all.
    let tail = format!("{:024x}", random() >> 32);
    let uuid = |kind: &str| {
        let (a, b, c, d) = (&tail[..4], &tail[4..8], &tail[8..12], &tail[12..24]);
        format!("printf('{kind}%07x-{a}-{b}-{c}-{d}', i)")
    };
    let (conversation, customer, item) = (uuid("c"), uuid("d"), uuid("e"));
    let numbers = format!(
        "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {copies}), \
         one AS (SELECT * FROM conversations WHERE bucket = 2 LIMIT 1)"
    );
    let steps = [
        "PRAGMA synchronous = OFF".to_owned(),
        "PRAGMA foreign_keys = OFF".to_owned(),
        "BEGIN".to_owned(),
        format!(
            "{numbers} INSERT INTO customers (id, space_id, kind, name, created_at) SELECT {customer}, space_id, 'guest', '', created_at FROM numbers, \
             (SELECT * FROM customers WHERE id = (SELECT customer_id FROM one))"
        ),
        format!(
            "{numbers} INSERT INTO events SELECT {conversation}, e.seq, e.at, e.kind, e.version, e.payload, e.command_id \
             FROM numbers, one JOIN events e ON e.conversation_id = one.id"
        ),
        format!(
            "{numbers} INSERT INTO work_items SELECT {conversation}, {item}, w.space_id, w.number + i, {customer}, w.status, \
             w.assignee_id, w.team_id, w.updated_at, replace(w.item, w.id, {item}) \
             FROM numbers, one JOIN work_items w ON w.conversation_id = one.id"
        ),
        format!(
            "{numbers} INSERT INTO conversations SELECT {conversation}, space_id, {customer}, head, state_version, \
             replace(replace(state, id, {conversation}), customer_id, {customer}), commits, assignee_id, bucket, \
             sort_key - i, replace(replace(inbox_row, id, {conversation}), customer_id, {customer}) FROM numbers, one"
        ),
        format!("UPDATE spaces SET next_work_item = next_work_item + {copies}"),
        "COMMIT".to_owned(),
        "PRAGMA wal_checkpoint(TRUNCATE)".to_owned(),
    ];
    for step in steps {
        sqlx::query(sqlx::AssertSqlSafe(step))
            .execute(&mut database)
            .await?;
    }
    database.close().await?;
    Ok(())
}
