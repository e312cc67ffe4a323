//! What admins read on the pages of the Rovo agent. Labels that the product document names are used letter for letter.

use baton_core::direction::isolated;
use baton_core::scenario::{Because, Company};
use baton_core::settings::Knowledge;
use baton_core::settings::agent::Wrong;

/// Names the inner navigation.
pub const NAVIGATION: &str = "Rovo agent";
/// In the navigation (seed).
pub const SURFACES: &str = "Surfaces";
/// Under the space.
pub const SCENARIOS: &str = "Scenarios";
/// Above the test pane's link.
pub const TRY_OUT: &str = "Try it out";
/// The test pane.
pub const TEST_PANE: &str = "Test pane";
/// Stored.
pub const SAVED: &str = "Saved. It counts from now on.";
/// Stored, and live chat stopped.
pub const STOPPED: &str = "Saved. Live chat has stopped on the portal.";
/// Stored, and live chat began.
pub const STARTED: &str = "Saved. Live chat is active on the portal.";

/// A field.
pub const NAME: &str = "Name";
/// Under the agent's name.
pub const NAME_HINT: &str = "For this page and the audit log.";
/// A field.
pub const INSTRUCTIONS: &str = "Instructions";
/// Under it.
pub const INSTRUCTIONS_HINT: &str =
    "For a language model. The built-in engine quotes articles and does not read them.";
/// A field (seed).
pub const LINES: &str = "Add similar escalation lines to this agent’s prompt";
/// Under it.
pub const LINES_HINT: &str = "One a line. Live chat is active only while a line names the project key of this space. Remove the \
                              lines to deactivate it.";
/// Above the suggested line.
pub const SUGGESTED: &str = "No line names this space. The suggested one:";
/// Stores a form.
pub const SAVE: &str = "Save";

/// The space's portal is among the surfaces.
pub const IS_SURFACE: &str = "Rovo answers on this space’s portal.";
/// It is not.
pub const IS_NO_SURFACE: &str =
    "This space is not among the agent’s surfaces, so live chat is not offered here.";
/// Takes it away.
pub const REMOVE_SURFACE: &str = "Remove this surface";
/// Brings it back.
pub const ADD_SURFACE: &str = "Add this surface";
/// Under the heading of the scenarios.
pub const SCENARIOS_HINT: &str = "The scenario whose trigger occurs in a question says what Rovo may quote and whether it can \
                                  bring in a person. The longest phrase wins, then the order here.";
/// Marks the default.
pub const DEFAULT: &str = "Default";
/// When the default applies.
pub const APPLIES_ELSE: &str = "Applies where no other scenario does.";
/// A button and a heading.
pub const ADD_SCENARIO: &str = "Add scenario";
/// There are too many.
pub const TOO_MANY_SCENARIOS: &str = "An agent has at most 20 scenarios. Delete one first.";
/// A button.
pub const DELETE_SCENARIO: &str = "Delete scenario";
/// A field.
pub const TRIGGER: &str = "Trigger";
/// Under it.
pub const TRIGGER_HINT: &str = "Words or phrases, separated by commas, as in: payslip, pay day, salary. A phrase counts when all \
                                its words occur in the question, in any order and any form.";
/// A heading (seed).
pub const SKILLS: &str = "Skills";
/// Under it.
pub const SKILLS_HINT: &str = "With Chat with live agent, Rovo brings in a person who is asked for here. Without it, Rovo offers \
                               a request instead. Live chat stops when no scenario has it.";
/// The skill (seed).
pub const SKILL: &str = "Chat with live agent";
/// There is none.
pub const NO_SKILLS: &str = "No skill yet.";
/// A button (seed).
pub const ADD_SKILL: &str = "Add skill";
/// A button (seed: "delete Chat with live agent").
pub const DELETE_SKILL: &str = "Delete Chat with live agent";
/// A legend.
pub const KNOWLEDGE: &str = "Knowledge";
/// Under it.
pub const KNOWLEDGE_HINT: &str = "Which published articles Rovo may quote in this scenario.";
/// A choice.
pub const KNOWLEDGE_ALL: &str = "All articles";
/// A choice.
pub const KNOWLEDGE_CHOSEN: &str = "Only the chosen ones";
/// A choice.
pub const KNOWLEDGE_NONE: &str = "None";
/// Beside an article that customers can’t see.
pub const DRAFT: &str = "Draft";

/// Heading of the question.
pub const STOPS: &str = "This stops live chat";
/// What it means.
pub const STOPS_MEANING: &str = "Customers can no longer ask for a person on the portal, from the moment you confirm. This will \
                                 be in the way:";
/// About chats that run.
pub const LIVE_GO_ON: &str = "Chats that an agent has claimed go on to their end.";
/// Confirms.
pub const STOP: &str = "Stop live chat";
/// Goes back.
pub const KEEP: &str = "Keep it as it is";

/// Who waits.
#[must_use]
pub fn waiting(count: usize) -> String {
    match count {
        0 => "Nobody is waiting for a person at the moment.".to_owned(),
        1 => "1 customer is waiting for a person and gets a work item instead.".to_owned(),
        count => format!("{count} customers are waiting for a person and get a work item each."),
    }
}

/// A button, for screen readers.
#[must_use]
pub fn move_earlier(name: &str) -> String {
    format!("Move {name} up")
}

