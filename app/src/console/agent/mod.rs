//! The Rovo agent's pages, for admins of the space: its name and prompt, its surface, its scenarios with their skills,
//! and the test pane. Plain forms that work without script. What a change means and whether it is valid is decided in
//! `baton_core`; loading and saving are the server's business.

pub mod confirm;
mod frame;
pub mod prompt;
pub mod scenario;
pub mod surface;
pub mod test_pane;

pub use confirm::{ConfirmData, ConfirmPage, ConfirmPageProps};
pub use frame::{AgentFrame, Place, address};
pub use prompt::{PromptData, PromptPage, PromptPageProps};
pub use scenario::{ArticleChoice, ScenarioData, ScenarioPage, ScenarioPageProps, knowledge_name};
pub use surface::{NewScenario, SurfaceData, SurfacePage, SurfacePageProps};
pub use test_pane::{Answered, SaidTurn, TestData, TestPage, TestPageProps, Turn};
