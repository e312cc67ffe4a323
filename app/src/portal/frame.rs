//! What surrounds every page of a space: where you are, where else you can go, and how to reach a person. The ways to
//! get help stand in the same place on each page.

use baton_core::time_zone::TimeZone;
use leptos::prelude::*;

use super::words;

/// What surrounds a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The space's key.
    pub key: String,
    /// The space's name.
    pub space: String,
    /// The customer's name, if signed in.
    pub signed_in: Option<String>,
    /// How the space's clocks go.
    pub zone: TimeZone,
}

/// Which page the reader is on, for the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    Home,
    Requests,
    NewRequest,
    Account,
    Elsewhere,
}

impl Frame {
    /// An address of the space: `at("/requests")`.
    pub(super) fn at(&self, rest: &str) -> String {
        format!("/portal/{}{rest}", self.key)
    }
}

fn current(here: Here, there: Here) -> Option<&'static str> {
    (here == there).then_some("page")
}

/// Puts the frame around a page.
pub(super) fn around<Content: IntoView + 'static>(
    frame: &Frame,
    here: Here,
    content: Content,
) -> impl IntoView + use<Content> {
    let account = match &frame.signed_in {
        Some(name) => view! {
            <form method="post" action=frame.at("/sign-out") class="account">
                <a class="name" dir="auto" href=frame.at("/account") aria-current=current(here, Here::Account)
                    aria-label=words::account_of(name)>{name.clone()}</a>
                <button class="link">{words::SIGN_OUT}</button>
            </form>
        }
        .into_any(),
        None => view! {
            <a href=frame.at("/sign-in") aria-current=current(here, Here::Account)>{words::SIGN_IN}</a>
        }
        .into_any(),
    };
    view! {
        <a class="skip" href="#content">{words::SKIP}</a>
        <header class="top">
            <div class="wide">
                <a class="brand" href=frame.at("") aria-current=current(here, Here::Home)>
                    <span class="mark" aria-hidden="true">{initial(&frame.space)}</span>
                    <span dir="auto">{frame.space.clone()}</span>
                </a>
                <nav aria-label=words::NAVIGATION>
                    <a href=frame.at("/requests") aria-current=current(here, Here::Requests)>{words::MY_REQUESTS}</a>
                    <a href=frame.at("/requests/new") aria-current=current(here, Here::NewRequest)>
                        {words::RAISE_A_REQUEST}
                    </a>
                    {account}
                </nav>
            </div>
        </header>
        <main id="content" tabindex="-1">{content.into_view().into_any()}</main>
        <footer class="bottom">
            <div class="wide">
                <p>{words::CHAT_INTRODUCTION}" "<a href=format!("/chat/{}", frame.key)>{words::OPEN_CHAT}</a></p>
            </div>
        </footer>
    }
}

/// The space's mark: the first letter of its name.
fn initial(name: &str) -> String {
    name.chars()
        .find(|character| character.is_alphanumeric())
        .map(|letter| letter.to_uppercase().collect())
        .unwrap_or_default()
}
