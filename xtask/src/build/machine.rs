//! What is shipped says nothing of the machine that built it. Panics carry the paths of sources, so the folders that
//! differ from machine to machine are given other names, and a file that names one all the same stops the build.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::words;

/// The folders of this machine, and what the compiler calls each.
fn folders(project: &Project) -> Vec<(PathBuf, &'static str)> {
    let home = env::home_dir();
    let tool = |variable: &str, usual: &str| {
        let told = env::var_os(variable).map(PathBuf::from);
        told.or_else(|| home.as_ref().map(|home| home.join(usual)))
    };
    let folders = [
        (home.clone(), "home"),
        (tool("RUSTUP_HOME", ".rustup"), "rustup"),
        (tool("CARGO_HOME", ".cargo"), "cargo"),
        (Some(project.root.clone()), "baton"),
        (Some(project.target()), "target"),
    ];
    folders
        .into_iter()
        .filter_map(|(folder, name)| Some((folder?, name)))
        // The root of the file system would match every path.
        .filter(|(folder, _)| folder.parent().is_some())
        .collect()
}

/// Flags for the compiler. The last that fits a path counts, so that inner folders come after outer ones.
pub(super) fn remapped(project: &Project) -> Vec<String> {
    folders(project)
        .into_iter()
        .map(|(folder, name)| format!("--remap-path-prefix={}=/{name}", folder.display()))
        .collect()
}

/// Whether a file names a folder of this machine.
///
/// # Errors
/// Says which file and which folder.
pub(super) fn is_not_named(project: &Project, file: &str, content: &[u8]) -> Result<()> {
    let folders = folders(project).into_iter().map(|(folder, _)| folder);
    match named(folders, content) {
        Some(folder) => bail!(words::names_this_machine(file, &folder)),
        None => Ok(()),
    }
}

fn named(folders: impl Iterator<Item = PathBuf>, content: &[u8]) -> Option<PathBuf> {
    let mut folders = folders;
    folders.find(|folder| {
        let path = folder.join("");
        let path = path.as_os_str().as_encoded_bytes();
        content.windows(path.len()).any(|window| window == path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_names_a_folder_of_the_machine_is_found() {
        let folders = || ["/home/ana", "/srv/tree"].map(PathBuf::from).into_iter();
        let found = named(folders(), b"\0/srv/tree/core/src/lib.rs\0");
        assert_eq!(found, Some(PathBuf::from("/srv/tree")));
        assert_eq!(
            named(folders(), b"/cargo/registry/a.rs /srv/treetop/b.rs"),
            None
        );
    }

    #[test]
    fn an_inner_folder_is_renamed_after_the_one_around_it() {
        let project = Project::here().unwrap();
        let flags = remapped(&project);
        let place = |name: &str| flags.iter().position(|flag| flag.ends_with(name));
        assert!(place("=/home") <= place("=/cargo"), "{flags:?}");
        assert!(place("=/baton") < place("=/target"), "{flags:?}");
    }
}
