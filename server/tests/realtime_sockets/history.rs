//! Customers and agents act at random over sockets that are cut at random moments, while the clock goes on. In the end
//! every acknowledged command is in the log exactly once at the position it was given, the logs have no gaps, and every
//! page shows what the server would show.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use baton_core::id::{CommandId, ConversationId, LiveChatId, Seq, WorkItemId};
use baton_core::time::Millis;
use baton_core::view::{AgentView, CustomerView};
use baton_core::wire::{
    AgentAction, CustomerAction, FromAgent, FromCustomer, Refusal, ToAgent, ToCustomer,
};

use crate::support::clients::{AgentPage, CustomerPage, Heard, id};
use crate::support::world::{Agent, Customer, QUESTION, RIDDLE, Server};

const CUSTOMERS: usize = 6;
const AGENTS: usize = 3;
const STEPS: usize = 60;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// What a client was told of the commands that were carried out.
#[derive(Default)]
struct Acked {
    /// Of those that are a message or a note: the log has them under the same id.
    messages: HashMap<CommandId, Seq>,
    /// How many others there were.
    others: usize,
}

impl Acked {
    fn take(&mut self, id: CommandId, seq: Seq, is_message: bool) {
        if is_message {
            self.messages.insert(id, seq);
        } else {
            self.others += 1;
        }
    }

    fn extend(&mut self, other: Self) {
        self.messages.extend(other.messages);
        self.others += other.others;
    }
}

fn customers_action(dice: &mut Dice) -> CustomerAction {
    match dice.roll(10) {
        0 => CustomerAction::RequestPerson {
            chat: LiveChatId(id()),
        },
        1 => CustomerAction::LeaveAsRequest {
            work_item: WorkItemId(id()),
        },
        2 => CustomerAction::EndChat,
        3 => CustomerAction::GiveEmail {
            email: Some("casey@example.org".into()),
        },
        4 => CustomerAction::Write {
            text: "can I talk to a human".into(),
        },
        5 => CustomerAction::Write {
            text: QUESTION.into(),
        },
        _ => CustomerAction::Write {
            text: RIDDLE.into(),
        },
    }
}

fn agents_action(dice: &mut Dice) -> AgentAction {
    match dice.roll(8) {
        0..3 => AgentAction::Claim {
            work_item: WorkItemId(id()),
        },
        3 => AgentAction::EndChat,
        4 => AgentAction::Note {
            work_item: None,
            text: "a note".into(),
        },
        _ => AgentAction::Write {
            text: "hello".into(),
        },
    }
}

/// Gives the command until it is answered, over as many sockets as that takes. Half of the answers are lost on the way.
async fn insist_as_customer(
    mut page: CustomerPage,
    server: &Server,
    customer: &Customer,
    dice: &mut Dice,
    acked: &mut Acked,
) -> CustomerPage {
    let (id, action) = (CommandId(id()), customers_action(dice));
    let is_message = matches!(action, CustomerAction::Write { .. });
    loop {
        page.send(id, action.clone()).await;
        if dice.roll(4) == 0 {
            page = page.reopen(server, customer).await;
            continue;
        }
        let answer = page
            .frame(|frame| match frame {
                ToCustomer::Done { id: of, .. } | ToCustomer::Refused { id: of, .. } => *of == id,
                _ => false,
            })
            .await;
        match answer {
            ToCustomer::Done { seq, .. } => {
                acked.take(id, seq, is_message);
                return page;
            }
            ToCustomer::Refused {
                why: Refusal::TooFast(wait),
                ..
            } => later(wait).await,
            _ => return page,
        }
    }
}

async fn insist_as_agent(
    mut page: AgentPage,
    server: &Server,
    agent: &Agent,
    conversation: ConversationId,
    dice: &mut Dice,
    acked: &mut Acked,
) -> AgentPage {
    let (id, action) = (CommandId(id()), agents_action(dice));
    let is_message = matches!(action, AgentAction::Write { .. } | AgentAction::Note { .. });
    loop {
        page.send(id, conversation, action.clone()).await;
        if dice.roll(4) == 0 {
            page = page.reopen(server, agent).await;
            continue;
        }
        match page.answered(id).await {
            Ok(seq) => {
                acked.take(id, seq, is_message);
                return page;
            }
            Err(Refusal::TooFast(wait)) => later(wait).await,
            Err(_) => return page,
        }
    }
}

async fn later(wait: Millis) {
    let wait = u64::try_from(wait.0).unwrap();
    tokio::time::sleep(Duration::from_millis(wait)).await;
}

async fn customer_life(
    server: Arc<Server>,
    customer: Customer,
    mut dice: Dice,
) -> (CustomerPage, Acked) {
    let mut acked = Acked::default();
    let mut page = CustomerPage::open(&server, &customer).await;
    for _ in 0..STEPS {
        page = insist_as_customer(page, &server, &customer, &mut dice, &mut acked).await;
    }
    (page, acked)
}

