//! The import: one article that is pasted, or several from files.

use baton_core::knowledge::{ARTICLE_BYTES, IMPORT_BYTES, IMPORT_FILES};
use leptos::prelude::*;

use super::framed;
use crate::console::field::Field;
use crate::console::settings::SettingsPage;
use crate::console::shell::SidebarData;
use crate::console::words::knowledge as say;

/// What the import shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportData {
    /// The sidebar.
    pub sidebar: SidebarData,
    /// The Markdown, as pasted.
    pub markdown: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// What is wrong with which of the files.
    pub file_problems: Vec<String>,
}

/// The import.
#[component]
pub fn ImportPage(
    /// What it shows.
    data: ImportData,
) -> impl IntoView {
    let here = format!(
        "{}/import",
        SettingsPage::Knowledge.path(&data.sidebar.space.key)
    );
    let markdown = Field {
        hint: Some(say::MARKDOWN_HINT),
        problem: data.problem,
        ..Field::new("markdown", say::MARKDOWN, data.markdown)
    };
    let files = files_form(data.file_problems, format!("{here}/files"));
    let content = view! {
        {files}
        <form class="knowledge-form" method="post" action=here>
            <h2>{say::FROM_TEXT}</h2>
            {markdown.text(18, "input markdown")}
            <div class="actions">
                <button class="button" type="submit">
                    {say::IMPORT_BUTTON}
                </button>
            </div>
        </form>
    };
    framed(data.sidebar, Some(say::IMPORT.to_owned()), content)
}

fn files_form(problems: Vec<String>, action: String) -> impl IntoView {
    let is_wrong = (!problems.is_empty()).then_some("true");
    let problems = is_wrong.map(|_| {
        let lines = problems.into_iter().map(|says| view! { <li>{says}</li> });
        view! {
            <div class="problem" id="files-problem" role="alert">
                <p>{say::NOTHING_IMPORTED}</p>
                <ul>{lines.collect_view()}</ul>
            </div>
        }
    });
    view! {
        <form class="knowledge-form" method="post" action=action enctype="multipart/form-data">
            <h2>{say::FROM_FILES}</h2>
            <div class="field">
                <label for="files">{say::FILES}</label>
                <input
                    class="input"
                    type="file"
                    id="files"
                    name="files"
                    multiple
                    accept=".md,.markdown,text/markdown"
                    aria-describedby="files-hint files-problem"
                    aria-invalid=is_wrong
                />
                <p class="hint" id="files-hint">
                    {say::files_hint(IMPORT_FILES, ARTICLE_BYTES, IMPORT_BYTES)}
                </p>
                {problems}
            </div>
            <div class="actions">
                <button class="button primary" type="submit">
                    {say::UPLOAD}
                </button>
            </div>
        </form>
    }
}
