//! *Notifications*: what an agent decides about alerts, for every browser.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::site::frame::SitePage;
use baton_app::console::site::notifications::{
    NotificationsData, NotificationsPage, NotificationsPageProps,
};
use baton_core::alert::{AlertKind, AlertSettings, Sound};

use super::{After, done, page, site_frame};
use crate::app::App;
use crate::error::PageError;
use crate::session::StaffSession;

/// `GET /app/notifications`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    me: StaffSession,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    let data = NotificationsData {
        frame: site_frame(&app, &me.account, me.site_admin, &after).await?,
        settings: app.store.alert_settings(me.account.id).await?,
    };
    Ok(page(&app, SitePage::Notifications.label(), || {
        NotificationsPage(NotificationsPageProps { data })
    }))
}

/// What the form means: `wants` once for each kind that is wanted, and the other choices. A kind that this build does not
/// know is not among those it could name, so it is not taken for unwanted.
fn settings(sent: &[(String, String)]) -> Result<AlertSettings, PageError> {
    let mut wanted = Vec::new();
    let mut settings = AlertSettings::default();
    for (name, value) in sent {
        match name.as_str() {
            "wants" => wanted.push(AlertKind::from_name(value).ok_or(PageError::BadForm)?),
            "sound" => settings.sound = Sound::from_name(value).ok_or(PageError::BadForm)?,
            "quiet_in_inbox" => settings.quiet_in_inbox = value == "on",
            "show_text" => settings.show_text = value == "on",
            _ => {}
        }
    }
    settings.unwanted = AlertKind::ALL.into();
    settings.unwanted.retain(|kind| !wanted.contains(kind));
    Ok(settings)
}

/// `POST /app/notifications`
pub(super) async fn save(
    State(app): State<Arc<App>>,
    me: StaffSession,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let settings = settings(&sent)?;
    app.store
        .save_alert_settings(me.account.id, &settings)
        .await?;
    app.alerts.look_again(Some(me.account.id));
    Ok(done(SitePage::Notifications.path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> Result<AlertSettings, PageError> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        settings(&fields.iter().map(owned).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_not_ticked_is_unwanted_and_unknown_words_are_refused() {
        let all = AlertKind::ALL.map(|kind| ("wants", kind.name()));
        assert_eq!(sent(&all).unwrap(), AlertSettings::default());
        let some = [
            ("wants", "new_chat"),
            ("sound", "muted"),
            ("quiet_in_inbox", "on"),
            ("show_text", "on"),
        ];
        let settings = sent(&some).unwrap();
        assert!(settings.wants(AlertKind::NewChat));
        assert!(!settings.wants(AlertKind::NewMessage));
        assert_eq!(settings.unwanted.len(), 4);
        assert_eq!(settings.sound, Sound::Muted);
        assert!(settings.quiet_in_inbox && settings.show_text);
        assert!(sent(&[("wants", "everything")]).is_err());
        assert!(sent(&[("sound", "siren")]).is_err());
    }
}
