//! A work item's page in the browser: follows the conversation that it belongs to.

use std::cell::Cell;

use baton_core::wire::{ToAgent, decode};
use leptos::prelude::*;

use super::line::{Call, Line};
use super::socket::{NOT_UNDERSTOOD, Said};
use super::{alerts, page};
use crate::console::items::LivePage;
use crate::console::model::Zone;
use crate::console::model::live_item::{Effect as Deed, LiveItem};

thread_local! {
    static PAGE: Cell<Option<LivePage>> = const { Cell::new(None) };
    static LINE: Line = const { Line::to("/ws/v1/agent", called) };
}

/// Runs once the page is hydrated.
pub(in crate::console) fn start(item: LivePage) {
    PAGE.set(Some(item));
    item.zone.set(Zone::Local(page::local_offset));
    page::on_return(move || item.act(LiveItem::nudged));
    item.act(|live, _| live.start());
    alerts::start(None);
    page::is_live();
}

/// Does what the model says.
pub(in crate::console) fn carry_out(deeds: Vec<Deed>) {
    for deed in deeds {
        match deed {
            Deed::Link(step) => LINE.with(|line| line.take(step)),
            Deed::Send(frame) => LINE.with(|line| line.send(&frame)),
        }
    }
}

fn called(call: Call) {
    let Some(item) = PAGE.get() else { return };
    item.act(|live, moment| match call {
        Call::Said(generation, Said::Opened) => live.socket_opened(generation, moment),
        Call::Said(generation, Said::Frame(bytes)) => match decode::<ToAgent>(&bytes) {
            Ok(frame) => live.frame(generation, frame, moment),
            Err(_) => live.socket_closed(generation, NOT_UNDERSTOOD, moment),
        },
        Call::Said(generation, Said::Closed(code)) => live.socket_closed(generation, code, moment),
        Call::Rang(number) => live.alarm(number, moment),
    });
}
