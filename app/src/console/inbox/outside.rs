//! What the components need from the browser. On the server nobody clicks, so there these do nothing.

#[cfg(feature = "hydrate")]
pub(super) use crate::console::browser::{
    focus_opened, fresh_id,
    inbox::{carry_out, start},
    load, moment, save, save_shortcuts, show_address, show_dialog,
};

#[cfg(not(feature = "hydrate"))]
mod nowhere {
    use baton_core::id::ConversationId;
    use baton_core::time::Time;
    use leptos::html::Dialog;
    use leptos::prelude::NodeRef;

    use super::super::Console;
    use crate::console::model::{Effect, Moment};

    pub(in super::super) fn start(_: Console) {}

    pub(in super::super) fn moment() -> Moment {
        Moment {
            now: Time(0),
            dice: 0.0,
        }
    }

    pub(in super::super) fn fresh_id() -> u128 {
        0
    }

    pub(in super::super) fn carry_out(_: Console, _: Vec<Effect>) {}

    pub(in super::super) fn show_address(_: &str) {}

    pub(in super::super) fn focus_opened(_: Option<ConversationId>) {}

    pub(in super::super) fn show_dialog(_: NodeRef<Dialog>) {}

    pub(in super::super) fn load(_: &str) -> String {
        String::new()
    }

    pub(in super::super) fn save(_: &str, _: &str) {}

    pub(in super::super) fn save_shortcuts(_: bool) {}
}

#[cfg(not(feature = "hydrate"))]
pub(super) use nowhere::{
    carry_out, focus_opened, fresh_id, load, moment, save, save_shortcuts, show_address,
    show_dialog, start,
};
