//! A work item's page in the browser. Its lists are put in the places that the server filled, and grow; the few texts and
//! choices that can change are changed where they stand. What is being written is left alone, and kept under the id that
//! it will be sent with until the record holds it: sent again after a failure, it makes one comment.

use std::cell::{Cell, RefCell};

use baton_core::view::AgentEvent;
use baton_core::wire::{ToAgent, decode};
use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;
use wasm_bindgen::JsCast;

use super::line::{Call, Line};
use super::socket::{NOT_UNDERSTOOD, Said};
use super::{comment, moment, page};
use crate::console::inbox::record_view::{Around, messages};
use crate::console::items::{part, status_name};
use crate::console::link_state::LinkState;
use crate::console::model::live_item::{Effect as Deed, ItemSnapshot, LiveItem};
use crate::console::model::{Moment, Record, Zone, items};
use crate::console::words;

thread_local! {
    static LIVE: Cell<Option<RwSignal<LiveItem>>> = const { Cell::new(None) };
    static OWNER: RefCell<Option<Owner>> = const { RefCell::new(None) };
    static LINE: Line = const { Line::to("/ws/v1/agent", called) };
}

/// Takes the page up.
pub(super) fn start(snapshot: ItemSnapshot) {
    let owner = Owner::new();
    owner.with(|| begin(snapshot));
    // It lives as long as the page.
    OWNER.set(Some(owner));
}

fn begin(snapshot: ItemSnapshot) {
    let around = (snapshot.me.id, snapshot.space.key.clone());
    let came_back = snapshot.form.problem.is_some();
    let here = format!("/app/{}/items/{}", snapshot.space.key, snapshot.item.key);
    let live = LiveItem::new(snapshot);
    comment::keep(around.0, &live, came_back);
    let live = RwSignal::new(live);
    LIVE.set(Some(live));
    show_record(live, around);
    show_choices(live);
    show_customer(live);
    let state = Memo::new(move |_| live.with(|live| (live.lost, live.is_offline())));
    if let Some(place) = page::element(part::LINK_STATE) {
        let line = move || view! { <LinkState state=state back=here /> };
        leptos::mount::mount_to(place, line).forget();
    }
    page::on_return(|| act(LiveItem::nudged));
    act(|live, _| live.start());
    page::is_live();
}

fn show_record(live: RwSignal<LiveItem>, (me, key): (baton_core::id::AccountId, String)) {
    let record = Memo::new(move |_| live.with(LiveItem::record));
    let customer = Memo::new(move |_| live.with(name_of));
    let keys = Memo::new(move |_| live.with(|live| live.opened.item_keys()));
    let zone = Zone::Local(page::local_offset);
    let around = Around {
        me,
        key,
        customer: customer.into(),
        items: keys.into(),
        zone: Signal::stored(zone),
    };
    let put = |id: &str, part: fn(&Record) -> &Vec<AgentEvent>| {
        let place = page::element(id)?;
        let shown = Memo::new(move |_| record.with(|record| items(part(record), me, zone)));
        let around = around.clone();
        place.set_text_content(None);
        leptos::mount::mount_to(place.clone(), move || messages(shown, around)).forget();
        Some(place)
    };
    put(part::CONTEXT, |record| &record.context);
    if let Some(timeline) = put(part::TIMELINE, |record| &record.timeline) {
        // Only what comes from here on is to be read out.
        let _ = timeline.set_attribute("aria-labelledby", part::TIMELINE_HEADING);
        let _ = timeline.set_attribute("role", "log");
    }
}

fn name_of(live: &LiveItem) -> String {
    let customer = &live.opened.customer;
    words::customer_name(&customer.name, customer.id)
}

fn show_customer(live: RwSignal<LiveItem>) {
    let known = Memo::new(move |_| live.with(|live| (name_of(live), live.opened.email())));
    Effect::new(move |_| {
        let (name, email) = known.get();
        if let Some(place) = page::element(part::CUSTOMER) {
            place.set_text_content(Some(&name));
        }
        if let Some(place) = page::element(part::EMAIL) {
            place.set_text_content(email.as_deref());
            place.set_hidden(email.is_none());
        }
    });
}

/// What a colleague changes moves into the choice, unless another has been made here and not saved.
fn show_choices(live: RwSignal<LiveItem>) {
    follow(
        part::STATUS,
        Memo::new(move |_| {
            live.with(|live| {
                let status = live.item().status;
                (
                    status_name(status).to_owned(),
                    words::status(status).to_owned(),
                )
            })
        }),
    );
    follow(
        part::ASSIGNEE,
        Memo::new(move |_| {
            live.with(|live| match &live.item().assignee {
                Some(agent) => (agent.id.to_string(), agent.name.clone()),
                None => (String::new(), words::NO_ASSIGNEE.to_owned()),
            })
        }),
    );
}

/// Keeps a choice at a value, given with its name: who has it may be no agent of the space any more.
fn follow(id: &'static str, stored: Memo<(String, String)>) {
    Effect::new(move |before: Option<String>| {
        let (value, name) = stored.get();
        let found = page::element(id).and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
        if let (Some(select), Some(before)) = (found, before)
            && select.value() == before
        {
            select.set_value(&value);
            if select.value() != value {
                let option = document().create_element("option");
                if let Ok(option) = option {
                    let _ = option.set_attribute("value", &value);
                    option.set_text_content(Some(&name));
                    let _ = select.append_child(&option);
                    select.set_value(&value);
                }
            }
        }
        value
    });
}

/// Lets the model decide, then does what it says.
fn act(decide: impl FnOnce(&mut LiveItem, Moment) -> Vec<Deed>) {
    let Some(live) = LIVE.get() else { return };
    let moment = moment();
    let deeds = live.try_update(|live| decide(live, moment));
    for deed in deeds.unwrap_or_default() {
        match deed {
            Deed::Link(step) => LINE.with(|line| line.take(step)),
            Deed::Send(frame) => LINE.with(|line| line.send(&frame)),
        }
    }
}

fn called(call: Call) {
    act(|live, moment| match call {
        Call::Said(generation, Said::Opened) => live.socket_opened(generation, moment),
        Call::Said(generation, Said::Frame(bytes)) => match decode::<ToAgent>(&bytes) {
            Ok(frame) => live.frame(generation, frame, moment),
            Err(_) => live.socket_closed(generation, NOT_UNDERSTOOD, moment),
        },
        Call::Said(generation, Said::Closed(code)) => live.socket_closed(generation, code, moment),
        Call::Rang(number) => live.alarm(number, moment),
    });
}
