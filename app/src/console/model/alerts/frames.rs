//! What the server says, applied.

use baton_core::alert::AlertKind;
use baton_core::time::Millis;
use baton_core::wire::alerts::{Alert, Count, FromBrowser, Health, Showing, Standing, ToBrowser};

use super::{Alerts, Effect, Gone, Handed, links, steps, title_count};
use crate::console::model::Moment;

impl Alerts {
    /// A frame has come on the socket of that generation.
    pub fn frame(&mut self, generation: u32, frame: ToBrowser, moment: Moment) -> Vec<Effect> {
        if !self.link.is_current(generation) {
            return Vec::new();
        }
        // What lay in the socket through a sleep is of the past; the next one begins with what stands.
        let anew = self.when_silent(moment);
        if !anew.is_empty() {
            return anew;
        }
        self.heard_at = moment.now;
        let mut effects = steps(self.link.heard(moment.now));
        match frame {
            ToBrowser::Welcome {
                settings, health, ..
            } => {
                self.settings = settings;
                // What happened while there was no line was told to nobody.
                let comes_back = self.health.is_some();
                self.health_is(health);
                effects.extend(comes_back.then_some(Effect::LookAtAvailability));
            }
            ToBrowser::Standing(standing) => effects.extend(self.standing(standing)),
            ToBrowser::Alert(alert) => effects.push(self.hand_over(alert)),
            ToBrowser::Withdraw { alert } => effects.push(Effect::Withdraw(alert)),
            ToBrowser::Count(count) => effects.extend(self.count_is(count)),
            ToBrowser::Settings(settings) => self.settings = settings,
            ToBrowser::Health(health) => {
                self.health_is(health);
                effects.push(Effect::LookAtAvailability);
            }
            ToBrowser::Test { id } => effects.push(Effect::RaiseTest {
                id,
                silent: self.is_silent(),
            }),
            ToBrowser::Bye {
                retry_after,
                reload,
            } => effects.extend(self.goodbye(retry_after, reload)),
        }
        effects
    }

    fn standing(&mut self, standing: Standing) -> Vec<Effect> {
        let mut effects = vec![
            Effect::Send(FromBrowser::Ping),
            Effect::Keep(standing.alerts),
        ];
        effects.extend(self.count_is(standing.count));
        effects
    }

    /// While the agent watches the inbox of a space, its queue is in front of them, if they want it so.
    fn hand_over(&self, alert: Alert) -> Effect {
        let of_queue = matches!(alert.kind, AlertKind::NewChat | AlertKind::CameBack);
        Effect::Raise(Box::new(Handed {
            silent: self.is_silent(),
            may: self.may(),
            quiet_in: (of_queue && self.settings.quiet_in_inbox).then(|| alert.space.clone()),
            alert,
        }))
    }

    fn count_is(&mut self, count: Count) -> Option<Effect> {
        let is_new = self.count != Some(count);
        self.count = Some(count);
        is_new.then(|| Effect::ShowCount(title_count(0, Some(count))))
    }

    fn health_is(&mut self, health: Health) {
        self.test.heard(health.browser.tested);
        self.health = Some(health);
    }

    /// Only the inbox keeps what is being written over a reload; other pages say that they want one.
    fn goodbye(&mut self, retry_after: Millis, reload: bool) -> Vec<Effect> {
        if !reload {
            return links(self.link.dismissed(retry_after));
        }
        let mut effects = links(self.link.stop());
        if matches!(self.told.showing, Showing::Inbox { .. }) {
            effects.push(Effect::Reload(retry_after));
        } else {
            self.gone = Some(Gone::Outdated);
        }
        effects
    }
}
