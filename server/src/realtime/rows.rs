//! Every frame that a client may send as a row: who may, and a sample of it. A variant that is added to the wire without
//! a row here does not compile. The authorization matrix in `server/tests` sends each sample as everybody.
//!
//! To add a frame or an action, add its line to the table of its enum: a pattern, who may, and a sample made of
//! [`Things`], which names what belongs to the owner.

use baton_core::alert::AlertId;
use baton_core::id::{
    BrowserId, CommandId, ConversationId, LiveChatId, MessageId, PageId, Seq, TestId, WorkItemId,
};
use baton_core::people::AgentRef;
use baton_core::time::Time;
use baton_core::wire::alerts::{Attention, FromBrowser, PageState, Permission, Showing};
use baton_core::wire::{AgentAction, CustomerAction, FromAgent, FromCustomer, REVISION};
use baton_core::work_item::Status;

use crate::routes::Who;

/// What samples are made of: one conversation, live with an agent, and what belongs to it.
#[derive(Clone, Debug)]
pub struct Things {
    /// The key of its space.
    pub space: String,
    /// The conversation.
    pub conversation: ConversationId,
    /// Its work item.
    pub work_item: WorkItemId,
    /// An answer of Rovo's in it.
    pub message: MessageId,
    /// An agent of the space.
    pub agent: AgentRef,
    /// Never used before.
    pub unused: u128,
}

/// One frame.
#[derive(Clone, Debug)]
pub struct Row<F> {
    /// The variant.
    pub name: &'static str,
    /// Who may send it, and is answered.
    pub who: Who,
    /// One of its kind.
    pub sample: F,
}

impl<F> Row<F> {
    fn map<G>(self, into: impl FnOnce(F) -> G) -> Row<G> {
        Row {
            name: self.name,
            who: self.who,
            sample: into(self.sample),
        }
    }
}

/// The rows of an enum. The inner function is never called: it is what does not compile when a variant has no row.
macro_rules! rows {
    ($of:ty: $($pattern:pat => $who:expr, $sample:expr;)+) => {{
        const fn every_variant_has_a_row(one: &$of) {
            match one {
                $($pattern => {})+
            }
        }
        const _: fn(&$of) = every_variant_has_a_row;
        vec![$({
            let sample = $sample;
            debug_assert!(matches!(&sample, $pattern), "a sample of another row");
            Row { name: stringify!($pattern), who: $who, sample }
        }),+]
    }};
}

/// What a customer's page may send. A page acts on its own customer's conversation, whichever that is: only a frame that
/// names something could name somebody else's.
#[must_use]
pub fn from_customer(of: &Things) -> Vec<Row<FromCustomer>> {
    let id = CommandId(of.unused);
    let mut rows = rows! { FromCustomer:
        FromCustomer::Hello { .. } => Who::Customer, FromCustomer::Hello {
            revision: REVISION,
            space: of.space.clone(),
            token: None,
            cursor: None,
        };
        FromCustomer::Do { .. } => Who::Customer, FromCustomer::Do {
            id,
            action: CustomerAction::EndChat,
        };
        FromCustomer::Typing => Who::Customer, FromCustomer::Typing;
        FromCustomer::Ping => Who::Customer, FromCustomer::Ping;
        FromCustomer::Resync { .. } => Who::Customer, FromCustomer::Resync { cursor: None };
    };
    let actions = customer_actions(of).into_iter();
    rows.extend(actions.map(|row| row.map(|action| FromCustomer::Do { id, action })));
    rows
}

fn customer_actions(of: &Things) -> Vec<Row<CustomerAction>> {
    let work_item = WorkItemId(of.unused);
    rows! { CustomerAction:
        CustomerAction::Write { .. } => Who::Customer, CustomerAction::Write { text: "a word".into() };
        CustomerAction::RequestPerson { .. } => Who::Customer, CustomerAction::RequestPerson {
            chat: LiveChatId(of.unused),
        };
        CustomerAction::LeaveAsRequest { .. } => Who::Customer, CustomerAction::LeaveAsRequest { work_item };
        CustomerAction::NoLongerNeeded { .. } => Who::Customer, CustomerAction::NoLongerNeeded { work_item };
        CustomerAction::EndChat => Who::Customer, CustomerAction::EndChat;
        CustomerAction::RateAnswer { .. } => Who::Owner, CustomerAction::RateAnswer {
            message: of.message,
            helped: true,
        };
        CustomerAction::GiveEmail { .. } => Who::Customer, CustomerAction::GiveEmail { email: None };
        CustomerAction::LeaveAsRequestAt { .. } => Who::Customer, CustomerAction::LeaveAsRequestAt {
            read: Seq(u64::MAX),
            work_item,
        };
        CustomerAction::NoLongerNeededAt { .. } => Who::Customer, CustomerAction::NoLongerNeededAt {
            read: Seq(u64::MAX),
            work_item,
        };
        CustomerAction::EndChatAt { .. } => Who::Customer, CustomerAction::EndChatAt { read: Seq(u64::MAX) };
    }
}

