//! The line of a hydrated page that says why nothing arrives.

#![expect(
    unreachable_pub,
    reason = "the component macro makes the types of properties public"
)]

use leptos::prelude::*;

use super::model::Lost;
use super::words;

/// The line; nothing while all is well.
#[component]
pub(super) fn LinkState(
    /// Why nothing comes any more, and whether the page is offline.
    state: Memo<(Option<Lost>, bool)>,
    /// Where the way leads after signing in again.
    back: String,
) -> impl IntoView {
    move || match state.get() {
        (Some(why), _) => {
            let action = match why {
                Lost::Session => Some((format!("/app/sign-in?next={back}"), words::SIGN_IN)),
                Lost::Rights | Lost::Account => None,
            };
            view! {
                <div class="link-state bad" role="alert">
                    <span>{words::lost(why)}</span>
                    {action
                        .map(|(href, label)| {
                            view! {
                                <a class="button" href=href>
                                    {label}
                                </a>
                            }
                        })}
                </div>
            }
            .into_any()
        }
        (None, true) => view! {
            <div class="link-state" role="status">
                <span>{words::OFFLINE}</span>
                <a class="button quiet" href="">
                    {words::RELOAD}
                </a>
            </div>
        }
        .into_any(),
        (None, false) => ().into_any(),
    }
}
