//! What customers and agents see. Two projections take an event to its public form for one audience, or to nothing;
//! two views fold them, alike on the server (for its snapshot) and in the browser. Folding the projected events gives
//! the same header as projecting the folded state: a property test holds them together.

mod agent;
mod agent_view;
mod customer;
mod customer_view;

pub use agent::{AgentBody, AgentEvent, for_agent};
pub use agent_view::{AgentHeader, AgentPhase, AgentTalk, AgentView};
pub use customer::{CustomerBody, CustomerEvent, CustomerItem, for_customer};
pub use customer_view::{CustomerHeader, CustomerPhase, CustomerView, EmailQuestion};

/// What applying an event to a view came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It was the next one.
    New,
    /// It was known already; nothing changed.
    Known,
    /// Something before it is missing: the view must be fetched anew or resumed.
    Gap,
}
