//! *Teams*.

use std::sync::Arc;

use axum::extract::{Form, Path, Query, State};
use axum::response::Response;
use baton_app::console::site::frame::SitePage;
use baton_app::console::site::teams::{
    TeamData, TeamPage, TeamPageProps, TeamsData, TeamsPage, TeamsPageProps,
};
use baton_app::console::words::site as words;
use baton_core::id::{AccountId, TeamId};
use baton_core::people::TeamRef;
use baton_core::settings::MemberState;
use baton_core::staff;
use baton_store::{StoreError, TeamMember};
use serde::Deserialize;

use super::{After, admins_frame, done, page};
use crate::app::App;
use crate::error::PageError;
use crate::session::SiteAdmin;

/// So many people are found at most.
const FOUND: u32 = 20;

#[derive(Deserialize)]
pub(super) struct Named {
    name: String,
}

#[derive(Deserialize)]
pub(super) struct Member {
    account: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

async fn teams(
    app: &App,
    admin: &SiteAdmin,
    after: &After,
    name: String,
    name_problem: Option<&'static str>,
) -> Result<Response, PageError> {
    let teams = app.store.team_summaries().await?.into_iter();
    let teams = teams.map(|summary| (summary.team.id, summary.team.name, summary.members));
    let data = TeamsData {
        frame: admins_frame(app, admin, after).await?,
        teams: teams.collect(),
        name,
        name_problem,
    };
    Ok(page(app, words::TEAMS, || {
        TeamsPage(TeamsPageProps { data })
    }))
}

/// `GET /app/site/teams`
pub(super) async fn list(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    teams(&app, &admin, &after, String::new(), None).await
}

/// `POST /app/site/teams`
pub(super) async fn create(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Form(sent): Form<Named>,
) -> Result<Response, PageError> {
    let made = match staff::name(&sent.name) {
        Err(problem) => Err(words::name_problem(problem)),
        Ok(name) => or_taken(app.store.create_team(&admin.by(), &name).await)?,
    };
    match made {
        Ok(team) => Ok(done(&path(team))),
        Err(problem) => {
            let after = After::default();
            teams(&app, &admin, &after, sent.name, Some(problem)).await
        }
    }
}

/// That another team has the name is a problem of the field; any other failure is none that typing mends.
fn or_taken<Done>(
    result: Result<Done, StoreError>,
) -> Result<Result<Done, &'static str>, PageError> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(StoreError::Taken) => Ok(Err(words::TEAM_TAKEN)),
        Err(error) => Err(error.into()),
    }
}

fn path(team: TeamId) -> String {
    format!("{}/{team}", SitePage::Teams.path())
}

async fn known(app: &App, id: &str) -> Result<TeamRef, PageError> {
    let id: TeamId = id.parse().map_err(|_| PageError::NotFound)?;
    app.store.team(id).await?.ok_or(PageError::NotFound)
}

async fn team(
    app: &App,
    admin: &SiteAdmin,
    team: TeamRef,
    (after, search): (&After, String),
    (typed, name_problem): (String, Option<&'static str>),
) -> Result<Response, PageError> {
    let now = app.store.now().await?;
    let members = app.store.team_members(team.id).await?;
    let presence = |member: &TeamMember| {
        let present = member.present_until.is_some_and(|until| until > now);
        MemberState::of(member.marked_available, present, member.reach)
    };
    let mut found = Vec::new();
    if !search.trim().is_empty() {
        let people = app.store.people(&search, "", FOUND).await?.people;
        let is_in = |id: AccountId| members.iter().any(|member| member.account == id);
        let others = people
            .into_iter()
            .filter(|account| !account.disabled && !is_in(account.id));
        found.extend(others.map(|account| (account.id, account.name, account.email)));
    }
    let data = TeamData {
        frame: admins_frame(app, admin, after).await?,
        id: team.id,
        name: team.name,
        typed,
        name_problem,
        members: members
            .iter()
            .map(|member| (member.account, member.name.clone(), presence(member)))
            .collect(),
        search,
        found,
    };
    Ok(page(app, words::TEAMS, || TeamPage(TeamPageProps { data })))
}

/// `GET /app/site/teams/{team}`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Query(after): Query<After>,
) -> Result<Response, PageError> {
    let known = known(&app, &id).await?;
    let typed = known.name.clone();
    team(&app, &admin, known, (&after, asked.q), (typed, None)).await
}

/// `POST /app/site/teams/{team}/rename`
pub(super) async fn rename(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(id): Path<String>,
    Form(sent): Form<Named>,
) -> Result<Response, PageError> {
    let known = known(&app, &id).await?;
    let renamed = match staff::name(&sent.name) {
        Err(problem) => Err(words::name_problem(problem)),
        Ok(name) => or_taken(app.store.rename_team(&admin.by(), known.id, &name).await)?,
    };
    match renamed {
        Ok(()) => Ok(done(&path(known.id))),
        Err(problem) => {
            let (after, typed) = (After::default(), (sent.name, Some(problem)));
            team(&app, &admin, known, (&after, String::new()), typed).await
        }
    }
}

/// The team of an address and the account of a form.
async fn named(app: &App, id: &str, sent: &Member) -> Result<(TeamId, AccountId), PageError> {
    let team = known(app, id).await?.id;
    let account = sent.account.parse().map_err(|_| PageError::BadForm)?;
    Ok((team, account))
}

/// `POST /app/site/teams/{team}/add`
pub(super) async fn add(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(id): Path<String>,
    Form(sent): Form<Member>,
) -> Result<Response, PageError> {
    let (team, account) = named(&app, &id, &sent).await?;
    let by = admin.by();
    let added = app.store.add_team_member(&by, team, account);
    answer(&app, team, added.await)
}

/// `POST /app/site/teams/{team}/remove`
pub(super) async fn remove(
    State(app): State<Arc<App>>,
    admin: SiteAdmin,
    Path(id): Path<String>,
    Form(sent): Form<Member>,
) -> Result<Response, PageError> {
    let (team, account) = named(&app, &id, &sent).await?;
    let by = admin.by();
    let removed = app.store.remove_team_member(&by, team, account);
    answer(&app, team, removed.await)
}

/// Who is or was a member already: it is as was asked.
fn answer(app: &App, team: TeamId, result: Result<(), StoreError>) -> Result<Response, PageError> {
    match result {
        Ok(()) | Err(StoreError::NotFound) => {
            app.hub.offers().look();
            app.alerts.look_again(None);
            Ok(done(&path(team)))
        }
        Err(error) => Err(error.into()),
    }
}
