//! What a part of the site was made of, as one digest: when it is the same as last time, the part is not made again.

use std::fs;

use crate::build::Mode;
use crate::build::assets::{self, Asset};
use crate::build::names::hex_digest;
use crate::project::Project;

/// Everything that influences every part: the way of building, and the sources of this build step itself.
pub(super) fn recipe(project: &Project, mode: Mode, with_tools: bool) -> String {
    let own_sources = assets::read(&project.path("xtask/src/build")).unwrap_or_default();
    let lock = fs::read(project.path("xtask/package-lock.json")).unwrap_or_default();
    let own = of_files("", &own_sources);
    format!("{mode:?} {with_tools} {} {own}", hex_digest(&lock))
}

/// The digest of a recipe and of files with their names.
pub(super) fn of_files(recipe: &str, files: &[Asset]) -> String {
    let parts = files
        .iter()
        .flat_map(|file| [file.logical.as_bytes(), file.content.as_slice()]);
    digest([recipe.as_bytes()].into_iter().chain(parts))
}

/// The digest of several parts; where one ends and the next begins matters.
pub(super) fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let digests: String = parts.into_iter().map(hex_digest).collect();
    hex_digest(digests.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_tells_a_name_from_a_content() {
        let one = digest([b"ab".as_slice(), b"c"]);
        let other = digest([b"a".as_slice(), b"bc"]);
        assert_ne!(one, other);
    }
}
