//! The system's package manager: which one there is, and how to make it install something without asking.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{cargo, process, words};

/// One thing to install, by the names that the package managers know it under; an empty list means that this
/// manager's package is of no use here.
#[derive(Debug)]
pub(super) struct Packages {
    pub(super) apt: &'static [&'static str],
    pub(super) dnf: &'static [&'static str],
    pub(super) pacman: &'static [&'static str],
    pub(super) brew: &'static [&'static str],
}

/// Installs the packages with the first package manager found.
///
/// # Errors
/// No package manager that we know has them, or it failed.
pub(super) fn install(packages: &Packages) -> Result<()> {
    if process::find("apt-get").is_some() && !packages.apt.is_empty() {
        // A list that could not be renewed may still name what we want.
        if let Err(error) = process::run(as_root("apt-get").args(["update", "-q"])) {
            eprintln!("{}", words::going_on_after(&error));
        }
        let options = ["install", "-y", "-q", "--no-install-recommends"];
        return process::run(as_root("apt-get").args(options).args(packages.apt));
    }
    if process::find("dnf").is_some() && !packages.dnf.is_empty() {
        return process::run(as_root("dnf").args(["install", "-y"]).args(packages.dnf));
    }
    if process::find("pacman").is_some() && !packages.pacman.is_empty() {
        return process::run(
            as_root("pacman")
                .args(["-S", "--noconfirm", "--needed"])
                .args(packages.pacman),
        );
    }
    if process::find("brew").is_some() && !packages.brew.is_empty() {
        return process::run(Command::new("brew").arg("install").args(packages.brew));
    }
    bail!(words::NO_PACKAGE_MANAGER)
}

/// Whether we may install without sudo.
pub(super) fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn as_root(program: &str) -> Command {
    if is_root() {
        let mut command = Command::new(program);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        return command;
    }
    let mut command = Command::new("sudo");
    if cargo::on_ci() {
        command.arg("--non-interactive");
    }
    command.args(["env", "DEBIAN_FRONTEND=noninteractive", program]);
    command
}