async fn agent_life(
    server: Arc<Server>,
    agent: Agent,
    conversations: Vec<ConversationId>,
    mut dice: Dice,
) -> (AgentPage, Acked) {
    let mut acked = Acked::default();
    let mut page = AgentPage::open(&server, &agent).await;
    for _ in 0..STEPS {
        let among = u64::try_from(conversations.len()).unwrap();
        let chosen = usize::try_from(dice.roll(among)).unwrap();
        let conversation = conversations[chosen];
        if dice.roll(2) == 0 {
            page.follow(conversation).await;
        }
        page = insist_as_agent(page, &server, &agent, conversation, &mut dice, &mut acked).await;
    }
    (page, acked)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_is_cut_nothing_is_lost_doubled_or_out_of_order() {
    let (world, server) = Server::new().await;
    let server = Arc::new(server);
    let (mut customers, mut conversations) = (Vec::new(), Vec::new());
    for _ in 0..CUSTOMERS {
        let customer = server.customer().await;
        let mut page = CustomerPage::open(&server, &customer).await;
        page.write(RIDDLE).await;
        conversations.push(server.conversation_of(customer.id).await);
        customers.push(customer);
    }
    let (mut customer_lives, mut agent_lives) = (Vec::new(), Vec::new());
    for (seed, customer) in (1..).zip(&customers) {
        let dice = Dice(seed * 7_919);
        customer_lives.push(tokio::spawn(customer_life(
            server.clone(),
            customer.clone(),
            dice,
        )));
    }
    for seed in 1..=AGENTS {
        let agent = server.agent(&format!("Agent{seed}")).await;
        let dice = Dice(u64::try_from(seed).unwrap() * 104_729);
        agent_lives.push(tokio::spawn(agent_life(
            server.clone(),
            agent,
            conversations.clone(),
            dice,
        )));
    }
    let clock = world.clock.clone();
    let time = tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_millis(50)).await;
            clock.advance(Millis::seconds(3));
        }
    });
    let (mut pages, mut agents, mut acked) = (Vec::new(), Vec::new(), Acked::default());
    for life in customer_lives {
        let (page, theirs) = life.await.unwrap();
        pages.push(page);
        acked.extend(theirs);
    }
    for life in agent_lives {
        let (page, theirs) = life.await.unwrap();
        agents.push(page);
        acked.extend(theirs);
    }
    time.abort();
    let done = acked.messages.len() + acked.others;
    assert!(done > CUSTOMERS * STEPS / 3, "{done}");

    // Rovo answers what is still open; then nothing moves any more.
    let store = &server.app.store;
    crate::support::world::eventually("Rovo has answered everything", async || {
        store.open_questions().await.unwrap().is_empty()
    })
    .await;
    let mut caused: HashMap<u128, Seq> = HashMap::new();
    for (conversation, page) in conversations.iter().zip(&mut pages) {
        let state = store.conversation(*conversation).await.unwrap().unwrap();
        let events = store.events(*conversation, Seq(0), 10_000).await.unwrap();
        let positions: Vec<_> = events.iter().map(|event| event.seq.0).collect();
        assert_eq!(positions, (1..=state.head.0).collect::<Vec<_>>());
        for event in &events {
            if let Some(message) = event.body.message() {
                assert_eq!(
                    caused.insert(message.0, event.seq),
                    None,
                    "twice: {event:?}"
                );
            }
        }
        page.until("the customer has everything", |page| {
            page.view.seq == state.customer_head
        })
        .await;
        page.line.send(&FromCustomer::Ping).await;
        let heard = page.hear_head().await;
        assert_eq!(heard, state.customer_head);
        let whole = CustomerView::snapshot(&state, &events, false);
        assert_eq!(page.view.header, whole.header);
        same_end(&page.view.entries, &whole.entries);
    }
    assert!(
        acked.messages.len() > CUSTOMERS * STEPS / 10,
        "{}",
        acked.messages.len()
    );
    for (id, seq) in &acked.messages {
        let at = caused.get(&id.0);
        assert_eq!(
            at,
            Some(seq),
            "an acknowledged message is lost, or the answer named another position"
        );
    }
    let inbox = store.inbox(server.space).await.unwrap();
    for page in &mut agents {
        page.until("the feed", |page| page.inbox.seq == inbox.seq)
            .await;
        let sorted = |rows: &[baton_core::inbox::InboxRow]| {
            let mut rows = rows.to_vec();
            rows.sort_by_key(|row| row.conversation);
            rows
        };
        assert_eq!(sorted(&page.inbox.rows), sorted(&inbox.rows));
        let Some((conversation, _)) = page.opened else {
            continue;
        };
        let state = store.conversation(conversation).await.unwrap().unwrap();
        page.until("the conversation", |page| {
            page.opened.as_ref().unwrap().1.seq == state.head
        })
        .await;
        let events = store.events(conversation, Seq(0), 10_000).await.unwrap();
        let whole = AgentView::snapshot(&state, &events, false);
        let (_, view) = page.opened.as_ref().unwrap();
        assert_eq!(view.header, whole.header);
        same_end(&view.entries, &whole.entries);
        page.line.send(&FromAgent::Ping { watching: true }).await;
        page.frame(|frame| matches!(frame, ToAgent::Heads { .. }))
            .await;
    }
}

/// A page that began with a snapshot may lack the oldest entries, and nothing else.
fn same_end<T: PartialEq + std::fmt::Debug>(shown: &[T], all: &[T]) {
    assert!(shown.len() <= all.len());
    assert_eq!(shown, &all[all.len() - shown.len()..]);
}

impl CustomerPage {
    async fn hear_head(&mut self) -> Seq {
        loop {
            match self.hear().await {
                Heard::Frame(ToCustomer::Head { seq, .. }) => return seq,
                Heard::Frame(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}
