//! *Team and chat settings*, the plan, and the skill that makes live chat active. What is valid is core's to say. Where
//! live chat is switched off, whoever waits gets a request at once.

use baton_core::command::{Command, CommandBody};
use baton_core::id::{CommandId, WorkItemId};
use baton_core::offer::Obstacle;
use baton_core::people::Actor;
use baton_core::settings::{
    InvalidSetting, Knowledge, Plan, RovoAgent, Scenario, Skill, suggested_escalation_line,
};
use baton_core::time::Millis;
use baton_store::{ExecuteError, Job, Space, Target, new_id};
use serde::{Deserialize, Serialize};

use super::{ActionError, Context};
use crate::words;

/// What to change; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// *Time to assign*, as typed.
    pub time_to_assign: Option<String>,
    /// *Time to reply*, as typed.
    pub time_to_reply: Option<String>,
    /// The team's name, or "none".
    pub team: Option<String>,
    /// The availability toggle.
    pub follow_availability: Option<bool>,
    /// The site's plan.
    pub plan: Option<Plan>,
}

/// `10s`, `3m`, `1h`, or a number of seconds.
fn duration(text: &str) -> Option<Millis> {
    let (number, seconds) = match text.trim().as_bytes().last()? {
        b's' => (text.trim().strip_suffix('s')?, 1),
        b'm' => (text.trim().strip_suffix('m')?, 60),
        b'h' => (text.trim().strip_suffix('h')?, 3_600),
        _ => (text.trim(), 1),
    };
    let number: u32 = number.trim().parse().ok()?;
    Some(Millis::seconds(i64::from(number) * seconds))
}

fn duration_or(text: Option<&String>, now: Millis) -> Result<Millis, ActionError> {
    match text {
        None => Ok(now),
        Some(text) => duration(text).ok_or_else(|| ActionError::NotValid {
            what: words::A_DURATION,
            text: text.clone(),
        }),
    }
}

/// Changes settings.
///
/// # Errors
/// [`ActionError`].
pub(super) async fn change(
    context: &Context,
    key: &str,
    changes: Changes,
) -> Result<String, ActionError> {
    let space = context.space(key).await?;
    let mut settings = space.settings.clone();
    settings.time_to_assign =
        duration_or(changes.time_to_assign.as_ref(), settings.time_to_assign)?;
    settings.time_to_reply = duration_or(changes.time_to_reply.as_ref(), settings.time_to_reply)?;
    if let Some(name) = changes.team {
        settings.team = match name.as_str() {
            "none" => None,
            name => Some(team(context, name).await?),
        };
    }
    if let Some(follow) = changes.follow_availability {
        settings.follow_availability = follow;
    }
    if let Some(problem) = settings.problems().first() {
        let typed = match problem {
            InvalidSetting::TimeToAssign => changes.time_to_assign,
            InvalidSetting::TimeToReply => changes.time_to_reply,
        };
        return Err(ActionError::NotValid {
            what: words::A_WAIT,
            text: typed.unwrap_or_default(),
        });
    }
    context
        .store
        .save_space_settings(space.id, &settings)
        .await?;
    if let Some(plan) = changes.plan {
        context.store.set_plan(&context.by, plan).await?;
        for other in context.store.spaces().await? {
            stop_waiting_where_inactive(context, &other).await?;
            context.announce(other.id);
        }
    }
    context.announce(space.id);
    show(context, key).await
}

async fn team(context: &Context, name: &str) -> Result<baton_core::id::TeamId, ActionError> {
    let teams = context.store.teams().await?;
    match teams.iter().find(|team| team.name == name) {
        Some(team) => Ok(team.id),
        None => Err(ActionError::NoTeam {
            name: name.to_owned(),
            known: teams.into_iter().map(|team| team.name).collect(),
        }),
    }
}

/// Shows settings, and whether live chat is offered.
///
/// # Errors
/// [`ActionError`].
pub(super) async fn show(context: &Context, key: &str) -> Result<String, ActionError> {
    let space = context.space(key).await?;
    let plan = context.store.plan().await?;
    let offer = context.store.offer(space.id).await?;
    Ok(words::settings(&space, plan, &offer))
}

