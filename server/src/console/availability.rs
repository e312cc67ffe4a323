//! An agent's availability in each team, from the menu that every page of the console has. The form works without
//! script; with script, the page sends it and fetches the menu's content anew.

use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::Response;
use baton_app::console::alerts::availability_menu;
use baton_app::console::site::frame::SitePage;
use baton_core::id::TeamId;
use baton_core::staff::may_mark_available;
use http::{HeaderMap, header};
use serde::Deserialize;

use super::my_teams;
use super::site::{NOT_IN_TEAM, TEAM_TOO_LARGE, done, not_done};
use crate::app::App;
use crate::error::PageError;
use crate::page::fragment;
use crate::routes::{Field, Route, Who};
use crate::session::{StaffSession, back};

/// The addresses.
pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/app/availability", Who::Staff, menu),
        Route::post(
            "/app/availability",
            Who::Staff,
            [Field::Of("team", "team"), Field::Given("available", "yes")],
            save,
        ),
    ]
}

#[derive(Deserialize)]
struct Choice {
    team: String,
    available: String,
}

/// `GET /app/availability`: what is in the menu now.
async fn menu(State(app): State<Arc<App>>, me: StaffSession) -> Result<Response, PageError> {
    let teams = my_teams(&app, me.account.id).await?;
    Ok(fragment(|| availability_menu(teams)))
}

/// `POST /app/availability`
async fn save(
    State(app): State<Arc<App>>,
    me: StaffSession,
    headers: HeaderMap,
    Form(sent): Form<Choice>,
) -> Result<Response, PageError> {
    let team: TeamId = sent.team.parse().map_err(|_| PageError::BadForm)?;
    let available = match sent.available.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(PageError::BadForm),
    };
    let teams = app.store.teams_of(me.account.id).await?;
    let profile = SitePage::Profile.path();
    let Some((mine, _)) = teams.into_iter().find(|(mine, _)| mine.team.id == team) else {
        return Ok(not_done(profile, NOT_IN_TEAM));
    };
    if !may_mark_available(mine.members) {
        return Ok(not_done(profile, TEAM_TOO_LARGE));
    }
    let marked = app
        .store
        .set_marked_available(team, me.account.id, available);
    marked.await?;
    app.hub.offers().look();
    app.alerts.look_again(Some(me.account.id));
    Ok(done(&came_from(&headers, &app.public_url.origin)))
}

/// The page with the menu that was used, without what its address asked for; else the profile.
fn came_from(headers: &HeaderMap, origin: &str) -> String {
    let named = headers
        .get(header::REFERER)
        .and_then(|from| from.to_str().ok());
    let path = named
        .and_then(|from| from.strip_prefix(origin))
        .and_then(|path| path.split(['?', '#']).next())
        .and_then(|path| back::checked(path, "/app"));
    path.unwrap_or(SitePage::Profile.path()).to_owned()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_menu_leads_back_to_the_page_it_was_used_on_and_never_elsewhere() {
        let ours = "https://help.example";
        for (from, expected) in [
            (
                "https://help.example/app/HELP/items?status=open",
                "/app/HELP/items",
            ),
            ("https://help.example/app", "/app"),
            ("https://help.example.evil/app/HELP", "/app/profile"),
            ("https://help.example/portal/HELP", "/app/profile"),
            ("https://help.example/app//evil", "/app/profile"),
            ("", "/app/profile"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, HeaderValue::from_static(from));
            assert_eq!(came_from(&headers, ours), expected, "{from}");
        }
        assert_eq!(came_from(&HeaderMap::new(), ours), "/app/profile");
    }
}
