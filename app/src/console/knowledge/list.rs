//! The list of the articles.

use baton_core::id::ArticleId;
use baton_core::time::Time;
use leptos::prelude::*;

use super::framed;
use crate::console::settings::SettingsPage;
use crate::console::shell::SidebarData;
use crate::console::stamp::{Shows, Stamp};
use crate::console::words::knowledge as say;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// Which.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// Whether customers can see it.
    pub is_published: bool,
    /// When it was last changed.
    pub updated_at: Time,
    /// How often Rovo quoted it.
    pub quoted: u64,
    /// How often that helped.
    pub helped: u64,
    /// How often it did not.
    pub did_not_help: u64,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListData {
    /// The sidebar.
    pub sidebar: SidebarData,
    /// How many came in from files just now.
    pub imported: Option<u32>,
    /// The articles, in the order in which they are shown.
    pub rows: Vec<ArticleRow>,
}

/// The page.
#[component]
pub fn ListPage(
    /// What it shows.
    data: ListData,
) -> impl IntoView {
    let base = SettingsPage::Knowledge.path(&data.sidebar.space.key);
    let list = if data.rows.is_empty() {
        view! {
            <div class="nothing">
                <h2>{say::EMPTY}</h2>
                <p>{say::EMPTY_HINT}</p>
            </div>
        }
        .into_any()
    } else {
        let rows = data
            .rows
            .into_iter()
            .map(|row| {
                let (class, state) = if row.is_published {
                    ("lozenge good", say::PUBLISHED)
                } else {
                    ("lozenge", say::DRAFT)
                };
                view! {
                    <tr>
                        <td class="cell-title">
                            <a href=format!("{base}/articles/{}", row.id) dir="auto">
                                {row.title}
                            </a>
                        </td>
                        <td>
                            <span class=class>{state}</span>
                        </td>
                        <td class="figures">{row.did_not_help}</td>
                        <td class="figures">{row.helped}</td>
                        <td class="figures">{row.quoted}</td>
                        <td>
                            <Stamp at=row.updated_at shows=Shows::Day />
                        </td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <div class="wide">
                <table class="items">
                    <thead>
                        <tr>
                            <th scope="col">{say::TITLE}</th>
                            <th scope="col">{say::STATE}</th>
                            <th scope="col">{say::DID_NOT_HELP}</th>
                            <th scope="col">{say::HELPED}</th>
                            <th scope="col">{say::QUOTED}</th>
                            <th scope="col">{say::UPDATED}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let imported = data.imported.map(|count| {
        view! {
            <p class="notice good" role="status">
                {say::imported(count)}
            </p>
        }
    });
    let content = view! {
        {imported}
        <p class="hint">{say::HINT}</p>
        <p class="actions">
            <a class="button primary" href=format!("{base}/new")>
                {say::WRITE}
            </a>
            <a class="button" href=format!("{base}/import")>
                {say::IMPORT}
            </a>
        </p>
        {list}
    };
    framed(data.sidebar, None, content)
}
