//! The folder that the server serves. It is made of parts (a module, the style sheets, the public files), each of which
//! is written again only when its inputs changed. `manifest.json` tells the server the name under which each file is
//! served; `.stamp` tells the next build what the parts were made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::build::assets::{self, Asset};
use crate::build::compress::{self, Encoding};
use crate::build::{Mode, names};
use crate::words;

const LOCK: &str = ".lock";
const STAMP: &str = ".stamp";
const MANIFEST: &str = "manifest.json";

/// The served folder and what is known of it.
#[derive(Debug)]
pub(super) struct Site {
    folder: PathBuf,
    mode: Mode,
    parts: BTreeMap<String, Part>,
    /// Keeps other builds out until this is dropped.
    _lock: File,
}

/// Files that are made together, from the same inputs.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Part {
    inputs: String,
    /// Logical name → name under which it is served.
    files: BTreeMap<String, String>,
    /// For the summary.
    remark: String,
}

impl Site {
    /// What the last build left; a stamp that can't be read counts as none. Waits for a build that is under way.
    pub(super) fn open(folder: PathBuf, mode: Mode) -> Result<Site> {
        let lock_path = folder.join(LOCK);
        let lock = fs::create_dir_all(&folder)
            .and_then(|()| File::create(&lock_path))
            .and_then(|lock| lock.lock().map(|()| lock))
            .with_context(|| words::unwritable(&lock_path))?;
        let parts = fs::read(folder.join(STAMP))
            .ok()
            .and_then(|stamp| serde_json::from_slice(&stamp).ok())
            .unwrap_or_default();
        Ok(Site {
            folder,
            mode,
            parts,
            _lock: lock,
        })
    }

    /// Makes a part and writes it, unless these inputs made what is there. Returns the remark for the summary.
    pub(super) fn renew(
        &mut self,
        part: &str,
        inputs: String,
        make: impl FnOnce() -> Result<Vec<Asset>>,
    ) -> Result<((), String)> {
        if let Some(known) = self.parts.get(part)
            && known.inputs == inputs
            && known
                .files
                .values()
                .all(|served| self.folder.join(served).is_file())
        {
            return Ok(((), format!("{}, {}", words::UNCHANGED, known.remark)));
        }
        let mut files = BTreeMap::new();
        let (mut plain, mut brotli) = (0, 0);
        for asset in make()? {
            let served = names::served_name(&asset.logical, &asset.content);
            let sizes = self.write(&served, &asset.content)?;
            plain += sizes.plain;
            brotli += sizes.brotli;
            files.insert(asset.logical, served);
        }
        let compressed = (self.mode == Mode::Release).then_some(brotli);
        let remark = words::sizes(plain, compressed);
        self.parts.insert(
            part.to_owned(),
            Part {
                inputs,
                files,
                remark: remark.clone(),
            },
        );
        Ok(((), remark))
    }

    /// The part is no longer wanted.
    pub(super) fn forget(&mut self, part: &str) {
        self.parts.remove(part);
    }

    /// Logical name → served name, of one part.
    pub(super) fn files_of(&self, part: &str) -> BTreeMap<String, String> {
        self.parts
            .get(part)
            .map(|part| part.files.clone())
            .unwrap_or_default()
    }

    /// Writes manifest and stamp, removes what neither of them knows, and lets other builds go on.
    pub(super) fn finish(self) -> Result<()> {
        let mut manifest: BTreeMap<&str, &str> = BTreeMap::new();
        for (logical, served) in self.parts.values().flat_map(|part| &part.files) {
            if manifest.insert(logical, served).is_some() {
                bail!(words::same_name_twice(logical));
            }
        }
        write_whole(
            &self.folder.join(MANIFEST),
            &serde_json::to_vec_pretty(&manifest)?,
        )?;
        write_whole(
            &self.folder.join(STAMP),
            &serde_json::to_vec_pretty(&self.parts)?,
        )?;

        let mut wanted: BTreeSet<String> = [MANIFEST.to_owned(), STAMP.to_owned()].into();
        for served in manifest.values() {
            wanted.insert((*served).to_owned());
            wanted.extend(Encoding::ALL.map(|encoding| encoding.beside(served)));
        }
        for found in assets::list(&self.folder)? {
            if !wanted.contains(&found) {
                let path = self.folder.join(&found);
                fs::remove_file(&path).with_context(|| words::unwritable(&path))?;
            }
        }
        Ok(())
    }

    fn write(&self, served: &str, content: &[u8]) -> Result<Sizes> {
        write_whole(&self.folder.join(served), content)?;
        let plain = content.len() as u64;
        let mut sizes = Sizes {
            plain,
            brotli: plain,
        };
        for encoding in Encoding::ALL {
            let path = self.folder.join(encoding.beside(served));
            let compressed = match self.mode {
                Mode::Release if compress::is_worth_trying(served) => {
                    Some(encoding.compress(content)?)
                        .filter(|compressed| compressed.len() < content.len())
                }
                Mode::Release | Mode::Dev => None,
            };
            match compressed {
                Some(compressed) => {
                    write_whole(&path, &compressed)?;
                    if encoding == Encoding::Brotli {
                        sizes.brotli = compressed.len() as u64;
                    }
                }
                // A name that stays may have a compressed file of an older content beside it.
                None if path.exists() => {
                    fs::remove_file(&path).with_context(|| words::unwritable(&path))?;
                }
                None => {}
            }
        }
        Ok(sizes)
    }
}

