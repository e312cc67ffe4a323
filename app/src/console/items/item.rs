//! The page of one work item: what it is about, who has it, and its timeline, which is the chat's transcript and the
//! comments as one live record (seed: "a work item is automatically created with context from the conversation").

use baton_core::id::{CommandId, ConversationId};
use baton_core::people::{AgentRef, CustomerProfile};
use baton_core::view::AgentView;
use baton_core::work_item::{Cause, Status, WorkItem};
use leptos::prelude::*;

use super::status_name;
use crate::console::inbox::record_view::{Around, item_view};
use crate::console::model::{Address, Record, SpaceRef, Viewer, Zone, clock, day, iso, items};
use crate::console::shell::{Section, Sidebar, SidebarData};
use crate::console::words;

/// To whom a comment goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// To the customer as well.
    #[default]
    Reply,
    /// To colleagues only.
    Note,
}

impl Kind {
    /// In forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Reply, Self::Note]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// Why a comment was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentProblem {
    /// There was nothing to read.
    Empty,
    /// Longer than so many characters.
    TooLong(u32),
    /// The server could not store it.
    Unavailable,
    /// Something else; the words are kept.
    Refused,
}

/// The comment form as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentForm {
    /// To whom.
    pub kind: Kind,
    /// The words.
    pub text: String,
    /// Why they were not taken.
    pub problem: Option<CommentProblem>,
}

/// What the page needs.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemPageData {
    /// The space.
    pub space: SpaceRef,
    /// The reader.
    pub me: AgentRef,
    /// What the reader is here, for the sidebar.
    pub viewer: Viewer,
    /// The work item.
    pub item: WorkItem,
    /// Where it lives.
    pub conversation: ConversationId,
    /// Whose it is.
    pub customer: CustomerProfile,
    /// The conversation's work items, for the lines that name one.
    pub siblings: Vec<WorkItem>,
    /// What of the log belongs to it.
    pub record: Record,
    /// The agents of the space.
    pub members: Vec<AgentRef>,
    /// Fresh ids for the forms: comment, status, assignee.
    pub commands: [CommandId; 3],
    /// The comment form.
    pub form: CommentForm,
}

