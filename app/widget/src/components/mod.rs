//! What the chat looks like. Plain functions from the state to views, in the order of the page: header, log, state with
//! its buttons, question for an address, composer. Every button is also the button of a form, so that the same markup
//! works without script; what a click does with script is said in [`act`].

pub mod act;
mod composer;
mod email;
mod header;
mod log;
mod quote;
mod said;
mod state;

use baton_core::time::Time;
use leptos::prelude::*;

use crate::browser;
use crate::model::chat::{Chat, Input};
use crate::snapshot::{ChatSnapshot, Frame, ROOT_ELEMENT};
use crate::words;

/// The id of the composer's field.
pub const TEXT_ELEMENT: &str = "text";
/// The id of the element that scrolls.
pub const LOG_ELEMENT: &str = "log";
/// The id of the form that every button outside the composer belongs to.
const ACT_FORM: &str = "act";

/// What the components share.
#[derive(Clone, Copy, Debug)]
pub struct Ui {
    /// The machine.
    pub chat: RwSignal<Chat>,
    /// Whether times are on the reader's clock; UTC on the first render, which must be the server's.
    pub local: RwSignal<bool>,
    /// Whether a sound is wanted.
    pub sound: RwSignal<bool>,
    /// What others said below the part of the log in view.
    pub below: RwSignal<u32>,
    /// Whether *End chat* asks for its confirmation.
    pub ending: RwSignal<bool>,
    /// How many characters the draft has too many.
    pub too_many: RwSignal<usize>,
}

impl Ui {
    /// The state of a document.
    #[must_use]
    pub fn new(snapshot: &ChatSnapshot) -> Self {
        Self {
            chat: RwSignal::new(Chat::new(snapshot)),
            local: RwSignal::new(false),
            sound: RwSignal::new(false),
            below: RwSignal::new(0),
            ending: RwSignal::new(false),
            too_many: RwSignal::new(0),
        }
    }

    /// Hands an input to the machine.
    pub fn send(self, input: Input) {
        browser::handle(self, input);
    }

    /// How many milliseconds the clock on the screen is ahead of UTC at a time.
    #[must_use]
    pub fn offset(self, at: Time) -> i64 {
        if self.local.get() {
            browser::offset(at)
        } else {
            0
        }
    }
}

/// What a form without script needs to know of its document.
#[derive(Clone, Debug)]
struct Forms {
    /// Where forms are posted to.
    action: String,
    /// The id of the next message.
    write: String,
    /// The id of the next click.
    click: String,
    /// The id of the answer to the question for an address.
    email: String,
}

impl Forms {
    fn new(snapshot: &ChatSnapshot, ending: &str) -> Self {
        let id = |step: u128| {
            let mut id = snapshot.form_id;
            id.0 ^= step;
            id.to_string()
        };
        Self {
            action: ["/chat/", &snapshot.space, ending].concat(),
            write: id(0),
            click: id(1),
            email: id(2),
        }
    }
}

/// Where links to the portal open: in the page around our own frame, else in a new tab.
fn link_target(frame: &Frame) -> &'static str {
    match frame {
        Frame::OwnPage { .. } => "_top",
        Frame::Page | Frame::ForeignPage { .. } => "_blank",
    }
}

/// The whole chat.
pub fn chat(ui: Ui, snapshot: &ChatSnapshot) -> impl IntoView + use<> {
    let framed = snapshot.host().is_some();
    let forms = Forms::new(snapshot, if framed { "?embed=1" } else { "" });
    let class = if framed { "frame" } else { "page" };
    view! {
        <main id=ROOT_ELEMENT class=class>
            {header::header(ui, snapshot)}
            <noscript inner_html=log_frame_tag(snapshot)></noscript>
            {act_form(&forms)}
            {log::log(ui, snapshot)}
            {state::state(ui)}
            {email::question(ui, &forms)}
            {composer::composer(ui, &forms)}
        </main>
    }
}

/// The log in a frame of its own, for browsers without script: everything but the composer, which keeps its text while
/// this refreshes.
pub fn log_frame(ui: Ui, snapshot: &ChatSnapshot) -> impl IntoView + use<> {
    let forms = Forms::new(snapshot, "/log");
    view! {
        <main id=ROOT_ELEMENT class="alone">
            {act_form(&forms)}
            {log::log(ui, snapshot)}
            {state::state(ui)}
            {email::question(ui, &forms)}
        </main>
    }
}

fn act_form(forms: &Forms) -> impl IntoView + use<> {
    view! {
        <form id=ACT_FORM method="post" action=forms.action.clone() hidden>
            <input type="hidden" name="id" value=forms.click.clone()/>
        </form>
    }
}

/// Only the server writes it: with script, the browser does not look into the element.
fn log_frame_tag(snapshot: &ChatSnapshot) -> String {
    if cfg!(feature = "hydrate") {
        return String::new();
    }
    [
        "<iframe class=\"log-frame\" src=\"/chat/",
        &snapshot.space,
        "/log#end\" title=\"",
        words::CONVERSATION,
        "\"></iframe>",
    ]
    .concat()
}
