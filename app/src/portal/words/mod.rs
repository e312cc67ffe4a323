//! Every sentence of the portal that a person reads. Those of accounts, and of what did not work, have modules of their
//! own.

use baton_core::direction::isolated;
use baton_core::time_zone::Clocks;
use baton_core::work_item::Status;

mod account;
mod problems;

pub use account::*;
pub use problems::*;

/// The root of a site in which nobody has an account.
pub const FIRST_DAY: &str = "This site is new";
/// What makes it a site.
pub const FIRST_DAY_NEXT: &str =
    "Make the first admin and the first space, with the code that the server has printed.";
/// Leads there.
pub const SET_UP: &str = "Set up Baton";
/// The title of the site's root.
pub const SITE_TITLE: &str = "Help portals";
/// The site's root.
pub const SITE_HEADING: &str = "Where do you need help?";
/// Above the portals.
pub const CHOOSE_PORTAL: &str = "Choose a help portal.";
/// No space yet.
pub const NO_PORTALS: &str =
    "There is no help portal here yet. Whoever runs this site can add one with `baton space add`.";
/// Leads staff to the console.
pub const STAFF_SIGN_IN: &str = "Sign in as an agent or admin";

/// Below a portal's name.
#[must_use]
pub fn portal_of(key: &str) -> String {
    format!("Answers, chat and requests · {key}")
}

/// The first link of each page.
pub const SKIP: &str = "Skip to the content";
/// The name of the navigation.
pub const NAVIGATION: &str = "Portal";
/// The list of requests.
pub const MY_REQUESTS: &str = "My requests";
/// The form of requests.
pub const RAISE_A_REQUEST: &str = "Raise a request";
/// Signs in.
pub const SIGN_IN: &str = "Sign in";
/// Signs out.
pub const SIGN_OUT: &str = "Sign out";
/// Makes an account.
pub const SIGN_UP: &str = "Create an account";
/// At the end of each page.
pub const CHAT_INTRODUCTION: &str = "Rather talk?";
/// The chat as a page of its own.
pub const OPEN_CHAT: &str = "Open the chat";

/// The home's heading.
pub const HOW_CAN_WE_HELP: &str = "How can we help?";
/// The search field.
pub const SEARCH_LABEL: &str = "Search the articles";
/// Inside the search field.
pub const SEARCH_PLACEHOLDER: &str = "Ask in your own words";
/// The search button.
pub const SEARCH: &str = "Search";
/// Articles that many need.
pub const POPULAR: &str = "What people ask most";
/// The other articles.
pub const MORE_ARTICLES: &str = "More articles";
/// Chat and requests.
pub const OTHER_WAYS: &str = "Other ways to get help";
/// The chat.
pub const ASK_IN_CHAT: &str = "Ask in chat";
/// What the chat does.
pub const CHAT_SUMMARY: &str =
    "Rovo answers at once, and hands over to a person when you ask for one.";
/// What a request does.
pub const RAISE_SUMMARY: &str = "Write it down once. You get a number, and an answer here.";

/// What stands below *My requests* on the home.
#[must_use]
pub fn open_requests(count: usize) -> String {
    match count {
        0 => "See how far they are, and add to them.".to_owned(),
        1 => "1 is open.".to_owned(),
        count => format!("{count} are open."),
    }
}

/// The heading of results.
#[must_use]
pub fn results(count: usize, query: &str) -> String {
    let query = isolated(query);
    match count {
        0 => format!("No article answers “{query}”"),
        1 => format!("1 article for “{query}”"),
        count => format!("{count} articles for “{query}”"),
    }
}

/// Below no results.
pub const NOTHING_FOUND: &str = "Try other words, or ask";
/// Below results.
pub const NOT_IT: &str = "Not what you need?";
/// What to do then.
pub const NOT_IT_NEXT: &str = "Rovo can look with you, and a person can take over. Or write a request and get the answer later.";

