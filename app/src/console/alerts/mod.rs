//! What every page of the console shows of alerts: the bell in the sidebar, the banner over the inbox, the state on the
//! page of notifications, and the agent's availability. The server renders the places, with what is true without script;
//! the browser layer then puts the bell, the banner and the state there, on pages that are hydrated and on those that
//! are not.

#![expect(
    unreachable_pub,
    reason = "the component macro makes the types of properties public"
)]

mod availability;
mod banner;
mod bell;
mod delivery;

use leptos::prelude::*;

pub use availability::{Availability, AvailabilityProps, availability_menu};
pub use banner::Banner;
pub use bell::{Bell, BellPlace, BellPlaceProps};
pub use delivery::DeliveryState;

use super::model::alerts::{Alerts, Delivery};

/// The place of the bell. A page with it belongs to somebody who is signed in.
pub const BELL_ELEMENT: &str = "alerts-bell";
/// The place of the banner.
pub const BANNER_ELEMENT: &str = "alerts-banner";
/// The place of the state of delivery.
pub const DELIVERY_ELEMENT: &str = "alerts-delivery";
/// The menu of availability.
pub const AVAILABILITY_ELEMENT: &str = "availability";

/// What a page of the console does when it is asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// *Turn on notifications*: ask the browser, within the click.
    TurnOn,
    /// *Send a test notification*.
    SendTest,
    /// *Not now*, until the browser is closed.
    PutOff,
}

/// The alerts of a page, for components.
#[derive(Clone, Copy, Debug)]
pub struct AlertsPage {
    /// Everything that is known.
    pub alerts: RwSignal<Alerts>,
    /// Whether the agent wants to think of it later.
    pub put_off: RwSignal<bool>,
    /// Carries out what people ask for.
    pub wish: Callback<Wish>,
}

impl AlertsPage {
    /// How delivery is, for who shows it.
    fn delivery(self) -> Memo<Delivery> {
        Memo::new(move |_| self.alerts.with(Alerts::delivery))
    }

    /// The teams in which the agent is not counted although marked available.
    fn not_counted_in(self) -> Memo<Vec<String>> {
        Memo::new(move |_| self.alerts.with(|alerts| alerts.not_counted_in().to_vec()))
    }
}
