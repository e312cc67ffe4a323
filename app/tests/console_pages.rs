//! The console's first render, as browsers get it before any script: complete, and with every text as text.
#![cfg(feature = "ssr")]

use std::collections::BTreeSet;

use baton_app::console::inbox::{InboxApp, InboxAppProps};
use baton_app::console::items::{CommentForm, CommentProblem, ItemPage, ItemPageProps, Kind};
use baton_app::console::model::live_item::ItemSnapshot;
use baton_app::console::model::{
    ConsoleSnapshot, MyTeam, OpenedSnapshot, PageSnapshot, SpaceRef, Standing, Viewer, record,
};
use baton_app::console::site::frame::SiteFrame;
use baton_app::console::site::profile::{ProfileData, ProfilePage, ProfilePageProps};
use baton_core::conversation::{LastWords, Speaker};
use baton_core::event::Requester;
use baton_core::id::{
    AccountId, CommandId, ConversationId, CustomerId, Epoch, LiveChatId, MessageId, Seq, TeamId,
    WorkItemId,
};
use baton_core::inbox::{Inbox, InboxRow, Place};
use baton_core::offer::{Obstacle, Offer};
use baton_core::people::{AgentRef, CustomerKind, CustomerProfile};
use baton_core::time::{Millis, Time};
use baton_core::view::{AgentBody, AgentEvent, AgentPhase, AgentView};
use baton_core::wire::Cursor;
use baton_core::work_item::{Cause, Status, Stretch, WorkItem};
use leptos::prelude::*;

const MARKUP: &str = "<img src=x onerror=alert(1)>";
const CHAT: ConversationId = ConversationId(7);
const AGENT: Viewer = Viewer {
    standing: Standing::Agent,
    has_other_spaces: true,
    teams: Vec::new(),
};
const NOW: Time = Time(1_795_424_705_000);

fn rendered<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    html
}

fn ana() -> AgentRef {
    AgentRef {
        id: AccountId(1),
        name: format!("Ana {MARKUP}"),
    }
}

fn space() -> SpaceRef {
    SpaceRef {
        key: "HELP".into(),
        name: format!("Help {MARKUP}"),
    }
}

fn customer() -> CustomerProfile {
    CustomerProfile {
        id: CustomerId(3),
        name: format!("Casey {MARKUP}"),
        email: None,
        kind: CustomerKind::Guest,
    }
}

fn item() -> WorkItem {
    WorkItem {
        id: WorkItemId(1),
        number: 12,
        key: "HELP-12".into(),
        summary: format!("Printer {MARKUP}"),
        description: String::new(),
        context: Stretch {
            from: Seq(1),
            to: Seq(2),
        },
        live_chat: Some(LiveChatId(1)),
        label: Some("live-chat".into()),
        team: None,
        assignee: Some(ana()),
        status: Status::InProgress,
        cause: Cause::Claimed,
        created_at: NOW,
    }
}

fn events() -> Vec<AgentEvent> {
    let bodies = [
        AgentBody::CustomerWrote {
            message: MessageId(1),
            text: format!("to Rovo {MARKUP}"),
            reply_due: None,
        },
        AgentBody::Requested {
            chat: LiveChatId(1),
            by: Requester::Customer,
            assign_due: NOW,
        },
        AgentBody::Claimed {
            chat: LiveChatId(1),
            agent: ana(),
            reply_due: NOW,
        },
        AgentBody::ItemCreated { item: item() },
        AgentBody::Noted {
            message: MessageId(2),
            work_item: None,
            agent: ana(),
            text: format!("a note {MARKUP}"),
        },
    ];
    (1..)
        .zip(bodies)
        .map(|(seq, body)| AgentEvent {
            seq: Seq(seq),
            at: NOW,
            body,
        })
        .collect()
}

fn snapshot(phase: AgentPhase) -> ConsoleSnapshot {
    let mut view = AgentView::empty();
    view.entries = events();
    view.seq = Seq(5);
    view.header.phase = phase;
    view.header.items = vec![item()];
    ConsoleSnapshot {
        me: ana(),
        space: space(),
        viewer: AGENT,
        epoch: Epoch(1),
        now: NOW,
        inbox: Inbox {
            rows: vec![InboxRow {
                conversation: CHAT,
                customer: CustomerId(3),
                customer_name: customer().name,
                place: Place::Unassigned {
                    since: Time(NOW.0 - 60_000),
                    assign_due: Time(NOW.0 + 60_000),
                },
                last_words: Some(LastWords {
                    by: Speaker::Customer,
                    text: MARKUP.into(),
                    at: NOW,
                    seq: Seq(1),
                }),
                work_item: None,
                head: Seq(5),
            }],
            seq: Seq(1),
            has_earlier: false,
        },
        opened: OpenedSnapshot::Here {
            conversation: CHAT,
            view: Box::new(view),
            customer: customer(),
            talk: None,
        },
        offer: Offer {
            obstacles: vec![Obstacle::NobodyAvailable],
        },
        time_to_assign: Millis::minutes(2),
        time_to_reply: Millis::minutes(5),
    }
}

fn inbox(snapshot: ConsoleSnapshot) -> String {
    rendered(move || InboxApp(InboxAppProps { snapshot }))
}

fn waiting() -> AgentPhase {
    AgentPhase::Waiting {
        chat: LiveChatId(1),
        since: NOW,
        assign_due: NOW,
    }
}

fn item_snapshot(form: CommentForm) -> ItemSnapshot {
    let mut view = AgentView::empty();
    view.entries = record(&item(), events()).into_events();
    view.seq = Seq(5);
    view.header.items = vec![item()];
    ItemSnapshot {
        space: space(),
        me: ana(),
        viewer: AGENT,
        item: item(),
        conversation: CHAT,
        customer: customer(),
        view,
        feed: Cursor {
            epoch: Epoch(1),
            seq: Seq(1),
        },
        members: vec![ana()],
        commands: [CommandId(1), CommandId(2), CommandId(3)],
        form,
    }
}

