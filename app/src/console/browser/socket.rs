//! One socket with its handlers. Dropping it takes the handlers off before it closes, so that nothing of an old socket
//! is ever heard again.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{BinaryType, CloseEvent, Event, MessageEvent, WebSocket};

/// Closed by this page because a frame could not be understood (RFC 6455).
pub(super) const NOT_UNDERSTOOD: u16 = 1007;

/// What a socket says.
pub(super) enum Said {
    /// It is open.
    Opened,
    /// A frame has come.
    Frame(Vec<u8>),
    /// It has closed, with this code.
    Closed(u16),
}

/// An opening or open socket.
pub(super) struct Socket {
    /// The link's number for it.
    pub(super) generation: u32,
    socket: WebSocket,
    _on_open: Closure<dyn FnMut(Event)>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Begins to open one at an address of ours.
    pub(super) fn open(
        path: &str,
        generation: u32,
        hear: impl Fn(Said) + 'static,
    ) -> Result<Self, JsValue> {
        let location = window().location();
        let scheme = if location.protocol()? == "https:" {
            "wss"
        } else {
            "ws"
        };
        let url = format!("{scheme}://{}{path}", location.host()?);
        let socket = WebSocket::new(&url)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let hear = Rc::new(hear);
        let opened = hear.clone();
        let on_open = Closure::<dyn FnMut(Event)>::new(move |_| opened(Said::Opened));
        let framed = hear.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            framed(Said::Frame(js_sys::Uint8Array::new(&event.data()).to_vec()));
        });
        let on_close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            hear(Said::Closed(event.code()));
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Self {
            generation,
            socket,
            _on_open: on_open,
            _on_message: on_message,
            _on_close: on_close,
        })
    }

    /// Sends a frame. What does not go out is noticed by the link, and sent again.
    pub(super) fn send(&self, frame: &[u8]) {
        if self.socket.ready_state() == WebSocket::OPEN {
            let _ = self.socket.send_with_u8_array(frame);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
