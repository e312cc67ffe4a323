//! *Team and chat settings*, the plan, and the skill that makes live chat active. What is valid is core's to say. Where
//! live chat is switched off, whoever waits gets a request at once.

use baton_core::settings::{InvalidSetting, Plan};
use baton_core::time::Millis;
use baton_store::{Basis, Space};
use serde::{Deserialize, Serialize};

use super::ActionError;
use crate::context::Context;
use crate::{changes, people, words};

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
    /// *Repeat alerts every*, as typed.
    #[serde(default)]
    pub repeat_alerts: Option<String>,
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
    settings.repeat_alerts = duration_or(changes.repeat_alerts.as_ref(), settings.repeat_alerts)?;
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
        let (what, typed) = match problem {
            InvalidSetting::TimeToAssign => (words::A_WAIT, changes.time_to_assign),
            InvalidSetting::TimeToReply => (words::A_WAIT, changes.time_to_reply),
            InvalidSetting::RepeatAlerts => (words::A_REPEAT, changes.repeat_alerts),
        };
        return Err(ActionError::NotValid {
            what,
            text: typed.unwrap_or_default(),
        });
    }
    let edit = |space: &mut Space| space.settings = settings;
    changes::change_space(context, space.id, Basis::Latest, edit).await?;
    if let Some(plan) = changes.plan {
        people::set_plan(context, plan).await?;
    }
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

/// Activates live chat.
///
/// # Errors
/// [`ActionError`].
pub(super) async fn add_skill(context: &Context, key: &str) -> Result<String, ActionError> {
    let space = context.space(key).await?;
    changes::activate(context, space.id, Basis::Latest).await?;
    show(context, key).await
}

/// Deactivates live chat (seed: "Deactivate live chat in your service space").
///
/// # Errors
/// [`ActionError`].
pub(super) async fn remove_skill(context: &Context, key: &str) -> Result<String, ActionError> {
    let space = context.space(key).await?;
    changes::deactivate(context, space.id, Basis::Latest).await?;
    show(context, key).await
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
