//! Style sheets: each sheet at the top of `style/` that no other imports becomes one bundled, minified file. A `url()`
//! names a file of `public/` by its path there and is led to the name under which that file is served.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::{Browsers, Targets};

use crate::build::assets::Asset;
use crate::words;

/// The oldest browsers that pages are made for: those that know `oklch()`, `:has()` and container queries nearly all.
/// What is newer (nesting, `light-dark()`) is rewritten for them, and prefixes are added where one still needs them.
const BROWSERS: Browsers = Browsers {
    android: None,
    chrome: Some(111 << 16),
    edge: Some(111 << 16),
    firefox: Some(113 << 16),
    ie: None,
    ios_saf: Some(16 << 16 | 4 << 8),
    opera: None,
    safari: Some(16 << 16 | 4 << 8),
    samsung: None,
};

/// A sheet with all that it imports.
#[derive(Debug)]
struct Bundle {
    css: String,
    /// The files that it was made of.
    sources: Vec<String>,
}

/// The finished sheets. `sources` are the files of `folder`, `public` leads from a public file to its served name.
pub(super) fn bundles(
    folder: &Path,
    sources: &[Asset],
    public: &BTreeMap<String, String>,
) -> Result<Vec<Asset>> {
    let top_sheets = sources
        .iter()
        .map(|source| source.logical.as_str())
        .filter(|name| name.ends_with(".css") && !name.contains('/'));
    let mut bundles = BTreeMap::new();
    for name in top_sheets {
        bundles.insert(name.to_owned(), bundle(&folder.join(name), public)?);
    }
    let mut imported = BTreeSet::new();
    for (name, bundle) in &bundles {
        let own = canonical(&folder.join(name))?;
        for source in &bundle.sources {
            let source = canonical(Path::new(source))?;
            if source != own {
                imported.insert(source);
            }
        }
    }
    let mut sheets = Vec::new();
    for (logical, bundle) in bundles {
        if !imported.contains(&canonical(&folder.join(&logical))?) {
            sheets.push(Asset {
                logical,
                content: bundle.css.into_bytes(),
            });
        }
    }
    Ok(sheets)
}

fn wrong<Kind: Display>(error: &lightningcss::error::Error<Kind>) -> anyhow::Error {
    match &error.loc {
        // Lightning CSS counts lines from 0 and columns from 1.
        Some(place) => {
            let line = place.line + 1;
            anyhow!(words::style_error_at(
                &place.filename,
                line,
                place.column,
                &error.kind
            ))
        }
        None => anyhow!(words::style_error(&error.kind)),
    }
}

/// `./tokens.css` and `tokens.css` are the same sheet.
fn canonical(path: &Path) -> Result<PathBuf> {
    fs::canonicalize(path).with_context(|| words::unreadable(path))
}

fn bundle(sheet: &Path, public: &BTreeMap<String, String>) -> Result<Bundle> {
    let files = FileProvider::new();
    let targets = Targets::from(BROWSERS);
    let mut bundled = Bundler::new(&files, None, ParserOptions::default())
        .bundle(sheet)
        .map_err(|error| wrong(&error))?;
    bundled
        .minify(MinifyOptions {
            targets,
            ..MinifyOptions::default()
        })
        .map_err(|error| wrong(&error))?;
    let printed = bundled
        .to_css(PrinterOptions {
            minify: true,
            targets,
            analyze_dependencies: Some(DependencyOptions {
                remove_imports: false,
            }),
            ..PrinterOptions::default()
        })
        .map_err(|error| wrong(&error))?;

    let mut css = printed.code;
    for dependency in printed.dependencies.unwrap_or_default() {
        let Dependency::Url(found) = dependency else {
            bail!(words::STYLE_IMPORT_OUTSIDE);
        };
        let url = if found.url.starts_with("data:") || found.url.starts_with('#') {
            found.url
        } else {
            served(&found.url, public).ok_or_else(|| {
                anyhow!(words::style_names_unknown_file(
                    &sheet.to_string_lossy(),
                    &found.url
                ))
            })?
        };
        css = css.replace(&found.placeholder, &url.replace('"', "\\\""));
    }
    Ok(Bundle {
        css,
        sources: bundled.sources,
    })
}

/// Sheets are served from the same folder as public files, so a relative address is enough.
fn served(url: &str, public: &BTreeMap<String, String>) -> Option<String> {
    let (path, fragment) = match url.split_once('#') {
        Some((path, fragment)) => (path, format!("#{fragment}")),
        None => (url, String::new()),
    };
    let logical = path.trim_start_matches("./").trim_start_matches('/');
    public
        .get(logical)
        .map(|served| format!("{served}{fragment}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::assets;

    fn built(files: &[(&str, &str)], public: &[(&str, &str)]) -> Result<BTreeMap<String, String>> {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let public = public
            .iter()
            .map(|(logical, served)| ((*logical).to_owned(), (*served).to_owned()))
            .collect();
        let sources = assets::read(folder.path()).unwrap();
        let sheets = bundles(folder.path(), &sources, &public)?;
        Ok(sheets
            .into_iter()
            .map(|sheet| (sheet.logical, String::from_utf8(sheet.content).unwrap()))
            .collect())
    }

    #[test]
    fn imports_are_bundled_and_an_imported_sheet_is_no_file_of_its_own() {
        let sheets = built(
            &[
                ("portal.css", "@import './tokens.css'; @import './parts/button.css'; a { color: var(--ink); }"),
                ("tokens.css", ":root { --ink: black; }"),
                ("parts/button.css", "button { margin-inline-start: 4px; }"),
            ],
            &[],
        )
        .unwrap();
        assert_eq!(sheets.keys().collect::<Vec<_>>(), ["portal.css"]);
        assert_eq!(
            sheets["portal.css"],
            ":root{--ink:black}button{margin-inline-start:4px}a{color:var(--ink)}"
        );
    }

    #[test]
    fn a_public_file_is_named_as_it_is_served() {
        let sheets = built(
            &[("portal.css", "a { background: url(/icons/a.svg#check) } b { background: url(\"data:image/gif;base64,R0\") }")],
            &[("icons/a.svg", "icons/a.0123456789.svg")],
        )
        .unwrap();
        let css = &sheets["portal.css"];
        assert!(css.contains("\"icons/a.0123456789.svg#check\""), "{css}");
        assert!(css.contains("\"data:image/gif;base64,R0\""), "{css}");
    }

    #[test]
    fn a_file_that_is_not_there_stops_the_build() {
        let error =
            built(&[("portal.css", "a { background: url(missing.svg) }")], &[]).unwrap_err();
        assert!(error.to_string().contains("missing.svg"), "{error}");
    }

    #[test]
    fn a_mistake_is_reported_with_its_file_and_line() {
        let error = built(&[("portal.css", "a { color: red; }\n@media { b } }")], &[]).unwrap_err();
        assert!(error.to_string().contains("portal.css:2"), "{error}");
    }

    #[test]
    fn nesting_is_flattened_for_browsers_that_do_not_know_it() {
        let sheets = built(&[("portal.css", "a { &:hover { color: red; } }")], &[]).unwrap();
        assert_eq!(sheets["portal.css"], "a:hover{color:red}");
    }
}
