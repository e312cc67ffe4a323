//! exp
#![allow(missing_docs, clippy::all, clippy::unwrap_used)]
use baton_core::{id::ArticleId, rovo::Block, settings::Knowledge};
use baton_rovo::article::*;
use baton_rovo::index::KnowledgeIndex;
use std::sync::Arc;
fn rows(path: &str) -> Vec<(String, String)> {
    let t = std::fs::read_to_string(path).unwrap();
    let mut out = vec![];
    let mut rec: Vec<String> = vec![];
    let mut cur = String::new();
    let mut q = false;
    let mut it = t.chars().peekable();
    while let Some(c) = it.next() {
        if q {
            if c == '"' {
                if it.peek() == Some(&'"') {
                    it.next();
                    cur.push('"');
                } else {
                    q = false;
                }
            } else {
                cur.push(c);
            }
        } else {
            match c {
                '"' => q = true,
                ',' => rec.push(std::mem::take(&mut cur)),
                '\n' => {
                    rec.push(std::mem::take(&mut cur));
                    out.push((rec[0].trim().to_owned(), rec[1].trim().to_owned()));
                    rec.clear();
                }
                '\r' => {}
                c => cur.push(c),
            }
        }
    }
    out.remove(0);
    out
}
/// queries: (text, wanted slug or "-")
fn run(name: &str, arts: Vec<Arc<Article>>, queries: &[(String, String)], out: &mut String) {
    let t0 = std::time::Instant::now();
    let x = KnowledgeIndex::build(arts).unwrap();
    let tb = t0.elapsed();
    let t0 = std::time::Instant::now();
    let (mut p1, mut r5, mut nd, mut n) = (0, 0, 0.0, 0.0);
    for (q, c) in queries {
        let r = x.search(q, &Knowledge::All).unwrap();
        let c0 = r.confidence;
        let r = r.hits;
        if let Some(h) = r.first() {
            let kind = if c == "-" {
                "out"
            } else if &h.article.slug == c {
                "right"
            } else {
                "wrong"
            };
            out.push_str(&format!(
                "{name}\t{kind}\t{}\t{q}\n",
                format!(
                    "{:.4}\t0\t{:.4}\t{:.4}\t0\t0\t0\t0",
                    c0.coverage, c0.lead, c0.told
                )
            ));
        } else {
            out.push_str(&format!(
                "{name}\t{}\t{}\t{q}\n",
                if c == "-" { "out" } else { "wrong" },
                vec!["0"; 8].join("\t")
            ));
        }
        if c == "-" {
            continue;
        }
        n += 1.0;
        if let Some(pos) = r.iter().position(|h| &h.article.slug == c) {
            if pos == 0 {
                p1 += 1;
            }
            if pos < 5 {
                r5 += 1;
            }
            if pos < 10 {
                nd += 1.0 / ((pos + 2) as f64).log2();
            }
        }
        if name == "help" && std::env::var("SHOW").is_ok() {
            if let Some(h) = r.first() {
                println!(
                    "{} {q} -> {} # {:?} | {}",
                    if &h.article.slug == c { "ok " } else { "BAD" },
                    h.article.slug,
                    h.article.sections[h.section].heading,
                    if &h.article.slug == c { "" } else { c }
                );
            }
        }
    }
    if n > 0.0 {
        println!(
            "{name} P@1 {:.4} R@5 {:.4} nDCG {:.4} build {:?} per query {:?}",
            p1 as f64 / n,
            r5 as f64 / n,
            nd / n,
            tb,
            t0.elapsed() / queries.len() as u32
        );
    }
}
fn main() {
    let d = std::env::var("BATON_DATA").unwrap_or("/work/shared/data".into());
    let train = rows(&format!("{d}/banking77/train.csv"));
    let test = rows(&format!("{d}/banking77/test.csv"));
    let mut cats: Vec<String> = train.iter().map(|r| r.1.clone()).collect();
    cats.sort();
    cats.dedup();
    let title = std::env::var("NOTITLE").is_err();
    let per: usize = std::env::var("PER")
        .ok()
        .map_or(1000, |v| v.parse().unwrap());
    let bank: Vec<Arc<Article>> = cats
        .iter()
        .enumerate()
        .map(|(i, c)| {
            Arc::new(Article {
                id: ArticleId(i as u128),
                slug: c.clone(),
                title: if title {
                    c.replace('_', " ")
                } else {
                    String::new()
                },
                summary: String::new(),
                popular: false,
                body: String::new(),
                sections: vec![Section {
                    heading: None,
                    above: vec![],
                    anchor: None,
                    blocks: train
                        .iter()
                        .filter(|r| &r.1 == c)
                        .take(per)
                        .map(|r| Block::Paragraph(r.0.clone()))
                        .collect(),
                }],
            })
        })
        .collect();
    let root = env!("CARGO_MANIFEST_DIR");
    let mut files: Vec<_> = std::fs::read_dir(format!("{root}/demo/HELP"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let help: Vec<Arc<Article>> = files
        .iter()
        .enumerate()
        .map(|(i, f)| {
            let slug = f.file_stem().unwrap().to_str().unwrap().to_owned();
            Arc::new(
                Article::parse(
                    ArticleId(i as u128),
                    &slug,
                    &std::fs::read_to_string(f).unwrap(),
                )
                .unwrap(),
            )
        })
        .collect();
    let helpq: Vec<(String, String)> = std::fs::read_to_string(format!("{root}/eval/help.tsv"))
        .unwrap()
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .map(|(s, q)| (q.to_owned(), s.to_owned()))
        .collect();
    let mut out = String::new();
    run("bank", bank.clone(), &test, &mut out);
    run("help", help.clone(), &helpq, &mut out);
    if let Ok(path) = std::env::var("DUMP") {
        for fold in 0..5 {
            let left: Vec<_> = bank
                .iter()
                .enumerate()
                .filter(|(i, _)| i % 5 != fold)
                .map(|(_, a)| a.clone())
                .collect();
            let q: Vec<_> = test
                .iter()
                .filter(|r| cats.iter().position(|c| c == &r.1).unwrap() % 5 == fold)
                .map(|r| (r.0.clone(), "-".to_owned()))
                .collect();
            run("bankleft", left, &q, &mut out);
        }
        for fold in 0..4 {
            let left: Vec<_> = help
                .iter()
                .enumerate()
                .filter(|(i, _)| i % 4 != fold)
                .map(|(_, a)| a.clone())
                .collect();
            let gone: Vec<_> = help
                .iter()
                .enumerate()
                .filter(|(i, _)| i % 4 == fold)
                .map(|(_, a)| a.slug.clone())
                .collect();
            let q: Vec<_> = helpq
                .iter()
                .filter(|r| gone.contains(&r.1))
                .map(|r| (r.0.clone(), "-".to_owned()))
                .collect();
            run("helpleft", left, &q, &mut out);
        }
        run(
            "bankfar",
            bank.clone(),
            &helpq
                .iter()
                .map(|q| (q.0.clone(), "-".to_owned()))
                .collect::<Vec<_>>(),
            &mut out,
        );
        run(
            "helpfar",
            help.clone(),
            &test
                .iter()
                .map(|q| (q.0.clone(), "-".to_owned()))
                .collect::<Vec<_>>(),
            &mut out,
        );
        std::fs::write(path, out).unwrap();
    }
}
