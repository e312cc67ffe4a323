//! A reader's own requests: those of the account, and those raised as a guest before it was known who that was.

use baton_core::people::CustomerProfile;
use baton_store::{StoreError, WorkItemRow};

use crate::app::App;

/// The work items that *My requests* lists, and that the home page counts.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn requests_of(
    app: &App,
    profile: &CustomerProfile,
) -> Result<Vec<WorkItemRow>, StoreError> {
    let mut rows = app.store.work_items_of(profile.id).await?;
    for guest in app.store.linked_guests(profile.id).await? {
        rows.extend(app.store.work_items_of(guest).await?);
    }
    Ok(rows)
}
