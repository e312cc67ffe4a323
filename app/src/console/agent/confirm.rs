//! The question before a change that stops live chat. What was typed goes along in hidden fields.

use baton_core::offer::Obstacle;
use leptos::prelude::*;

use super::frame::{AgentFrame, Place, framed};
use crate::console::words::{agent as say, obstacle};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmData {
    /// What is around it.
    pub frame: AgentFrame,
    /// Where the change was made.
    pub place: Place,
    /// Where the form goes.
    pub action: String,
    /// What was sent.
    pub fields: Vec<(String, String)>,
    /// What would stand in the way of live chat.
    pub obstacles: Vec<Obstacle>,
    /// How many customers wait for a person.
    pub waiting: usize,
}

/// The page.
#[component]
pub fn ConfirmPage(
    /// What it shows.
    data: ConfirmData,
) -> impl IntoView {
    let back = data.place.path(data.frame.key());
    let fields = data
        .fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let obstacles = data
        .obstacles
        .into_iter()
        .map(|one| view! { <li>{obstacle(one)}</li> })
        .collect_view();
    let content = view! {
        <form class="agent-part" method="post" action=data.action>
            {fields}
            <input type="hidden" name="confirm" value="yes" />
            <p>{say::STOPS_MEANING}</p>
            <ul class="reasons">
                {obstacles} <li>{say::waiting(data.waiting)}</li> <li>{say::LIVE_GO_ON}</li>
            </ul>
            <div class="actions">
                <button class="button danger" type="submit">
                    {say::STOP}
                </button>
                <a class="button quiet" href=back>
                    {say::KEEP}
                </a>
            </div>
        </form>
    };
    framed(data.frame, data.place, say::STOPS.to_owned(), content)
}
