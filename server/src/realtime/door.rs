//! What every socket asks before it is let in: who this is, and whether they have sockets left.

use http::HeaderMap;

use super::farewell::Farewell;
use super::hub::Seat;
use super::mailbox::Holder;
use crate::app::App;
use crate::limits::SocketPermit;
use crate::session::{StaffSession, staff};

/// The agent or admin whose session the upgrade's cookie names.
///
/// # Errors
/// [`Farewell::NoSession`]; [`Farewell::Failed`] where it can't be looked up.
pub(super) async fn signed_in(app: &App, headers: &HeaderMap) -> Result<StaffSession, Farewell> {
    let staff = staff::from_headers(app, headers).await;
    staff
        .map_err(|_| Farewell::Failed)?
        .ok_or(Farewell::NoSession)
}

/// A seat in the hub, and the place among the principal's sockets that goes with it.
///
/// # Errors
/// [`Farewell::TooMany`].
pub(super) fn seat(app: &App, holder: Holder) -> Result<(Seat, SocketPermit), Farewell> {
    let now = std::time::Instant::now();
    let permit = app.hub.limits().socket(holder.principal, now);
    let permit = permit.ok_or(Farewell::TooMany)?;
    Ok((app.hub.join(holder), permit))
}
