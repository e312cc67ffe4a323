//! Where there is no browser: the server renders the same components, and nothing is ever clicked.

use baton_core::id::CommandId;
use baton_core::time::Time;
use leptos::ev::KeyboardEvent;

use crate::components::Ui;
use crate::model::chat::Input;

pub(crate) fn handle(_: Ui, _: Input) {}
pub(crate) fn offset(_: Time) -> i64 {
    0
}
pub(crate) fn fresh_id() -> CommandId {
    CommandId(0)
}
pub(crate) fn focus_log() {}
pub(crate) fn scrolled(_: Ui) {}
pub(crate) fn scroll_down(_: Ui) {}
pub(crate) fn close_frame() {}
pub(crate) fn toggle_sound(_: Ui) {}
pub(crate) fn field(_: &str) -> String {
    String::new()
}
pub(crate) fn submit(_: Ui) {}
pub(crate) fn typed(_: Ui) {}
pub(crate) fn key(_: Ui, _: &KeyboardEvent) {}
