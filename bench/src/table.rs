//! The table: each figure beside its budget, and whether it was held. Rows are shown as they come, and all together at
//! the end, as text and as Markdown.

use crate::words;

/// What a figure may be at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Budget {
    /// In the unit of the figure.
    pub(crate) most: f64,
    /// As people read it.
    pub(crate) shown: &'static str,
}

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Within its budget.
    Held,
    /// Over its budget.
    Missed,
    /// It has no budget.
    Free,
    /// It was not measured, and the row says why.
    NotMeasured,
    /// The measurement itself failed, such as by a lost message.
    Failed,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    what: String,
    figure: String,
    budget: &'static str,
    verdict: Verdict,
}

impl Row {
    /// A figure without a budget.
    pub(crate) fn free(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            figure: figure.into(),
            budget: "",
            verdict: Verdict::Free,
        }
    }

    /// A figure with the value that its budget is about.
    pub(crate) fn within(
        what: impl Into<String>,
        figure: impl Into<String>,
        value: f64,
        budget: Budget,
    ) -> Self {
        // A figure that is no number holds nothing.
        let verdict = if value <= budget.most {
            Verdict::Held
        } else {
            Verdict::Missed
        };
        Self {
            budget: budget.shown,
            verdict,
            ..Self::free(what, figure)
        }
    }

    /// A figure that there is none of, and why.
    pub(crate) fn missing(what: impl Into<String>, why: &str) -> Self {
        Self {
            verdict: Verdict::NotMeasured,
            ..Self::free(what, why)
        }
    }

    /// A measurement that failed, and why.
    pub(crate) fn failed(what: impl Into<String>, why: &str) -> Self {
        Self {
            verdict: Verdict::Failed,
            ..Self::free(what, why)
        }
    }

    fn cells(&self) -> [&str; 4] {
        [
            &self.what,
            &self.figure,
            self.budget,
            words::verdict(self.verdict),
        ]
    }
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Adds a row and shows it.
    pub(crate) fn add(&mut self, row: Row) {
        println!("  {}", row.cells().join("   ").trim_end());
        self.rows.push(row);
    }

    /// For a terminal, in columns.
    pub(crate) fn text(&self) -> String {
        let all: Vec<[&str; 4]> = std::iter::once(words::COLUMNS)
            .chain(self.rows.iter().map(Row::cells))
            .collect();
        let width = |column: usize| {
            let widths = all.iter().map(|cells| cells[column].chars().count());
            widths.max().unwrap_or_default()
        };
        let (what, figure, budget) = (width(0), width(1), width(2));
        let line = |cells: &[&str; 4]| {
            let [a, b, c, d] = cells;
            format!("{a:<what$}   {b:<figure$}   {c:<budget$}   {d}")
                .trim_end()
                .to_owned()
        };
        all.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// For `docs/PERFORMANCE.md`.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!("| {} |\n|---|---|---|---|\n", words::COLUMNS.join(" | "));
        for row in &self.rows {
            let cells = row.cells().map(|cell| {
                cell.replace('|', "\\|")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            });
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: Budget = Budget {
        most: 250.0,
        shown: "p99 250 ms",
    };

    #[test]
    fn a_figure_holds_its_budget_up_to_the_budget_itself_and_misses_it_above() {
        let verdict = |value| Row::within("x", "y", value, BUDGET).verdict;
        assert_eq!(verdict(250.0), Verdict::Held);
        assert_eq!(verdict(250.1), Verdict::Missed);
        assert_eq!(verdict(f64::NAN), Verdict::Missed);
        assert_eq!(verdict(f64::INFINITY), Verdict::Missed);
    }

    #[test]
    fn the_table_says_what_was_held_what_was_missed_and_what_was_not_measured() {
        let mut table = Table::default();
        table.add(Row::within("seen", "p99 3.0 ms", 3.0, BUDGET));
        table.add(Row::within("seen | late", "p99 900 ms", 900.0, BUDGET));
        table.add(Row::missing("bubble", "no Node"));
        table.add(Row::failed("messages", "1 lost"));
        assert_eq!(
            table.markdown(),
            "| what | figure | budget | |\n|---|---|---|---|\n\
             | seen | p99 3.0 ms | p99 250 ms | held |\n\
             | seen \\| late | p99 900 ms | p99 250 ms | **missed** |\n\
             | bubble | no Node | | not measured |\n\
             | messages | 1 lost | | **failed** |\n"
                .replace("| | not", "|  | not")
                .replace("| | **f", "|  | **f")
                .replace("budget | |", "budget |  |")
        );
        let text = table.text();
        let columns: Vec<_> = text.lines().filter_map(|line| line.find("p99 2")).collect();
        assert_eq!(columns.len(), 2);
        assert_eq!(columns[0], columns[1], "{text}");
    }
}
