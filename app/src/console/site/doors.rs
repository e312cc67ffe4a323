//! The pages by which people come in: set-up at the first start, and an invitation's.

use leptos::prelude::*;

use super::frame::Line;
use super::words;

/// What was typed at set-up, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetUpForm {
    /// The person's name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The space's name.
    pub space_name: String,
    /// The space's key.
    pub key: String,
    /// What is wrong with the code.
    pub code_problem: Option<&'static str>,
    /// What is wrong with the name.
    pub name_problem: Option<&'static str>,
    /// What is wrong with the address.
    pub email_problem: Option<&'static str>,
    /// What is wrong with the password.
    pub password_problem: Option<&'static str>,
    /// What is wrong with the space's name.
    pub space_name_problem: Option<&'static str>,
    /// What is wrong with the key.
    pub key_problem: Option<&'static str>,
}

impl SetUpForm {
    /// Whether something is wrong.
    #[must_use]
    pub fn has_problem(&self) -> bool {
        let problems = [
            self.code_problem,
            self.name_problem,
            self.email_problem,
            self.password_problem,
            self.space_name_problem,
            self.key_problem,
        ];
        problems.iter().any(Option::is_some)
    }
}

/// Set-up.
#[component]
pub fn SetUpPage(
    /// What was typed.
    form: SetUpForm,
) -> impl IntoView {
    let code = Line {
        hint: Some(words::CODE_HINT),
        problem: form.code_problem,
        ..Line::new("code", words::CODE, "")
    };
    let name = Line {
        autocomplete: "name",
        problem: form.name_problem,
        ..Line::new("name", words::YOUR_NAME, &form.name)
    };
    let email = Line {
        autocomplete: "username",
        ..Line::email(&form.email, form.email_problem)
    };
    let password = Line::new_password("password", words::PASSWORD, form.password_problem);
    let space = Line {
        problem: form.space_name_problem,
        ..Line::new("space_name", words::SPACE_NAME, &form.space_name)
    };
    let key = Line {
        hint: Some(words::SPACE_KEY_HINT),
        problem: form.key_problem,
        ..Line::new("key", words::SPACE_KEY, &form.key)
    };
    view! {
        <main class="alone">
            <h1>{words::SET_UP}</h1>
            <p>{words::SET_UP_HINT}</p>
            <form class="card" method="post" action="/setup">
                {code.view()} {name.view()} {email.view()} {password.view()} {space.view()}
                {key.view()} <button class="button primary" type="submit">
                    {words::MAKE_SITE}
                </button>
            </form>
        </main>
    }
}

/// What an invitation's page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitePageData {
    /// Its address.
    pub path: String,
    /// Who invites.
    pub invited_by: String,
    /// As whom the person will sign in.
    pub email: String,
    /// The name, as typed.
    pub name: String,
    /// What is wrong with it.
    pub name_problem: Option<&'static str>,
    /// What is wrong with the password.
    pub password_problem: Option<&'static str>,
}

/// An invitation's page.
#[component]
pub fn InvitePage(
    /// What it shows.
    data: InvitePageData,
) -> impl IntoView {
    let name = Line {
        autocomplete: "name",
        problem: data.name_problem,
        ..Line::new("name", words::YOUR_NAME, &data.name)
    };
    let password = Line::new_password("password", words::PASSWORD, data.password_problem);
    view! {
        <main class="alone">
            <h1>{words::WELCOME}</h1>
            <p>{words::invited_by(&data.invited_by, &data.email)}</p>
            <form class="card" method="post" action=data.path>
                {name.view()} {password.view()} <button class="button primary" type="submit">
                    {words::JOIN}
                </button>
            </form>
        </main>
    }
}
