//! The real program is killed again and again, at moments that nobody chose, while customers write through real sockets
//! and a third of their answers is swallowed. Afterwards the log holds every acknowledged message once, at the position
//! that was named, without gaps, and everybody saw the same order. Once on SQLite and once on PostgreSQL, which goes on
//! while its client dies.
//!
//! `BATON_KILLS` and `BATON_MESSAGES` make a longer run of both; `cargo test -p baton-server --test kills -- --nocapture`
//! prints what it did.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that can't go on says where, and a long run says what it did"
)]

mod site;
#[path = "kills/writer.rs"]
mod writer;

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use baton_core::audit::AuditActor;
use baton_core::event::EventBody;
use baton_core::id::{CommandId, ConversationId, CustomerId, Seq, SpaceId};
use baton_core::settings::ProjectKey;
use baton_core::time::Millis;
use baton_core::view::CustomerView;
use baton_server::session::Token;
use baton_store::{Clock as _, NewSpace, Principal, Store, SystemClock};
use tempfile::TempDir;
use tokio::sync::{Barrier, Notify};
use tokio::time::{sleep, timeout};
use writer::Writer;

const CUSTOMERS: usize = 20;
/// How long anything may take before it counts as never.
const NEVER: Duration = Duration::from_secs(60);

fn number(name: &str, usual: usize) -> usize {
    let told = std::env::var(name).ok();
    told.map_or(usual, |text| text.parse().unwrap())
}

/// The program, its database, and where it listens.
struct Program<'a> {
    folder: &'a Path,
    url: &'a str,
    address: SocketAddr,
}

impl Program<'_> {
    fn start(&self) -> Child {
        Command::new(env!("CARGO_BIN_EXE_baton"))
            .arg("serve")
            .current_dir(self.folder)
            .env_clear()
            .env("BATON_ADDR", self.address.to_string())
            .env("DATABASE_URL", self.url)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}

/// A space and its customers, each with a session, made before the program ever runs.
async fn prepare(url: &str) -> (SpaceId, Vec<(CustomerId, Token)>) {
    let store = Store::open(url, Arc::new(SystemClock)).await.unwrap();
    let new = NewSpace {
        key: ProjectKey::parse("HELP").unwrap(),
        name: "Help".into(),
        time_zone: "UTC".into(),
    };
    let space = store.create_space(&AuditActor::Shell, new).await.unwrap();
    let mut customers = Vec::new();
    for _ in 0..CUSTOMERS {
        let customer = store.create_guest(space).await.unwrap();
        let token = Token::random();
        let principal = Principal::Customer { space, customer };
        let expires = SystemClock.now() + Millis::minutes(24 * 60);
        let hash = token.hash();
        let made = store.create_session(&hash, principal, expires).await;
        made.unwrap();
        customers.push((customer, token));
    }
    store.close().await;
    (space, customers)
}

/// Where each message stands in the log; the log is gap-free and holds none of them twice.
fn read_log(events: &[baton_core::event::Event]) -> HashMap<CommandId, Seq> {
    let mut places = HashMap::new();
    for (position, event) in (1..).zip(events) {
        assert_eq!(event.seq, Seq(position), "the log has a gap");
        if let EventBody::CustomerWrote { message, .. } = &event.body {
            let before = places.insert(CommandId(message.0), event.seq);
            assert_eq!(before, None, "{message:?} is there twice");
        }
    }
    places
}

/// Rovo answers what was said since its last answer, or offers a person or a request: after the customer's last words
/// there is one, it names the newest words before it, and no words are answered twice.
fn every_question_has_its_answer(events: &[baton_core::event::Event]) {
    let mut open = None;
    for event in events {
        match &event.body {
            EventBody::CustomerWrote { question_due, .. } => {
                assert!(
                    question_due.is_some(),
                    "Rovo holds the conversation: {event:?}"
                );
                open = Some(event.seq);
            }
            EventBody::RovoReplied { asked, .. } => {
                assert_eq!(
                    *asked,
                    open.take(),
                    "an answer to something else: {event:?}"
                );
                assert!(asked.is_some(), "an answer to nothing: {event:?}");
            }
            other => panic!("nobody did this: {other:?}"),
        }
    }
    assert_eq!(
        open, None,
        "the last words have neither an answer nor an offer"
    );
}

