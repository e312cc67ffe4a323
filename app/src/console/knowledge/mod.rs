//! The pages of the knowledge base, for admins of the space: the list with what was used and what did not help, the form
//! of an article with its preview, the import. Plain forms that work without script.

pub mod edit;
pub mod import;
pub mod list;

pub use edit::{ArticleData, ArticlePage, ArticlePageProps, Preview};
pub use import::{ImportData, ImportPage, ImportPageProps};
pub use list::{ArticleRow, ListData, ListPage, ListPageProps};

use leptos::prelude::*;

use super::settings::SettingsPage;
use super::shell::{Section, Sidebar, SidebarData};
use super::words;

/// A page with the sidebar around it; `below` is its heading where it stands under the list.
fn framed(sidebar: SidebarData, below: Option<String>, content: impl IntoView) -> impl IntoView {
    let list = SettingsPage::Knowledge.path(&sidebar.space.key);
    let crumbs = below.is_some().then(|| {
        view! {
            <p class="crumbs">
                <a href=list>{words::knowledge::KNOWLEDGE}</a>
            </p>
        }
    });
    let heading = below.unwrap_or_else(|| words::knowledge::KNOWLEDGE.to_owned());
    view! {
        <div class="desk">
            <a class="skip" href="#main">
                {words::SKIP}
            </a>
            <Sidebar data=sidebar current=Section::Settings(SettingsPage::Knowledge) />
            <main class="page knowledge" id="main">
                <header class="knowledge-head">{crumbs} <h1>{heading}</h1></header>
                {content}
            </main>
        </div>
    }
}
