//! What every page of the console has around it: the sidebar with the space's name and its *More actions (…)*, and the
//! few icons, each one stroke.

use baton_core::people::AgentRef;
use leptos::prelude::*;

use super::alerts::{Availability, BellPlace};
use super::model::{MyTeam, SpaceRef, Standing, Viewer};
use super::settings::{Group, SettingsPage};
use super::words;

/// Which page of the sidebar is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// *Live chat inbox*.
    Inbox,
    /// *Work items*.
    WorkItems,
    /// *Settings*, for admins of the space.
    Settings(SettingsPage),
}

/// An icon: a path on a grid of 20, drawn with one stroke.
#[component]
pub fn Icon(
    /// The path.
    path: &'static str,
) -> impl IntoView {
    view! {
        <svg
            class="icon"
            width="20"
            height="20"
            viewBox="0 0 20 20"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=path></path>
        </svg>
    }
}

/// The paths of the icons.
pub mod icon {
    /// A speech bubble.
    pub const CHAT: &str = "M3 5.5A2.5 2.5 0 0 1 5.5 3h9A2.5 2.5 0 0 1 17 5.5v6a2.5 2.5 0 0 1-2.5 2.5H8l-4 3v-3.5a2.5 2.5 0 0 1-1-2z";
    /// A list of lines.
    pub const LIST: &str = "M7 5h10M7 10h10M7 15h10M3.5 5h.01M3.5 10h.01M3.5 15h.01";
    /// Three dots.
    pub const DOTS: &str = "M5 10h.01M10 10h.01M15 10h.01";
    /// An arrow to the start of the line.
    pub const BACK: &str = "M12 4l-6 6 6 6";
    /// A page with a folded side.
    pub const PANEL: &str =
        "M3 5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM12.5 3v14";
    /// A key of the keyboard.
    pub const KEYBOARD: &str = "M2.5 6.5A1.5 1.5 0 0 1 4 5h12a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 16 15H4a1.5 1.5 0 0 1-1.5-1.5zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 12h7";
    /// A lock.
    pub const LOCK: &str = "M5.5 9h9A1.5 1.5 0 0 1 16 10.5v5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 15.5v-5A1.5 1.5 0 0 1 5.5 9zM7 9V6.5a3 3 0 0 1 6 0V9";
    /// Three sliders.
    pub const SETTINGS: &str = "M3 5.5h7M14 5.5h3M3 10h2M9 10h8M3 14.5h8M15 14.5h2M10 3.5h4v4h-4zM5 8h4v4H5zM11 12.5h4v4h-4z";
    /// A bell.
    pub const BELL: &str =
        "M5 8.5a5 5 0 0 1 10 0c0 4 1.5 5 1.5 5h-13s1.5-1 1.5-5zM8.5 16.5a1.75 1.75 0 0 0 3 0";
    /// A cross.
    pub const CLOSE: &str = "M5 5l10 10M15 5L5 15";
}

/// Everything that the sidebar shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidebarData {
    /// The space.
    pub space: SpaceRef,
    /// The reader.
    pub me: AgentRef,
    /// What the reader is here.
    pub viewer: Viewer,
}

impl SidebarData {
    /// The sidebar of a page.
    #[must_use]
    pub fn new(space: &SpaceRef, me: &AgentRef, viewer: Viewer) -> Self {
        Self {
            space: space.clone(),
            me: me.clone(),
            viewer,
        }
    }
}

