//! *Live chat*: what it is now, and the ways on: *Set up live chat*, *View this agent*, deactivation.

use baton_core::settings::SetUp;
use leptos::prelude::*;

use super::SettingsPage;
use super::frame::{
    Frame, Present, deactivate_path, framed, present_view, set_up_path, version_field,
};
use super::words;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveChatData {
    /// What is around it.
    pub frame: Frame,
    /// The version that it was made from.
    pub version: u64,
    /// Whether customers can ask for a person now.
    pub present: Present,
    /// How far it is set up.
    pub set_up: SetUp,
    /// Whether the feature is on.
    pub enabled: bool,
    /// The Rovo agent's name, if there is one.
    pub agent: Option<String>,
    /// Whether there is a skill or a line to remove.
    pub removable: bool,
}

/// *Live chat*.
#[component]
pub fn LiveChatPage(
    /// What it shows.
    data: LiveChatData,
) -> impl IntoView {
    let key = data.frame.key().to_owned();
    let off = (!data.enabled).then(|| {
        view! {
            <div class="notice">
                <p>
                    <b>{words::FEATURE_OFF}</b>
                </p>
                <p>{words::FEATURE_OFF_MEANING}</p>
                <p>
                    <a href=SettingsPage::Features.path(&key)>{words::OPEN_FEATURES}</a>
                </p>
            </div>
        }
    });
    let set_up = data
        .enabled
        .then(|| set_up_part(&data.set_up, data.version, &key));
    let team = data.enabled.then(|| {
        way(
            SettingsPage::TeamAndChat.path(&key),
            words::TEAM_AND_CHAT,
            words::TEAM_AND_CHAT_MEANING.to_owned(),
        )
    });
    let agent = data.agent.map(|name| {
        let hint = format!("{name} · {}", words::VIEW_AGENT_HINT);
        way(SettingsPage::RovoAgent.path(&key), words::VIEW_AGENT, hint)
    });
    let live = way(
        SettingsPage::IsItLive.path(&key),
        words::IS_IT_LIVE,
        words::IS_IT_LIVE_MEANING.to_owned(),
    );
    let deactivate = data.removable.then(|| {
        view! {
            <section class="card-part" aria-labelledby="deactivate">
                <h2 id="deactivate">{words::DEACTIVATE_HEADING}</h2>
                <p class="hint">{words::DEACTIVATE_HINT}</p>
                <p>
                    <a class="button danger" href=deactivate_path(&key)>
                        {words::DEACTIVATE}
                    </a>
                </p>
            </section>
        }
    });
    let content = view! {
        {off}
        {present_view(&data.present, &key)}
        {set_up}
        <ul class="settings-list">{team} {agent} {live}</ul>
        {deactivate}
    };
    framed(data.frame, SettingsPage::LiveChat, None, content)
}

fn way(href: String, label: &'static str, hint: String) -> impl IntoView {
    view! {
        <li>
            <a href=href>{label}</a>
            <span class="soft">{hint}</span>
        </li>
    }
}

fn set_up_part(set_up: &SetUp, version: u64, key: &str) -> impl IntoView + use<> {
    let (says, action) = match set_up {
        SetUp::NotInPlan => return ().into_any(),
        SetUp::NoAgent => {
            let form = view! {
                <form method="post" action=set_up_path(key)>
                    {version_field(version)}
                    <button class="button primary" type="submit">
                        {words::SET_UP}
                    </button>
                </form>
            };
            (words::NO_AGENT, Some(form.into_any()))
        }
        SetUp::Lacks(_) => {
            let link = view! {
                <p>
                    <a class="button primary" href=set_up_path(key)>
                        {words::SET_UP}
                    </a>
                </p>
            };
            (words::AGENT_LACKS, Some(link.into_any()))
        }
        SetUp::Active => (words::IS_SET_UP, None),
    };
    view! {
        <section class="card-part">
            <p>{says}</p>
            {action}
        </section>
    }
    .into_any()
}

/// What the question before the deactivation shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeactivateData {
    /// What is around it.
    pub frame: Frame,
    /// How many customers wait.
    pub waiting: usize,
    /// Whether there is a skill or a line to remove.
    pub removable: bool,
}

/// The question before the deactivation.
#[component]
pub fn DeactivatePage(
    /// What it shows.
    data: DeactivateData,
) -> impl IntoView {
    let key = data.frame.key().to_owned();
    let back = SettingsPage::LiveChat.path(&key);
    let content = if data.removable {
        view! {
            <form class="card-part" method="post" action=deactivate_path(&key)>
                <h2>{words::DEACTIVATE_QUESTION}</h2>
                <ul class="reasons">
                    <li>{words::DEACTIVATE_PORTAL}</li>
                    <li>{words::waiting_now(data.waiting)}</li>
                    <li>{words::DEACTIVATE_REMOVED}</li>
                    <li>{words::DEACTIVATE_STAYS}</li>
                </ul>
                <div class="actions">
                    <button class="button danger" type="submit">
                        {words::DEACTIVATE}
                    </button>
                    <a class="button quiet" href=back>
                        {words::CANCEL}
                    </a>
                </div>
            </form>
        }
        .into_any()
    } else {
        view! {
            <div class="card-part">
                <p>{words::NOT_ACTIVE}</p>
            </div>
        }
        .into_any()
    };
    framed(
        data.frame,
        SettingsPage::LiveChat,
        Some(words::DEACTIVATE),
        content,
    )
}
