//! One page's half of the alerts (core: `wire::alerts` is the contract): what it tells the server, what it hands to the
//! one who shows alerts in this browser, and what it knows of their delivery. Who that one is, a service worker or an
//! elected page, is the browser layer's matter; here it is only asked, and answers.

mod count;
mod delivery;
mod frames;
#[cfg(test)]
mod tests;
mod try_out;

use baton_core::alert::{AlertId, AlertSettings, Sound};
use baton_core::client::{Link, LinkState, Step};
use baton_core::id::{BrowserId, ConversationId, PageId, TestId};
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::{
    Alert, Attention, Count, FromBrowser, Health, PageState, Permission, Showing, WATCH_EVERY,
};
use baton_core::wire::{REVISION, close};

use super::desk::Moment;

pub use count::{counted_title, icon, title_count};
pub use delivery::Delivery;
pub use try_out::TryOut;

/// The server beats every 25 seconds and answers no ping: after so long a silence the socket is dead, as after a sleep.
const SILENCE: Millis = Millis::seconds(40);

/// An alert on its way to the one who shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// What it says.
    pub alert: Alert,
    /// Without a sound of the system's: muted, or this page makes one of its own.
    pub silent: bool,
    /// Whether it may be raised; else it is only noted as seen, so that one page of the browser makes a sound.
    pub may: bool,
    /// The space whose watched inbox keeps it quiet.
    pub quiet_in: Option<String>,
}

/// What became of an alert in this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It was raised, for this page.
    Raised,
    /// It was known already, or a newer one of the conversation is.
    Known,
    /// A page in front shows what it is about.
    Quiet,
    /// It could not be raised.
    Failed,
    /// It is new here, but there is no permission to raise it.
    Fresh,
}

/// What the browser layer does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A step of the link; pings come as [`Effect::Send`].
    Link(Step),
    /// Send a frame on the present socket.
    Send(FromBrowser),
    /// Hand the alert over; say [`Alerts::shown`] with the answer.
    Raise(Box<Handed>),
    /// Hand the test over; say [`Alerts::test_shown`] with the answer.
    RaiseTest {
        /// Which.
        id: TestId,
        /// As in [`Handed`].
        silent: bool,
    },
    /// Close the alert and never show it any more.
    Withdraw(AlertId),
    /// Close whatever is on screen: the agent is signed out.
    Leave,
    /// Close every alert that is not among these.
    Keep(Vec<AlertId>),
    /// Let this be heard.
    Play(Sound),
    /// Show the count in the title and on the icon.
    ShowCount(u32),
    /// Look anew where the agent is available: it may have been changed elsewhere.
    LookAtAvailability,
    /// Load the page anew after that time.
    Reload(Millis),
}

/// Why no alert comes to this page any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// Signed out, or no member of staff any more.
    SignedOut,
    /// The server is of another build; the page must be loaded anew, when nothing is being written.
    Outdated,
}

/// Everything that a page knows of alerts.
#[derive(Clone, Debug, PartialEq)]
pub struct Alerts {
    /// What the agent decided.
    pub settings: AlertSettings,
    /// How delivery is; none until the server has said so.
    pub health: Option<Health>,
    /// For the title and the icon; none until the server has said so.
    pub count: Option<Count>,
    /// The last test notification that this page asked for.
    pub test: TryOut,
    /// Why nothing comes any more.
    pub gone: Option<Gone>,
    browser: BrowserId,
    page: PageId,
    told: PageState,
    told_at: Time,
    heard_at: Time,
    audible: bool,
    link: Link,
}

impl Alerts {
    /// What a page begins with.
    #[must_use]
    pub fn new(browser: BrowserId, page: PageId, state: PageState) -> Self {
        Self {
            settings: AlertSettings::default(),
            health: None,
            count: None,
            test: TryOut::None,
            gone: None,
            browser,
            page,
            told: state,
            told_at: Time(0),
            heard_at: Time(0),
            audible: false,
            link: Link::default(),
        }
    }

    /// What the page last told of itself.
    #[must_use]
    pub fn state(&self) -> &PageState {
        &self.told
    }

    /// Whether alerts may be raised.
    #[must_use]
    pub fn may(&self) -> bool {
        self.told.permission == Permission::Granted
    }

    /// Whether the page has the agent's eyes and shows this conversation, or the inbox that keeps the alert quiet.
    #[must_use]
    pub fn is_in_front(&self, conversation: ConversationId, quiet_in: Option<&str>) -> bool {
        self.told.attention == Attention::Focused
            && match &self.told.showing {
                Showing::Other => false,
                Showing::Inbox {
                    space,
                    conversation: shown,
                } => *shown == Some(conversation) || quiet_in == Some(space),
            }
    }

    /// The page is alive, and the one who shows alerts is known: connect.
    pub fn start(&mut self) -> Vec<Effect> {
        links(self.link.start())
    }

    /// The socket of that generation is open.
    pub fn socket_opened(&mut self, generation: u32, moment: Moment) -> Vec<Effect> {
        let mut effects = links(self.link.opened(generation, moment.now));
        if self.link.is_current(generation) {
            self.heard_at = moment.now;
            self.told_at = moment.now;
            effects.push(Effect::Send(FromBrowser::Hello {
                revision: REVISION,
                browser: self.browser,
                page: self.page,
                state: self.told.clone(),
            }));
        }
        effects
    }

