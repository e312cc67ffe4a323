//! What only a browser can tell: the bytes that really came, and when a bubble is painted. Playwright in `end2end/bench`
//! drives a real Chromium against a server of ours and leaves its findings in a file.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::process::{Child, Command};

use crate::arguments::Arguments;
use crate::figures::median;
use crate::server::{Server, Site};
use crate::table::{Budget, Row, Table};
use crate::{site_files, words};

/// How long Playwright may take, its own end included.
const WITHIN: Duration = Duration::from_secs(85);
/// The file in Playwright's folder with what was found.
const FOUND: &str = "found.json";

/// What a page loaded, as the browser counted it: bytes on the wire, heads of the answers included.
#[derive(Debug, Deserialize)]
struct Load {
    name: String,
    requests: u32,
    scripts: u32,
    bytes: f64,
    script_bytes: f64,
    wasm_bytes: f64,
}

/// Times in milliseconds.
#[derive(Debug, Deserialize)]
struct Times {
    name: String,
    millis: Vec<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Findings {
    loads: Vec<Load>,
    times: Vec<Times>,
}

fn kilobytes(bytes: f64) -> String {
    format!("{:.1} kB", bytes / 1_000.0)
}

pub(crate) async fn bytes(arguments: &Arguments, table: &mut Table) -> Result<()> {
    if !can_drive(arguments) {
        return added_up(arguments, table);
    }
    let findings = drive(arguments, "bytes").await?;
    if findings.loads.is_empty() {
        bail!("the browser counted nothing");
    }
    for load in &findings.loads {
        let what = &load.name;
        if what.starts_with("host page") {
            let figure = kilobytes(load.script_bytes);
            let value = load.script_bytes / 1_000.0;
            table.add(Row::within(
                format!("{what}: the loader, head included"),
                figure,
                value,
                words::LOADER_BUDGET,
            ));
            let scripts = f64::from(load.scripts);
            let figure = load.scripts.to_string();
            let of = format!("{what}: script requests");
            table.add(Row::within(of, figure, scripts, words::SCRIPT_BUDGET));
            let of = format!("{what}: WASM");
            let figure = kilobytes(load.wasm_bytes);
            table.add(Row::within(of, figure, load.wasm_bytes, words::WASM_BUDGET));
            let all = format!("{}, {} requests", kilobytes(load.bytes), load.requests);
            table.add(Row::free(format!("{what}: everything on the page"), all));
            continue;
        }
        let budget: Budget = if what.starts_with("chat") {
            words::CHAT_BUDGET
        } else {
            words::CONSOLE_BUDGET
        };
        let figure = format!("{}, {} requests", kilobytes(load.bytes), load.requests);
        table.add(Row::within(
            what.clone(),
            figure,
            load.bytes / 1_000.0,
            budget,
        ));
    }
    Ok(())
}

pub(crate) async fn bubble(arguments: &Arguments, table: &mut Table) -> Result<()> {
    if !can_drive(arguments) {
        table.add(Row::missing(words::BUBBLE, words::NO_NODE));
        return Ok(());
    }
    let findings = drive(arguments, "bubble").await?;
    let of = |name: &str| findings.times.iter().find(|times| times.name == name);
    let painted = of("bubble").context("the browser saw no bubble")?;
    let middle = median(&painted.millis);
    let worst = painted.millis.iter().copied().fold(0.0, f64::max);
    let figure = format!(
        "median {middle:.1}, worst {worst:.1} ms of {}",
        painted.millis.len()
    );
    table.add(Row::within(
        words::BUBBLE,
        figure,
        middle,
        words::BUBBLE_BUDGET,
    ));
    Ok(())
}

fn added_up(arguments: &Arguments, table: &mut Table) -> Result<()> {
    println!("  {}", words::NO_NODE);
    for (what, files, budget) in [
        (
            "host page before first use: the loader",
            site_files::LOADER,
            words::LOADER_BUDGET,
        ),
        (
            "chat, first open, without its document",
            site_files::CHAT,
            words::CHAT_BUDGET,
        ),
        (
            "inbox and settings, without their documents",
            site_files::CONSOLE,
            words::CONSOLE_BUDGET,
        ),
    ] {
        #[expect(clippy::cast_precision_loss, reason = "files of some kilobytes")]
        let bytes = site_files::weigh(&arguments.site, files)? as f64;
        let what = format!("{what} ({})", words::ADDED_UP);
        table.add(Row::within(what, kilobytes(bytes), bytes / 1_000.0, budget));
    }
    Ok(())
}

/// Whether there is what a browser needs to be driven.
pub(crate) fn can_drive(arguments: &Arguments) -> bool {
    let playwright = arguments
        .end2end
        .join("node_modules/@playwright/test/cli.js");
    arguments.node.as_deref().is_some_and(Path::is_file) && playwright.is_file()
}

/// Whether the browser that Playwright would start is there.
pub(crate) async fn has_chromium(arguments: &Arguments) -> bool {
    if let Some(chosen) = std::env::var_os("CHROMIUM") {
        return Path::new(&chosen).is_file();
    }
    let Some(node) = &arguments.node else {
        return false;
    };
    let own = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
    let asked = Command::new(node)
        .args(["-e", own])
        .current_dir(&arguments.end2end)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let answer = asked.await.ok().map(|output| output.stdout);
    let path = answer.and_then(|path| String::from_utf8(path).ok());
    path.is_some_and(|path| Path::new(&path).is_file())
}

/// Starts a server, has Playwright measure one thing, and reads what it found.
async fn drive(arguments: &Arguments, what: &str) -> Result<Findings> {
    let mut server = Server::start(arguments).await?;
    let folder = tempfile::Builder::new().prefix("baton-bench-").tempdir()?;
    let mut playwright = Playwright::start(arguments, server.site, what, folder.path(), &[])?;
    playwright.ends().await?;
    let findings = findings(folder.path())?;
    server.stop().await?;
    Ok(findings)
}

/// What Playwright left in its folder.
pub(crate) fn findings<T: DeserializeOwned>(folder: &Path) -> Result<T> {
    let findings = std::fs::read(folder.join(FOUND)).context("Playwright left no findings")?;
    Ok(serde_json::from_slice(&findings)?)
}

/// Playwright, which ends its browser when it is asked to end, and could not when it is killed.
#[derive(Debug)]
pub(crate) struct Playwright(Child);

impl Playwright {
    /// Has it measure one thing at this server; `more` is what its script is told besides.
    pub(crate) fn start(
        arguments: &Arguments,
        site: Site,
        what: &str,
        folder: &Path,
        more: &[(&str, &str)],
    ) -> Result<Self> {
        let node = arguments.node.as_ref().context(words::NO_NODE)?;
        let child = Command::new(node)
            .arg("node_modules/@playwright/test/cli.js")
            .args(["test", "--config", "bench/playwright.config.ts", what])
            .arg("--output")
            .arg(folder.join("results"))
            .current_dir(&arguments.end2end)
            .env("BATON_ORIGIN", site.origin())
            .env("BATON_FOUND", folder.join(FOUND))
            .envs(more.iter().copied())
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("starting Playwright")?;
        Ok(Self(child))
    }

    /// Waits until it has done its work.
    pub(crate) async fn ends(&mut self) -> Result<()> {
        let status = tokio::time::timeout(WITHIN, self.0.wait())
            .await
            .context("Playwright did not end in time")??;
        if !status.success() {
            bail!("Playwright failed ({status}): its words are above");
        }
        Ok(())
    }

    /// Whether it has ended already.
    pub(crate) fn has_ended(&mut self) -> Result<bool> {
        Ok(self.0.try_wait()?.is_some())
    }
}

impl Drop for Playwright {
    fn drop(&mut self) {
        let id = self.0.id().and_then(|id| i32::try_from(id).ok());
        if let Some(id) = id.and_then(Pid::from_raw) {
            // It may have ended in this moment.
            _ = kill_process(id, Signal::TERM);
            for _ in 0..20 {
                if !matches!(self.0.try_wait(), Ok(None)) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        }
    }
}
