//! What makes live chat active and what ends it, on a Rovo agent (seed: "Activate live chat in your service space",
//! "Deactivate live chat in your service space"). That people wait at that moment is the server's business.

use super::agent::{LINE_CHARS, LINES};
use super::{ProjectKey, RovoAgent, Skill, suggested_escalation_line};
use crate::limits::{clean, clean_line};

/// Whether a line escalates to the space of this key, as in `(Project key: HELP)`.
#[must_use]
pub fn is_live_chat_line(line: &str, key: &ProjectKey) -> bool {
    line.split(|character: char| !character.is_ascii_alphanumeric())
        .any(|word| word == key.as_str())
}

impl RovoAgent {
    /// *Add skill*: the default scenario can do it from now on, unless another can already, and the agent appears in the
    /// space.
    pub fn add_live_chat_skill(&mut self) {
        if !self.has_live_chat_skill()
            && let Some(scenario) = self.scenarios.first_mut()
        {
            scenario.skills.push(Skill::ChatWithLiveAgent);
        }
        self.on_surface = true;
    }

    /// Adds the suggested escalation line, unless a line escalates to the space already.
    pub fn add_escalation_line(&mut self, key: &ProjectKey) {
        if !self.escalates_to(key) {
            self.escalation_lines.push(suggested_escalation_line(key));
        }
    }

    /// Adds what live chat needs and is not there.
    pub fn activate(&mut self, key: &ProjectKey) {
        self.add_live_chat_skill();
        self.add_escalation_line(key);
    }

    /// Removes the skill from every scenario, and the lines that escalate to the space.
    pub fn deactivate(&mut self, key: &ProjectKey) {
        for scenario in &mut self.scenarios {
            scenario
                .skills
                .retain(|skill| *skill != Skill::ChatWithLiveAgent);
        }
        self.escalation_lines
            .retain(|line| !is_live_chat_line(line, key));
    }
}

/// Why typed escalation lines are not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinesProblem {
    /// There is nothing to read.
    Empty,
    /// None of them names the space's project key, so live chat would not start.
    NoKey,
    /// One is longer than so many characters.
    TooLong(usize),
    /// With them the prompt would have more than so many lines.
    TooMany(usize),
}

/// The prompt's lines with what was typed added, one a line; what is there already is not added again.
///
/// # Errors
/// [`LinesProblem`].
pub fn with_lines(
    present: &[String],
    typed: &str,
    key: &ProjectKey,
) -> Result<Vec<String>, LinesProblem> {
    let typed: Vec<String> = clean(typed).lines().map(clean_line).collect();
    let mut lines = present.to_vec();
    for line in typed.iter().filter(|line| !line.is_empty()) {
        if line.chars().count() > LINE_CHARS {
            return Err(LinesProblem::TooLong(LINE_CHARS));
        }
        if !lines.contains(line) {
            lines.push(line.clone());
        }
    }
    if typed.iter().all(String::is_empty) {
        return Err(LinesProblem::Empty);
    }
    if lines.len() > LINES {
        return Err(LinesProblem::TooMany(LINES));
    }
    if !lines.iter().any(|line| is_live_chat_line(line, key)) {
        return Err(LinesProblem::NoKey);
    }
    Ok(lines)
}
