//! *Notifications*: what an agent decides about alerts. A plain form that works without script.

use baton_core::alert::{AlertKind, AlertSettings, Sound};
use leptos::prelude::*;

use super::frame::{SiteFrame, SitePage, framed};
use crate::console::alerts::DELIVERY_ELEMENT;
use crate::console::words::{alerts, notifications as words};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationsData {
    /// What is around it.
    pub frame: SiteFrame,
    /// What is stored.
    pub settings: AlertSettings,
}

/// *Notifications*.
#[component]
pub fn NotificationsPage(
    /// What it shows.
    data: NotificationsData,
) -> impl IntoView {
    let ways = alerts::WAYS
        .into_iter()
        .map(|(place, way)| {
            view! {
                <div>
                    <dt>{place}</dt>
                    <dd>{way}</dd>
                </div>
            }
        })
        .collect_view();
    let content = view! {
        <section class="card-part" aria-labelledby="in-this-browser">
            <h2 id="in-this-browser">{alerts::IN_THIS_BROWSER}</h2>
            <div id=DELIVERY_ELEMENT class="delivery">
                <p class="notice">{alerts::NEEDS_SCRIPT}</p>
            </div>
            <p class="hint">{alerts::ONLY_WHILE_OPEN} " " {alerts::OPENS_NEW_TAB}</p>
        </section>
        {settings_view(&data.settings)}
        <section class="card-part" aria-labelledby="how-to-allow">
            <h2 id="how-to-allow">{alerts::HOW_TO_HEADING}</h2>
            <dl class="ways">{ways}</dl>
            <p class="hint">{alerts::DO_NOT_DISTURB}</p>
        </section>
    };
    framed(data.frame, SitePage::Notifications, None, content)
}

/// The form. A kind is sent when it is wanted: `wants` as often as there are kinds.
fn settings_view(settings: &AlertSettings) -> impl IntoView + use<> {
    let kinds = AlertKind::ALL
        .into_iter()
        .map(|kind| {
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        name="wants"
                        value=kind.name()
                        checked=settings.wants(kind)
                    />
                    <span>{words::kind(kind)}</span>
                </label>
            }
        })
        .collect_view();
    let sounds = Sound::ALL
        .into_iter()
        .map(|sound| {
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="sound"
                        value=sound.name()
                        checked=settings.sound == sound
                    />
                    <span>{words::sound(sound)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <form class="card-part" method="post" action=SitePage::Notifications.path()>
            <h2>{words::SETTINGS}</h2>
            <p class="hint">{words::SETTINGS_HINT}</p>
            <fieldset class="choices">
                <legend>{words::KINDS}</legend>
                {kinds}
            </fieldset>
            <fieldset class="choices">
                <legend>{words::SOUND}</legend>
                {sounds}
                <p class="needs-script">
                    <button class="button" type="button" data-try-sound>
                        {words::TRY}
                    </button>
                </p>
            </fieldset>
            <label class="choice">
                <input
                    type="checkbox"
                    name="quiet_in_inbox"
                    value="on"
                    checked=settings.quiet_in_inbox
                />
                <span>{words::QUIET}</span>
            </label>
            <label class="choice">
                <input
                    type="checkbox"
                    name="show_text"
                    value="on"
                    checked=settings.show_text
                    aria-describedby="show-text-hint"
                />
                <span>{words::SHOW_TEXT}</span>
            </label>
            <p class="hint" id="show-text-hint">
                {words::SHOW_TEXT_HINT}
            </p>
            <p>
                <button class="button primary" type="submit">
                    {words::SAVE}
                </button>
            </p>
        </form>
    }
}
