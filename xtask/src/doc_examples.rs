//! Whether there is any example in the documentation. Cargo compiles every crate once more to look for them, which takes
//! a minute for nothing where there are none.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::words;

/// Whether a comment of a source below this folder holds an example.
pub(crate) fn exist_below(folder: &Path) -> Result<bool> {
    let entries = fs::read_dir(folder).with_context(|| words::unreadable(folder))?;
    for entry in entries {
        let path = entry.with_context(|| words::unreadable(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let found = if path.is_dir() {
            let is_source = !name.starts_with('.') && name != "target" && name != "node_modules";
            is_source && exist_below(&path)?
        } else if name.ends_with(".rs") {
            let source = fs::read_to_string(&path).with_context(|| words::unreadable(&path))?;
            source.lines().any(begins_example)
        } else {
            false
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

fn begins_example(line: &str) -> bool {
    let comment = line.trim_start();
    let text = comment
        .strip_prefix("///")
        .or_else(|| comment.strip_prefix("//!"));
    text.is_some_and(|text| {
        let text = text.trim_start();
        text.starts_with("```") || text.starts_with("~~~")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_stands_between_marks_in_the_documentation_of_something() {
        assert!(begins_example("    /// ```"));
        assert!(begins_example("//! ```rust,no_run"));
        assert!(begins_example("///```"));
        assert!(!begins_example("let text = \"/// ```\";"));
        assert!(!begins_example("// ```"));
        assert!(!begins_example("/// Says `this`."));
    }
}
