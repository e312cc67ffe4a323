//! An agent's own profile.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::Response;
use baton_app::console::site::frame::SitePage;
use baton_app::console::site::profile::{ProfileData, ProfilePage, ProfilePageProps};
use baton_app::console::words::site as words;
use baton_core::audit::AuditActor;
use baton_core::staff;
use baton_store::Principal;
use serde::Deserialize;

use super::{After, done, page, site_frame};
use crate::app::App;
use crate::error::PageError;
use crate::session::{ClosedSession, StaffSession, password as passwords};

#[derive(Deserialize)]
pub(super) struct Rename {
    name: String,
}

#[derive(Deserialize)]
pub(super) struct NewPassword {
    present: String,
    password: String,
}

#[derive(Default)]
struct Problems {
    name: Option<&'static str>,
    present: Option<&'static str>,
    new: Option<&'static str>,
}

async fn profile(
    app: &App,
    staff: &StaffSession,
    after: &After,
    name: String,
    problems: Problems,
) -> Result<Response, PageError> {
    let data = ProfileData {
        frame: site_frame(app, &staff.account, staff.site_admin, after).await?,
        name,
        name_problem: problems.name,
        present_problem: problems.present,
        new_problem: problems.new,
    };
    Ok(page(app, words::PROFILE, || {
        ProfilePage(ProfilePageProps { data })
    }))
}

/// `GET /app/profile`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    staff: StaffSession,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    let name = staff.account.name.clone();
    profile(&app, &staff, &after, name, Problems::default()).await
}

/// `POST /app/profile`
pub(super) async fn rename(
    State(app): State<Arc<App>>,
    me: StaffSession,
    Form(sent): Form<Rename>,
) -> Result<Response, PageError> {
    match staff::name(&sent.name) {
        Ok(name) => {
            let by = AuditActor::Account(me.account.clone());
            app.store.rename_account(&by, me.account.id, &name).await?;
            Ok(done(SitePage::Profile.path()))
        }
        Err(problem) => {
            let problems = Problems {
                name: Some(words::name_problem(problem)),
                ..Problems::default()
            };
            profile(&app, &me, &After::default(), sent.name, problems).await
        }
    }
}

/// `POST /app/profile/password`: the account's other sessions end.
pub(super) async fn password(
    State(app): State<Arc<App>>,
    me: StaffSession,
    Form(sent): Form<NewPassword>,
) -> Result<Response, PageError> {
    let again = |problems| {
        let name = me.account.name.clone();
        let (app, me) = (&app, &me);
        async move { profile(app, me, &After::default(), name, problems).await }
    };
    if let Some(problem) = staff::password_problem(&sent.password) {
        return again(Problems {
            new: Some(words::password_problem(problem)),
            ..Problems::default()
        })
        .await;
    }
    let key = format!("password {}", me.account.id);
    let wrong = if app.attempts.take(&key, app.now()) {
        let record = app.store.account(me.account.id).await?;
        let hash = record.and_then(|record| record.password_hash);
        let matches = passwords::verify(sent.present, hash).await?;
        (!matches).then_some(words::PASSWORD_WRONG)
    } else {
        Some(words::TOO_MANY_TRIES)
    };
    if wrong.is_some() {
        return again(Problems {
            present: wrong,
            ..Problems::default()
        })
        .await;
    }
    app.attempts.forgive(&key);
    let hash = passwords::hash(sent.password).await?;
    let by = AuditActor::Account(me.account.clone());
    app.store
        .set_password(&by, me.account.id, Some(&hash), Some(&me.session))
        .await?;
    let principal = Principal::Account(me.account.id);
    // Nobody may be listening, and that is fine.
    _ = app.closed_sessions.send(ClosedSession::AllOf(principal));
    Ok(done(SitePage::Profile.path()))
}