/// The page.
#[component]
pub fn ItemPage(
    /// Everything that it shows.
    data: ItemPageData,
) -> impl IntoView {
    let key = data.space.key.clone();
    let sidebar = SidebarData::new(&data.space, &data.me, data.viewer);
    let here = format!("/app/{key}/items/{}", data.item.key);
    let around = Around {
        me: data.me.id,
        key: key.clone(),
        customer: words::customer_name(&data.customer.name, data.customer.id),
        items: data
            .siblings
            .iter()
            .map(|item| (item.id, item.key.clone()))
            .collect(),
        zone: Signal::stored(Zone::Utc),
    };
    let shown = |events| {
        let view = AgentView {
            entries: events,
            ..AgentView::empty()
        };
        items(&view, data.me.id, Zone::Utc)
            .into_iter()
            .map(|item| item_view(item, &around))
            .collect_view()
    };
    let is_raised = data.item.cause == Cause::Raised;
    let has_context = !data.record.context.is_empty();
    let context = shown(data.record.context.clone());
    let timeline = shown(data.record.timeline.clone());
    let description = if is_raised {
        view! { <p class="words">{data.item.description.clone()}</p> }.into_any()
    } else if has_context {
        view! { <ol class="messages">{context}</ol> }.into_any()
    } else {
        view! { <p class="soft">{words::SAID_NOTHING}</p> }.into_any()
    };
    let description_heading = if is_raised {
        words::DESCRIPTION
    } else {
        words::SAID_TO_ROVO
    };
    let chat = Address::Conversation(data.conversation).path(&key);
    view! {
        <div class="desk">
            <a class="skip" href="#main">
                {words::SKIP}
            </a>
            <Sidebar data=sidebar current=Section::WorkItems />
            <main class="page item" id="main">
                <header class="item-head">
                    <p class="crumbs">
                        <a href=format!("/app/{key}/items")>{words::WORK_ITEMS}</a>
                        <span aria-hidden="true">"/"</span>
                        <span class="figures">{data.item.key.clone()}</span>
                    </p>
                    <h1>{words::item_summary(&data.item, &data.customer.name, data.customer.id)}</h1>
                </header>
                <aside class="item-side" aria-label=words::DETAILS>
                    {status_form(&here, data.commands[1], data.item.status)}
                    {assignee_form(
                        &here,
                        data.commands[2],
                        data.item.assignee.as_ref(),
                        &data.me,
                        data.members,
                    )} <dl class="facts">
                        <div>
                            <dt>{words::CUSTOMER}</dt>
                            <dd>{words::customer_name(&data.customer.name, data.customer.id)}</dd>
                            {data
                                .customer
                                .email
                                .clone()
                                .map(|email| view! { <dd class="soft">{email}</dd> })}
                        </div>
                        {data
                            .item
                            .team
                            .map(|team| {
                                view! {
                                    <div>
                                        <dt>{words::TEAM}</dt>
                                        <dd>{team.name}</dd>
                                    </div>
                                }
                            })}
                        {data
                            .item
                            .label
                            .map(|label| {
                                view! {
                                    <div>
                                        <dt>{words::LABEL}</dt>
                                        <dd>
                                            <span class="lozenge">{label}</span>
                                        </dd>
                                    </div>
                                }
                            })}
                        <div>
                            <dt>{words::CREATED}</dt>
                            <dd>
                                <time datetime=iso(
                                    data.item.created_at,
                                )>
                                    {day(data.item.created_at, Zone::Utc)} " "
                                    {clock(data.item.created_at, Zone::Utc)}
                                </time>
                            </dd>
                        </div>
                    </dl> <p class="item-links">
                        <a href=chat.clone()>{words::OPEN_CHAT}</a>
                        <a href=chat target="_blank" rel="noopener">
                            {words::OPEN_CHAT_NEW_TAB}
                        </a>
                    </p>
                </aside>
                <div class="item-main">
                    <section class="panel" aria-labelledby="description">
                        <h2 id="description">{description_heading}</h2>
                        {description}
                    </section>
                    <section class="panel" aria-labelledby="timeline">
                        <h2 id="timeline">{words::TIMELINE}</h2>
                        <ol class="messages">{timeline}</ol>
                    </section>
                    {comment_form(&here, data.commands[0], &data.form)}
                </div>
            </main>
        </div>
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
            <label for="status">{words::STATUS}</label>
            <div>
                <select class="input" id="status" name="status">
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
            <label for="assignee">{words::ASSIGNEE}</label>
            <div>
                <select class="input" id="assignee" name="assignee">
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

fn comment_form(here: &str, id: CommandId, form: &CommentForm) -> impl IntoView + use<> {
    let choice = |kind: Kind, label: &'static str| {
        view! {
            <label>
                <input type="radio" name="kind" value=kind.name() checked=form.kind == kind />
                <span>{label}</span>
            </label>
        }
    };
    let problem = form.problem.map(|problem| {
        view! {
            <p class="problem" id="comment-problem" role="alert">
                {words::comment_problem(problem)}
            </p>
        }
    });
    view! {
        <form class="composer on-page" id="comment" method="post" action=format!("{here}/comment")>
            <input type="hidden" name="id" value=id.to_string() />
            <fieldset class="composer-modes">
                <legend class="visually-hidden">{words::WRITE_AS}</legend>
                {choice(Kind::Reply, words::REPLY_TO_CUSTOMER)} {choice(Kind::Note, words::NOTE)}
            </fieldset>
            {problem}
            <textarea
                name="text"
                rows="4"
                aria-label=words::YOUR_WORDS
                aria-invalid=form.problem.is_some().then_some("true")
                aria-describedby=form.problem.is_some().then_some("comment-problem")
            >
                {kept_text(&form.text)}
            </textarea>
            <div class="composer-foot">
                <span class="composer-keys for-reply">{words::REPLY_TO_CUSTOMER_HINT}</span>
                <span class="composer-keys for-note">{words::NOTE_HINT}</span>
                <button class="button primary" type="submit">
                    <span class="for-reply">{words::REPLY_TO_CUSTOMER}</span>
                    <span class="for-note">{words::ADD_NOTE}</span>
                </button>
            </div>
        </form>
    }
}

/// A textarea's children are not escaped by the renderer, so they are here; its first line break is dropped by browsers.
fn kept_text(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    if escaped.is_empty() {
        escaped
    } else {
        format!("\n{escaped}")
    }
}
