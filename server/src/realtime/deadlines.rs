//! Fires deadlines. The rows are the store's, and whether a deadline still stands is decided in core, inside the
//! transaction that claims it: firing one twice, late or on two nodes does no harm. The worker only sees to it that
//! somebody asks in time, also for those that passed while no process ran.

use std::sync::Arc;
use std::time::Duration;

use baton_core::command::{Command, CommandBody};
use baton_core::id::{CommandId, WorkItemId};
use baton_core::people::Actor;
use baton_core::time::Time;
use baton_store::{DueDeadline, ExecuteError, Job, StoreError, Target};

use crate::app::App;

/// How long the worker sleeps at most. No deadline is shorter than that, so that one set meanwhile is not missed; another
/// node's, and a clock that was put forward, are noticed as soon.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many are fired at once. The writer commits them together.
const AT_ONCE: u32 = 100;

/// The worker.
pub(super) async fn watch(app: Arc<App>) {
    loop {
        let nap = match fire_due(&app).await {
            Ok(nap) => nap,
            Err(error) => {
                tracing::error!(%error, "deadlines can't be read");
                LOOK_EVERY
            }
        };
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = tokio::time::sleep(nap) => {}
        }
    }
}

/// Fires what has passed; answers how long to sleep.
async fn fire_due(app: &Arc<App>) -> Result<Duration, StoreError> {
    let due = app.store.due_deadlines(AT_ONCE).await?;
    let full = u32::try_from(due.len()).is_ok_and(|due| due >= AT_ONCE);
    let mut fired = tokio::task::JoinSet::new();
    for deadline in due {
        let app = app.clone();
        fired.spawn(async move { fire(&app, deadline).await });
    }
    let answers = fired.join_all().await;
    if full && answers.iter().any(|fired| *fired) {
        return Ok(Duration::ZERO);
    }
    let next = app.store.next_deadline().await?;
    Ok(next.map_or(LOOK_EVERY, |next| until(next, app.now())))
}

fn until(next: Time, now: Time) -> Duration {
    let millis = u64::try_from((next - now).0).unwrap_or_default();
    // A deadline that could not be fired is tried again, but not in a tight circle.
    Duration::from_millis(millis.max(20)).min(LOOK_EVERY)
}

/// Whether the deadline is settled now.
async fn fire(app: &App, deadline: DueDeadline) -> bool {
    let command = Command {
        id: CommandId(app.new_id()),
        actor: Actor::System,
        body: CommandBody::DeadlinePassed {
            kind: deadline.kind,
            generation: deadline.generation,
            work_item: WorkItemId(app.new_id()),
        },
    };
    let target = Target::Conversation(deadline.conversation);
    let kind = deadline.kind.name();
    match app.store.execute(Job { target, command }).await {
        Ok(_) => {
            #[expect(clippy::cast_precision_loss, reason = "a figure for a histogram")]
            let late = (app.now() - deadline.due).0.max(0) as f64 / 1_000.0;
            metrics::counter!("baton_deadlines_fired_total", "kind" => kind).increment(1);
            metrics::histogram!("baton_deadline_late_seconds").record(late);
            true
        }
        // Moved or cancelled meanwhile: that is the usual end of a deadline that an answer overtakes.
        Err(ExecuteError::Rejected(why)) => {
            tracing::debug!(kind, ?why, "a deadline no longer stands");
            true
        }
        Err(error) => {
            tracing::error!(kind, %error, "a deadline was not fired");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_sleeps_until_the_next_deadline_and_never_long() {
        let now = Time(100_000);
        assert_eq!(until(Time(100_300), now), Duration::from_millis(300));
        assert_eq!(until(Time(900_000), now), LOOK_EVERY);
        assert_eq!(until(Time(0), now), Duration::from_millis(20));
    }
}