/// The sections of an article.
pub const ON_THIS_PAGE: &str = "On this page";
/// Before a date.
pub const UPDATED: &str = "Updated";
/// At the end of an article.
pub const STILL_STUCK: &str = "Still stuck?";
/// What to do then.
pub const STILL_STUCK_NEXT: &str = "Say what you tried; you don't have to say it twice.";

/// One line.
pub const SUMMARY: &str = "Summary";
/// Below it.
pub const SUMMARY_HINT: &str = "One line that says what it is about.";
/// The words.
pub const DESCRIPTION: &str = "Description";
/// Below it.
pub const DESCRIPTION_HINT: &str = "What happened, what you expected, and what you have tried.";
/// Above the form.
pub const RAISE_LEAD: &str = "You get a number at once. Answers appear under My requests.";
/// Sends it.
pub const SEND_REQUEST: &str = "Send request";
/// Above a form that came back.
pub const CORRECT_BELOW: &str =
    "Nothing has been sent yet. Correct what is marked below; the rest is as you left it.";
/// The form was sent before with other words.
pub const SENT_BEFORE: &str = "This form was sent before with other words, and that request is kept. \
                               To raise another request with the words below, send them now.";
/// The customer has as many requests as one may have for now.
pub const TOO_MANY_REQUESTS: &str = "This has not been sent: you have too many requests for now. \
                                     Add a comment to one of them, or send this tomorrow.";
/// A guest raises a request.
pub const GUEST_REQUEST: &str =
    "You are not signed in, so this request will be visible in this browser only.";
/// After the link to sign in.
pub const GUEST_REQUEST_WHY: &str = "to see it everywhere.";
/// There is no summary.
pub const SUMMARY_MISSING: &str = "Write a summary.";
/// There is no description.
pub const DESCRIPTION_MISSING: &str = "Write a description.";
/// There is no comment.
pub const COMMENT_MISSING: &str = "Write a comment first.";
/// The comment's form was sent before with other words.
pub const COMMENT_SENT_BEFORE: &str = "This form was sent before with other words, and that comment is kept. To add another one, send it now.";

/// A text is too long.
pub const SUMMARY_TOO_LONG: &str = "The summary can have up to 200 characters.";
/// A text is too long.
pub const TEXT_TOO_LONG: &str = "This can have up to 4,000 characters.";

/// A guest who gave an address.
pub const REACH_BY_EMAIL: &str =
    "These requests are visible in this browser, and your e-mail address is noted on them.";
/// A guest.
pub const REACH_THIS_BROWSER: &str =
    "You are not signed in: requests are visible in this browser only.";
/// After the link to sign in.
pub const REACH_SIGN_IN: &str = "to see them everywhere.";
/// No requests.
pub const NO_REQUESTS: &str = "No requests yet";
/// What to do then.
pub const NO_REQUESTS_NEXT: &str =
    "What you send, and what a chat leaves to be done, appears here with its number and an answer.";
/// A chat in the conversation that was a guest's.
pub const OTHER_CHAT: &str = "A chat that you began before signing in is still running.";
/// Leads there.
pub const RETURN_TO_CHAT: &str = "Return to that chat";

/// Before a time.
pub const RAISED: &str = "Raised";
/// The talk that led to a request.
pub const CONVERSATION: &str = "The conversation";
/// Comments.
pub const COMMENTS: &str = "Comments";
/// No comments.
pub const NO_COMMENTS: &str = "Nobody has commented yet.";
/// The field.
pub const ADD_COMMENT: &str = "Add a comment";
/// Sends it.
pub const SEND_COMMENT: &str = "Send comment";

/// A status.
#[must_use]
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "Open",
        Status::InProgress => "In progress",
        Status::WaitingForCustomer => "Waiting for you",
        Status::Resolved => "Resolved",
        Status::Closed => "Closed",
    }
}

