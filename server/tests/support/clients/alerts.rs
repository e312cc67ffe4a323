//! A page that is alerted.

use baton_core::alert::{AlertId, AlertSettings, Sound};
use baton_core::id::{BrowserId, ConversationId, PageId, TestId};
use baton_core::wire::REVISION;
use baton_core::wire::alerts::{
    Alert, Attention, Count, FromBrowser, Health, PageState, Permission, Showing, Standing,
    ToBrowser,
};

use super::{ALERTS, Heard, Line, agent_cookie, id};
use crate::support::world::{Agent, KEY, Server};

/// A page that is alerted.
pub(crate) struct AlertedPage {
    pub(crate) line: Line<ToBrowser>,
    pub(crate) browser: BrowserId,
    pub(crate) state: PageState,
    pub(crate) settings: AlertSettings,
    pub(crate) health: Option<Health>,
    /// How often it was told to look at delivery and availability since it was greeted.
    pub(crate) looks: usize,
    pub(crate) standing: Option<Standing>,
    pub(crate) count: Count,
    /// The alerts that came and were not looked at.
    pub(crate) alerts: Vec<Alert>,
    /// The alerts that were withdrawn.
    pub(crate) withdrawn: Vec<AlertId>,
    pub(crate) tests: Vec<TestId>,
}

/// A page of another browser window that is hidden, with permission.
pub(crate) fn hidden() -> PageState {
    PageState {
        permission: Permission::Granted,
        worker: true,
        attention: Attention::Hidden,
        showing: Showing::Other,
    }
}

/// A page that shows the inbox and has the agent's attention.
pub(crate) fn watching(conversation: Option<ConversationId>) -> PageState {
    PageState {
        attention: Attention::Focused,
        showing: Showing::Inbox {
            space: KEY.into(),
            conversation,
        },
        ..hidden()
    }
}

impl AlertedPage {
    /// A hidden page in a browser of its own, with permission.
    pub(crate) async fn open(server: &Server, agent: &Agent) -> Self {
        Self::open_in(server, agent, BrowserId(id()), hidden()).await
    }

    pub(crate) async fn open_in(
        server: &Server,
        agent: &Agent,
        browser: BrowserId,
        state: PageState,
    ) -> Self {
        let cookie = agent_cookie(agent, server);
        let mut line = Line::open(server, ALERTS, &cookie, None).await;
        let hello = FromBrowser::Hello {
            revision: REVISION,
            browser,
            page: PageId(id()),
            state: state.clone(),
        };
        line.send(&hello).await;
        let mut page = Self {
            line,
            browser,
            state,
            settings: AlertSettings::default(),
            health: None,
            looks: 0,
            standing: None,
            count: Count::default(),
            alerts: Vec::new(),
            withdrawn: Vec::new(),
            tests: Vec::new(),
        };
        page.until("what stands", |page| page.standing.is_some())
            .await;
        assert!(page.health.is_some(), "the greeting comes first");
        page
    }

    /// The next frame, noted.
    pub(crate) async fn hear(&mut self) -> Heard<ToBrowser> {
        let heard = self.line.hear().await;
        if let Heard::Frame(frame) = &heard {
            self.note(frame.clone());
        }
        heard
    }

    fn note(&mut self, frame: ToBrowser) {
        match frame {
            ToBrowser::Welcome {
                settings, health, ..
            } => {
                self.settings = settings;
                self.health = Some(health);
            }
            ToBrowser::Standing(standing) => {
                self.count = standing.count;
                self.standing = Some(standing);
            }
            ToBrowser::Alert(alert) => self.alerts.push(alert),
            ToBrowser::Withdraw { alert } => self.withdrawn.push(alert),
            ToBrowser::Count(count) => self.count = count,
            ToBrowser::Settings(settings) => self.settings = settings,
            ToBrowser::Health(health) => {
                self.health = Some(health);
                self.looks += 1;
            }
            ToBrowser::Test { id } => self.tests.push(id),
            ToBrowser::Bye { .. } => {}
        }
    }

    /// Reads until it is so.
    pub(crate) async fn until(&mut self, what: &str, so: impl Fn(&Self) -> bool) {
        while !so(self) {
            let heard = self.hear().await;
            assert!(matches!(heard, Heard::Frame(_)), "{what}: {heard:?}");
        }
    }

    /// The next alert.
    pub(crate) async fn alert(&mut self) -> Alert {
        self.until("an alert", |page| !page.alerts.is_empty()).await;
        self.alerts.remove(0)
    }

    /// The next alert, acknowledged.
    pub(crate) async fn shows(&mut self) -> Alert {
        let alert = self.alert().await;
        self.say(&FromBrowser::Shown { alert: alert.id }).await;
        alert
    }

    /// Waits until an alert is withdrawn.
    pub(crate) async fn is_withdrawn(&mut self, alert: AlertId) {
        self.until("a withdrawal", |page| page.withdrawn.contains(&alert))
            .await;
    }

    pub(crate) async fn say(&mut self, frame: &FromBrowser) {
        self.line.send(frame).await;
    }

    /// Tells another state.
    pub(crate) async fn becomes(&mut self, state: PageState) {
        self.state = state.clone();
        self.say(&FromBrowser::State(state)).await;
    }

    pub(crate) fn health(&self) -> &Health {
        self.health.as_ref().unwrap()
    }
}

/// Reads everything that these pages of one account were sent up to now: a change of the account's settings comes after it.
pub(crate) async fn up_to_now<const PAGES: usize>(
    server: &Server,
    agent: &Agent,
    pages: [&mut AlertedPage; PAGES],
) {
    let mut settings = server.app.store.alert_settings(agent.id).await.unwrap();
    settings.sound = match settings.sound {
        Sound::Chime => Sound::Bell,
        Sound::Bell => Sound::Knock,
        Sound::Knock => Sound::Muted,
        Sound::Muted => Sound::Chime,
    };
    let saved = server.app.store.save_alert_settings(agent.id, &settings);
    saved.await.unwrap();
    server.app.alerts.look_again(Some(agent.id));
    for page in pages {
        page.until("the mark", |page| page.settings == settings)
            .await;
    }
}
