//! Every type that is sent or stored, so that it can be made from bytes. Each list below names every field and variant.

use baton_core::alert::{AlertId, AlertKind, AlertSettings, Sound};
use baton_core::command::Rejection;
use baton_core::conversation::{LastWords, Speaker};
use baton_core::event::{Author, Ending, EventBody, ReplyClock, Requester, ReturnReason};
use baton_core::inbox::{FeedEvent, Inbox, InboxRow, Place};
use baton_core::offer::{Obstacle, Offer};
use baton_core::people::{AgentRef, CustomerKind, CustomerProfile, TeamRef};
use baton_core::rovo::{Block, OfferReason, RovoReply, Source as Quoted};
use baton_core::view::{
    AgentBody, AgentEvent, AgentHeader, AgentPhase, AgentTalk, AgentView, CustomerBody,
    CustomerEvent, CustomerHeader, CustomerItem, CustomerPhase, CustomerView, EmailQuestion,
};
use baton_core::wire::alerts::{
    Alert, Attention, BrowserHealth, Count, FromBrowser, Health, PageState, Permission, Reach,
    Showing, Standing, ToBrowser,
};
use baton_core::wire::{
    AgentAction, Cursor, CustomerAction, FromAgent, FromCustomer, QueuePlace, Refusal, ToAgent,
    ToCustomer,
};
use baton_core::work_item::{Cause, Status, Stretch, WorkItem};

use crate::source::{Sample, Source, Variants, sample_enum, sample_struct};

sample_struct! {
    AgentEvent { seq, at, body }
    AgentHeader { phase, items, email }
    AgentRef { id, name }
    AgentView { header, entries, seq, has_earlier }
    AgentTalk { stretch, entries, has_earlier }
    Alert { id, kind, space, space_name, customer, text, at, due }
    AlertId { conversation, seq, round }
    AlertSettings { unwanted, sound, quiet_in_inbox, show_text }
    BrowserHealth { acknowledged, tested, unanswered }
    Count { unassigned, unread }
    Cursor { epoch, seq }
    CustomerEvent { seq, at, body }
    CustomerHeader { phase, items, email }
    CustomerItem { id, key, summary, status }
    CustomerProfile { id, name, email, kind }
    CustomerView { header, entries, ratings, seq, has_earlier }
    FeedEvent { seq, row }
    Health { reach, browser, not_counted_in }
    Inbox { rows, seq, has_earlier }
    InboxRow { conversation, customer, customer_name, place, last_words, work_item, head }
    LastWords { by, text, at, seq }
    Offer { obstacles }
    PageState { permission, worker, attention, showing }
    Quoted { article, slug, title, section, anchor, quote }
    QueuePlace { position, waiting, usual_wait }
    ReplyClock { warn_at, due }
    Standing { now, alerts, count }
    Stretch { from, to }
    TeamRef { id, name }
    WorkItem {
        id, number, key, summary, description, context, live_chat, label, team, assignee, status, cause, created_at,
    }
}