/// What a status means for the reader.
#[must_use]
pub const fn status_meaning(status: Status) -> &'static str {
    match status {
        Status::Open => "The team has it. Nobody has begun yet.",
        Status::InProgress => "Somebody is working on it.",
        Status::WaitingForCustomer => {
            "The team has asked you something. Answer in a comment below."
        }
        Status::Resolved => "This is done. Comment below if it is not.",
        Status::Closed => "This is closed.",
    }
}

/// A status changed.
#[must_use]
pub fn status_changed(to: Status) -> String {
    format!("The status is now: {}.", status(to))
}

/// The reader.
pub const YOU: &str = "You";
/// The virtual agent.
pub const ROVO: &str = "Rovo";
/// What Rovo is, always beside the name.
pub const VIRTUAL_AGENT: &str = "Virtual agent";
/// Before an article that was quoted.
pub const SOURCE: &str = "From";
/// A person was asked for.
pub const PERSON_ASKED_FOR: &str = "You asked for a person.";
/// The reader ended the chat.
pub const ENDED_BY_YOU: &str = "You ended the chat.";
/// *Time to assign* passed.
pub const NOBODY_CAME: &str = "Nobody was free in time, so the chat became this request.";
/// The reader left it as a request.
pub const LEFT_AS_REQUEST: &str = "You left it as a request.";
/// The reader no longer needed it.
pub const NO_LONGER_NEEDED: &str = "You no longer needed a person.";
/// Live chat was switched off.
pub const DEACTIVATED: &str = "Live chat was switched off, so the chat became this request.";

/// An agent joined.
#[must_use]
pub fn joined(agent: &str) -> String {
    format!("{} joined.", isolated(agent))
}

/// *Time to reply* passed.
#[must_use]
pub fn no_reply_in_time(agent: &str) -> String {
    format!(
        "{} did not reply in time. The chat went back to the queue.",
        isolated(agent)
    )
}

/// The agent left.
#[must_use]
pub fn agent_gone(agent: &str) -> String {
    format!(
        "{} had to leave. The chat went back to the queue.",
        isolated(agent)
    )
}

/// An agent ended the chat.
#[must_use]
pub fn ended_by(agent: &str) -> String {
    format!("{} ended the chat.", isolated(agent))
}

/// Rovo greets.
pub const ROVO_GREETING: &str = "Hello. Ask me anything about this portal.";
/// Rovo says goodbye.
pub const ROVO_FAREWELL: &str = "You're welcome.";
/// Rovo asks for other words.
pub const ROVO_REPHRASE: &str = "I found nothing that answers this. Can you say it in other words?";
/// Rovo offers a person or a request.
pub const ROVO_OFFER: &str =
    "I have no answer to this. A person can help, or it can become a request.";
/// Rovo was too slow.
pub const ROVO_TOO_LONG: &str =
    "I could not answer in time. A person can help, or it can become a request.";
/// Nobody can be asked for.
pub const ROVO_NO_PERSON: &str =
    "Nobody can be reached in chat at the moment. It can become a request.";

/// A request that came of a live chat in which nobody had written a word, named by its day: `30 November 2026`.
#[must_use]
pub fn live_chat_of(day: &str) -> String {
    format!("Live chat of {day}")
}

/// Which clocks a time is of: by their name, or by how far they are from UTC.
#[must_use]
pub fn clocks(clocks: &Clocks) -> String {
    if !clocks.short.is_empty() {
        return clocks.short.clone();
    }
    let sign = if clocks.minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (clocks.minutes.abs() / 60, clocks.minutes.abs() % 60);
    if minutes == 0 {
        format!("UTC{sign}{hours}")
    } else {
        format!("UTC{sign}{hours}:{minutes:02}")
    }
}

/// The title of a page: what it shows, and where.
#[must_use]
pub fn title(what: &str, space: &str) -> String {
    format!("{what} · {}", isolated(space))
}