/// The Rovo agent that a space without one gets.
#[must_use]
pub fn first_rovo_agent() -> RovoAgent {
    RovoAgent {
        name: words::ROVO_NAME.to_owned(),
        instructions: words::ROVO_INSTRUCTIONS.to_owned(),
        escalation_lines: Vec::new(),
        on_surface: true,
        scenarios: vec![Scenario {
            name: words::SCENARIO_NAME.to_owned(),
            trigger: words::SCENARIO_TRIGGER.to_owned(),
            instructions: words::SCENARIO_INSTRUCTIONS.to_owned(),
            knowledge: Knowledge::All,
            skills: Vec::new(),
        }],
    }
}

/// The space's Rovo agent with the skill and the escalation line
/// (seed: "Activate live chat in your service space").
#[must_use]
pub fn with_live_chat(space: &Space) -> RovoAgent {
    let mut agent = space.rovo_agent.clone().unwrap_or_else(first_rovo_agent);
    if !agent.has_live_chat_skill()
        && let Some(scenario) = agent.scenarios.first_mut()
    {
        scenario.skills.push(Skill::ChatWithLiveAgent);
    }
    if !agent.escalates_to(&space.key) {
        let line = suggested_escalation_line(&space.key);
        agent.escalation_lines.push(line);
    }
    agent.on_surface = true;
    agent
}

/// Activates live chat.
///
/// # Errors
/// [`ActionError`].
pub(super) async fn add_skill(context: &Context, key: &str) -> Result<String, ActionError> {
    let space = context.space(key).await?;
    let agent = with_live_chat(&space);
    context
        .store
        .save_rovo_agent(space.id, Some(&agent))
        .await?;
    context.announce(space.id);
    show(context, key).await
}

/// Deactivates live chat (seed: "Deactivate live chat in your service space").
///
/// # Errors
/// [`ActionError`].
pub(super) async fn remove_skill(context: &Context, key: &str) -> Result<String, ActionError> {
    let space = context.space(key).await?;
    if let Some(mut agent) = space.rovo_agent.clone() {
        for scenario in &mut agent.scenarios {
            scenario
                .skills
                .retain(|skill| *skill != Skill::ChatWithLiveAgent);
        }
        let key = space.key.clone();
        agent.escalation_lines.retain(|line| {
            let alone = RovoAgent {
                escalation_lines: vec![line.clone()],
                ..first_rovo_agent()
            };
            !alone.escalates_to(&key)
        });
        context
            .store
            .save_rovo_agent(space.id, Some(&agent))
            .await?;
    }
    stop_waiting_where_inactive(context, &space).await?;
    context.announce(space.id);
    show(context, key).await
}

/// Whoever waits in a space where live chat is not active any more gets a request.
async fn stop_waiting_where_inactive(context: &Context, space: &Space) -> Result<(), ActionError> {
    let offer = context.store.offer(space.id).await?;
    let inactive = |obstacle: &Obstacle| *obstacle != Obstacle::NobodyAvailable;
    if !offer.obstacles.iter().any(inactive) {
        return Ok(());
    }
    for conversation in context.store.waiting_in(space.id).await? {
        let now = context.clock.now();
        let job = Job {
            target: Target::Conversation(conversation),
            command: Command {
                id: CommandId(new_id(now)),
                actor: Actor::System,
                body: CommandBody::Deactivate {
                    work_item: WorkItemId(new_id(now)),
                },
            },
        };
        match context.store.execute(job).await {
            // Claimed or left in this moment: nobody waits there any more.
            Ok(_) | Err(ExecuteError::Rejected(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_number_with_a_unit() {
        assert_eq!(duration("10s"), Some(Millis::seconds(10)));
        assert_eq!(duration("3m"), Some(Millis::minutes(3)));
        assert_eq!(duration(" 1h "), Some(Millis::minutes(60)));
        assert_eq!(duration("45"), Some(Millis::seconds(45)));
        for wrong in ["", "s", "-3m", "3 days", "1.5h", "99999999999s"] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }
}
