//! What every socket asks before it is let in: who this is, and whether they have sockets left. And what it asks later:
//! whether it is still theirs, and whether they say too much.

use http::HeaderMap;

use super::farewell::Farewell;
use super::hub::Seat;
use super::mailbox::Holder;
use super::socket::Went;
use crate::app::App;
use crate::limits::{Principal, SocketPermit};
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

/// Whether the session still lives and is still its holder's. Who was disabled is told so: that person's session was
/// real until this moment.
///
/// # Errors
/// [`Farewell::NoSession`], [`Farewell::BecameAnother`], [`Farewell::Disabled`]; [`Farewell::Failed`] where it can't be
/// looked up.
pub(super) async fn still(app: &App, holder: &Holder) -> Went {
    let session = app.store.session(&holder.session).await?;
    let session = session.filter(|session| session.expires > app.now());
    if let Some(session) = session {
        if is_of(&session.principal, holder) {
            return Ok(());
        }
        // The guest of this session is somebody with an account by now, or the account has taken the guest's place.
        if matches!(session.principal, baton_store::Principal::Customer { space, .. } if holder.space == Some(space))
        {
            return Err(Farewell::BecameAnother);
        }
    }
    if let Principal::Account(account) = holder.principal
        && let Some(record) = app.store.account(account).await?
        && record.disabled
    {
        return Err(Farewell::Disabled);
    }
    Err(Farewell::NoSession)
}

fn is_of(principal: &baton_store::Principal, holder: &Holder) -> bool {
    match *principal {
        baton_store::Principal::Account(account) => holder.principal == Principal::Account(account),
        baton_store::Principal::Customer { space, customer } => {
            holder.principal == Principal::Customer(customer) && holder.space == Some(space)
        }
    }
}

/// Whether the holder may say so much more now.
pub(super) fn may_say(app: &App, holder: &Holder, bytes: usize) -> bool {
    let now = std::time::Instant::now();
    app.hub.limits().frame(holder.principal, bytes, now).is_ok()
}
