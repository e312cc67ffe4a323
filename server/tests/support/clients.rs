//! Clients that speak the protocol and keep their views with core's own `apply`: a gap, a double or a step back fails the
//! test where it happens, as it would in a browser.

mod agent;
mod alerts;
mod customer;
mod line;

pub(crate) use agent::AgentPage;
pub(crate) use alerts::{AlertedPage, hidden, up_to_now, watching};
pub(crate) use customer::CustomerPage;
pub(crate) use line::{
    AGENT, ALERTS, CUSTOMER, Heard, Line, agent_cookie, connect, customer_cookie, id,
};

/// How the last hello was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    Resumed,
    Snapshot,
}
