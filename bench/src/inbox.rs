//! Opening the inbox beside a long history, as a page and as the snapshot over a socket, and whether either grows with
//! it. The history is made by [`crate::history`] in one database that grows from size to size.

use std::time::Instant;

use anyhow::{Result, bail};
use baton_core::wire::{AgentAction, CustomerAction, ToAgent, ToCustomer};

use crate::arguments::Arguments;
use crate::clients::agent;
use crate::figures::{Sample, grows};
use crate::network::ReceiveBuffer;
use crate::server::{SPACE, Server};
use crate::table::{Row, Table};
use crate::{agents, chats, history, http, words};

/// How often the inbox is opened.
const OPENINGS: usize = 300;
/// Before what counts, so that caches are as they are on a day like any other.
const WARMING: usize = 20;

pub(crate) async fn measure(arguments: &Arguments, table: &mut Table) -> Result<()> {
    let mut sizes = arguments.conversations.clone();
    sizes.sort_unstable();
    let mut server = Server::start(arguments).await?;
    let cookies = agents::sign_in(&server, "agent", 1).await?;
    talk_and_end(&server, &cookies[0]).await?;
    server.stop().await?;
    let mut there = 0;
    let mut medians = Vec::new();
    for size in sizes {
        history::extend(&server.database(), there, size).await?;
        there = size;
        let started = server.again().await?;
        let figure = format!("{:.2} s", started.as_secs_f64());
        table.add(Row::free(words::history_made(size), figure));
        let (page, socket) = open_often(&server, &cookies[0]).await?;
        for (what, sample) in [
            (words::inbox_page(size), &page),
            (words::inbox_socket(size), &socket),
        ] {
            let p99 = sample.quantile(0.99);
            table.add(Row::within(what, sample.shown(), p99, words::INBOX_BUDGET));
        }
        medians.push((size, page.quantile(0.5), socket.quantile(0.5)));
        server.stop().await?;
    }
    if let [
        (short, short_page, short_socket),
        ..,
        (long, long_page, long_socket),
    ] = medians[..]
    {
        for (what, from, to) in [
            ("the inbox's page", short_page, long_page),
            ("the inbox's snapshot", short_socket, long_socket),
        ] {
            let figure = words::grown(from, to, grows(from, to));
            table.add(Row::free(words::growth(what, short, long), figure));
        }
    }
    Ok(())
}

async fn open_often(server: &Server, cookie: &str) -> Result<(Sample, Sample)> {
    let (mut page, mut socket) = (Sample::default(), Sample::default());
    for round in 0..OPENINGS + WARMING {
        let path = format!("/app/{SPACE}/inbox");
        let begin = Instant::now();
        let answer = http::get(server.site, &path, Some(cookie)).await?;
        let opened = begin.elapsed();
        if answer.status != 200 || answer.body.is_empty() {
            bail!("the inbox answered {}", answer.status);
        }
        let begin = Instant::now();
        let (.., inbox) = agent(server.site, cookie, ReceiveBuffer::Usual).await?;
        let greeted = begin.elapsed();
        if !inbox.has_earlier {
            bail!("the inbox has no long history beside it");
        }
        if round >= WARMING {
            page.add(opened);
            socket.add(greeted);
        }
    }
    Ok((page, socket))
}

/// A talk like any other, through the product, from the request to the end: what the history is copied from.
async fn talk_and_end(server: &Server, cookie: &str) -> Result<()> {
    let mut chat = chats::open(server, cookie).await?;
    let text = "Where is my card? It should have come on Monday.".to_owned();
    let write = CustomerAction::Write { text };
    let written = chat.customer.sender.act(write).await?;
    while !matches!(chat.customer.receiver.next().await?, ToCustomer::Done { id, .. } if id == written)
    {
    }
    let text = "It is on its way, and should be with you tomorrow.".to_owned();
    for action in [AgentAction::Write { text }, AgentAction::EndChat] {
        let done = chat.agent.sender.act_in(chat.conversation, action).await?;
        loop {
            match chat.agent.receiver.next().await? {
                ToAgent::Done { id, .. } if id == done => break,
                ToAgent::Refused { why, .. } => bail!("the talk was refused: {why:?}"),
                _ => {}
            }
        }
    }
    Ok(())
}