/// In bytes.
struct Sizes {
    plain: u64,
    brotli: u64,
}

/// A server that reads at this moment sees the old file or the new one, never half of it.
fn write_whole(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path
        .parent()
        .context("a file of the site lies in a folder")?;
    let mut draft = path.as_os_str().to_owned();
    draft.push(".draft");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&draft, content))
        .and_then(|()| fs::rename(&draft, path))
        .with_context(|| words::unwritable(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(logical: &str, content: &str) -> Asset {
        Asset {
            logical: logical.to_owned(),
            content: content.as_bytes().to_vec(),
        }
    }

    fn text(length: usize) -> String {
        "all work and no play ".repeat(length)
    }

    fn opened(folder: &Path, mode: Mode) -> Site {
        Site::open(folder.to_path_buf(), mode).unwrap()
    }

    /// Builds one part and ends the build. Returns the served names.
    fn built(
        folder: &Path,
        mode: Mode,
        inputs: &str,
        assets: Vec<Asset>,
    ) -> BTreeMap<String, String> {
        let mut site = opened(folder, mode);
        site.renew("public", inputs.to_owned(), || Ok(assets))
            .unwrap();
        let names = site.files_of("public");
        site.finish().unwrap();
        names
    }

    #[test]
    fn a_release_has_brotli_and_gzip_beside_what_they_make_smaller() {
        let folder = tempfile::tempdir().unwrap();
        let assets = vec![
            asset("loader.js", &text(50)),
            asset("tiny.js", "1"),
            asset("photo.png", &text(50)),
        ];
        let names = built(folder.path(), Mode::Release, "1", assets);
        let is_there = |name: &str| folder.path().join(name).is_file();
        assert!(is_there("loader.js.br") && is_there("loader.js.gz"));
        assert!(is_there(&names["tiny.js"]) && !is_there(&format!("{}.br", names["tiny.js"])));
        assert!(is_there(&names["photo.png"]) && !is_there(&format!("{}.br", names["photo.png"])));
    }

    #[test]
    fn the_manifest_leads_from_the_logical_name_to_the_file() {
        let folder = tempfile::tempdir().unwrap();
        built(
            folder.path(),
            Mode::Dev,
            "1",
            vec![asset("a.svg", "<svg/>")],
        );
        let manifest = fs::read(folder.path().join("manifest.json")).unwrap();
        let manifest: BTreeMap<String, String> = serde_json::from_slice(&manifest).unwrap();
        let served = fs::read_to_string(folder.path().join(&manifest["a.svg"])).unwrap();
        assert_eq!(served, "<svg/>");
    }

    #[test]
    fn the_same_inputs_make_nothing_and_a_missing_file_makes_everything_again() {
        let folder = tempfile::tempdir().unwrap();
        let names = built(folder.path(), Mode::Dev, "1", vec![asset("a.svg", "1")]);

        let mut site = opened(folder.path(), Mode::Dev);
        site.renew("public", "1".to_owned(), || panic!("nothing changed"))
            .unwrap();
        fs::remove_file(folder.path().join(&names["a.svg"])).unwrap();
        let mut made = false;
        site.renew("public", "1".to_owned(), || {
            made = true;
            Ok(vec![asset("a.svg", "1")])
        })
        .unwrap();
        assert!(made);
    }

    #[test]
    fn what_an_earlier_build_left_goes_away() {
        let folder = tempfile::tempdir().unwrap();
        let icon = |length| vec![asset("icons/a.svg", &text(length))];
        let old = built(folder.path(), Mode::Release, "1", icon(9))["icons/a.svg"].clone();
        let new = built(folder.path(), Mode::Release, "2", icon(10))["icons/a.svg"].clone();
        assert!(!folder.path().join(&old).exists());
        assert!(!folder.path().join(format!("{old}.br")).exists());
        assert!(folder.path().join(&new).exists());
    }

    #[test]
    fn two_parts_with_the_same_name_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut site = opened(folder.path(), Mode::Dev);
        for part in ["public", "widget"] {
            site.renew(part, "1".to_owned(), || Ok(vec![asset("widget.js", part)]))
                .unwrap();
        }
        assert!(site.finish().is_err());
    }

    #[test]
    fn a_second_build_is_kept_out_until_the_first_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let site = opened(folder.path(), Mode::Dev);
        let second = File::open(folder.path().join(LOCK)).unwrap();
        assert!(second.try_lock().is_err());
        site.finish().unwrap();
        assert!(second.try_lock().is_ok());
    }
}
