//! A point in time on a page that is not hydrated. The server knows no time zone and writes UTC, and says so; the module
//! then puts the reader's own in its place.

#![expect(
    unreachable_pub,
    reason = "the component macro makes the types of properties public"
)]

use baton_core::time::Time;
use leptos::prelude::*;

use super::model::{Zone, day, day_and_clock, iso};

/// The attribute by which the module finds them, with what they show.
#[cfg(feature = "hydrate")]
pub(super) const SHOWS: &str = "data-shows";

/// How much of it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shows {
    /// The day and the time of day.
    #[default]
    Moment,
    /// The day.
    Day,
}

impl Shows {
    /// The value of the attribute.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Moment => "moment",
            Self::Day => "day",
        }
    }

    /// What stands there.
    pub(super) fn text(self, at: Time, zone: Zone) -> String {
        match self {
            Self::Moment => day_and_clock(at, zone),
            Self::Day => day(at, zone),
        }
    }

    /// By the attribute's value.
    #[cfg(feature = "hydrate")]
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Moment, Self::Day]
            .into_iter()
            .find(|shows| shows.name() == name)
    }
}

/// The point in time.
#[component]
pub(super) fn Stamp(
    /// Which.
    at: Time,
    /// How much of it.
    #[prop(default = Shows::Moment)]
    shows: Shows,
) -> impl IntoView {
    view! {
        <time datetime=iso(at) data-shows=shows.name()>
            {shows.text(at, Zone::Utc)}
        </time>
    }
}
