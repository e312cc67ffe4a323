//! What people see of the portal and of the console, in Leptos. The portal is rendered on the server alone; the console
//! is rendered there first and then hydrated. Handlers, sessions and storage are the server's business.

pub mod console;
pub mod portal;
mod quote;
