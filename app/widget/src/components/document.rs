//! The page around the log, which the server alone writes: header, composer, questions and buttons, each with the id
//! under which [`parts`](super::parts) says what it shows.

use baton_core::command::Rejection;
use baton_core::markup::escaped;
use leptos::prelude::*;

use super::act::{END, NEVER_MIND, NO_EMAIL, PERSON, REQUEST};
use super::log::line;
use super::parts::{Glance, Part, Show, parts};
use super::{EMAIL_ELEMENT, LINES_ELEMENT, LOG_ELEMENT, SOUND_ELEMENT, TEXT_ELEMENT};
use crate::model::chat::{Chat, Notice};
use crate::snapshot::{ChatSnapshot, ROOT_ELEMENT};
use crate::words;

/// The parts while the document is written.
struct Parts(Vec<Part>);

impl Parts {
    fn find(&self, id: &'static str) -> &Show {
        self.0
            .iter()
            .find(|(part, _)| *part == id)
            .map_or(&Show::Hidden, |(_, show)| show)
    }

    fn hidden(&self, id: &'static str) -> bool {
        *self.find(id) == Show::Hidden
    }

    fn words(&self, id: &'static str) -> String {
        match self.find(id) {
            Show::Words(words) => words.clone(),
            Show::Hidden | Show::Shown => String::new(),
        }
    }

    /// A paragraph of which only the words change.
    fn paragraph(&self, id: &'static str) -> impl IntoView + use<> {
        view! { <p id=id hidden=self.hidden(id)>{self.words(id)}</p> }
    }

    /// A button that comes and goes.
    fn button(
        &self,
        id: &'static str,
        value: &'static str,
        class: &'static str,
        label: &'static str,
    ) -> impl IntoView + use<> {
        view! {
            <button id=id class=class form="act" name="do" value=value hidden=self.hidden(id)>
                {label}
            </button>
        }
    }
}

/// Where the forms of a document lead, and the ids of what is posted next.
struct Forms {
    action: String,
    write: String,
    click: String,
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

/// What stands in the composer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Draft<'a> {
    /// The words: none, or such as could not be taken.
    pub text: &'a str,
    /// Why they could not.
    pub refused: Option<&'a Rejection>,
}

/// The whole chat, with what stands in the composer.
#[must_use]
pub fn chat(snapshot: ChatSnapshot, draft: Draft<'_>) -> impl IntoView + use<> {
    let framed = snapshot.host().is_some();
    let forms = Forms::new(&snapshot, &snapshot.address_ending());
    let class = if framed { "framed" } else { "alone" };
    let frame = ["/chat/", &snapshot.space, "/log"].concat();
    let name = snapshot.name.clone();
    let chat = Chat::new(snapshot);
    let glance = Glance {
        too_many: Chat::too_many(draft.text),
        ..Glance::default()
    };
    let parts = Parts(parts(&chat, glance, |_| 0));
    view! {
        <main id=ROOT_ELEMENT class=class>
            {header(&name, framed, &parts)}
            <noscript>
                <iframe class="log-frame" src=frame title=words::CONVERSATION></iframe>
            </noscript>
            {history(&chat, &parts)}
            {state(&parts)}
            {email(&forms, &parts)}
            {composer(&forms, &parts, draft)}
            {act_form(&forms)}
        </main>
    }
}

/// The log in a frame of its own, for browsers without script: everything but the composer, which keeps its text while
/// this loads by itself. `notice` answers the last click. `still` if the reader has stopped that: whoever reads slowly, or
/// with the keyboard, would lose the place.
#[must_use]
pub fn log_frame(snapshot: ChatSnapshot, notice: Option<Notice>, still: bool) -> impl IntoView {
    let forms = Forms::new(&snapshot, if still { "/log?still=1" } else { "/log" });
    let log = ["/chat/", &snapshot.space, "/log"].concat();
    let stopped = [&log, "?still=1"].concat();
    let loading = if still {
        view! {
            <p class="loading">
                <a href=stopped>{words::LOAD_ANEW}</a>
                " "
                <a href=log>{words::LOAD_BY_ITSELF}</a>
            </p>
        }
        .into_any()
    } else {
        view! { <p class="loading"><a href=stopped>{words::STOP_LOADING}</a></p> }.into_any()
    };
    let mut chat = Chat::new(snapshot);
    chat.notice = notice;
    let parts = Parts(parts(&chat, Glance::default(), |_| 0));
    view! {
        <main id=ROOT_ELEMENT class="refreshing">
            {loading}
            {history(&chat, &parts)}
            {state(&parts)}
            {email(&forms, &parts)}
            {act_form(&forms)}
        </main>
    }
}

fn header(name: &str, framed: bool, parts: &Parts) -> impl IntoView + use<> {
    view! {
        <header>
            <div>
                <h1>{name.to_owned()}</h1>
                {parts.paragraph("status")}
            </div>
            <button
                id=SOUND_ELEMENT
                type="button"
                class="icon"
                name="do"
                value="sound"
                aria-pressed="false"
                aria-label=words::SOUND
                title=words::SOUND
            ></button>
            {framed.then(|| view! {
                <button
                    id="close"
                    type="button"
                    class="icon"
                    name="do"
                    value="close"
                    aria-label=words::CLOSE
                    title=words::CLOSE
                ></button>
            })}
        </header>
    }
}

