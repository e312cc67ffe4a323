//! scratch
#![allow(clippy::all, clippy::unwrap_used)]
use baton_core::{id::ArticleId, rovo::RovoReply, settings::Knowledge};
use baton_rovo::{article::*, engine::*, index::*};
use std::sync::Arc;
fn main() {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut files: Vec<_> = std::fs::read_dir(format!("{root}/demo/HELP"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let arts = files
        .iter()
        .enumerate()
        .map(|(i, f)| {
            Arc::new(
                Article::parse(
                    ArticleId(i as u128),
                    f.file_stem().unwrap().to_str().unwrap(),
                    &std::fs::read_to_string(f).unwrap(),
                )
                .unwrap(),
            )
        })
        .collect();
    let index = Arc::new(KnowledgeIndex::build(arts).unwrap());
    for l in std::io::stdin().lines() {
        let l = l.unwrap();
        let (want, q) = l.split_once('\t').unwrap_or(("?", &l));
        let t = BuiltIn
            .think_now(&Question {
                unanswered: vec![q.into()],
                earlier: vec![],
                rephrase_asked: false,
                knowledge: Knowledge::All,
                index: index.clone(),
            })
            .unwrap();
        let c = t.explanation.confidence;
        let what = match &t.outcome {
            Outcome::Reply(RovoReply::Answer { sources }) => format!(
                "ANSWER {}",
                sources
                    .iter()
                    .map(|s| format!("{}#{}", s.slug, s.section.clone().unwrap_or_default()))
                    .collect::<Vec<_>>()
                    .join(" + ")
            ),
            o => format!(
                "{o:?} <{:?}>",
                t.explanation.considered.first().map(|c| format!(
                    "{}#{}",
                    c.slug,
                    c.section.clone().unwrap_or_default()
                ))
            ),
        };
        println!(
            "{:.2} = {:.2} lead {:.2} told {:.2} | {q} [{want}] {what}",
            c.value(),
            c.coverage,
            c.lead,
            c.told
        );
    }
}
