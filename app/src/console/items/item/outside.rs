//! What the page needs from the browser. On the server nothing comes after the first render, so there these do nothing.

#[cfg(feature = "hydrate")]
pub(super) use crate::console::browser::{
    item::{carry_out, start},
    load, moment, save,
};

#[cfg(not(feature = "hydrate"))]
mod nowhere {
    use baton_core::time::Time;

    use super::super::LivePage;
    use crate::console::model::Moment;
    use crate::console::model::live_item::Effect;

    pub(in super::super) fn start(_: LivePage) {}

    pub(in super::super) fn moment() -> Moment {
        Moment {
            now: Time(0),
            dice: 0.0,
        }
    }

    pub(in super::super) fn carry_out(_: Vec<Effect>) {}

    pub(in super::super) fn load(_: &str) -> String {
        String::new()
    }

    pub(in super::super) fn save(_: &str, _: &str) {}
}

#[cfg(not(feature = "hydrate"))]
pub(super) use nowhere::{carry_out, load, moment, save, start};
