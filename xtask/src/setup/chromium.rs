//! The browser of the end-to-end tests: the system's Chromium where there is one that starts, else the system's
//! package, else the one that Playwright brings.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::node::Node;
use super::system::{self, Packages};
use crate::project::Project;
use crate::{process, words};

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const MAC: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// With fonts, since a container has none and pages without glyphs can't be looked at. Homebrew has none of use.
const PACKAGES: Packages = Packages {
    apt: &["chromium", "fonts-liberation", "fonts-noto-color-emoji"],
    dnf: &["chromium", "liberation-fonts"],
    pacman: &["chromium", "ttf-liberation"],
    brew: &[],
};

/// The browser that Playwright is to start.
#[derive(Debug)]
pub(crate) enum Browser {
    /// A program of the system.
    System(PathBuf),
    /// Playwright knows where its own is.
    Playwright,
}

/// A browser, installed if need be.
pub(crate) fn find_or_install(project: &Project, node: &Node) -> Result<Browser> {
    if let Some(path) = find() {
        return Ok(Browser::System(path));
    }
    if let Err(error) = system::install(&PACKAGES) {
        eprintln!("{}", words::going_on_after(&error));
    }
    if let Some(path) = find() {
        return Ok(Browser::System(path));
    }
    let mut installer = node.packaged(project, "end2end", "@playwright/test/cli.js")?;
    installer
        .arg("install")
        .current_dir(project.path("end2end"));
    if system::is_root() {
        installer.arg("--with-deps");
    }
    process::run(installer.arg("chromium")).context(words::CHROMIUM_MISSING)?;
    Ok(Browser::Playwright)
}

fn find() -> Option<PathBuf> {
    NAMES
        .iter()
        .filter_map(|name| process::find(name))
        .chain(MAC.iter().map(PathBuf::from))
        .find(|path| starts(path))
}

/// Ubuntu's `chromium-browser` is a script that only says where to get a browser: having the name is not enough.
fn starts(browser: &Path) -> bool {
    browser.is_file() && process::output(Command::new(browser).arg("--version")).is_ok()
}
