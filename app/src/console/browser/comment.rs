//! The comment that is being written on a work item's page, kept in the browser with the id of its form.

use baton_core::id::AccountId;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::{page, storage};
use crate::console::items::{Kind, part};
use crate::console::model::CommentDraft;
use crate::console::model::live_item::LiveItem;

/// Brings back what was begun, and keeps what is typed from here on. `came_back` says that the form came back to be mended.
pub(super) fn keep(me: AccountId, live: &LiveItem, came_back: bool) {
    let Some(form) = page::element(part::COMMENT) else {
        return;
    };
    let key = CommentDraft::key(me, live.item().id);
    let stored = CommentDraft::from_text(&storage::load(&key));
    // What came back to be mended, and what was typed before this module ran, goes before what is stored.
    let is_new = !came_back && field().is_some_and(|it| it.value().is_empty());
    match stored {
        Some(stored) if live.has(stored.id) => storage::save(&key, ""),
        Some(stored) if is_new => fill(&stored),
        _ => {}
    }
    let changed = Closure::<dyn FnMut(Event)>::new(move |_| {
        if let Some(draft) = typed() {
            storage::save(&key, &draft.to_text());
        }
    });
    let _ = form.add_event_listener_with_callback("input", changed.as_ref().unchecked_ref());
    // It lives as long as the page.
    changed.forget();
}

fn field() -> Option<HtmlTextAreaElement> {
    let found = document().query_selector("#comment textarea").ok()??;
    found.dyn_into().ok()
}

fn input(selector: &str) -> Option<HtmlInputElement> {
    let found = document().query_selector(selector).ok()??;
    found.dyn_into().ok()
}

fn typed() -> Option<CommentDraft> {
    Some(CommentDraft {
        id: input("#comment [name=id]")?.value().parse().ok()?,
        kind: Kind::named(&input("#comment [name=kind]:checked")?.value())?,
        text: field()?.value(),
    })
}

fn fill(draft: &CommentDraft) {
    let of_kind = format!("#comment [name=kind][value={}]", draft.kind.name());
    let found = (input("#comment [name=id]"), input(&of_kind), field());
    if let (Some(id), Some(kind), Some(field)) = found {
        id.set_value(&draft.id.to_string());
        kind.set_checked(true);
        field.set_value(&draft.text);
    }
}
