//! Customers sign in, or make an account. What was typed stays, the password excepted.

use baton_core::limits::{EMAIL_CHARS, NAME_CHARS};
use leptos::prelude::*;

use super::field::Field;
use super::frame::{Frame, Here, around};
use super::words;

/// The longest password that the form takes, in characters.
pub(super) const PASSWORD_CHARS: usize = 200;

/// What was typed, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The name; for a new account only.
    pub name: String,
    /// The address.
    pub email: String,
    /// Where to go afterwards.
    pub next: String,
    /// What is wrong with the name.
    pub name_problem: Option<&'static str>,
    /// What is wrong with the address.
    pub email_problem: Option<&'static str>,
    /// What is wrong with the password.
    pub password_problem: Option<&'static str>,
    /// What is wrong as a whole.
    pub problem: Option<&'static str>,
}

fn email(form: &Form) -> impl IntoView + use<> {
    let field = Field {
        name: "email",
        label: words::EMAIL,
        hint: "",
        value: &form.email,
        problem: form.email_problem,
    };
    field.line("email", "username", EMAIL_CHARS)
}

fn password(form: &Form, hint: &'static str, autocomplete: &'static str) -> impl IntoView + use<> {
    let field = Field {
        name: "password",
        label: words::PASSWORD,
        hint,
        value: "",
        problem: form.password_problem,
    };
    field.line("password", autocomplete, PASSWORD_CHARS)
}

fn problem(form: &Form) -> impl IntoView + use<> {
    form.problem
        .map(|problem| view! { <p class="notice bad" role="alert">{problem}</p> })
}

/// The page to sign in. `guest` says whether there is something of a guest's to bring along.
#[must_use]
pub fn sign_in(frame: &Frame, form: &Form, guest: bool) -> impl IntoView + use<> {
    let content = view! {
        <div class="column narrow">
            <h1>{words::SIGN_IN}</h1>
            <p class="lead">{if guest { words::SIGN_IN_GUEST } else { words::SIGN_IN_LEAD }}</p>
            {problem(form)}
            <form method="post" action=frame.at("/sign-in") class="sheet" novalidate=true>
                <input type="hidden" name="next" value=form.next.clone() />
                {email(form)}
                {password(form, "", "current-password")}
                <p class="ways"><button class="button primary">{words::SIGN_IN}</button></p>
            </form>
            <p>{words::NO_ACCOUNT}" "<a href=frame.at("/sign-up")>{words::SIGN_UP}</a></p>
        </div>
    };
    around(frame, Here::Account, content)
}

/// The page to make an account.
#[must_use]
pub fn sign_up(frame: &Frame, form: &Form) -> impl IntoView + use<> {
    let name = Field {
        name: "name",
        label: words::NAME,
        hint: words::NAME_HINT,
        value: &form.name,
        problem: form.name_problem,
    };
    let content = view! {
        <div class="column narrow">
            <h1>{words::SIGN_UP}</h1>
            <p class="lead">{words::SIGN_UP_LEAD}</p>
            {problem(form)}
            <form method="post" action=frame.at("/sign-up") class="sheet" novalidate=true>
                {name.line("text", "name", NAME_CHARS)}
                {email(form)}
                {password(form, words::PASSWORD_HINT, "new-password")}
                <p class="ways"><button class="button primary">{words::SIGN_UP}</button></p>
            </form>
            <p>{words::HAVE_ACCOUNT}" "<a href=frame.at("/sign-in")>{words::SIGN_IN}</a></p>
        </div>
    };
    around(frame, Here::Account, content)
}
