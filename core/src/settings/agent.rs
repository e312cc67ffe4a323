//! What an admin changes of a space's Rovo agent, one change at a time: the prompt, the surface, the scenarios, their
//! skills. A change gives the agent as it will be, or says beside which field it is wrong; saving it is the store's
//! business. The first scenario is the default: it applies where no other does, so it always stays, and stays first.

use std::collections::BTreeSet;

use super::{Knowledge, ProjectKey, RovoAgent, Scenario, Skill};
use crate::direction::without_embedding;
use crate::id::ArticleId;
use crate::limits::{NAME_CHARS, clean, clean_line};
use crate::offer::Obstacle;
use crate::scenario::phrases;

/// The longest instructions, of the prompt or of a scenario, in characters.
pub const INSTRUCTIONS_CHARS: usize = 8_000;
/// The longest escalation line, in characters.
pub const LINE_CHARS: usize = 1_000;
/// The most escalation lines.
pub const LINES: usize = 20;
/// The longest trigger, in characters.
pub const TRIGGER_CHARS: usize = 1_000;
/// The most scenarios.
pub const SCENARIOS: usize = 20;

/// What is typed for a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioText {
    /// Its name.
    pub name: String,
    /// When it applies: phrases, separated by commas or lines. The default scenario has none.
    pub trigger: String,
    /// What to do, in words.
    pub instructions: String,
}

/// A neighbouring place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// One place towards the default.
    Earlier,
    /// One place away from it.
    Later,
}

/// Whether the space is among the agent's surfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Its portal is.
    On,
    /// It is not.
    Off,
}

/// One change. Scenarios are named by their place, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Name and prompt.
    Prompt {
        /// The name that customers see.
        name: String,
        /// Instructions.
        instructions: String,
        /// *Add similar escalation lines to this agent’s prompt*: one a line, as typed.
        lines: String,
    },
    /// The space among its surfaces.
    Surface(Surface),
    /// A new scenario, after the others; it may quote everything and has no skill.
    AddScenario(ScenarioText),
    /// What a scenario says and what it may quote.
    EditScenario {
        /// Which.
        at: usize,
        /// What it says.
        text: ScenarioText,
        /// What it may quote.
        knowledge: Knowledge,
    },
    /// A scenario and its neighbour change places.
    MoveScenario {
        /// Which.
        at: usize,
        /// Where to.
        to: Direction,
    },
    /// A scenario goes.
    DeleteScenario {
        /// Which.
        at: usize,
    },
    /// *Add skill*.
    AddSkill {
        /// Of which scenario.
        at: usize,
        /// Which.
        skill: Skill,
    },
    /// A skill goes (seed: "Under Skills, delete Chat with live agent.").
    DeleteSkill {
        /// Of which scenario.
        at: usize,
        /// Which.
        skill: Skill,
    },
}

/// A field that an admin fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The agent's name.
    Name,
    /// The prompt's instructions.
    Instructions,
    /// The prompt's escalation lines.
    Lines,
    /// A scenario's name.
    ScenarioName,
    /// A scenario's trigger.
    Trigger,
    /// A scenario's instructions.
    ScenarioInstructions,
    /// The articles that a scenario may quote.
    Knowledge,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There is nothing to read in it.
    Empty,
    /// It is longer than so many characters.
    TooLong(usize),
    /// It has more than so many lines.
    TooManyLines(usize),
    /// One of its lines, counted from 1, is longer than so many characters.
    LineTooLong {
        /// Which.
        line: usize,
        /// The most characters.
        most: usize,
    },
    /// Another scenario has this name.
    Taken,
    /// It has no word that could tell one question from another.
    SaysNothing,
    /// No article is chosen.
    NoneChosen,
}

/// A field and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: Field,
    /// What is wrong.
    pub wrong: Wrong,
}

/// Why a change is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Fields are wrong; each is named once.
    Wrong(Vec<Problem>),
    /// There is no such scenario.
    NoSuchScenario,
    /// The default scenario neither goes nor moves.
    DefaultStays,
    /// There are [`SCENARIOS`] already.
    TooManyScenarios,
}

impl RovoAgent {
    /// The agent after a change. What is so already stays as it is.
    ///
    /// # Errors
    /// [`Refused`]; nothing has changed.
    pub fn changed(&self, change: &Change) -> Result<Self, Refused> {
        let mut agent = self.clone();
        match change {
            Change::Prompt {
                name,
                instructions,
                lines,
            } => agent.set_prompt(name, instructions, lines)?,
            Change::Surface(surface) => agent.on_surface = *surface == Surface::On,
            Change::AddScenario(text) => {
                if agent.scenarios.len() >= SCENARIOS {
                    return Err(Refused::TooManyScenarios);
                }
                let at = agent.scenarios.len();
                let scenario = agent.checked_scenario(at, text, Knowledge::All)?;
                agent.scenarios.push(scenario);
            }
            Change::EditScenario {
                at,
                text,
                knowledge,
            } => {
                let skills = agent.scenario(*at)?.skills.clone();
                let edited = agent.checked_scenario(*at, text, knowledge.clone())?;
                agent.scenarios[*at] = Scenario { skills, ..edited };
            }
            Change::MoveScenario { at, to } => agent.move_scenario(*at, *to)?,
            Change::DeleteScenario { at } => {
                agent.scenario(*at)?;
                if *at == 0 {
                    return Err(Refused::DefaultStays);
                }
                agent.scenarios.remove(*at);
            }
            Change::AddSkill { at, skill } => {
                let skills = &mut agent.scenario(*at)?.skills;
                if !skills.contains(skill) {
                    skills.push(*skill);
                }
            }
            Change::DeleteSkill { at, skill } => {
                agent
                    .scenario(*at)?
                    .skills
                    .retain(|present| present != skill);
            }
        }
        Ok(agent)
    }