sample_enum! {
    FromCustomer {
        Hello { revision, space, token, cursor },
        Do { id, action },
        Typing,
        Ping,
        Resync { cursor },
    }
    CustomerAction {
        Write { text },
        RequestPerson { chat },
        LeaveAsRequest { work_item },
        NoLongerNeeded { work_item },
        EndChat,
        RateAnswer { message, helped },
        GiveEmail { email },
        LeaveAsRequestAt { read, work_item },
        NoLongerNeededAt { read, work_item },
        EndChatAt { read },
    }
    ToCustomer {
        Resumed { epoch, now },
        Snapshot { epoch, now, view },
        Event { previous, event },
        Done { id, seq },
        Refused { id, why },
        Head { seq, now },
        Typing { agent },
        Queue(place),
        Offer(offer),
        Bye { retry_after, reload },
    }
    FromAgent {
        Hello { revision, space, feed },
        Open { conversation, cursor },
        Close,
        Do { id, conversation, action },
        Typing { conversation },
        Ping { watching },
        ResyncFeed { cursor },
        Earlier { before },
    }
    AgentAction {
        Claim { work_item },
        Write { text },
        EndChat,
        Note { work_item, text },
        Comment { work_item, text },
        ChangeStatus { work_item, status },
        ChangeAssignee { work_item, assignee },
        EndThisChat { chat },
    }
    ToAgent {
        FeedResumed { epoch, now },
        FeedSnapshot { epoch, now, inbox },
        Feed(event),
        Earlier { rows, has_earlier },
        Resumed { conversation },
        Snapshot { conversation, view, customer },
        NoSuchConversation { conversation },
        Event { conversation, previous, event },
        Done { id, seq },
        Refused { id, why },
        Heads { feed, conversation, now },
        CustomerTyping { conversation },
        Bye { retry_after, reload },
        Offer(offer),
        Talk { conversation, talk },
    }
    FromBrowser {
        Hello { revision, browser, page, state },
        State(state),
        Shown { alert },
        Failed { alert },
        Clicked { alert },
        Test { id },
        TestShown { id },
        TestFailed { id },
        Ping,
    }
    ToBrowser {
        Welcome { now, settings, health },
        Standing(standing),
        Alert(alert),
        Withdraw { alert },
        Count(count),
        Settings(settings),
        Health(health),
        Test { id },
        Bye { retry_after, reload },
    }
    Permission { Default, Granted, Denied, Unsupported }
    Attention { Hidden, Visible, Focused }
    Showing { Other, Inbox { space, conversation } }
    Reach { Reachable, NoPage, NoPermission(permission), Unanswered { since } }
    AlertKind { NewChat, CameBack, NewMessage, Assigned, ReplyNearlyOver }
    Sound { Chime, Bell, Knock, Muted }
    Refusal {
        Rejected(rejection),
        TooFast(wait),
        Unavailable,
    }
    Rejection {
        NotAllowed,
        Conflict,
        EmptyText,
        TextTooLong(most),
        InvalidEmail,
        NotFound,
        AlreadyClaimed { by },
        AssignedTo { agent },
        NotWaiting,
        NotLive,
        AlreadyRequested,
        NotOffered(obstacles),
        StaleAnswer,
        StaleDeadline,
        TooManyRequests,
    }
    Obstacle { Plan, Skill, EscalationLine, Surface, NobodyAvailable }
    CustomerBody {
        Wrote { message, text },
        Rovo { message, reply },
        Rated { message, helped },
        Requested { by, assign_due },
        Joined { agent },
        AgentWrote { message, agent, text },
        BackInQueue { from, why, assign_due },
        Ended { how, agent },
        ItemCreated { item, cause },
        ItemStatus { work_item, status },
        Commented { message, work_item, agent, text },
        EmailAnswered { given },
    }
    CustomerPhase {
        Rovo { thinking },
        Waiting { since, assign_due },
        Live { agent },
    }
    EmailQuestion { Open, Declined, Given }
    AgentBody {
        CustomerWrote { message, text, reply_due },
        Rovo { message, reply },
        Rated { message, helped },
        Requested { chat, by, assign_due },
        Claimed { chat, agent, reply_due },
        AgentWrote { message, agent, text },
        ReplyWarned,
        BackToUnassigned { chat, from, why, assign_due },
        Ended { chat, how, agent },
        ItemCreated { item },
        ItemStatus { work_item, by, status },
        ItemAssignee { work_item, by, assignee },
        Commented { message, work_item, author, text },
        Noted { message, work_item, agent, text },
        EmailGiven { email },
    }
    AgentPhase {
        Rovo,
        Waiting { chat, since, assign_due },
        Live { chat, agent, reply_due },
    }
    Place {
        Unassigned { since, assign_due },
        Assigned { agent, since, reply_due },
        Ended { at, how, agent },
    }
    RovoReply {
        Answer { sources },
        Greeting,
        Farewell,
        AskRephrase,
        Offer(reason),
    }
    OfferReason { NoAnswer, DidNotHelp, TookTooLong, PersonNotOffered(obstacles) }
    Block { Paragraph(text), Item(text), Code(text), Step { number, text } }
    Author { Customer, Agent(agent) }
    Requester { Customer, Rovo }
    ReturnReason { TimeToReply, AgentGone }
    Ending { ByAgent, ByCustomer, NobodyCame, LeftAsRequest, NoLongerNeeded, Deactivated }
    Status { Open, InProgress, WaitingForCustomer, Resolved, Closed }
    Cause { Claimed, NobodyCame, LeftAsRequest, NoLongerNeeded, Deactivated, Raised }
    Speaker { Customer, Agent, Rovo, Assignee }
    CustomerKind { Guest, SignedIn, Identified }
    EventBody {
        CustomerWrote { message, text, question_due, reply_clock },
        RovoReplied { message, asked, reply },
        AnswerRated { message, helped },
        LiveChatRequested { chat, by, team, assign_due },
        Claimed { chat, agent, reply_clock },
        AgentWrote { message, agent, text },
        ReplyWarned { chat },
        BackToUnassigned { chat, from, why, assign_due },
        LiveChatEnded { chat, how, agent },
        WorkItemCreated { item },
        StatusChanged { work_item, by, status },
        AssigneeChanged { work_item, by, assignee },
        Commented { message, work_item, author, text, chat, reply_clock },
        Noted { message, work_item, agent, text },
        EmailGiven { email },
    }
}
