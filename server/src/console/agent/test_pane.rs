//! The test pane. What was said so far comes along with the form, so nothing is kept anywhere.

use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::Response;
use baton_app::console::agent::{Answered, SaidTurn, TestData, TestPage, TestPageProps, Turn};
use baton_app::console::words::agent as words;
use baton_app::console::words::obstacle;
use baton_core::command::Rejection;
use baton_core::offer::Offer;
use baton_core::rovo::{OfferReason, RovoReply};
use baton_core::scenario::Company;
use baton_rovo::engine::{Explanation, Reading, Rule};
use baton_rovo::index::THRESHOLD;
use baton_widget::words as portal;
use http::StatusCode;

use super::{Sent, Shown, agent_of, frame, page};
use crate::app::App;
use crate::console::Instead;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;
use crate::realtime::rehearsal::{Rehearsal, Rehearsed};
use crate::session::StaffInSpace;

/// So many messages make a talk.
const MESSAGES: usize = 8;
/// So many articles are shown.
const CONSIDERED: usize = 5;

/// `GET /app/{key}/settings/rovo/test`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
) -> Result<Response, Instead> {
    agent_of(&staff)?;
    Ok(shown(&app, staff, (Vec::new(), true), StatusCode::OK).await?)
}

/// `POST /app/{key}/settings/rovo/test`
pub(super) async fn ask(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Instead> {
    agent_of(&staff)?;
    let sent = Sent(sent);
    let mut talk = Rehearsal::new(&app, &staff.space).await?;
    let mut turns = Vec::new();
    let mut status = StatusCode::OK;
    for said in sent.all("said").take(MESSAGES) {
        if !talk.goes_on() {
            break;
        }
        let turn = match talk.say(said).await? {
            Ok(rehearsed) => Turn::Answered(Box::new(answered(rehearsed, talk.offer()))),
            Err(rejection) => {
                status = StatusCode::UNPROCESSABLE_ENTITY;
                Turn::NotSent(match rejection {
                    Rejection::TextTooLong(most) => words::said_too_long(most),
                    _ => words::SAY_SOMETHING.to_owned(),
                })
            }
        };
        let is_over = matches!(turn, Turn::NotSent(_));
        turns.push(SaidTurn {
            said: said.to_owned(),
            turn,
        });
        if is_over {
            break;
        }
    }
    let goes_on = talk.goes_on() && turns.len() < MESSAGES;
    Ok(shown(&app, staff, (turns, goes_on), status).await?)
}

async fn shown(
    app: &App,
    staff: StaffInSpace,
    (turns, goes_on): (Vec<SaidTurn>, bool),
    status: StatusCode,
) -> Result<Response, PageError> {
    let shown = Shown::again(staff, status);
    let data = TestData {
        frame: frame(app, &shown).await?,
        turns,
        goes_on,
    };
    Ok(page(app, &shown, || TestPage(TestPageProps { data })))
}

/// The words are those of the portal's chat.
fn answered(rehearsed: Rehearsed, offer: &Offer) -> Answered {
    let Rehearsed { reply, explanation } = rehearsed;
    let says = match &reply {
        None => words::HANDED_OFF.to_owned(),
        Some(RovoReply::Answer { .. }) => portal::FOUND.to_owned(),
        Some(RovoReply::Greeting) => portal::greeting(offer).to_owned(),
        Some(RovoReply::Farewell) => portal::FAREWELL.to_owned(),
        Some(RovoReply::AskRephrase) => portal::REPHRASE.to_owned(),
        Some(RovoReply::Offer(reason)) => portal::offer(reason, offer),
    };
    let why = why(&explanation, reply.as_ref());
    let considered = explanation.considered.into_iter().take(CONSIDERED);
    let considered = considered.map(|hit| {
        let section = hit.section.unwrap_or_default();
        let share = format!("{:.0} %", hit.coverage * 100.0);
        [hit.title, section, format!("{:.2}", hit.score), share]
    });
    Answered {
        says,
        is_handed_off: reply.is_none(),
        why,
        considered: considered.collect(),
        sources: match reply {
            Some(RovoReply::Answer { sources }) => sources,
            _ => Vec::new(),
        },
    }
}

fn why(explanation: &Explanation, reply: Option<&RovoReply>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut say = |line: &str| lines.push(line.to_owned());
    match &explanation.scenario {
        None => say(words::NO_SCENARIO),
        Some(scenario) => {
            say(&words::in_force(&scenario.name, &scenario.because));
            say(&words::may_quote(&scenario.knowledge));
            say(words::company(scenario.company));
        }
    }
    match explanation.rule {
        Rule::WantsPerson(sign) => {
            let asked = explanation.asked_by.as_deref().unwrap_or_default();
            say(&words::wants_person(sign.name(), asked));
        }
        Rule::AcceptsOffer => say(words::ACCEPTS),
        Rule::SmallTalk(_) => say(words::SMALL_TALK),
        Rule::DidNotHelp => say(words::DID_NOT_HELP),
        Rule::Answered(reading) => {
            say(match reading {
                Reading::Whole => words::READ_WHOLE,
                Reading::Sentence => words::READ_SENTENCE,
                Reading::WithContext => words::READ_CONTEXT,
            });
            if let Some(best) = explanation.considered.first() {
                say(&words::answered(&best.title, best.section.as_deref()));
            }
        }
        Rule::NotSure => {}
    }
    let confidence = explanation.confidence;
    let searched = matches!(explanation.rule, Rule::Answered(_) | Rule::NotSure);
    if explanation.considered.is_empty() {
        if searched {
            say(words::FOUND_NOTHING);
        }
    } else {
        if !confidence.tells() {
            say(words::TELLS_NOTHING);
        }
        say(&words::sure(
            confidence.value(),
            THRESHOLD,
            confidence.is_enough(),
        ));
    }
    if explanation.is_repeated {
        say(words::QUOTED_BEFORE);
    }
    let is_in_scenario = explanation
        .scenario
        .as_ref()
        .is_none_or(|scenario| scenario.company == Company::Person);
    if let Some(RovoReply::Offer(OfferReason::PersonNotOffered(obstacles))) = reply
        && is_in_scenario
    {
        let all: Vec<_> = obstacles.iter().map(|one| obstacle(*one)).collect();
        say(&words::not_offered(&all.join(" ")));
    }
    lines
}
