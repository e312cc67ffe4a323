//! What every page of the site's administration has around it, and the field and the small form that they share.

use leptos::prelude::*;

use super::words;
use crate::console::model::MyTeam;
use crate::console::shell::{Foot, Icon, icon};
use crate::console::words::notifications;

/// A page of the site's administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitePage {
    /// *People*.
    People,
    /// *Teams*.
    Teams,
    /// *Spaces*.
    Spaces,
    /// *Plan*.
    Plan,
    /// *Audit log*.
    Audit,
    /// The reader's own; it is no admin's alone.
    Profile,
    /// The reader's own as well.
    Notifications,
}

impl SitePage {
    const ADMINS: [(Self, &'static str); 5] = [
        (Self::People, icon::LIST),
        (Self::Teams, icon::CHAT),
        (Self::Spaces, icon::PANEL),
        (Self::Plan, icon::SETTINGS),
        (Self::Audit, icon::LOCK),
    ];

    /// The address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::People => "/app/site/people",
            Self::Teams => "/app/site/teams",
            Self::Spaces => "/app/site/spaces",
            Self::Plan => "/app/site/plan",
            Self::Audit => "/app/site/audit",
            Self::Profile => "/app/profile",
            Self::Notifications => "/app/notifications",
        }
    }

    /// The name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::People => words::PEOPLE,
            Self::Teams => words::TEAMS,
            Self::Spaces => words::SPACES,
            Self::Plan => words::PLAN,
            Self::Audit => words::AUDIT,
            Self::Profile => words::PROFILE,
            Self::Notifications => notifications::TITLE,
        }
    }
}

/// What stands around a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFrame {
    /// The reader's name.
    pub me: String,
    /// Whether the reader administers the site.
    pub admin: bool,
    /// The reader's teams, and where they are marked available.
    pub teams: Vec<MyTeam>,
    /// Whether something was saved just now, before the redirect that led here.
    pub saved: bool,
    /// Why something was not done.
    pub problem: Option<&'static str>,
}

/// A page, with the name of what it is about where that is not the page's own.
pub(super) fn framed(
    frame: SiteFrame,
    page: SitePage,
    about: Option<String>,
    content: impl IntoView,
) -> impl IntoView {
    let links = frame.admin.then(|| {
        SitePage::ADMINS
            .into_iter()
            .map(|(target, path)| {
                let here = (target == page).then_some("page");
                view! {
                    <li>
                        <a href=target.path() aria-current=here>
                            <Icon path=path />
                            <span>{target.label()}</span>
                        </a>
                    </li>
                }
            })
            .collect_view()
    });
    let crumbs = about.is_some().then(|| {
        view! {
            <p class="crumbs">
                <a href=page.path()>{page.label()}</a>
                <span aria-hidden="true">"/"</span>
            </p>
        }
    });
    let saved = frame.saved.then(|| {
        view! {
            <p class="notice good" role="status">
                {words::DONE}
            </p>
        }
    });
    let problem = frame.problem.map(|problem| {
        view! {
            <p class="notice bad" role="alert">
                {problem}
            </p>
        }
    });
    view! {
        <div class="desk">
            <a class="skip" href="#main">
                {crate::console::words::SKIP}
            </a>
            <nav class="side side-site" aria-label=words::SITE>
                <div class="side-space">
                    <span class="side-mark" aria-hidden="true">
                        "B"
                    </span>
                    <span class="side-name">{words::SITE}</span>
                </div>
                <ul class="side-links">
                    {links} <li>
                        <a href="/app">
                            <Icon path=icon::BACK />
                            <span>{words::BACK_TO_SPACES}</span>
                        </a>
                    </li>
                </ul>
                <Foot
                    me=frame.me
                    teams=frame.teams
                    in_notifications=page == SitePage::Notifications
                />
            </nav>
            <main class="page settings" id="main">
                <header class="settings-head">
                    {crumbs} <h1>{about.unwrap_or_else(|| page.label().to_owned())}</h1>
                </header>
                {saved}
                {problem}
                {content}
            </main>
        </div>
    }
}

/// A line to type into, with what was typed and what is wrong with it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: Option<&'static str>,
    pub(super) kind: &'static str,
    pub(super) autocomplete: &'static str,
    pub(super) value: String,
    pub(super) problem: Option<&'static str>,
}

impl Line {
    /// A line of text.
    pub(super) fn new(name: &'static str, label: &'static str, value: &str) -> Self {
        Self {
            name,
            label,
            hint: None,
            kind: "text",
            autocomplete: "off",
            value: value.to_owned(),
            problem: None,
        }
    }

    /// An e-mail address.
    pub(super) fn email(value: &str, problem: Option<&'static str>) -> Self {
        Self {
            kind: "email",
            problem,
            ..Self::new("email", words::EMAIL, value)
        }
    }

    /// A new password. It never comes back to the page.
    pub(super) fn new_password(
        name: &'static str,
        label: &'static str,
        problem: Option<&'static str>,
    ) -> Self {
        Self {
            kind: "password",
            autocomplete: "new-password",
            hint: Some(words::PASSWORD_HINT),
            problem,
            ..Self::new(name, label, "")
        }
    }

    pub(super) fn view(self) -> impl IntoView + use<> {
        let Self { name, .. } = self;
        let (hint_id, problem_id) = (format!("{name}-hint"), format!("{name}-problem"));
        let described: Vec<_> = [
            self.hint.map(|_| hint_id.clone()),
            self.problem.map(|_| problem_id.clone()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let invalid = self.problem.map(|_| "true");
        view! {
            <div class="field">
                <label for=name>{self.label}</label>
                {self
                    .hint
                    .map(|hint| {
                        view! {
                            <p class="hint" id=hint_id>
                                {hint}
                            </p>
                        }
                    })}
                {self
                    .problem
                    .map(|problem| {
                        view! {
                            <p class="problem" id=problem_id>
                                {problem}
                            </p>
                        }
                    })}
                <input
                    class="input"
                    id=name
                    name=name
                    type=self.kind
                    value=self.value
                    autocomplete=self.autocomplete
                    required
                    aria-invalid=invalid
                    aria-describedby=described
                />
            </div>
        }
    }
}

/// A row of a list of people or things: the name with its marks, a line about it, and what can be done.
pub(super) fn row<Marks: IntoView + 'static, Actions: IntoView + 'static>(
    name: &str,
    marks: Marks,
    about: Option<String>,
    actions: Actions,
) -> impl IntoView + use<Marks, Actions> {
    let (name, marks, actions) = (name.to_owned(), marks.into_any(), actions.into_any());
    let about = about.map(|about| view! { <p class="soft">{about}</p> });
    view! {
        <li>
            <div>
                <p>
                    <b dir="auto">{name}</b>
                    " "
                    {marks}
                </p>
                {about}
            </div>
            <div class="actions">{actions}</div>
        </li>
    }
}

/// A mark beside a name.
pub(super) fn mark(label: &'static str) -> impl IntoView {
    view! { <span class="lozenge">{label}</span> }
}

/// A form that is one button.
pub(super) fn act(
    action: String,
    label: &'static str,
    about: &str,
    fields: &[(&'static str, String)],
) -> impl IntoView + use<> {
    let fields = fields
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone() /> })
        .collect_view();
    view! {
        <form method="post" action=action>
            {fields}
            <button class="button" type="submit" aria-label=words::about(label, about)>
                {label}
            </button>
        </form>
    }
}
