//! Running live chats: a customer and an agent, each on a socket of its own, with the chat claimed.

use anyhow::{Context, Result};
use baton_core::id::{ConversationId, LiveChatId, Seq, WorkItemId};
use baton_core::inbox::Place;
use baton_core::wire::{AgentAction, CustomerAction, FromAgent, ToAgent, ToCustomer};

use crate::clients::{Receiver, Sender, agent, customer, guest_cookie, random};
use crate::ledger::Chain;
use crate::network::ReceiveBuffer;
use crate::server::Server;

/// One end of a chat.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) sender: Sender,
    pub(crate) receiver: Receiver,
    /// How far it has read.
    pub(crate) chain: Chain,
}

/// A live chat with both its ends.
#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) conversation: ConversationId,
    pub(crate) customer: End,
    pub(crate) agent: End,
}

fn ended_at(seq: Seq) -> Chain {
    let mut chain = Chain::default();
    chain.starts(seq);
    chain
}

/// Opens a chat: a guest asks for a person, the agent claims. One after the other, so that the next row that waits is
/// always this chat's.
pub(crate) async fn open(server: &Server, agent_cookie: &str) -> Result<Chat> {
    let cookie = guest_cookie(server.site).await?;
    let (mut agent, mut from_agent, _, _) =
        agent(server.site, agent_cookie, ReceiveBuffer::Usual).await?;
    let (mut customer, mut from_customer, view) = customer(server.site, &cookie).await?;
    let mut read = ended_at(view.seq);
    let request = CustomerAction::RequestPerson {
        chat: LiveChatId(random()),
    };
    let request = customer.act(request).await?;
    loop {
        match from_customer.next().await? {
            ToCustomer::Done { id, .. } if id == request => break,
            ToCustomer::Event { event, .. } => read.starts(event.seq),
            ToCustomer::Refused { why, .. } => {
                anyhow::bail!("the request for a person was refused: {why:?}")
            }
            _ => {}
        }
    }
    let conversation = loop {
        if let ToAgent::Feed(event) = from_agent.next().await?
            && matches!(event.row.place, Place::Unassigned { .. })
        {
            break event.row.conversation;
        }
    };
    agent
        .send(&FromAgent::Open {
            conversation,
            cursor: None,
        })
        .await?;
    let claim = AgentAction::Claim {
        work_item: WorkItemId(random()),
    };
    let claim = agent.act_in(conversation, claim).await?;
    let mut chain = Chain::default();
    let (mut claimed, mut opened) = (false, false);
    while !(claimed && opened) {
        match from_agent.next().await.context("waiting for the claim")? {
            ToAgent::Done { id, .. } if id == claim => claimed = true,
            ToAgent::Snapshot { view, .. } => {
                chain.starts(view.seq);
                opened = true;
            }
            ToAgent::Event { event, .. } => chain.starts(event.seq),
            ToAgent::Refused { why, .. } => anyhow::bail!("the claim was refused: {why:?}"),
            _ => {}
        }
    }
    Ok(Chat {
        conversation,
        customer: End {
            sender: customer,
            receiver: from_customer,
            chain: read,
        },
        agent: End {
            sender: agent,
            receiver: from_agent,
            chain,
        },
    })
}
