//! The first form of a browser that has no cookie yet, sent twice: both must come from the same new guest, or one
//! request would become two. The form's id, which only that page knows, leads the second to the first's session.

use std::collections::HashMap;

use baton_core::id::CommandId;
use baton_core::time::{Millis, Time};
use tokio::sync::Mutex;

use super::token::Token;

/// How long a form may come again.
const REMEMBERED: Millis = Millis::minutes(10);

/// The guests made for forms of late.
#[derive(Debug, Default)]
pub struct FirstPosts {
    /// Held while a guest is made, so that the second of two at once waits for the first.
    pub(super) by_form: Mutex<HashMap<CommandId, (Time, Token)>>,
}

pub(super) fn forget_old(by_form: &mut HashMap<CommandId, (Time, Token)>, now: Time) {
    by_form.retain(|_, (made, _)| *made + REMEMBERED > now);
}
