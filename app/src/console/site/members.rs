//! *Members*: who works in one space, and as what. For admins of the space.

use baton_core::id::AccountId;
use leptos::prelude::*;

use super::frame::{Line, act, mark, row};
use super::words;
use crate::console::settings::SettingsPage;
use crate::console::settings::frame::{Frame, framed};

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// Which account.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// Whether an admin of the space.
    pub admin: bool,
    /// Whether the account may do nothing any more.
    pub disabled: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembersData {
    /// What is around it.
    pub frame: Frame,
    /// The members.
    pub members: Vec<MemberLine>,
    /// An address to add, as typed.
    pub email: String,
    /// What is wrong with it.
    pub email_problem: Option<&'static str>,
}

/// *Members*.
#[component]
pub fn MembersPage(
    /// What it shows.
    data: MembersData,
) -> impl IntoView {
    let at = SettingsPage::Members.path(data.frame.key());
    let lines = data
        .members
        .into_iter()
        .map(|member| {
            let account = ("account", member.id.to_string());
            let (label, role) = if member.admin {
                (words::MAKE_AGENT, "agent")
            } else {
                (words::MAKE_SPACE_ADMIN, "space_admin")
            };
            let change = act(
                format!("{at}/role"),
                label,
                &member.name,
                &[account.clone(), ("role", role.to_owned())],
            );
            let remove = act(
                format!("{at}/remove"),
                words::REMOVE,
                &member.name,
                &[account],
            );
            let role = if member.admin {
                words::SPACE_ADMIN
            } else {
                words::AGENT
            };
            let marks = (mark(role), member.disabled.then(|| mark(words::DISABLED)));
            row(&member.name, marks, Some(member.email), (change, remove))
        })
        .collect_view();
    let email = Line::email(&data.email, data.email_problem);
    let content = view! {
        <ul class="card-part people">{lines}</ul>
        <form class="card-part" method="post" action=at.clone()>
            <h2>{words::ADD_TO_SPACE}</h2>
            {email.view()}
            <div class="field">
                <label for="role">{words::ROLE}</label>
                <select class="input" id="role" name="role">
                    <option value="agent">{words::AGENT}</option>
                    <option value="space_admin">{words::SPACE_ADMIN}</option>
                </select>
            </div>
            <p>
                <button class="button primary" type="submit">
                    {words::ADD}
                </button>
            </p>
        </form>
    };
    framed(data.frame, SettingsPage::Members, None, content)
}
