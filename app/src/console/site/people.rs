//! *People*: everybody with an account, and invitations.

use baton_core::id::AccountId;
use leptos::prelude::*;

use super::frame::{Line, SiteFrame, SitePage, act, framed, mark, row};
use super::words;

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Which account.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// Whether it may do nothing any more.
    pub disabled: bool,
    /// Whether it administers the site.
    pub site_admin: bool,
}

/// What was typed for an invitation, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InviteForm {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What is wrong with the name.
    pub name_problem: Option<&'static str>,
    /// What is wrong with the address.
    pub email_problem: Option<&'static str>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleData {
    /// What is around it.
    pub frame: SiteFrame,
    /// What was searched for.
    pub search: String,
    /// Who was found.
    pub people: Vec<PersonLine>,
    /// The address of the next page.
    pub next: Option<String>,
    /// The keys of the spaces.
    pub spaces: Vec<String>,
    /// Name and address of who is invited.
    pub invitations: Vec<(String, String)>,
    /// The invitation's form.
    pub form: InviteForm,
    /// A link that was made just now.
    pub link: Option<String>,
}

/// *People*.
#[component]
pub fn PeoplePage(
    /// What it shows.
    data: PeopleData,
) -> impl IntoView {
    let link = data.link.map(|link| {
        view! {
            <div class="notice good" role="status">
                <p>{words::LINK_READY}</p>
                <p class="snippet">{link}</p>
            </div>
        }
    });
    let people = if data.people.is_empty() {
        view! { <p class="card-part">{words::NOBODY_FOUND}</p> }.into_any()
    } else {
        let lines = data.people.into_iter().map(person).collect_view();
        view! { <ul class="card-part people">{lines}</ul> }.into_any()
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
    let content = view! {
        {link}
        <form class="filters" method="get" action="/app/site/people">
            <div class="filter">
                <label for="q">{words::SEARCH_PEOPLE}</label>
                <input class="input" id="q" name="q" type="search" value=data.search />
            </div>
            <button class="button" type="submit">
                {words::SEARCH}
            </button>
        </form>
        {people}
        {next}
        {invite(data.form, data.spaces)}
        {invitations(data.invitations)}
    };
    framed(data.frame, SitePage::People, None, content)
}

fn person(person: PersonLine) -> impl IntoView {
    let at = |what: &str| format!("/app/site/people/{}/{what}", person.id);
    let able = if person.disabled {
        act(at("enable"), words::ENABLE, &person.name, &[])
    } else {
        act(at("disable"), words::DISABLE, &person.name, &[])
    };
    let admin = if person.site_admin {
        act(
            at("end-site-admin"),
            words::END_SITE_ADMIN,
            &person.name,
            &[],
        )
    } else {
        act(at("site-admin"), words::MAKE_SITE_ADMIN, &person.name, &[])
    };
    let out = act(
        at("sign-out"),
        words::SIGN_OUT_EVERYWHERE,
        &person.name,
        &[],
    );
    let marks = (
        person.site_admin.then(|| mark(words::SITE_ADMIN)),
        person.disabled.then(|| mark(words::DISABLED)),
    );
    row(&person.name, marks, Some(person.email), (able, admin, out))
}

fn invite(form: InviteForm, spaces: Vec<String>) -> impl IntoView {
    let name = Line {
        problem: form.name_problem,
        ..Line::new("name", words::NAME, &form.name)
    };
    let email = Line::email(&form.email, form.email_problem);
    let spaces = spaces
        .into_iter()
        .map(|key| view! { <option value=key>{key.clone()}</option> })
        .collect_view();
    view! {
        <form class="card-part" method="post" action="/app/site/people/invite">
            <h2>{words::INVITE}</h2>
            <p class="hint">{words::INVITE_HINT}</p>
            {name.view()}
            {email.view()}
            <div class="field">
                <label for="space">{words::SPACE}</label>
                <select class="input" id="space" name="space">
                    <option value="">{words::NO_SPACE}</option>
                    {spaces}
                </select>
            </div>
            <div class="field">
                <label for="role">{words::ROLE}</label>
                <select class="input" id="role" name="role">
                    <option value="agent">{words::AGENT}</option>
                    <option value="space_admin">{words::SPACE_ADMIN}</option>
                    <option value="site_admin">{words::SITE_ADMIN}</option>
                </select>
            </div>
            <p>
                <button class="button primary" type="submit">
                    {words::MAKE_LINK}
                </button>
            </p>
        </form>
    }
}

fn invitations(open: Vec<(String, String)>) -> Option<impl IntoView> {
    if open.is_empty() {
        return None;
    }
    let lines = open
        .into_iter()
        .map(|(name, email)| {
            let withdraw = act(
                "/app/site/people/withdraw".to_owned(),
                words::WITHDRAW,
                &name,
                &[("email", email.clone())],
            );
            row(&name, (), Some(email), withdraw)
        })
        .collect_view();
    Some(view! {
        <section class="card-part" aria-labelledby="open-invitations">
            <h2 id="open-invitations">{words::OPEN_INVITATIONS}</h2>
            <ul class="people">{lines}</ul>
        </section>
    })
}
