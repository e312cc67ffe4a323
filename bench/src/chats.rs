//! Running live chats: a customer and an agent, each on a socket of its own, with the chat claimed.

use anyhow::{Context, Result};
use baton_core::id::{ConversationId, LiveChatId, WorkItemId};
use baton_core::wire::{AgentAction, CustomerAction, FromAgent, ToAgent, ToCustomer};

use crate::clients::{Receiver, Sender, agent, customer, guest_cookie, random};
use crate::server::Server;

/// A live chat with both its ends.
#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) conversation: ConversationId,
    pub(crate) customer: (Sender, Receiver),
    pub(crate) agent: (Sender, Receiver),
}

/// Opens a chat: a guest asks for a person, the agent claims.
pub(crate) async fn open(server: &Server, agent_cookie: &str) -> Result<Chat> {
    let cookie = guest_cookie(server).await?;
    let mut agent = agent(server, agent_cookie).await?;
    let mut customer = customer(server, &cookie).await?;
    let request = customer
        .0
        .act(CustomerAction::RequestPerson {
            chat: LiveChatId(random()),
        })
        .await?;
    loop {
        match customer.1.next().await? {
            ToCustomer::Done { id, .. } if id == request => break,
            ToCustomer::Refused { why, .. } => {
                anyhow::bail!("the request for a person was refused: {why:?}")
            }
            _ => {}
        }
    }
    // Chats are opened one after the other, so the next row that waits is this one.
    let conversation = loop {
        if let ToAgent::Feed(event) = agent.1.next().await?
            && matches!(event.row.place, baton_core::inbox::Place::Unassigned { .. })
        {
            break event.row.conversation;
        }
    };
    agent
        .0
        .send(&FromAgent::Open {
            conversation,
            cursor: None,
        })
        .await?;
    let claim = agent
        .0
        .act_in(
            conversation,
            AgentAction::Claim {
                work_item: WorkItemId(random()),
            },
        )
        .await?;
    let mut open = (false, false);
    while open != (true, true) {
        match agent.1.next().await.context("waiting for the claim")? {
            ToAgent::Done { id, .. } if id == claim => open.0 = true,
            ToAgent::Snapshot { .. } => open.1 = true,
            ToAgent::Refused { why, .. } => anyhow::bail!("the claim was refused: {why:?}"),
            _ => {}
        }
    }
    Ok(Chat {
        conversation,
        customer,
        agent,
    })
}
