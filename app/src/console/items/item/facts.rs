//! How far the work item is, who has it, whose it is. The two that agents change are forms.

use baton_core::id::CommandId;
use baton_core::people::AgentRef;
use baton_core::work_item::Status;
use leptos::prelude::*;

use super::part;
use crate::console::items::status_name;
use crate::console::model::live_item::LiveItem;
use crate::console::stamp::Stamp;
use crate::console::words;

/// The details. `commands` are fresh ids for the forms: status, assignee.
pub(super) fn facts(
    here: &str,
    live: &LiveItem,
    me: &AgentRef,
    members: Vec<AgentRef>,
    commands: [CommandId; 2],
) -> impl IntoView + use<> {
    let item = live.item().clone();
    let customer = &live.opened.customer;
    let email = live.opened.email();
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
        {status_form(here, commands[0], item.status)}
        {assignee_form(here, commands[1], item.assignee.as_ref(), me, members)}
        <dl class="facts">
            <div>
                <dt>{words::CUSTOMER}</dt>
                <dd id=part::CUSTOMER>{words::customer_name(&customer.name, customer.id)}</dd>
                <dd class="soft" id=part::EMAIL hidden=email.is_none()>
                    {email.clone()}
                </dd>
            </div>
            {team}
            {label}
            <div>
                <dt>{words::CREATED}</dt>
                <dd>
                    <Stamp at=item.created_at />
                </dd>
            </div>
        </dl>
    }
}

fn status_form(here: &str, id: CommandId, current: Status) -> impl IntoView + use<> {
    let options = Status::ALL
        .into_iter()
        .map(|status| {
            view! {
                <option value=status_name(status) selected=status == current>
                    {words::status(status)}
                </option>
            }
        })
        .collect_view();
    view! {
        <form class="side-form" method="post" action=format!("{here}/status")>
            <input type="hidden" name="id" value=id.to_string() />
            <label for=part::STATUS>{words::STATUS}</label>
            <div>
                <select class="input" id=part::STATUS name="status">
                    {options}
                </select>
                <button class="button" type="submit" aria-label=words::SAVE_STATUS>
                    {words::SAVE}
                </button>
            </div>
        </form>
    }
}

fn assignee_form(
    here: &str,
    id: CommandId,
    current: Option<&AgentRef>,
    me: &AgentRef,
    members: Vec<AgentRef>,
) -> impl IntoView + use<> {
    let chosen = current.map(|agent| agent.id);
    let mine = me.id;
    let gone = current
        .filter(|agent| !members.iter().any(|member| member.id == agent.id))
        .cloned();
    let options = members
        .into_iter()
        .chain(gone)
        .map(|agent| {
            let label = if agent.id == mine {
                words::assigned_to_me(&agent.name)
            } else {
                agent.name
            };
            view! {
                <option value=agent.id.to_string() selected=chosen == Some(agent.id)>
                    {label}
                </option>
            }
        })
        .collect_view();
    view! {
        <form class="side-form" method="post" action=format!("{here}/assignee")>
            <input type="hidden" name="id" value=id.to_string() />
            <label for=part::ASSIGNEE>{words::ASSIGNEE}</label>
            <div>
                <select class="input" id=part::ASSIGNEE name="assignee">
                    <option value="" selected=chosen.is_none()>
                        {words::NO_ASSIGNEE}
                    </option>
                    {options}
                </select>
                <button class="button" type="submit" aria-label=words::SAVE_ASSIGNEE>
                    {words::SAVE}
                </button>
            </div>
        </form>
    }
}