fn item_page(form: CommentForm) -> String {
    let snapshot = item_snapshot(form);
    rendered(move || ItemPage(ItemPageProps { snapshot }))
}

#[test]
fn a_snapshot_survives_the_page() {
    use base64::Engine as _;
    let pages = [
        PageSnapshot::Inbox(Box::new(snapshot(waiting()))),
        PageSnapshot::Item(Box::new(item_snapshot(CommentForm::default()))),
    ];
    for page in pages {
        let text = base64::engine::general_purpose::STANDARD.encode(page.to_bytes());
        assert_eq!(PageSnapshot::from_text(&text), Ok(page));
    }
    assert!(PageSnapshot::from_text("AAAA").is_err());
}

#[test]
fn markup_in_names_and_messages_is_shown_as_text() {
    let pages = [
        inbox(snapshot(waiting())),
        item_page(CommentForm {
            kind: Kind::Reply,
            text: format!("</textarea>{MARKUP}"),
            problem: Some(CommentProblem::Empty),
        }),
    ];
    for html in pages {
        assert!(!html.contains("<img"), "{html}");
        assert!(html.contains("&lt;img"), "and it is shown");
        assert_eq!(html.matches("</textarea>").count(), 1);
        assert!(!html.contains("style=\""), "the policy forbids it");
    }
}

#[test]
fn an_opened_chat_is_there_before_any_script() {
    let html = inbox(snapshot(waiting()));
    for there in [
        "Live chat inbox",
        "Unassigned",
        "My Chats",
        "Others",
        "Claim chat",
        "HELP-12",
        "What was said to Rovo",
        "Internal",
        "Nobody of the team is available.",
        "2026-11-23T09:05:05Z",
        "09:05 UTC",
    ] {
        assert!(html.contains(there), "{there} is missing");
    }
}

#[test]
fn an_unclaimed_chat_takes_notes_and_no_replies() {
    let html = inbox(snapshot(waiting()));
    assert!(html.contains("Add internal note"));
    assert!(html.contains("Claim the chat to reply"));
    let mine = inbox(snapshot(AgentPhase::Live {
        chat: LiveChatId(1),
        agent: ana(),
        reply_due: None,
    }));
    assert!(!mine.contains("Add internal note"));
    assert!(mine.contains(">Send<"));
}

#[test]
fn a_chat_that_is_not_of_this_space_says_so_and_shows_nothing() {
    let mut snapshot = snapshot(waiting());
    snapshot.opened = OpenedSnapshot::Missing(ConversationId(9));
    let html = inbox(snapshot);
    assert!(html.contains("There is no such chat in this space"));
    assert!(!html.contains("to Rovo &lt;img"));
}

#[test]
fn each_team_that_is_too_large_for_availability_has_its_own_reason_beside_it() {
    let large = |id| MyTeam {
        id: TeamId(id),
        name: format!("Team {id}"),
        members: 101,
        marked: false,
    };
    let data = ProfileData {
        frame: SiteFrame {
            me: "Ana".into(),
            admin: false,
            teams: vec![large(1), large(2)],
            saved: false,
            problem: None,
        },
        name: "Ana".into(),
        name_problem: None,
        present_problem: None,
        new_problem: None,
    };
    let html = rendered(move || ProfilePage(ProfilePageProps { data }));
    let mut named = BTreeSet::new();
    for described in html.split("aria-describedby=\"team-").skip(1) {
        let id = format!("id=\"team-{}\"", described.split('"').next().unwrap());
        assert_eq!(html.matches(&id).count(), 1, "{id}");
        named.insert(id);
    }
    assert_eq!(named.len(), 2, "{html}");
}

#[test]
fn an_agent_reads_their_own_last_words_as_theirs_and_a_colleague_s_as_an_agent_s() {
    let row_of = |by, agent: AgentRef| {
        let mut snapshot = snapshot(waiting());
        let row = &mut snapshot.inbox.rows[0];
        row.place = Place::Assigned {
            agent,
            since: NOW,
            reply_due: None,
        };
        row.last_words = Some(LastWords {
            by,
            text: "see you".into(),
            at: NOW,
            seq: Seq(4),
        });
        inbox(snapshot)
    };
    let ben = AgentRef {
        id: AccountId(2),
        name: "Ben".into(),
    };
    for (by, agent, said) in [
        (Speaker::Assignee, ana(), "You: "),
        (Speaker::Agent, ana(), "Agent: "),
        (Speaker::Assignee, ben, "Agent: "),
    ] {
        let html = row_of(by, agent);
        let words = html.split("row-words").nth(1).unwrap();
        let words = words.split("</span>").next().unwrap();
        assert!(words.contains(said) && words.contains("see you"), "{words}");
    }
}

#[test]
fn a_work_item_s_page_holds_what_was_said_to_rovo_and_the_transcript_with_its_notes() {
    let html = item_page(CommentForm::default());
    for there in [
        "to Rovo",
        "a note",
        "Internal",
        "HELP-12 was created",
        "live-chat",
    ] {
        assert!(html.contains(there), "{there} is missing");
    }
}

#[test]
fn a_refused_comment_comes_back_with_its_words_and_why() {
    let html = item_page(CommentForm {
        kind: Kind::Note,
        text: "my words".into(),
        problem: Some(CommentProblem::TooLong(4_000)),
    });
    assert!(html.contains("my words</textarea>"));
    assert!(html.contains("longer than 4000 characters"));
    assert!(html.contains("aria-invalid=\"true\""));
}