/// The left sidebar.
#[component]
pub fn Sidebar(
    /// What it shows.
    data: SidebarData,
    /// Which page is shown.
    current: Section,
) -> impl IntoView {
    let SidebarData { space, me, viewer } = data;
    let SpaceRef { key, name } = space;
    let initial = name.chars().next().map(String::from);
    let is_admin = viewer.standing.is_space_admin();
    let link = |section: Section, href: String, path: &'static str, label: &'static str| {
        let here = (current == section).then_some("page");
        view! {
            <li>
                <a href=href aria-current=here>
                    <Icon path=path />
                    <span>{label}</span>
                </a>
            </li>
        }
    };
    let settings = is_admin.then(|| settings_links(&key, current));
    view! {
        <nav class="side" aria-label=words::NAVIGATION>
            <div class="side-space">
                <span class="side-mark" aria-hidden="true">
                    {initial}
                </span>
                <span class="side-name" dir="auto">{name}</span>
                <details class="menu">
                    <summary
                        class="icon-button"
                        aria-label=words::MORE_ACTIONS
                        title=words::MORE_ACTIONS
                    >
                        <Icon path=icon::DOTS />
                    </summary>
                    <ul class="menu-list">
                        {is_admin
                            .then(|| {
                                let href = SettingsPage::Overview.path(&key);
                                view! {
                                    <li>
                                        <a href=href>{words::settings::SPACE_SETTINGS}</a>
                                    </li>
                                }
                            })} <li>
                            <a href=format!("/portal/{key}")>{words::OPEN_PORTAL}</a>
                        </li>
                        {(viewer.standing == Standing::SiteAdmin)
                            .then(|| {
                                view! {
                                    <li>
                                        <a href="/app/site/people">{words::site::SITE}</a>
                                    </li>
                                }
                            })}
                        {viewer
                            .has_other_spaces
                            .then(|| {
                                view! {
                                    <li>
                                        <a href="/app">{words::ALL_SPACES}</a>
                                    </li>
                                }
                            })}
                    </ul>
                </details>
            </div>
            <ul class="side-links">
                {link(Section::Inbox, format!("/app/{key}/inbox"), icon::CHAT, words::INBOX)}
                {link(Section::WorkItems, format!("/app/{key}/items"), icon::LIST, words::WORK_ITEMS)}
                {settings}
            </ul>
            <Foot me=me.name teams=viewer.teams in_notifications=false />
        </nav>
    }
}

/// What stands at the foot of every sidebar: the reader's availability, the bell, the name and the way out.
#[component]
pub fn Foot(
    /// The reader's name.
    me: String,
    /// The reader's teams.
    teams: Vec<MyTeam>,
    /// Whether the page of notifications is the one that is shown.
    in_notifications: bool,
) -> impl IntoView {
    view! {
        <div class="side-foot">
            <Availability teams=teams />
            <BellPlace here=in_notifications />
            <form class="side-me" method="post" action="/app/sign-out">
                <a class="side-me-name" href="/app/profile" dir="auto">
                    {me}
                </a>
                <button class="link-button" type="submit">
                    {words::SIGN_OUT}
                </button>
            </form>
        </div>
    }
}

/// *Settings* (seed: "In the left sidebar, select Settings (you’ll need to be a project admin)"), and while one of its
/// pages is shown, the others under it.
fn settings_links(key: &str, current: Section) -> impl IntoView + use<> {
    let shown = match current {
        Section::Settings(page) => Some(page),
        _ => None,
    };
    let here = move |page| (shown == Some(page)).then_some("page");
    let groups = shown.is_some().then(|| {
        let group = |group: Group| {
            let pages = group
                .pages()
                .iter()
                .map(|page| {
                    view! {
                        <li>
                            <a href=page.path(key) aria-current=here(*page)>
                                {page.label()}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <li class="side-group">
                    <span>{group.label()}</span>
                    <ul>{pages}</ul>
                </li>
            }
        };
        let groups = Group::ALL.into_iter().map(group).collect_view();
        view! { <ul class="side-groups">{groups}</ul> }
    });
    view! {
        <li>
            <a
                class:within=shown.is_some()
                href=SettingsPage::Overview.path(key)
                aria-current=here(SettingsPage::Overview)
            >
                <Icon path=icon::SETTINGS />
                <span>{words::settings::SETTINGS}</span>
            </a>
            {groups}
        </li>
    }
}