/// What a page of a member of staff may send to the alerts' socket. All of it is about the sender's own browsers: a frame
/// names an alert, and what it does with an alert that is not the sender's is nothing.
#[must_use]
pub fn from_browser(of: &Things) -> Vec<Row<FromBrowser>> {
    let alert = AlertId {
        conversation: of.conversation,
        seq: Seq(1),
        round: 0,
    };
    let id = TestId(of.unused);
    let state = PageState {
        permission: Permission::Granted,
        worker: true,
        attention: Attention::Focused,
        showing: Showing::Inbox {
            space: of.space.clone(),
            conversation: Some(of.conversation),
        },
    };
    rows! { FromBrowser:
        FromBrowser::Hello { .. } => Who::Staff, FromBrowser::Hello {
            revision: REVISION,
            browser: BrowserId(of.unused),
            page: PageId(of.unused),
            state: state.clone(),
        };
        FromBrowser::State(_) => Who::Staff, FromBrowser::State(state);
        FromBrowser::Shown { .. } => Who::Staff, FromBrowser::Shown { alert };
        FromBrowser::Failed { .. } => Who::Staff, FromBrowser::Failed { alert };
        FromBrowser::Clicked { .. } => Who::Staff, FromBrowser::Clicked { alert };
        FromBrowser::Test { .. } => Who::Staff, FromBrowser::Test { id };
        FromBrowser::TestShown { .. } => Who::Staff, FromBrowser::TestShown { id };
        FromBrowser::TestFailed { .. } => Who::Staff, FromBrowser::TestFailed { id };
        FromBrowser::Ping => Who::Staff, FromBrowser::Ping;
    }
}

/// What an agent's page may send.
#[must_use]
pub fn from_agent(of: &Things) -> Vec<Row<FromAgent>> {
    let (id, conversation) = (CommandId(of.unused), of.conversation);
    let mut rows = rows! { FromAgent:
        FromAgent::Hello { .. } => Who::Agent, FromAgent::Hello {
            revision: REVISION,
            space: of.space.clone(),
            feed: None,
        };
        FromAgent::Open { .. } => Who::Agent, FromAgent::Open { conversation, cursor: None };
        FromAgent::Close => Who::Agent, FromAgent::Close;
        FromAgent::Do { .. } => Who::Agent, FromAgent::Do {
            id,
            conversation,
            action: AgentAction::Note { work_item: None, text: "a note".into() },
        };
        FromAgent::Typing { .. } => Who::Assignee, FromAgent::Typing { conversation };
        FromAgent::Ping { .. } => Who::Agent, FromAgent::Ping { watching: true };
        FromAgent::ResyncFeed { .. } => Who::Agent, FromAgent::ResyncFeed { cursor: None };
        FromAgent::Earlier { .. } => Who::Agent, FromAgent::Earlier { before: Time(i64::MAX) };
    };
    let actions = agent_actions(of).into_iter();
    rows.extend(actions.map(|row| {
        row.map(|action| FromAgent::Do {
            id,
            conversation,
            action,
        })
    }));
    rows
}

fn agent_actions(of: &Things) -> Vec<Row<AgentAction>> {
    let work_item = of.work_item;
    rows! { AgentAction:
        AgentAction::Claim { .. } => Who::Agent, AgentAction::Claim { work_item: WorkItemId(of.unused) };
        AgentAction::Write { .. } => Who::Assignee, AgentAction::Write { text: "a word".into() };
        AgentAction::EndChat => Who::Assignee, AgentAction::EndChat;
        AgentAction::Note { .. } => Who::Agent, AgentAction::Note {
            work_item: Some(work_item),
            text: "a note".into(),
        };
        AgentAction::Comment { .. } => Who::Agent, AgentAction::Comment {
            work_item,
            text: "a word".into(),
        };
        AgentAction::ChangeStatus { .. } => Who::Agent, AgentAction::ChangeStatus {
            work_item,
            status: Status::WaitingForCustomer,
        };
        AgentAction::ChangeAssignee { .. } => Who::Agent, AgentAction::ChangeAssignee {
            work_item,
            assignee: Some(of.agent.clone()),
        };
        AgentAction::EndThisChat { .. } => Who::Assignee, AgentAction::EndThisChat {
            chat: LiveChatId(of.unused),
        };
    }
}
