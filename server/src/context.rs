//! In whose name, and where, something about the site is changed: what a page of the running server and a subcommand have
//! alike, so that both change it by the same functions.

use std::sync::Arc;

use baton_core::audit::AuditActor;
use baton_core::id::SpaceId;
use baton_core::people::AgentRef;
use baton_store::{Clock, Store};

use crate::app::App;

/// Where a change is carried out.
#[derive(Debug)]
pub struct Context {
    /// The store.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The running server, if it is one: its sockets hear of changes.
    pub app: Option<Arc<App>>,
    /// Who acts, as the audit log names them.
    pub by: AuditActor,
}

impl Context {
    /// A page of the running server, in the name of who sent its form.
    #[must_use]
    pub fn of_page(app: &Arc<App>, by: &AgentRef) -> Self {
        Self {
            store: app.store.clone(),
            clock: app.clock.clone(),
            app: Some(app.clone()),
            by: AuditActor::Account(by.clone()),
        }
    }

    /// Sockets of the running server hear that a space was changed.
    pub fn announce(&self, space: SpaceId) {
        if let Some(app) = &self.app {
            // Nobody may be listening, and that is fine.
            _ = app.changed_spaces.send(space);
        }
    }
}