/// A button, for screen readers.
#[must_use]
pub fn move_later(name: &str) -> String {
    format!("Move {name} down")
}

/// What is wrong with a field.
#[must_use]
pub fn wrong(wrong: Wrong) -> String {
    match wrong {
        Wrong::Empty => "Write something here.".to_owned(),
        Wrong::TooLong(most) => format!("This is longer than {most} characters."),
        Wrong::TooManyLines(most) => format!("These are more than {most} lines."),
        Wrong::LineTooLong { line, most } => {
            format!("Line {line} is longer than {most} characters.")
        }
        Wrong::Taken => "Another scenario has this name.".to_owned(),
        Wrong::SaysNothing => {
            "These words occur in any question. Name a subject, as in: payslip, salary.".to_owned()
        }
        Wrong::NoneChosen => "Choose at least one article, or None.".to_owned(),
    }
}

/// What the test pane is.
pub const TEST_HINT: &str = "Write what a customer would. You see what Rovo would answer on the portal with the saved settings, \
                             and why. No conversation is made, and nothing is counted.";
/// A field.
pub const SAYS: &str = "What the customer says";
/// A field, later.
pub const SAYS_NEXT: &str = "What the customer says next";
/// A button.
pub const ASK: &str = "Ask Rovo";
/// A button, later.
pub const ASK_NEXT: &str = "Say it";
/// A link.
pub const START_ANEW: &str = "Start anew";
/// A heading.
pub const WHY: &str = "Why";
/// For screen readers.
pub const CUSTOMER_SAYS: &str = "Customer:";
/// A caption.
pub const CONSIDERED: &str = "Articles that were considered";
/// A column.
pub const ARTICLE: &str = "Article and section";
/// A column.
pub const SCORE: &str = "Score";
/// A column.
pub const SHARE: &str = "Covers of the question";
/// The words are none.
pub const SAY_SOMETHING: &str = "Write what the customer says.";
/// A hand-off.
pub const HANDED_OFF: &str = "Rovo asks the team to join. From here on a person answers.";

/// The words are too long.
#[must_use]
pub fn said_too_long(most: u32) -> String {
    format!("A message has at most {most} characters.")
}

/// Which scenario applied.
#[must_use]
pub fn in_force(name: &str, because: &Because) -> String {
    let name = isolated(name);
    match because {
        Because::Default => {
            format!("Scenario: {name}, the default, since no other trigger occurs.")
        }
        Because::Phrase(phrase) => {
            format!("Scenario: {name}, since “{}” occurs.", isolated(phrase))
        }
    }
}

/// There is no agent.
pub const NO_SCENARIO: &str = "No scenario: the space has no Rovo agent, so nothing is quoted.";

/// What it let Rovo quote.
#[must_use]
pub fn may_quote(knowledge: &Knowledge) -> String {
    match knowledge {
        Knowledge::All => "It may quote all published articles.".to_owned(),
        Knowledge::Chosen(chosen) => format!("It may quote {} chosen articles.", chosen.len()),
        Knowledge::None => "It may quote no article.".to_owned(),
    }
}

/// Whom it could offer.
#[must_use]
pub fn company(company: Company) -> &'static str {
    match company {
        Company::Person => "It has the skill Chat with live agent.",
        Company::Request => {
            "It lacks the skill Chat with live agent, so a request is offered and no person."
        }
    }
}

/// Some words asked for a person.
#[must_use]
pub fn wants_person(rule: &str, words: &str) -> String {
    format!(
        "A person is wanted: the rule “{rule}” matched “{}”.",
        isolated(words)
    )
}

/// "Yes" to an offer.
pub const ACCEPTS: &str = "The customer says yes to the offer of a person.";
/// Small talk.
pub const SMALL_TALK: &str = "Nothing but small talk, so nothing was searched.";
/// A complaint.
pub const DID_NOT_HELP: &str =
    "The customer says that the answer did not help, or asks the same again.";
/// The reading.
pub const READ_WHOLE: &str = "The words were read as they stand.";
/// The reading.
pub const READ_SENTENCE: &str = "One sentence of the message, the one that asks, was read.";
/// The reading.
pub const READ_CONTEXT: &str = "The words were read together with what was said before.";

/// An answer.
#[must_use]
pub fn answered(title: &str, section: Option<&str>) -> String {
    match section {
        Some(section) => format!("Quoted: {title}, section {section}."),
        None => format!("Quoted: {title}."),
    }
}

/// The figure against its threshold.
#[must_use]
pub fn sure(value: f32, threshold: f32, is_enough: bool) -> String {
    let next = if is_enough {
        "reaches"
    } else {
        "does not reach"
    };
    format!(
        "How sure of the best article: {value:.2}, which {next} the threshold of {threshold:.2}."
    )
}

/// The words tell nothing.
pub const TELLS_NOTHING: &str =
    "The words that an article has in common with the question say too little of any subject.";
/// Nothing was found.
pub const FOUND_NOTHING: &str = "No article that may be quoted has a word of the question.";
/// It was quoted before.
pub const QUOTED_BEFORE: &str =
    "The best article was quoted before and is not repeated after a complaint.";
/// A person is wanted, and the space offers none.
#[must_use]
pub fn not_offered(obstacles: &str) -> String {
    format!("A person is not offered at the moment: {obstacles}")
}
