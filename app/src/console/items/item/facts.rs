//! How far the work item is, who has it, whose it is. The two that agents change are forms; what a colleague changes
//! meanwhile moves into them, unless another choice has been made and not saved.

use baton_core::id::{AccountId, CommandId};
use baton_core::people::AgentRef;
use baton_core::work_item::Status;
use leptos::prelude::*;

use super::{LivePage, status_name};
use crate::console::model::{day_and_clock, iso};
use crate::console::words;

/// The details.
#[component]
pub(super) fn Facts(
    /// The page's address.
    here: String,
    /// The reader.
    me: AgentRef,
    /// The agents of the space.
    members: Vec<AgentRef>,
    /// Ids for the forms: status, assignee.
    commands: [CommandId; 2],
) -> impl IntoView {
    let page = LivePage::here();
    let email = Memo::new(move |_| page.live.with(|live| live.opened.email()));
    let item = page.item.get_untracked();
    let created = item.created_at;
    let team = item.team.map(|team| {
        view! {
            <div>
                <dt>{words::TEAM}</dt>
                <dd dir="auto">{team.name}</dd>
            </div>
        }
    });
    let label = item.label.map(|label| {
        view! {
            <div>
                <dt>{words::LABEL}</dt>
                <dd>
                    <span class="lozenge">{label}</span>
                </dd>
            </div>
        }
    });
    view! {
        {status_form(page, &here, commands[0])}
        {assignee_form(page, &here, commands[1], me, members)}
        <dl class="facts">
            <div>
                <dt>{words::CUSTOMER}</dt>
                <dd>{move || page.customer.get()}</dd>
                <dd class="soft" hidden=move || email.with(Option::is_none)>
                    {move || email.get()}
                </dd>
            </div>
            {team}
            {label}
            <div>
                <dt>{words::CREATED}</dt>
                <dd>
                    <time datetime=iso(created)>
                        {move || day_and_clock(created, page.zone.get())}
                    </time>
                </dd>
            </div>
        </dl>
    }
}

/// What a select shows: what is stored, or what somebody has chosen and not saved.
fn choice<T>(stored: Memo<T>) -> RwSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let chosen = RwSignal::new(stored.get_untracked());
    Effect::new(move |before: Option<T>| {
        let now = stored.get();
        if before.is_some_and(|before| chosen.with_untracked(|chosen| *chosen == before)) {
            chosen.set(now.clone());
        }
        now
    });
    chosen
}

fn status_form(page: LivePage, here: &str, id: CommandId) -> AnyView {
    let item = page.item;
    let stored = Memo::new(move |_| item.with(|item| item.status));
    let chosen = choice(stored);
    let options = Status::ALL
        .into_iter()
        .map(|status| {
            let is_chosen = move || chosen.get() == status;
            view! {
                <option
                    value=status_name(status)
                    selected=status == stored.get_untracked()
                    prop:selected=is_chosen
                >
                    {words::status(status)}
                </option>
            }
        })
        .collect_view();
    let choose = move |event: leptos::ev::Event| {
        if let Some(status) = super::super::status_named(&event_target_value(&event)) {
            chosen.set(status);
        }
    };
    view! {
        <form class="side-form" method="post" action=format!("{here}/status")>
            <input type="hidden" name="id" value=id.to_string() />
            <label for="status">{words::STATUS}</label>
            <div>
                <select class="input" id="status" name="status" on:change=choose>
                    {options}
                </select>
                <button class="button" type="submit" aria-label=words::SAVE_STATUS>
                    {words::SAVE}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn assignee_form(
    page: LivePage,
    here: &str,
    id: CommandId,
    me: AgentRef,
    members: Vec<AgentRef>,
) -> AnyView {
    let item = page.item;
    let stored = Memo::new(move |_| item.with(|item| item.assignee.as_ref().map(|agent| agent.id)));
    let chosen = choice(stored);
    // Who has it stands in the list also where that is no agent of the space any more.
    let listed = Memo::new(move |_| {
        let current = item.with(|item| item.assignee.clone());
        let is_listed = |agent: &AgentRef| members.iter().any(|member| member.id == agent.id);
        let gone = current.filter(|agent| !is_listed(agent));
        members.iter().cloned().chain(gone).collect::<Vec<_>>()
    });
    let option = move |agent: AgentRef| {
        let name = if agent.id == me.id {
            words::assigned_to_me(&agent.name)
        } else {
            agent.name
        };
        view! {
            <option
                value=agent.id.to_string()
                selected=stored.get_untracked() == Some(agent.id)
                prop:selected=move || chosen.get() == Some(agent.id)
            >
                {name}
            </option>
        }
    };
    let choose = move |event: leptos::ev::Event| {
        let account: Option<AccountId> = event_target_value(&event).parse().ok();
        chosen.set(account);
    };
    view! {
        <form class="side-form" method="post" action=format!("{here}/assignee")>
            <input type="hidden" name="id" value=id.to_string() />
            <label for="assignee">{words::ASSIGNEE}</label>
            <div>
                <select class="input" id="assignee" name="assignee" on:change=choose>
                    <option
                        value=""
                        selected=stored.get_untracked().is_none()
                        prop:selected=move || chosen.get().is_none()
                    >
                        {words::NO_ASSIGNEE}
                    </option>
                    <For each=move || listed.get() key=|agent| agent.id let:agent>
                        {option(agent)}
                    </For>
                </select>
                <button class="button" type="submit" aria-label=words::SAVE_ASSIGNEE>
                    {words::SAVE}
                </button>
            </div>
        </form>
    }
    .into_any()
}