fn history(chat: &Chat, parts: &Parts) -> impl IntoView + use<> {
    let rows = chat.rows(|_| 0);
    let lines: Vec<_> = rows.into_iter().map(|row| line(chat, row, |_| 0)).collect();
    view! {
        <div class="history">
            <div id=LOG_ELEMENT role="log" aria-label=words::CONVERSATION tabindex="0">
                <div>
                    <div id="beginning" hidden=parts.hidden("beginning")>
                        <span class="face" aria-hidden="true"></span>
                        <h2>{words::BEGINNING_TITLE}</h2>
                        {parts.paragraph("beginning-words")}
                    </div>
                    {parts.paragraph("earlier")}
                    <ol id=LINES_ELEMENT>{lines}</ol>
                </div>
            </div>
            <p id="typing" aria-hidden="true">
                {Some(parts.words("typing")).filter(|words| !words.is_empty())}
            </p>
            <button id="news" type="button" name="do" value="news" hidden></button>
        </div>
    }
}

fn state(parts: &Parts) -> impl IntoView + use<> {
    view! {
        <section id="state">
            <div role="status">
                {parts.paragraph("offline")}
                {parts.paragraph("place")}
                {parts.paragraph("until")}
                {parts.paragraph("nobody")}
                {parts.paragraph("asking")}
            </div>
            <div role="alert">{parts.paragraph("notice")}</div>
            <div class="choices">
                <button id="ok" type="button" class="choice" name="do" value="ok" hidden>
                    {words::DISMISS}
                </button>
                <button id="anew" type="button" class="choice main" name="do" value="anew" hidden>
                    {words::LOAD_PAGE_ANEW}
                </button>
                {parts.button("person", PERSON, "choice main", words::TALK_TO_A_PERSON)}
                {parts.button("request", REQUEST, "choice", words::LEAVE_A_REQUEST)}
                {parts.button("instead", REQUEST, "choice", words::LEAVE_INSTEAD)}
                {parts.button("never-mind", NEVER_MIND, "choice", words::NO_LONGER_NEEDED)}
                {parts.button("end", END, "choice", words::END_CHAT)}
                <div id="end-question" hidden>
                    <p>{words::END_QUESTION}</p>
                    <button id="end-sure" type="button" class="choice main" name="do" value="end-sure">
                        {words::END_CHAT}
                    </button>
                    <button type="button" class="choice" name="do" value="keep">
                        {words::KEEP_CHATTING}
                    </button>
                </div>
            </div>
        </section>
    }
}

/// Asks a guest once, after a work item was made, where to write to. Declining is one click, and says what it means.
fn email(forms: &Forms, parts: &Parts) -> impl IntoView + use<> {
    view! {
        <form id="email" method="post" action=forms.action.clone() hidden=parts.hidden("email")>
            <input type="hidden" name="id" value=forms.email.clone()/>
            <h2>{words::EMAIL_QUESTION}</h2>
            <p>{words::EMAIL_WHY}</p>
            <label for=EMAIL_ELEMENT>{words::EMAIL_LABEL}</label>
            <div>
                <input id=EMAIL_ELEMENT name="email" type="email" autocomplete="email"/>
                <button class="choice main" name="do" value="email">{words::EMAIL_SAVE}</button>
                <button class="choice" name="do" value=NO_EMAIL formnovalidate>
                    {words::EMAIL_DECLINE}
                </button>
            </div>
        </form>
    }
}

/// The field keeps its own text, so that what was typed before the module arrived stays. Its content is escaped
/// here, since Leptos does not escape that of a text area.
fn composer(forms: &Forms, parts: &Parts, draft: Draft<'_>) -> impl IntoView + use<> {
    let why = draft.refused.and_then(words::not_taken);
    let invalid = (why.is_some() || Chat::too_many(draft.text) > 0).then_some("true");
    let described = if why.is_some() {
        "not-taken too-long"
    } else {
        "too-long"
    };
    let refused = why.map(|why| view! { <p id="not-taken" role="alert">{why}</p> });
    let draft = escaped(draft.text).replace('>', "&gt;");
    view! {
        <form id="composer" method="post" action=forms.action.clone()>
            <input type="hidden" name="id" value=forms.write.clone()/>
            <div>{refused}</div>
            <div role="status">{parts.paragraph("too-long")}</div>
            <label class="unseen" for=TEXT_ELEMENT>{words::YOUR_MESSAGE}</label>
            <textarea
                id=TEXT_ELEMENT
                name="text"
                rows="1"
                placeholder=words::PLACEHOLDER
                autocomplete="off"
                enterkeyhint="send"
                aria-invalid=invalid
                aria-describedby=described
                inner_html=draft
            ></textarea>
            <button
                id="send"
                class="icon"
                name="do"
                value="write"
                aria-label=words::SEND
                title=words::SEND
            ></button>
        </form>
    }
}

/// Every button outside a form of its own belongs to this one.
fn act_form(forms: &Forms) -> impl IntoView + use<> {
    view! {
        <form id="act" method="post" action=forms.action.clone() hidden>
            <input type="hidden" name="id" value=forms.click.clone()/>
        </form>
    }
}
