//! One socket of one generation. What it says reaches the machine; when it is dropped it is closed and says nothing
//! any more.

use baton_core::wire::{self, FromCustomer};
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, CloseEvent, Event, MessageEvent, WebSocket};

use super::{handle, window};
use crate::model::chat::{Generation, Input};

pub(super) struct Socket {
    pub(super) generation: Generation,
    socket: WebSocket,
    /// Kept alive as long as the socket may call it.
    _listener: Closure<dyn FnMut(Event)>,
}

impl Socket {
    /// Begins to open a socket to this document's own host.
    pub(super) fn open(generation: Generation) -> Option<Self> {
        let origin = window()?.location().origin().ok()?;
        // `http` becomes `ws`, `https` becomes `wss`.
        let address = ["ws", origin.strip_prefix("http")?, "/ws/v1/customer"].concat();
        let socket = WebSocket::new(&address).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            handle(heard(generation, &event));
        });
        let function = Some(listener.as_ref().unchecked_ref());
        socket.set_onopen(function);
        socket.set_onmessage(function);
        socket.set_onclose(function);
        Some(Self {
            generation,
            socket,
            _listener: listener,
        })
    }

    /// Sends, if the socket is open; if not, the machine sends again.
    pub(super) fn send(&self, frame: &FromCustomer) {
        if self.socket.ready_state() == WebSocket::OPEN {
            _ = self.socket.send_with_u8_array(&wire::encode(frame));
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        _ = self.socket.close();
    }
}

fn heard(generation: Generation, event: &Event) -> Input {
    match event.type_().as_str() {
        "open" => Input::Opened(generation),
        "message" => {
            let data = event.unchecked_ref::<MessageEvent>().data();
            let bytes = Uint8Array::new(data.unchecked_ref::<ArrayBuffer>()).to_vec();
            match wire::decode(&bytes) {
                Ok(frame) => Input::Frame(generation, frame),
                Err(_) => Input::Closed(generation, 0),
            }
        }
        _ => Input::Closed(generation, event.unchecked_ref::<CloseEvent>().code()),
    }
}