    /// The socket of that generation has closed.
    pub fn socket_closed(&mut self, generation: u32, code: u16, moment: Moment) -> Vec<Effect> {
        if !self.link.is_current(generation) {
            return Vec::new();
        }
        self.gone = match code {
            close::SIGNED_OUT | close::NOT_ALLOWED => Some(Gone::SignedOut),
            close::REVISION => Some(Gone::Outdated),
            _ => None,
        };
        if let Some(gone) = self.gone {
            let mut effects = links(self.link.stop());
            if gone == Gone::SignedOut {
                // Whoever sits here next has no business with them.
                effects.push(Effect::Leave);
            }
            return effects;
        }
        links(self.link.closed(generation, moment.dice))
    }

    /// The alarm with this number rang.
    pub fn alarm(&mut self, number: u32, moment: Moment) -> Vec<Effect> {
        steps(self.link.alarm(number, moment.now, moment.dice))
    }

    /// The page or the network came back. An open socket can't be asked for a sign of life here, so it is given up only
    /// if it has been silent for longer than a living one is.
    pub fn nudged(&mut self, moment: Moment) -> Vec<Effect> {
        let mut effects = self.when_silent(moment);
        if self.link.state() == LinkState::Waiting {
            effects.extend(links(self.link.start()));
        }
        if effects.is_empty() {
            effects.extend(self.when_open(FromBrowser::Ping));
        }
        effects
    }

    /// Some time has passed, a second or, in hidden pages, up to a minute: what is repeated is repeated, and what has
    /// taken too long is given up.
    pub fn tick(&mut self, moment: Moment) -> Vec<Effect> {
        self.test.tick(moment.now);
        let mut effects = self.when_silent(moment);
        let due = moment.now - self.told_at >= WATCH_EVERY;
        if effects.is_empty() && due && self.told.attention == Attention::Focused {
            effects.extend(self.tell(moment));
        }
        effects
    }

    /// Something of the page has changed, perhaps.
    pub fn page_is(&mut self, state: PageState, moment: Moment) -> Vec<Effect> {
        if self.told == state {
            return Vec::new();
        }
        self.told = state;
        self.tell(moment).into_iter().collect()
    }

    /// Whether this page can make a sound: browsers allow it once somebody has done something on it.
    pub fn is_audible(&mut self, audible: bool) {
        self.audible = audible;
    }

    /// What became of an alert.
    pub fn shown(&mut self, alert: AlertId, shown: Shown) -> Vec<Effect> {
        let mut effects = Vec::new();
        let answer = match shown {
            Shown::Raised | Shown::Known | Shown::Quiet => Some(FromBrowser::Shown { alert }),
            Shown::Failed => Some(FromBrowser::Failed { alert }),
            Shown::Fresh => None,
        };
        if self.may() {
            effects.extend(answer.and_then(|answer| self.when_open(answer)));
        }
        if matches!(shown, Shown::Raised | Shown::Fresh) {
            effects.extend(self.sound());
        }
        effects
    }

    /// The agent selected an alert; the conversation is being opened in a new tab.
    #[must_use]
    pub fn clicked(&self, alert: AlertId) -> Vec<Effect> {
        let frame = FromBrowser::Clicked { alert };
        self.when_open(frame).into_iter().collect()
    }

    fn tell(&mut self, moment: Moment) -> Option<Effect> {
        self.told_at = moment.now;
        self.when_open(FromBrowser::State(self.told.clone()))
    }

    /// Another socket in the place of one that has said nothing for too long.
    fn when_silent(&mut self, moment: Moment) -> Vec<Effect> {
        let silent = moment.now - self.heard_at;
        if self.link.state() != LinkState::Open || silent < SILENCE {
            return Vec::new();
        }
        let steps = self.link.dismissed(Millis(0));
        let mut effects = links(
            steps
                .into_iter()
                .filter(|step| matches!(step, Step::Hangup { .. }))
                .collect(),
        );
        effects.extend(links(self.link.start()));
        effects
    }

    fn sound(&self) -> Option<Effect> {
        let wanted = self.settings.sound != Sound::Muted && self.audible;
        wanted.then_some(Effect::Play(self.settings.sound))
    }

    /// Whether the system should make no sound for a pop-up.
    fn is_silent(&self) -> bool {
        self.settings.sound == Sound::Muted || self.audible
    }

    fn when_open(&self, frame: FromBrowser) -> Option<Effect> {
        (self.link.state() == LinkState::Open).then_some(Effect::Send(frame))
    }
}

fn steps(steps: Vec<Step>) -> Vec<Effect> {
    let effect = |step| match step {
        Step::Ping => Effect::Send(FromBrowser::Ping),
        step => Effect::Link(step),
    };
    steps.into_iter().map(effect).collect()
}

/// Steps of the link that hold no ping.
fn links(steps: Vec<Step>) -> Vec<Effect> {
    steps.into_iter().map(Effect::Link).collect()
}
