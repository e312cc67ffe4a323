//! *Your account*: a customer's own name, password and sessions. Whoever has no account here learns how to get one, and
//! whom another site vouches for, where theirs is.

use baton_core::limits::NAME_CHARS;
use leptos::prelude::*;

use super::account::PASSWORD_CHARS;
use super::field::Field;
use super::frame::{Frame, Here, around};
use super::words;

/// Who reads the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody without an account, and whether they did something here that would come along.
    Unknown {
        /// Whether there is something of a guest's to bring along.
        guest: bool,
    },
    /// Somebody with an account here.
    SignedIn {
        /// The address to sign in with.
        email: String,
    },
    /// Somebody whom another site vouches for.
    Identified {
        /// The name, as that site says it.
        name: String,
        /// The address, as that site says it.
        email: String,
    },
}

/// What was done just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The name was saved.
    Name,
    /// The password was changed.
    Password,
    /// Every session was ended.
    SignedOutEverywhere,
}

/// What stands in the forms, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The name, as typed.
    pub name: String,
    /// What is wrong with it.
    pub name_problem: Option<&'static str>,
    /// What is wrong with the present password.
    pub present_problem: Option<&'static str>,
    /// What is wrong with the new one.
    pub password_problem: Option<&'static str>,
}

impl Form {
    /// Whether something is wrong.
    #[must_use]
    pub const fn has_problem(&self) -> bool {
        self.name_problem.is_some()
            || self.present_problem.is_some()
            || self.password_problem.is_some()
    }
}

/// The page.
#[must_use]
pub fn page(
    frame: &Frame,
    reader: &Reader,
    form: &Form,
    done: Option<Done>,
) -> impl IntoView + use<> {
    let notice = done.map(|done| {
        view! { <p class="notice good" role="status">{words::account_done(done)}</p> }
    });
    let content = match reader {
        Reader::Unknown { guest } => unknown(frame, *guest).into_any(),
        Reader::SignedIn { email } => signed_in(frame, email, form).into_any(),
        Reader::Identified { name, email } => identified(frame, name, email).into_any(),
    };
    let content = view! {
        <div class="column narrow">
            <h1>{words::YOUR_ACCOUNT}</h1>
            {notice}
            {content}
        </div>
    };
    around(frame, Here::Account, content)
}

fn unknown(frame: &Frame, guest: bool) -> impl IntoView + use<> {
    let sign_in = frame.at(&format!("/sign-in?next={}", frame.at("/account")));
    view! {
        <p class="lead">{words::NOT_SIGNED_IN}</p>
        <p>{if guest { words::SIGN_IN_GUEST } else { words::SIGN_IN_LEAD }}</p>
        <p class="ways">
            <a class="button primary" href=sign_in>
                {words::SIGN_IN}
            </a>
            <a class="button" href=frame.at("/sign-up")>{words::SIGN_UP}</a>
        </p>
    }
}

fn signed_in(frame: &Frame, email: &str, form: &Form) -> impl IntoView + use<> {
    let name = Field {
        name: "name",
        label: words::NAME,
        hint: words::NAME_SEEN,
        value: &form.name,
        problem: form.name_problem,
    };
    let present = Field {
        name: "present",
        label: words::PRESENT_PASSWORD,
        hint: "",
        value: "",
        problem: form.present_problem,
    };
    let password = Field {
        name: "password",
        label: words::NEW_PASSWORD,
        hint: words::PASSWORD_HINT,
        value: "",
        problem: form.password_problem,
    };
    view! {
        <section class="account-part" aria-labelledby="about">
            <h2 id="about">{words::ABOUT_YOU}</h2>
            <form method="post" action=frame.at("/account") class="sheet" novalidate=true>
                {name.line("text", "name", NAME_CHARS)}
                <p class="ways"><button class="button primary">{words::SAVE_NAME}</button></p>
            </form>
            <div>
                {facts(vec![(words::EMAIL, email.to_owned())])}
                <p class="meta">{words::EMAIL_STAYS}</p>
            </div>
        </section>
        <section class="account-part" aria-labelledby="change-password">
            <h2 id="change-password">{words::CHANGE_PASSWORD}</h2>
            <p class="meta">{words::CHANGE_PASSWORD_HINT}</p>
            <form method="post" action=frame.at("/account/password") class="sheet" novalidate=true>
                {present.line("password", "current-password", PASSWORD_CHARS)}
                {password.line("password", "new-password", PASSWORD_CHARS)}
                <p class="ways"><button class="button">{words::CHANGE_PASSWORD}</button></p>
            </form>
        </section>
        {sign_out_everywhere(frame)}
    }
}

fn identified(frame: &Frame, name: &str, email: &str) -> impl IntoView + use<> {
    let known = vec![
        (words::NAME, name.to_owned()),
        (words::EMAIL, email.to_owned()),
    ];
    view! {
        <section class="account-part" aria-labelledby="about">
            <h2 id="about">{words::ABOUT_YOU}</h2>
            {facts(known)}
            <p class="notice">{words::KEPT_ELSEWHERE}</p>
        </section>
        {sign_out_everywhere(frame)}
    }
}

fn facts(known: Vec<(&'static str, String)>) -> impl IntoView {
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    let rows = known.map(|(what, value)| view! { <div><dt>{what}</dt><dd>{value}</dd></div> });
    view! { <dl class="facts">{rows.collect_view()}</dl> }
}

fn sign_out_everywhere(frame: &Frame) -> impl IntoView + use<> {
    view! {
        <section class="account-part" aria-labelledby="everywhere">
            <h2 id="everywhere">{words::SIGNED_IN_ELSEWHERE}</h2>
            <p class="meta">{words::SIGN_OUT_EVERYWHERE_HINT}</p>
            <form method="post" action=frame.at("/account/sign-out-everywhere")>
                <p class="ways"><button class="button">{words::SIGN_OUT_EVERYWHERE}</button></p>
            </form>
        </section>
    }
}