    fn scenario(&mut self, at: usize) -> Result<&mut Scenario, Refused> {
        self.scenarios.get_mut(at).ok_or(Refused::NoSuchScenario)
    }

    fn set_prompt(&mut self, name: &str, instructions: &str, lines: &str) -> Result<(), Refused> {
        let mut problems = Problems::default();
        let name = problems.line(Field::Name, &without_embedding(name), NAME_CHARS);
        let instructions = problems.text(Field::Instructions, instructions, INSTRUCTIONS_CHARS);
        let lines = lines_of(lines);
        if lines.len() > LINES {
            problems.add(Field::Lines, Wrong::TooManyLines(LINES));
        }
        let long = |line: &String| line.chars().count() > LINE_CHARS;
        if let Some(at) = lines.iter().position(long) {
            let (line, most) = (at + 1, LINE_CHARS);
            problems.add(Field::Lines, Wrong::LineTooLong { line, most });
        }
        problems.none()?;
        self.name = name;
        self.instructions = instructions;
        self.escalation_lines = lines;
        Ok(())
    }

    /// What is typed for the scenario at a place, if it is valid.
    fn checked_scenario(
        &self,
        at: usize,
        text: &ScenarioText,
        knowledge: Knowledge,
    ) -> Result<Scenario, Refused> {
        let mut problems = Problems::default();
        let name = problems.line(Field::ScenarioName, &text.name, NAME_CHARS);
        let same = |(place, other): (usize, &Scenario)| {
            place != at && other.name.to_lowercase() == name.to_lowercase()
        };
        if !name.is_empty() && self.scenarios.iter().enumerate().any(same) {
            problems.add(Field::ScenarioName, Wrong::Taken);
        }
        let trigger = problems.text(Field::Trigger, &text.trigger, TRIGGER_CHARS);
        if at > 0 && trigger.is_empty() {
            problems.add(Field::Trigger, Wrong::Empty);
        } else if at > 0 && phrases(&trigger).is_empty() {
            problems.add(Field::Trigger, Wrong::SaysNothing);
        }
        let instructions = problems.text(
            Field::ScenarioInstructions,
            &text.instructions,
            INSTRUCTIONS_CHARS,
        );
        if matches!(&knowledge, Knowledge::Chosen(chosen) if chosen.is_empty()) {
            problems.add(Field::Knowledge, Wrong::NoneChosen);
        }
        problems.none()?;
        Ok(Scenario {
            name,
            trigger,
            instructions,
            knowledge: each_once(knowledge),
            skills: Vec::new(),
        })
    }

    fn move_scenario(&mut self, at: usize, to: Direction) -> Result<(), Refused> {
        self.scenario(at)?;
        if at == 0 {
            return Err(Refused::DefaultStays);
        }
        let neighbour = match to {
            Direction::Earlier => at - 1,
            Direction::Later => at + 1,
        };
        // At an end there is nowhere to go, and that is no mistake: the page may be older than the order.
        if neighbour > 0 && neighbour < self.scenarios.len() {
            self.scenarios.swap(at, neighbour);
        }
        Ok(())
    }
}

/// The escalation lines of a typed text: one a line, without the empty ones.
#[must_use]
pub fn lines_of(text: &str) -> Vec<String> {
    clean(text)
        .lines()
        .map(clean_line)
        .filter(|line| !line.is_empty())
        .collect()
}

fn each_once(knowledge: Knowledge) -> Knowledge {
    match knowledge {
        Knowledge::Chosen(chosen) => {
            let once: BTreeSet<ArticleId> = chosen.into_iter().collect();
            Knowledge::Chosen(once.into_iter().collect())
        }
        other => other,
    }
}

/// What is found wrong on the way.
#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, field: Field, wrong: Wrong) {
        if !self.0.iter().any(|problem| problem.field == field) {
            self.0.push(Problem { field, wrong });
        }
    }

    /// A cleaned line that must have something to read.
    fn line(&mut self, field: Field, text: &str, most: usize) -> String {
        let line = clean_line(text);
        if line.is_empty() {
            self.add(field, Wrong::Empty);
        }
        self.fitting(field, line, most)
    }

    /// A cleaned text that may be empty.
    fn text(&mut self, field: Field, text: &str, most: usize) -> String {
        self.fitting(field, clean(text), most)
    }

    fn fitting(&mut self, field: Field, text: String, most: usize) -> String {
        if text.chars().count() > most {
            self.add(field, Wrong::TooLong(most));
        }
        text
    }

    fn none(self) -> Result<(), Refused> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refused::Wrong(self.0))
        }
    }
}

/// What a change of the agent puts in the way of live chat that did not stand there before, if live chat was active:
/// with this change it stops on the portal, and whoever waits gets a request. Empty where nothing stops.
#[must_use]
pub fn stops_live_chat(
    before: Option<&RovoAgent>,
    after: Option<&RovoAgent>,
    key: &ProjectKey,
) -> Vec<Obstacle> {
    if missing(before, key).is_empty() {
        missing(after, key)
    } else {
        Vec::new()
    }
}

/// What of the agent's three parts that make live chat active is missing: skill, line, surface.
#[must_use]
pub fn missing(agent: Option<&RovoAgent>, key: &ProjectKey) -> Vec<Obstacle> {
    let mut missing = Vec::new();
    if !agent.is_some_and(RovoAgent::has_live_chat_skill) {
        missing.push(Obstacle::Skill);
    }
    if !agent.is_some_and(|agent| agent.escalates_to(key)) {
        missing.push(Obstacle::EscalationLine);
    }
    if !agent.is_some_and(|agent| agent.on_surface) {
        missing.push(Obstacle::Surface);
    }
    missing
}
