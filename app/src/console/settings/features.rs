//! *Features* (seed: "On the Features page, use the toggle next to Live chat to enable").

use leptos::prelude::*;

use super::SettingsPage;
use super::frame::{
    ForeignChange, Frame, changed_view, deactivate_path, framed, now_view, version_field,
};
use super::words;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeaturesData {
    /// What is around it.
    pub frame: Frame,
    /// The version that it was made from.
    pub version: u64,
    /// Whether the feature is on.
    pub enabled: bool,
    /// Whether live chat is active on the portal.
    pub active: bool,
    /// Whether its skill or an escalation line is there: always while it is active, and else live chat comes back with
    /// what it lacks.
    pub removable: bool,
    /// What somebody else has changed.
    pub changed: Vec<ForeignChange>,
}

/// *Features*.
#[component]
pub fn FeaturesPage(
    /// What it shows.
    data: FeaturesData,
) -> impl IntoView {
    let key = data.frame.key().to_owned();
    let here = SettingsPage::Features.path(&key);
    let (checked, wanted) = if data.enabled {
        ("true", "off")
    } else {
        ("false", "on")
    };
    let means = match (data.enabled, data.active, data.removable) {
        (true, _, _) => words::FEATURE_IS_ON,
        (false, true, _) => words::FEATURE_OFF_RUNNING,
        (false, false, true) => words::FEATURE_OFF_WAITING,
        (false, false, false) => words::FEATURE_OFF_IDLE,
    };
    let next = match (data.enabled, data.removable) {
        (true, _) => Some((
            SettingsPage::LiveChat.path(&key),
            words::OPEN_LIVE_CHAT,
            "button",
        )),
        (false, true) => Some((deactivate_path(&key), words::DO_THE_REST, "button danger")),
        (false, false) => None,
    };
    let next = next.map(|(href, label, class)| {
        view! {
            <p>
                <a class=class href=href>
                    {label}
                </a>
            </p>
        }
    });
    let content = view! {
        {changed_view(data.changed, here.clone())}
        <form class="card-part" method="post" action=here>
            {version_field(data.version)} <input type="hidden" name="live_chat" value=wanted />
            <div class="toggle-row">
                <div>
                    <h2 id="live-chat">{words::LIVE_CHAT}</h2>
                    <p class="hint" id="live-chat-hint">
                        {words::FEATURE_HINT}
                    </p>
                </div>
                <button
                    class="switch"
                    type="submit"
                    role="switch"
                    aria-checked=checked
                    aria-labelledby="live-chat"
                    aria-describedby="live-chat-hint live-chat-now"
                >
                    <span class="switch-knob"></span>
                </button>
            </div>
            {now_view("live-chat-now", means.to_owned())}
            {next}
        </form>
    };
    framed(data.frame, SettingsPage::Features, None, content)
}
