//! The edge to the browser: it feeds the machine with what happens, and carries out what the machine wants. No
//! decisions are made here. One document holds one chat, so that what belongs to the document lives in a thread-local.

mod click;
mod frame;
mod lines;
mod page;
mod socket;
mod sound;
mod storage;

use std::cell::RefCell;

use baton_core::client::uuid_v7;
use baton_core::id::{CommandId, Seq};
use baton_core::time::Time;
use wasm_bindgen::prelude::*;
use web_sys::{AudioContext, Window};

use crate::components::parts::{Glance, Part, parts};
use crate::model::chat::{Chat, Effect, Input};
use crate::snapshot::{ChatSnapshot, SNAPSHOT_ELEMENT};
use crate::words;
use lines::Lines;
use socket::Socket;
use storage::Cupboard;

/// What belongs to the document.
struct Edge {
    chat: Chat,
    lines: Lines,
    name: String,
    cupboard: Cupboard,
    host: Option<String>,
    socket: Option<Socket>,
    timer: Option<i32>,
    wake: Closure<dyn FnMut()>,
    unread: u32,
    sound: bool,
    /// What plays it, from the first time on.
    audio: Option<AudioContext>,
    glance: Glance,
    /// What the document shows around the log.
    parts: Vec<Part>,
    /// How far the customer has seen the conversation, as far as the storage knows.
    seen: Option<Seq>,
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
fn offset(at: Time) -> i64 {
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
fn fresh_id() -> CommandId {
    let mut random = [0; 10];
    if let Some(crypto) = window().and_then(|window| window.crypto().ok()) {
        _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    CommandId(uuid_v7(now(), random))
}

/// Takes over the document that the server rendered.
pub fn start() {
    let (Some(snapshot), Some(lines)) = (read_snapshot(), Lines::find()) else {
        return;
    };
    let cupboard = Cupboard::new(&snapshot);
    let kept = cupboard.kept();
    let token = cupboard.token(&snapshot);
    let draft = cupboard.draft();
    let sound = cupboard.sound();
    let seen = cupboard.seen();
    let name = snapshot.name.clone();
    let host = snapshot.host().map(str::to_owned);
    let alone = host.is_none();
    let chat = Chat::new(snapshot);
    let glance = Glance::default();
    let parts = parts(&chat, glance, |_| 0);
    let edge = Edge {
        chat,
        lines,
        name,
        cupboard,
        host,
        socket: None,
        timer: None,
        wake: Closure::new(|| handle(Input::Wake)),
        unread: 0,
        sound,
        audio: None,
        glance,
        parts,
        seen,
        // In a frame, the page around says so.
        shown: alone,
    };
    EDGE.with(|place| *place.borrow_mut() = Some(edge));
    sound::show(sound);
    if page::draft().is_empty() {
        page::set_draft(&draft);
    }
    page::listen();
    handle(Input::Start { kept, token, seen });
    page::take_over();
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
fn handle(input: Input) {
    let was_mine = matches!(input, Input::Write { .. } | Input::Retry { .. });
    let dice = js_sys::Math::random();
    let effects = with_edge(|edge| edge.chat.handle(input, now(), dice));
    for effect in effects.unwrap_or_default() {
        carry_out(effect);
    }
    if was_mine {
        page::scroll_down();
    }
    refresh();
}

/// Shows what has changed, and sets the alarm for what is next.
fn refresh() {
    with_edge(|edge| {
        edge.lines.show(&edge.chat);
        let new = parts(&edge.chat, edge.glance, offset);
        for (part, was) in new.iter().zip(&edge.parts) {
            if part != was {
                page::show(part);
            }
        }
        edge.parts = new;
        edge.set_alarm(edge.chat.wake_at(now()));
        let seen = edge.chat.seen();
        if seen.is_some() && seen != edge.seen {
            edge.seen = seen;
            edge.cupboard.keep_seen(edge.chat.view.seq);
        }
        let unread = edge.chat.unread;
        if edge.unread != unread {
            edge.unread = unread;
            page::set_title(&words::title(&edge.name, unread));
            edge.tell(&["unread ", &crate::text::number(u64::from(unread))].concat());
        }
    });
}

fn carry_out(effect: Effect) {
    match effect {
        Effect::Open(generation) => {
            let socket = Socket::open(generation);
            let failed = socket.is_none();
            with_edge(|edge| edge.socket = socket);
            if failed {
                handle(Input::Closed(generation, 0));
            }
        }
        Effect::Close(generation) => {
            with_edge(|edge| {
                edge.socket
                    .take_if(|socket| socket.generation == generation);
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
        Effect::Reload { signed_out } => {
            if signed_out {
                with_edge(|edge| edge.cupboard.forget_token());
            }
            page::reload();
        }
        Effect::Attention => {
            page::arrived();
            if with_edge(|edge| edge.sound) == Some(true) && !page::is_focused() {
                sound::play();
            }
        }
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
