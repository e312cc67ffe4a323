//! *Plan*: which one the site has, and what each means.

use baton_core::settings::Plan;
use leptos::prelude::*;

use super::frame::{SiteFrame, SitePage, framed};
use super::words;

/// The plans and their values in the form.
pub const PLANS: [(Plan, &str); 4] = [
    (Plan::Free, "free"),
    (Plan::Standard, "standard"),
    (Plan::Premium, "premium"),
    (Plan::Enterprise, "enterprise"),
];

/// *Plan*.
#[component]
pub fn SitePlanPage(
    /// What is around it.
    frame: SiteFrame,
    /// The present plan.
    plan: Plan,
) -> impl IntoView {
    let choices = PLANS
        .into_iter()
        .map(|(choice, value)| {
            let hint = format!("{value}-hint");
            view! {
                <div class="choice">
                    <input
                        type="radio"
                        id=value
                        name="plan"
                        value=value
                        checked=choice == plan
                        aria-describedby=hint.clone()
                    />
                    <div>
                        <label for=value>{words::plan(choice)}</label>
                        <p class="hint" id=hint>
                            {words::plan_meaning(choice)}
                        </p>
                    </div>
                </div>
            }
        })
        .collect_view();
    let content = view! {
        <form class="settings-form" method="post" action="/app/site/plan">
            <fieldset class="card-part">
                <legend>{words::PLAN}</legend>
                <p class="hint">{words::PLAN_HINT}</p>
                {choices}
            </fieldset>
            <p>
                <button class="button primary" type="submit">
                    {words::SAVE}
                </button>
            </p>
        </form>
    };
    framed(frame, SitePage::Plan, None, content)
}
