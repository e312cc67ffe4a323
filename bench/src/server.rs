//! The server under test: the release build, in a folder of its own, on a port of its own. It is killed and its folder
//! removed when this is dropped, whatever happened before.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

use crate::arguments::Arguments;
use crate::http;

/// The space that the demo makes.
pub(crate) const SPACE: &str = "HELP";

/// How long a start may take.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// How long an orderly end may take: twice the budget, so that a miss is a figure and not an error.
const ENDED_WITHIN: Duration = Duration::from_secs(20);

/// Where a server listens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub(crate) port: u16,
}

impl Site {
    /// What it calls itself.
    pub(crate) fn origin(self) -> String {
        format!("http://{}", self.host())
    }

    pub(crate) fn host(self) -> String {
        format!("localhost:{}", self.port)
    }
}

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    program: PathBuf,
    assets: PathBuf,
    folder: tempfile::TempDir,
    pub(crate) site: Site,
    child: Child,
}

impl Server {
    /// Starts it with the demo's space and waits until it is ready.
    pub(crate) async fn start(arguments: &Arguments) -> Result<Self> {
        let program = std::fs::canonicalize(&arguments.baton)
            .context("the server's program is missing: cargo xtask build")?;
        let assets = std::fs::canonicalize(&arguments.site)
            .context("the built assets are missing: cargo xtask build")?;
        let folder = tempfile::Builder::new().prefix("baton-bench-").tempdir()?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let child = spawn(&program, &assets, folder.path(), port)?;
        let site = Site { port };
        let mut server = Self {
            program,
            assets,
            folder,
            site,
            child,
        };
        server.ready().await?;
        Ok(server)
    }

    /// The database, to be touched only while the server does not run.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("data/baton.db")
    }

    /// Runs a subcommand while the server runs, or while it does not.
    pub(crate) async fn tool(&self, arguments: &[&str]) -> Result<()> {
        let mut command = command(
            &self.program,
            &self.assets,
            self.folder.path(),
            self.site.port,
        );
        let output = command
            .args(arguments)
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await?;
        if !output.status.success() {
            bail!(
                "baton {arguments:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(())
    }

    /// The resident memory, in bytes.
    pub(crate) fn memory(&self) -> Result<u64> {
        let id = self.child.id().context("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))
            .context("the memory of a process is read from /proc, which is not here")?;
        let kilobytes = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok())
            .context("no resident memory in /proc")?;
        Ok(kilobytes * 1_024)
    }

    /// Sends SIGTERM and waits for the end; answers how long that took.
    pub(crate) async fn stop(&mut self) -> Result<Duration> {
        let begin = Instant::now();
        let id = self.child.id().and_then(|id| i32::try_from(id).ok());
        let id = id.and_then(Pid::from_raw).context("the server has ended")?;
        kill_process(id, Signal::TERM)?;
        let status = tokio::time::timeout(ENDED_WITHIN, self.child.wait())
            .await
            .context("the server did not end within 20 s of SIGTERM")??;
        succeeded(status)?;
        Ok(begin.elapsed())
    }

    /// Starts it again on the same folder and port; answers how long until it was ready.
    pub(crate) async fn again(&mut self) -> Result<Duration> {
        let begin = Instant::now();
        self.child = spawn(
            &self.program,
            &self.assets,
            self.folder.path(),
            self.site.port,
        )?;
        self.ready().await?;
        Ok(begin.elapsed())
    }

    async fn ready(&mut self) -> Result<()> {
        let end = Instant::now() + READY_WITHIN;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status} before it was ready");
            }
            if http::get(self.site, "/readyz", None)
                .await
                .is_ok_and(|answer| answer.status == 200)
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the server was not ready within {READY_WITHIN:?}")
    }
}

fn succeeded(status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("the server ended with {status}");
    }
    Ok(())
}

fn command(program: &Path, assets: &Path, folder: &Path, port: u16) -> Command {
    let mut command = Command::new(program);
    // What is measured is the usual configuration, whatever stands in this shell's environment.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("BATON_") {
            command.env_remove(name);
        }
    }
    command
        .current_dir(folder)
        .env("BATON_ADDR", format!("127.0.0.1:{port}"))
        .env("PUBLIC_URL", format!("http://localhost:{port}"))
        .env("BATON_SITE", assets)
        // The crowd comes from one address.
        .env("BATON_SHARED_ADDRESS", "1000")
        .env("RUST_LOG", "error")
        .env_remove("DATABASE_URL");
    command
}

fn spawn(program: &Path, assets: &Path, folder: &Path, port: u16) -> Result<Child> {
    let mut command = command(program, assets, folder, port);
    command
        .args(["serve", "--demo"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true);
    command.spawn().context("starting the server")
}
