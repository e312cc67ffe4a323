//! One scenario: what it says, what it may quote, its skills, its place.

use std::sync::Arc;

use axum::extract::{Form, Path, Query, State};
use axum::response::Response;
use baton_app::console::agent::{
    ArticleChoice, NewScenario, Place, ScenarioData, ScenarioPage, ScenarioPageProps,
};
use baton_core::id::ArticleId;
use baton_core::scenario::Company;
use baton_core::settings::agent::{Change, Direction, ScenarioText};
use baton_core::settings::{Knowledge, Skill};

use super::{After, Became, Sent, Shown, agent_of, change, frame, page, surface};
use crate::app::App;
use crate::console::Instead;
use crate::console::settings::admin::SettingsAdmin;
use crate::error::PageError;
use crate::session::StaffInSpace;

/// The space's key and the scenario's number, counted from 1.
type Address = Path<(String, String)>;

/// What a form sent.
type Fields = Form<Vec<(String, String)>>;

/// The scenario's place, counted from 0.
fn place_of(number: &str) -> Result<usize, PageError> {
    let number: usize = number.parse().map_err(|_| PageError::NotFound)?;
    number.checked_sub(1).ok_or(PageError::NotFound)
}

/// What is shown of a scenario.
struct Typed {
    text: ScenarioText,
    knowledge: Knowledge,
}

/// `GET /app/{key}/settings/rovo/scenarios/{scenario}`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Path((_, number)): Address,
    Query(after): Query<After>,
) -> Result<Response, Instead> {
    let at = place_of(&number)?;
    let agent = agent_of(&staff)?;
    let scenario = agent.scenarios.get(at).ok_or(PageError::NotFound)?;
    let typed = Typed {
        text: ScenarioText {
            name: scenario.name.clone(),
            trigger: scenario.trigger.clone(),
            instructions: scenario.instructions.clone(),
        },
        knowledge: scenario.knowledge.clone(),
    };
    let first = Shown::first(staff, &after);
    Ok(shown(&app, &first, (at, typed)).await?)
}

/// `POST /app/{key}/settings/rovo/scenarios/{scenario}`
pub(super) async fn save(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Path((_, number)): Address,
    Form(sent): Fields,
) -> Result<Response, PageError> {
    let (at, sent) = (place_of(&number)?, Sent(sent));
    let text = ScenarioText {
        name: sent.text("name").to_owned(),
        trigger: sent.text("trigger").to_owned(),
        instructions: sent.text("instructions").to_owned(),
    };
    let knowledge = match sent.text("knowledge") {
        "all" => Knowledge::All,
        "none" => Knowledge::None,
        "chosen" => {
            let articles = app.store.articles(staff.space.id).await?;
            let mut chosen = Vec::new();
            for id in sent.all("article") {
                let id: ArticleId = id.parse().map_err(|_| PageError::BadForm)?;
                if articles.iter().any(|article| article.id == id) {
                    chosen.push(id);
                }
            }
            Knowledge::Chosen(chosen)
        }
        _ => return Err(PageError::BadForm),
    };
    let place = Place::Scenario(at);
    let action = place.path(staff.space.key.as_str());
    let wanted = Change::EditScenario {
        at,
        text: text.clone(),
        knowledge: knowledge.clone(),
    };
    let typed = (at, Typed { text, knowledge });
    match change(&app, staff, &sent, (wanted, place, action)).await? {
        Became::Answer(answer) => Ok(answer),
        Became::Again(again) => shown(&app, &again, typed).await,
    }
}

/// `POST /app/{key}/settings/rovo/scenarios/{scenario}/move`
pub(super) async fn move_it(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Path((_, number)): Address,
    Form(sent): Fields,
) -> Result<Response, Instead> {
    let (at, sent) = (place_of(&number)?, Sent(sent));
    let to = match sent.text("to") {
        "earlier" => Direction::Earlier,
        "later" => Direction::Later,
        _ => return Err(PageError::BadForm.into()),
    };
    let wanted = Change::MoveScenario { at, to };
    simple(&app, staff, &sent, (at, "/move"), (wanted, Place::Surface)).await
}

/// `POST /app/{key}/settings/rovo/scenarios/{scenario}/delete`
pub(super) async fn delete(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Path((_, number)): Address,
    Form(sent): Fields,
) -> Result<Response, Instead> {
    let (at, sent) = (place_of(&number)?, Sent(sent));
    let wanted = (Change::DeleteScenario { at }, Place::Surface);
    simple(&app, staff, &sent, (at, "/delete"), wanted).await
}

/// `POST /app/{key}/settings/rovo/scenarios/{scenario}/skill`
pub(super) async fn skill(
    State(app): State<Arc<App>>,
    SettingsAdmin(staff): SettingsAdmin,
    Path((_, number)): Address,
    Form(sent): Fields,
) -> Result<Response, Instead> {
    let (at, sent) = (place_of(&number)?, Sent(sent));
    let skill = Skill::ChatWithLiveAgent;
    let wanted = match sent.text("skill") {
        "add" => Change::AddSkill { at, skill },
        "delete" => Change::DeleteSkill { at, skill },
        _ => return Err(PageError::BadForm.into()),
    };
    simple(
        &app,
        staff,
        &sent,
        (at, "/skill"),
        (wanted, Place::Scenario(at)),
    )
    .await
}

/// A change without typed words; where the agent has changed meanwhile, its scenarios are shown as they are.
async fn simple(
    app: &Arc<App>,
    staff: StaffInSpace,
    sent: &Sent,
    (at, tail): (usize, &str),
    (wanted, place): (Change, Place),
) -> Result<Response, Instead> {
    agent_of(&staff)?;
    let key = staff.space.key.to_string();
    let action = format!("{}{tail}", Place::Scenario(at).path(&key));
    match change(app, staff, sent, (wanted, place, action)).await? {
        Became::Answer(answer) => Ok(answer),
        Became::Again(again) => Ok(surface::shown(app, &again, NewScenario::default()).await?),
    }
}

async fn shown(
    app: &App,
    shown: &Shown,
    (at, typed): (usize, Typed),
) -> Result<Response, PageError> {
    let scenario = shown.agent()?.scenarios.get(at);
    let scenario = scenario.ok_or(PageError::NotFound)?;
    let articles = app.store.articles(shown.staff.space.id).await?.into_iter();
    let data = ScenarioData {
        frame: frame(app, shown).await?,
        at,
        text: typed.text,
        knowledge: typed.knowledge,
        articles: articles
            .map(|article| ArticleChoice {
                id: article.id,
                title: article.title,
                is_published: article.published,
            })
            .collect(),
        has_skill: scenario.company() == Company::Person,
        problems: shown.problems.clone(),
    };
    Ok(page(app, shown, || {
        ScenarioPage(ScenarioPageProps { data })
    }))
}
