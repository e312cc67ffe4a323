//! The edge to the browser: it feeds the machine with what happens, and carries out what the machine wants. No
//! decisions are made here. One document holds one chat, so that what belongs to the document lives in a thread-local.

mod frame;
mod page;
mod socket;
mod sound;
mod storage;

use std::cell::RefCell;

use baton_core::client::uuid_v7;
use baton_core::id::CommandId;
use baton_core::time::Time;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{KeyboardEvent, Window};

pub(crate) use frame::close_frame;
pub(crate) use page::{field, focus_log, scroll_down, scrolled, submit, typed};
pub(crate) use sound::toggle_sound;

use crate::components::{self, Ui};
use crate::model::chat::{Effect, Input};
use crate::snapshot::{ChatSnapshot, SNAPSHOT_ELEMENT};
use crate::words;
use socket::Socket;
use storage::Cupboard;

/// What belongs to the document.
struct Edge {
    name: String,
    cupboard: Cupboard,
    host: Option<String>,
    socket: Option<Socket>,
    timer: Option<i32>,
    wake: Closure<dyn FnMut()>,
    unread: u32,
    /// Whether the frame around the chat is shown.
    shown: bool,
}

thread_local! {
    static EDGE: RefCell<Option<Edge>> = const { RefCell::new(None) };
}

/// Works on the document's part, if the chat has started. Nothing in `work` may come back here.
fn with_edge<T>(work: impl FnOnce(&mut Edge) -> T) -> Option<T> {
    EDGE.with(|edge| edge.borrow_mut().as_mut().map(work))
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn now() -> Time {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are whole and far below the limit"
    )]
    Time(js_sys::Date::now() as i64)
}

/// How many milliseconds the browser's zone is ahead of UTC at a time.
pub(crate) fn offset(at: Time) -> i64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "times and zones are small whole numbers for a float"
    )]
    {
        let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
        -(date.get_timezone_offset() as i64) * 60_000
    }
}

/// A new id for a command.
pub(crate) fn fresh_id() -> CommandId {
    let mut random = [0; 10];
    if let Some(crypto) = window().and_then(|window| window.crypto().ok()) {
        _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    CommandId(uuid_v7(now(), random))
}

/// Takes over the document that the server rendered.
pub fn start() {
    let Some(snapshot) = read_snapshot() else {
        return;
    };
    let typed_before = page::draft();
    let cupboard = Cupboard::new(&snapshot);
    let kept = cupboard.kept();
    let token = cupboard.token(&snapshot);
    let made = std::rc::Rc::new(std::cell::Cell::new(None));
    let hand_out = made.clone();
    let rendered = snapshot.clone();
    leptos::mount::hydrate_body(move || {
        let ui = Ui::new(&rendered);
        hand_out.set(Some(ui));
        components::chat(ui, &rendered)
    });
    let Some(ui) = made.get() else {
        return;
    };
    let draft = cupboard.draft();
    ui.local.set(true);
    ui.sound.set(cupboard.sound());
    let edge = Edge {
        name: snapshot.name.clone(),
        cupboard,
        host: snapshot.host().map(str::to_owned),
        socket: None,
        timer: None,
        wake: Closure::new(move || handle(ui, Input::Wake)),
        unread: 0,
        shown: true,
    };
    EDGE.with(|place| *place.borrow_mut() = Some(edge));
    if typed_before.is_empty() {
        page::set_draft(ui, &draft);
    }
    page::listen(ui);
    handle(ui, Input::Start { kept, token });
    frame::tell("ready");
}

fn read_snapshot() -> Option<ChatSnapshot> {
    let document = window()?.document()?;
    let text = document
        .get_element_by_id(SNAPSHOT_ELEMENT)?
        .text_content()?;
    ChatSnapshot::from_bytes(&storage::from_base64(&text)?).ok()
}

/// Gives the machine an input and does what it wants.
pub(crate) fn handle(ui: Ui, input: Input) {
    let was_mine = matches!(input, Input::Write { .. } | Input::Retry { .. });
    let dice = js_sys::Math::random();
    let Some(outcome) = ui
        .chat
        .try_update_untracked(|chat| chat.handle(input, now(), dice))
    else {
        return;
    };
    if outcome.changed {
        ui.chat.notify();
    }
    for effect in outcome.effects {
        carry_out(ui, effect);
    }
    if was_mine {
        scroll_down(ui);
    }
    let (wake_at, unread) = ui
        .chat
        .with_untracked(|chat| (chat.wake_at(now()), chat.unread));
    with_edge(|edge| {
        edge.set_alarm(wake_at);
        if edge.unread != unread {
            edge.unread = unread;
            page::set_title(&words::title(&edge.name, unread));
            edge.tell(&["unread ", &crate::text::number(u64::from(unread))].concat());
        }
    });
}

fn carry_out(ui: Ui, effect: Effect) {
    match effect {
        Effect::Open(generation) => {
            let socket = Socket::open(ui, generation);
            let failed = socket.is_none();
            with_edge(|edge| edge.socket = socket);
            if failed {
                handle(ui, Input::Closed(generation));
            }
        }
        Effect::Close(generation) => {
            with_edge(|edge| {
                edge.socket
                    .take_if(|socket| socket.generation == generation)
            });
        }
        Effect::Send(frame) => {
            with_edge(|edge| {
                if let Some(socket) = &edge.socket {
                    socket.send(&frame);
                }
            });
        }
        Effect::Keep(kept) => {
            with_edge(|edge| edge.cupboard.keep(&kept));
        }
        Effect::Forget(id) => {
            with_edge(|edge| edge.cupboard.forget(id));
        }
        Effect::Reload => page::reload(),
        Effect::Attention => {
            page::arrived(ui);
            if ui.sound.get_untracked() && !page::is_focused() {
                sound::play();
            }
        }
    }
}

/// A key in the composer.
pub(crate) fn key(ui: Ui, event: &KeyboardEvent) {
    // Safari says 229 for the key that ends a composed word, when it no longer says that it composes.
    let composes = event.is_composing() || event.key_code() == 229;
    if event.key() == "Enter" && !event.shift_key() && !composes {
        event.prevent_default();
        submit(ui);
    }
}

impl Edge {
    fn set_alarm(&mut self, at: Option<Time>) {
        let Some(window) = window() else {
            return;
        };
        if let Some(timer) = self.timer.take() {
            window.clear_timeout_with_handle(timer);
        }
        if let Some(at) = at {
            let pause = i32::try_from((at - now()).0.clamp(0, 60_000)).unwrap_or(60_000);
            let wake = self.wake.as_ref().unchecked_ref();
            self.timer = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(wake, pause)
                .ok();
        }
    }
}
