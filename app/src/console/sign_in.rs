//! The sign-in of staff and their list of spaces: plain forms and links that work without script.

use leptos::prelude::*;

use super::model::{MyTeam, SpaceRef};
use super::shell::Foot;
use super::words;

/// What a refused sign-in shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInProblem {
    /// No such account, a wrong password, or a disabled account: which, is not said.
    Wrong,
    /// Too many tries.
    TooManyTries,
}

/// The sign-in page.
#[component]
pub fn SignInPage(
    /// Where to go afterwards; a path of this site.
    next: String,
    /// What was typed as the address.
    email: String,
    /// Why the last try was refused.
    problem: Option<SignInProblem>,
) -> impl IntoView {
    let invalid = problem.is_some().then_some("true");
    let described = problem.is_some().then_some("sign-in-problem");
    view! {
        <main class="alone">
            <h1>{words::SIGN_IN_HEADING}</h1>
            <form class="card" method="post" action="/app/sign-in">
                <input type="hidden" name="next" value=next />
                {problem
                    .map(|problem| {
                        view! {
                            <p class="notice bad" id="sign-in-problem" role="alert">
                                {words::sign_in_problem(problem)}
                            </p>
                        }
                    })}
                <div class="field">
                    <label for="email">{words::EMAIL}</label>
                    <input
                        class="input"
                        id="email"
                        name="email"
                        type="email"
                        autocomplete="username"
                        required
                        value=email
                        aria-invalid=invalid
                        aria-describedby=described
                    />
                </div>
                <div class="field">
                    <label for="password">{words::PASSWORD}</label>
                    <input
                        class="input"
                        id="password"
                        name="password"
                        type="password"
                        autocomplete="current-password"
                        required
                        aria-invalid=invalid
                        aria-describedby=described
                    />
                </div>
                <button class="button primary" type="submit">
                    {words::SIGN_IN}
                </button>
            </form>
            <p class="soft">{words::SIGN_IN_FOR_CUSTOMERS}</p>
        </main>
    }
}

/// The agent's spaces, where there are none or several.
#[component]
pub fn SpacesPage(
    /// The agent's name.
    me: String,
    /// The spaces.
    spaces: Vec<SpaceRef>,
    /// The agent's teams.
    teams: Vec<MyTeam>,
) -> impl IntoView {
    let content = if spaces.is_empty() {
        view! {
            <div class="card">
                <p>{words::NO_SPACES}</p>
            </div>
        }
        .into_any()
    } else {
        let links = spaces
            .into_iter()
            .map(|space| {
                let href = format!("/app/{}/inbox", space.key);
                view! {
                    <li>
                        <a href=href>
                            <span class="side-mark" aria-hidden="true">
                                {space.name.chars().next().map(String::from)}
                            </span>
                            <span dir="auto">{space.name}</span>
                            <span class="soft">{space.key}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="card spaces">{links}</ul> }.into_any()
    };
    view! {
        <main class="alone">
            <h1>{words::YOUR_SPACES}</h1>
            {content}
            <Foot me=me teams=teams in_notifications=false />
        </main>
    }
}
