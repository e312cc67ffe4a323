//! Files on their way into the site: reading a folder with all below it, and minifying the scripts among them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::build::script;
use crate::project::Project;
use crate::setup::node::Node;
use crate::words;

/// A file to be served, or a source of one.
#[derive(Debug)]
pub(super) struct Asset {
    /// Its path from the top of the folder, with slashes: the name that the manifest knows it by.
    pub(super) logical: String,
    pub(super) content: Vec<u8>,
}

/// Every file below a folder, in the order of their names; none where there is no folder.
pub(super) fn read(folder: &Path) -> Result<Vec<Asset>> {
    list(folder)?
        .into_iter()
        .map(|logical| {
            let path = folder.join(&logical);
            let content = fs::read(&path).with_context(|| words::unreadable(&path))?;
            Ok(Asset { logical, content })
        })
        .collect()
}

/// The names of every file below a folder, in order; hidden files are not ours. Empty where there is no folder.
pub(super) fn list(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        walk(folder, "", &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| words::unreadable(folder))? {
        let entry = entry.with_context(|| words::unreadable(folder))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{name}/"), found)?;
        } else if !entry.file_name().to_string_lossy().starts_with('.') {
            found.push(name);
        }
    }
    Ok(())
}

/// The public files, scripts minified where there is Node.
pub(super) fn minified(
    project: &Project,
    tools: Option<&Node>,
    files: Vec<Asset>,
) -> Result<Vec<Asset>> {
    let Some(node) = tools else { return Ok(files) };
    files
        .into_iter()
        .map(|file| {
            if !file.logical.ends_with(".js") {
                return Ok(file);
            }
            let content = script::minified(project, node, &file.content, script::Kind::Classic)?;
            Ok(Asset { content, ..file })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_read_with_all_below_it_in_order() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("icons")).unwrap();
        fs::write(folder.path().join("loader.js"), "1").unwrap();
        fs::write(folder.path().join("icons/b.svg"), "2").unwrap();
        fs::write(folder.path().join("icons/a.svg"), "3").unwrap();
        fs::write(folder.path().join(".hidden"), "4").unwrap();
        let names: Vec<String> = read(folder.path())
            .unwrap()
            .into_iter()
            .map(|asset| asset.logical)
            .collect();
        assert_eq!(names, ["icons/a.svg", "icons/b.svg", "loader.js"]);
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_files() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(&folder.path().join("public")).unwrap().is_empty());
    }
}
