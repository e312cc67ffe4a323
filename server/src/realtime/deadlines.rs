//! Fires deadlines. The rows are the store's, and whether a deadline still stands is decided in core, inside the
//! transaction that claims it: firing one twice, late or on two nodes does no harm. The worker only sees to it that
//! somebody asks in time, also for those that passed while no process ran. What it remembers, which of them could not be
//! fired, only keeps these from being tried too often.

use std::sync::Arc;
use std::time::Duration;

use baton_core::command::{Command, CommandBody};
use baton_core::id::{CommandId, WorkItemId};
use baton_core::people::Actor;
use baton_core::time::Time;
use baton_store::{DueDeadline, ExecuteError, Job, StoreError, Target};
use tokio::time::Instant;

use super::resting::Resting;
use crate::app::App;

/// How long the worker sleeps at most. No deadline is shorter than that, so that one set meanwhile is not missed; another
/// node's, and a clock that was put forward, are noticed as soon.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many are fired at once. The writer commits them together.
const AT_ONCE: usize = 100;

/// The worker.
pub(super) async fn watch(app: Arc<App>) {
    let mut resting = Resting::default();
    loop {
        let nap = match fire_due(&app, &mut resting).await {
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
async fn fire_due(app: &Arc<App>, resting: &mut Resting) -> Result<Duration, StoreError> {
    // The store's time, since it says what has passed: this node's clock may be ahead of it.
    let now = app.store.now().await?;
    let began = Instant::now();
    // Those that rest are read too, so that they take nobody's place.
    let limit = u32::try_from(AT_ONCE + resting.len()).unwrap_or(u32::MAX);
    let mut due = app.store.due_deadlines(limit).await?;
    resting.keep_those_of(&due);
    due.retain(|deadline| !resting.rests(deadline, began));
    due.truncate(AT_ONCE);
    let full = due.len() == AT_ONCE;
    let mut firing = tokio::task::JoinSet::new();
    for deadline in due {
        let app = app.clone();
        firing.spawn(async move {
            let fired = fire(&app, &deadline).await;
            (deadline, fired)
        });
    }
    let (mut fired, mut failed) = (0_usize, 0_usize);
    let mut why = None;
    for (deadline, outcome) in firing.join_all().await {
        match outcome {
            Ok(()) => {
                resting.wakes(&deadline);
                fired += 1;
            }
            Err(error) => {
                resting.failed(&deadline, Instant::now());
                failed += 1;
                why = Some((deadline.conversation, error));
            }
        }
    }
    if let Some((conversation, error)) = why {
        // One line for all of them: on a full disk it is the same for each.
        tracing::error!(failed, %conversation, %error, "deadlines were not fired; one of them is named");
        return Ok(LOOK_EVERY);
    }
    if full && fired > 0 {
        return Ok(Duration::ZERO);
    }
    // What has passed was fired or rests.
    let next = app.store.next_deadline_after(now).await?;
    Ok(next.map_or(LOOK_EVERY, |next| until(next, now)))
}

fn until(next: Time, now: Time) -> Duration {
    let millis = u64::try_from((next - now).0).unwrap_or_default();
    Duration::from_millis(millis).min(LOOK_EVERY)
}

/// Fires a deadline. Without an error it is settled now.
async fn fire(app: &App, deadline: &DueDeadline) -> Result<(), ExecuteError> {
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
            Ok(())
        }
        // Moved or cancelled meanwhile: that is the usual end of a deadline that an answer overtakes.
        Err(ExecuteError::Rejected(why)) => {
            tracing::debug!(kind, ?why, "a deadline no longer stands");
            Ok(())
        }
        Err(error) => Err(error),
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
    }
}
