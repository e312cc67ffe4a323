//! What a page of live chat says where the plan does not include it.

use baton_core::settings::Plan;
use leptos::prelude::*;

use super::SettingsPage;
use super::frame::{Frame, framed};
use super::overview::needed;
use super::words;
use crate::console::model::Standing;

/// Instead of a page of live chat.
#[component]
pub fn PlanPage(
    /// What is around it.
    frame: Frame,
    /// Which page it stands for.
    page: SettingsPage,
    /// The site's plan.
    plan: Plan,
    /// Where a site admin changes the plan.
    plan_path: &'static str,
) -> impl IntoView {
    let who = match frame.sidebar.viewer.standing {
        Standing::SiteAdmin => view! {
            <a class="button primary" href=plan_path>
                {words::CHANGE_PLAN}
            </a>
        }
        .into_any(),
        Standing::Agent | Standing::SpaceAdmin => words::PLAN_IS_THE_SITE_ADMINS.into_any(),
    };
    let content = view! {
        <section class="card-part" aria-labelledby="plan">
            <h2 id="plan">{words::NOT_IN_PLAN}</h2>
            {needed()}
            <p>{words::plan_meaning(plan)}</p>
            <p>{who}</p>
        </section>
    };
    framed(frame, page, None, content)
}
