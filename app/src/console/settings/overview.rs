//! The list of the settings' pages, in the document's two groups, and who may not see them.

use leptos::prelude::*;

use super::frame::{Frame, Present, framed, present_view};
use super::words;
use super::{Group, SettingsPage};
use crate::console::shell::{Section, Sidebar, SidebarData};

/// *Settings*.
#[component]
pub fn OverviewPage(
    /// What is around it.
    frame: Frame,
    /// Whether customers can ask for a person now.
    present: Present,
) -> impl IntoView {
    let key = frame.key().to_owned();
    let group = |group: Group| {
        let pages = group
            .pages()
            .iter()
            .map(|page| entry(*page, &key))
            .collect_view();
        let id = match group {
            Group::Project => "project",
            Group::Space => "space",
        };
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{group.label()}</h2>
                <ul class="settings-list">{pages}</ul>
            </section>
        }
    };
    let groups = Group::ALL.into_iter().map(group).collect_view();
    let content = view! {
        {present_view(&present, &key)}
        {groups}
    };
    framed(frame, SettingsPage::Overview, None, content)
}

fn entry(page: SettingsPage, key: &str) -> impl IntoView + use<> {
    view! {
        <li>
            <a href=page.path(key)>{page.label()}</a>
            <span class="soft">{page.meaning()}</span>
        </li>
    }
}

/// For who is no admin of the space.
#[component]
pub fn NotAdminPage(
    /// The sidebar.
    sidebar: SidebarData,
) -> impl IntoView {
    let inbox = format!("/app/{}/inbox", sidebar.space.key);
    view! {
        <div class="desk">
            <a class="skip" href="#main">
                {crate::console::words::SKIP}
            </a>
            <Sidebar data=sidebar current=Section::Settings(SettingsPage::Overview) />
            <main class="page settings" id="main">
                <h1>{words::NOT_ADMIN}</h1>
                <div class="card-part">
                    {needed()} <p>{words::ASK_AN_ADMIN}</p>
                    <p>
                        <a class="button" href=inbox>
                            {words::TO_THE_INBOX}
                        </a>
                    </p>
                </div>
            </main>
        </div>
    }
}

/// What managing live chat needs (seed).
pub(super) fn needed() -> impl IntoView {
    view! {
        <p>{words::NEEDED}</p>
        <ul class="reasons">
            <li>{words::NEEDED_ADMIN}</li>
            <li>{words::NEEDED_PLAN}</li>
        </ul>
    }
}
