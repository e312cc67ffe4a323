//! The audit log as people read it. Its filters stand in the address, so that what was found can be passed on.

use baton_core::audit::AuditKind;
use baton_core::time::Time;
use leptos::prelude::*;

use super::frame::{SiteFrame, SitePage, framed};
use super::words;
use crate::console::settings::SettingsPage;
use crate::console::settings::frame::Frame;
use crate::console::stamp::Stamp;

/// One value that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedValue {
    /// Its name.
    pub name: String,
    /// Before, if there was one.
    pub before: Option<String>,
    /// Now, if there is one.
    pub after: Option<String>,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number.
    pub id: u64,
    /// When.
    pub at: Time,
    /// Who.
    pub who: String,
    /// What.
    pub kind: AuditKind,
    /// To whom or what.
    pub subject: String,
    /// In which space.
    pub space: Option<String>,
    /// From which value to which.
    pub changes: Vec<ChangedValue>,
}

/// The filters, as they stand in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditChoice {
    /// An account's id, `shell`, `site`, `nobody`, or empty.
    pub who: String,
    /// A kind's name, or empty.
    pub what: String,
    /// A space's key, or empty.
    pub space: String,
    /// A day, `2026-11-24`, or empty.
    pub from: String,
    /// A day, or empty.
    pub to: String,
}

/// What the log shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditData {
    /// The page's address.
    pub path: String,
    /// What it is narrowed to.
    pub choice: AuditChoice,
    /// Who can be chosen: the value and the name.
    pub people: Vec<(String, String)>,
    /// The spaces that can be chosen; none on a space's own page.
    pub spaces: Vec<String>,
    /// This page's rows.
    pub lines: Vec<AuditLine>,
    /// The address of the next page.
    pub next: Option<String>,
}

/// The whole site's log.
#[component]
pub fn SiteAuditPage(
    /// What is around it.
    frame: SiteFrame,
    /// What it shows.
    data: AuditData,
) -> impl IntoView {
    framed(frame, SitePage::Audit, None, log(data))
}

/// One space's log.
#[component]
pub fn SpaceAuditPage(
    /// What is around it.
    frame: Frame,
    /// What it shows.
    data: AuditData,
) -> impl IntoView {
    crate::console::settings::frame::framed(frame, SettingsPage::Audit, None, log(data))
}

fn select(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    chosen: &str,
    options: Vec<(String, String)>,
) -> impl IntoView + use<> {
    let options = options
        .into_iter()
        .map(|(value, label)| {
            let selected = value == chosen;
            view! {
                <option value=value selected=selected>
                    {label}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="filter">
            <label for=name>{label}</label>
            <select class="input" id=name name=name>
                <option value="">{all}</option>
                {options}
            </select>
        </div>
    }
}

fn date(name: &'static str, label: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="filter">
            <label for=name>{label}</label>
            <input class="input" id=name name=name type="date" value=value />
        </div>
    }
}

fn log(data: AuditData) -> impl IntoView {
    let kinds = AuditKind::ALL
        .iter()
        .map(|kind| (kind.name().to_owned(), words::kind(*kind).to_owned()))
        .collect();
    let spaces = (!data.spaces.is_empty()).then(|| {
        let options = data.spaces.into_iter().map(|key| (key.clone(), key));
        let options = options.collect();
        select(
            "space",
            words::SPACE,
            words::EVERYTHING,
            &data.choice.space,
            options,
        )
    });
    let list = if data.lines.is_empty() {
        view! { <p class="card-part">{words::NOTHING_RECORDED}</p> }.into_any()
    } else {
        let lines = data.lines.into_iter().map(line).collect_view();
        view! { <ol class="audit">{lines}</ol> }.into_any()
    };
    let next = data.next.map(|next| {
        view! {
            <p>
                <a class="button" href=next rel="next">
                    {words::NEXT_PAGE}
                </a>
            </p>
        }
    });
    view! {
        <form class="filters audit-filters" method="get" action=data.path>
            {select("who", words::WHO, words::EVERYBODY, &data.choice.who, data.people)}
            {select("what", words::WHAT, words::EVERYTHING, &data.choice.what, kinds)} {spaces}
            {date("from", words::FROM_DAY, data.choice.from)}
            {date("to", words::TO_DAY, data.choice.to)}
            <button class="button" type="submit">
                {words::FILTER}
            </button>
        </form>
        {list}
        {next}
    }
}

/// One value as it was and as it is. What was nothing before, or is nothing now, is left out: the other says it.
fn changed(change: ChangedValue) -> AnyView {
    let said = |word| view! { <span class="visually-hidden">{word} " "</span> };
    let before = change.before.map(|value| {
        view! {
            {said(words::BEFORE)}
            <del dir="auto">{value}</del>
        }
        .into_any()
    });
    let after = change.after.map(|value| {
        view! {
            {said(words::AFTER)}
            <ins dir="auto">{value}</ins>
        }
        .into_any()
    });
    let arrow = (before.is_some() && after.is_some()).then_some(" → ");
    view! {
        <div>
            <dt>{change.name}</dt>
            <dd>{before} {arrow} {after}</dd>
        </div>
    }
    .into_any()
}

fn line(line: AuditLine) -> AnyView {
    let changes = line.changes.into_iter().map(changed).collect_view();
    let space = line
        .space
        .map(|space| view! { <span class="lozenge">{space}</span> });
    let subject = (!line.subject.is_empty())
        .then(|| view! { ": " <span class="audit-subject" dir="auto">{line.subject}</span> });
    view! {
        <li class="audit-row">
            <p class="audit-what">
                <b dir="auto">{line.who}</b>
                " · "
                {words::kind(line.kind)}
                {subject}
                " "
                {space}
            </p>
            <dl class="audit-changes">{changes}</dl>
            <p class="soft figures">
                <Stamp at=line.at />
                {format!(" · {}", line.id)}
            </p>
        </li>
    }
    .into_any()
}
