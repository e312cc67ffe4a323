//! What the build's files weigh, for a machine where no browser can count: compressed, as the server sends them.

use std::path::Path;

use anyhow::{Context, Result};

/// The files that something loads, by how their logical names begin.
pub(crate) const LOADER: &[&str] = &["loader.js"];
pub(crate) const CHAT: &[&str] = &["loader.js", "widget"];
pub(crate) const CONSOLE: &[&str] = &["console"];

/// The bytes of all files whose logical name, without folders, begins with one of these.
///
/// # Errors
/// Where there is no build, or none of its files begins so.
pub(crate) fn weigh(site: &Path, beginnings: &[&str]) -> Result<u64> {
    let manifest = std::fs::read(site.join("manifest.json"))
        .context("the built assets are missing: cargo xtask build")?;
    let manifest: std::collections::BTreeMap<String, String> = serde_json::from_slice(&manifest)?;
    let mut total = 0;
    for (logical, served) in &manifest {
        let name = logical.rsplit('/').next().unwrap_or(logical);
        if beginnings
            .iter()
            .any(|beginning| name.starts_with(beginning))
        {
            total += size(site, served)?;
        }
    }
    anyhow::ensure!(total > 0, "the build has no file called {beginnings:?}");
    Ok(total)
}

fn size(site: &Path, served: &str) -> Result<u64> {
    let compressed = std::fs::metadata(site.join(format!("{served}.br")));
    let found = compressed.or_else(|_| std::fs::metadata(site.join(served)));
    Ok(found.with_context(|| format!("{served} is missing"))?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_weighed_compressed_where_the_build_compressed_them() {
        let site = tempfile::tempdir().unwrap();
        let manifest =
            r#"{"loader.js":"loader.js","pkg/widget.wasm":"a/w.1.wasm","console.css":"c.css"}"#;
        std::fs::create_dir(site.path().join("a")).unwrap();
        for (name, content) in [
            ("manifest.json", manifest.as_bytes()),
            ("loader.js", &[0; 100]),
            ("loader.js.br", &[0; 40]),
            ("a/w.1.wasm", &[0; 900]),
            ("a/w.1.wasm.br", &[0; 300]),
            ("c.css", &[0; 7]),
        ] {
            std::fs::write(site.path().join(name), content).unwrap();
        }
        assert_eq!(weigh(site.path(), CHAT).unwrap(), 340);
        assert_eq!(weigh(site.path(), CONSOLE).unwrap(), 7);
        assert!(weigh(site.path(), &["nothing"]).is_err());
    }
}