mod killed_again_and_again_the_program_keeps_every_acknowledged_message_once_and_in_order {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn on_sqlite() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("baton.db").display());
        keeps_everything(&folder, &url, 25, 600).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn on_postgres() {
        let folder = tempfile::tempdir().unwrap();
        let url = site::postgres::new_database().await;
        keeps_everything(&folder, &url, 8, 200).await;
    }
}

async fn keeps_everything(folder: &TempDir, url: &str, kills: usize, messages: usize) {
    let kills = number("BATON_KILLS", kills);
    let messages = number("BATON_MESSAGES", messages);
    site::fresh::write_assets(&folder.path().join("site"));
    let (space, customers) = prepare(url).await;
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let program = Program {
        folder: folder.path(),
        url,
        address,
    };
    let enough = Arc::new(AtomicBool::new(false));
    let written = Arc::new(AtomicUsize::new(0));
    let together = Arc::new(Barrier::new(CUSTOMERS));
    let said = Arc::new(Notify::new());
    let mut writers = Vec::new();
    for (number, (customer, token)) in (1..).zip(customers) {
        let (enough, written) = (enough.clone(), written.clone());
        let (together, said) = (together.clone(), said.clone());
        let mut writer = Writer {
            address,
            token,
            dice: 0x9e37_79b9_7f4a_7c15 ^ number,
            cursor: None,
            view: CustomerView::empty(),
            acked: Vec::new(),
            swallowed: 0,
        };
        writers.push(tokio::spawn(async move {
            let mut socket = None;
            let mut count = 0;
            while !enough.load(Ordering::Relaxed) {
                count += 1;
                writer.write(format!("message {count}"), &mut socket).await;
                written.fetch_add(1, Ordering::Relaxed);
                let pause = writer.roll(120);
                sleep(Duration::from_millis(pause)).await;
            }
            // By now the page has been told everything before its last words, which all say at once.
            together.wait().await;
            writer.write("that is all".into(), &mut socket).await;
            said.notify_one();
            (customer, writer)
        }));
    }
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    let mut child = program.start();
    let mut killed = 0;
    while killed < kills || written.load(Ordering::Relaxed) < messages {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        sleep(Duration::from_millis(150 + dice % 900)).await;
        if killed < kills {
            child.kill().unwrap();
            child.wait().unwrap();
            killed += 1;
            child = program.start();
        }
    }
    enough.store(true, Ordering::Relaxed);
    // Killed once more when the first of all these questions is on disk: whoever asked says nothing more.
    said.notified().await;
    child.kill().unwrap();
    child.wait().unwrap();
    killed += 1;
    child = program.start();
    let mut done = Vec::new();
    for writer in writers {
        done.push(writer.await.unwrap());
    }
    // The one that runs on finds what was asked before it, and answers or offers.
    for (_, writer) in &mut done {
        let heard = timeout(NEVER, writer.hears_an_answer()).await;
        assert!(
            heard.is_ok(),
            "a question has neither an answer nor an offer"
        );
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let store = Store::open(url, Arc::new(SystemClock)).await.unwrap();
    assert_eq!(
        store.open_questions().await.unwrap(),
        [],
        "Rovo owes somebody an answer"
    );
    let (mut acked, mut swallowed) = (0, 0);
    for (customer, writer) in done {
        let state = store
            .conversation_of(space, customer)
            .await
            .unwrap()
            .unwrap();
        let conversation: ConversationId = state.id;
        let events = store.events(conversation, Seq(0), 1_000_000).await.unwrap();
        let places = read_log(&events);
        for (id, seq) in &writer.acked {
            assert_eq!(places.get(id), Some(seq), "an acknowledged message is lost");
        }
        assert_eq!(places.len(), writer.acked.len(), "written without a client");
        every_question_has_its_answer(&events);
        let order: Vec<_> = writer.acked.iter().map(|(_, seq)| *seq).collect();
        assert!(order.is_sorted(), "what one client wrote changed its order");
        let whole = CustomerView::snapshot(&state, &events, false);
        let shown = &writer.view.entries;
        let same = whole
            .entries
            .iter()
            .position(|entry| Some(entry) == shown.first());
        let from = same.unwrap_or_default();
        assert_eq!(
            shown[..],
            whole.entries[from..][..shown.len()],
            "another order"
        );
        acked += writer.acked.len();
        swallowed += writer.swallowed;
    }
    println!(
        "{killed} kills, {acked} messages acknowledged, {swallowed} answers swallowed: none lost, none twice"
    );
}
