//! exp
#![allow(missing_docs, clippy::all, clippy::unwrap_used)]
use baton_rovo::handoff::wanted;
fn main() {
    let root = env!("CARGO_MANIFEST_DIR");
    let read = |f: &str| -> Vec<(bool, String)> { std::fs::read_to_string(format!("{root}/eval/{f}")).unwrap().lines().filter_map(|l| l.split_once('\t')).map(|(a, b)| (a == "person", b.to_owned())).collect() };
    for (f, show) in [("handoff-dev.tsv", true), ("handoff.tsv", false)] {
        let (mut tp, mut fp, mut fnn) = (0, 0, 0);
        for (want, t) in read(f) {
            let got = wanted(&t);
            match (want, got) { (true, Some(_)) => tp += 1, (true, None) => { fnn += 1; if show { println!("MISS  {t}"); } }, (false, Some(s)) => { fp += 1; if show { println!("FALSE {t}  [{s:?}]"); } }, _ => {} }
        }
        println!("{f} precision {:.3} recall {:.3} (fp {fp} fn {fnn})", tp as f32 / (tp + fp) as f32, tp as f32 / (tp + fnn) as f32);
    }
    if std::env::args().count() > 1 {
        for l in std::io::stdin().lines() { let l = l.unwrap(); if let Some(s) = wanted(&l) { println!("[{s:?}] {l}"); } }
    }
}
