//! The crates of the workspace and the target that each is for, as their manifests say: a crate with the feature `ssr`
//! is checked with it on this machine, one with `hydrate` is checked with that for the browser. Never both at once, and
//! never the whole workspace, since cargo would give each crate the features of all.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::cargo::cargo;
use crate::process;
use crate::project::Project;

/// The domain, which has to work in both places.
pub(crate) const CORE: &str = "baton-core";

/// This program; its dependencies are nobody else's, so it is always built alone.
pub(crate) const XTASK: &str = "xtask";

#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    features: BTreeMap<String, Vec<String>>,
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Target {
    crate_types: Vec<String>,
}

/// Crates that one cargo command may take together, because they share a target and agree about features.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) packages: Vec<String>,
    features: Vec<String>,
}

impl Group {
    /// `-p …` for each crate, and their features.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let mut arguments: Vec<String> = self
            .packages
            .iter()
            .flat_map(|package| ["-p".to_owned(), package.clone()])
            .collect();
        if !self.features.is_empty() {
            arguments.push("--features".to_owned());
            arguments.push(self.features.join(","));
        }
        arguments
    }
}

/// The workspace, by target.
#[derive(Debug)]
pub(crate) struct Members {
    pub(crate) host: Group,
    pub(crate) browser: Group,
}

impl Members {
    pub(crate) fn read(project: &Project) -> Result<Members> {
        let mut question = cargo(project, "metadata");
        question.args(["--no-deps", "--format-version", "1"]);
        let metadata: Metadata = serde_json::from_str(&process::output(&mut question)?)
            .context("cargo describes the workspace")?;
        Ok(Members::sorted(&metadata.packages))
    }

    fn sorted(packages: &[Package]) -> Members {
        let others: Vec<&Package> = packages
            .iter()
            .filter(|package| package.name != XTASK)
            .collect();
        let host = group(
            others
                .iter()
                .filter(|package| !package.is_browser_program()),
            "ssr",
        );
        let for_browser = |package: &Package| {
            package.name == CORE
                || package.features.contains_key("hydrate")
                || package.is_browser_program()
        };
        let browser = group(
            others.iter().filter(|package| for_browser(package)),
            "hydrate",
        );
        Members { host, browser }
    }
}

impl Package {
    fn is_browser_program(&self) -> bool {
        self.targets
            .iter()
            .any(|target| target.crate_types.iter().any(|kind| kind == "cdylib"))
    }
}

fn group<'a>(packages: impl Iterator<Item = &'a &'a Package>, feature: &str) -> Group {
    let mut group = Group {
        packages: Vec::new(),
        features: Vec::new(),
    };
    for package in packages {
        group.packages.push(package.name.clone());
        if package.features.contains_key(feature) {
            group.features.push(format!("{}/{feature}", package.name));
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, features: &[&str], crate_type: &str) -> Package {
        Package {
            name: name.to_owned(),
            features: features
                .iter()
                .map(|feature| ((*feature).to_owned(), Vec::new()))
                .collect(),
            targets: vec![Target {
                crate_types: vec![crate_type.to_owned()],
            }],
        }
    }

    #[test]
    fn each_crate_is_checked_where_it_runs_with_the_feature_for_there() {
        let members = Members::sorted(&[
            package("baton-core", &[], "lib"),
            package("baton-widget", &["ssr", "hydrate"], "lib"),
            package("baton-frontend-widget", &[], "cdylib"),
            package("baton-server", &[], "bin"),
            package("xtask", &[], "bin"),
        ]);
        assert_eq!(
            members.host.arguments().join(" "),
            "-p baton-core -p baton-widget -p baton-server --features baton-widget/ssr"
        );
        assert_eq!(
            members.browser.arguments().join(" "),
            "-p baton-core -p baton-widget -p baton-frontend-widget --features baton-widget/hydrate"
        );
    }
}
