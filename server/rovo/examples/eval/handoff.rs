//! Recognising who wants a person: precision and recall over phrases, and false alarms over questions.

use std::time::Instant;

use baton_rovo::handoff;

use crate::data::{DataError, Set, fields};

/// What becomes of the phrases that are not recognised rightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failures {
    /// They are listed.
    Shown,
    /// They are only counted.
    Counted,
}

/// Precision and recall over a file of phrases.
pub(crate) fn print_set(name: &str, file: &str, failures: Failures) -> Result<(), DataError> {
    let (mut recognised, mut missed, mut false_alarms, mut others) = (0, 0, 0, 0);
    for (label, phrase) in fields(file)? {
        let wants = label == "person";
        let sign = handoff::wanted(&phrase);
        others += usize::from(!wants);
        match (wants, sign) {
            (true, Some(_)) => recognised += 1,
            (true, None) => missed += 1,
            (false, Some(_)) => false_alarms += 1,
            (false, None) => {}
        }
        if failures == Failures::Shown && wants != sign.is_some() {
            println!(
                "    {}: {phrase} {sign:?}",
                if wants { "missed" } else { "false alarm" }
            );
        }
    }
    println!(
        "  {name}: {} want a person, {others} do not: precision {:.4}, recall {:.4} ({false_alarms} false alarms, {missed} missed)",
        recognised + missed,
        recognised as f64 / (recognised + false_alarms) as f64,
        recognised as f64 / (recognised + missed) as f64,
    );
    Ok(())
}

/// How many questions about other things are taken for it.
pub(crate) fn print_false_alarms(set: &Set) {
    let taken: Vec<&str> = set
        .questions
        .iter()
        .map(|asked| asked.text.as_str())
        .filter(|text| handoff::wanted(text).is_some())
        .collect();
    println!(
        "  {} questions of {}: {} taken for it",
        set.questions.len(),
        set.name,
        taken.len()
    );
    for text in taken {
        println!("    {text}");
    }
}

/// How long it takes.
pub(crate) fn print_time(set: &Set) {
    let began = Instant::now();
    let taken = set
        .questions
        .iter()
        .filter(|asked| handoff::wanted(&asked.text).is_some())
        .count();
    let each = began.elapsed() / u32::try_from(set.questions.len().max(1)).unwrap_or(1);
    let long: String = set
        .questions
        .iter()
        .map(|asked| asked.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let long: String = long.chars().take(4_000).collect();
    let began = Instant::now();
    let wanted = handoff::wanted(&long);
    let longest = began.elapsed();
    println!("  hand-off: {each:.2?} a question, 4,000 characters {longest:.2?}");
    core::hint::black_box((taken, wanted));
}
