//! The server under test: the release build, in a folder of its own, on a port of its own.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::process::{Child, Command};

use crate::{Arguments, http};

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    program: PathBuf,
    site: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
    child: Child,
}

/// The space that the demo makes.
pub(crate) const SPACE: &str = "HELP";

impl Server {
    /// Starts it with the demo's space and waits until it is ready.
    pub(crate) async fn start(arguments: &Arguments) -> Result<Self> {
        let program = std::fs::canonicalize(&arguments.baton)
            .context("the server's program is missing: cargo xtask build")?;
        let site = std::fs::canonicalize(&arguments.site)
            .context("the built assets are missing: cargo xtask build")?;
        let folder = tempfile::tempdir()?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let child = spawn(&program, &site, folder.path(), port)?;
        let mut server = Self {
            program,
            site,
            folder,
            port,
            child,
        };
        server.ready().await?;
        Ok(server)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What it calls itself.
    pub(crate) fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The database.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("data/baton.db")
    }

    /// Runs a subcommand while the server runs, or while it does not.
    pub(crate) async fn tool(&self, arguments: &[&str]) -> Result<()> {
        let mut command = command(&self.program, &self.site, self.folder.path(), self.port);
        let output = command.args(arguments).output().await?;
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
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
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
        let id = self.child.id().context("the server has ended")?;
        Command::new("kill")
            .args(["-TERM", &id.to_string()])
            .status()
            .await?;
        let status = tokio::time::timeout(Duration::from_secs(20), self.child.wait())
            .await
            .context("no end within 20 s")??;
        if !status.success() {
            bail!("the server ended with {status}");
        }
        Ok(begin.elapsed())
    }

    /// Starts it again on the same folder and port.
    pub(crate) async fn again(&mut self) -> Result<()> {
        self.child = spawn(&self.program, &self.site, self.folder.path(), self.port)?;
        self.ready().await
    }

    async fn ready(&mut self) -> Result<()> {
        for _ in 0..600 {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status}");
            }
            if http::get(&self.address(), "/readyz", None)
                .await
                .is_ok_and(|answer| answer.status == 200)
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the server was not ready within 30 s")
    }
}

fn command(program: &Path, site: &Path, folder: &Path, port: u16) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .env("BATON_ADDR", format!("127.0.0.1:{port}"))
        .env("PUBLIC_URL", format!("http://localhost:{port}"))
        .env("BATON_SITE", site)
        .env("RUST_LOG", "warn")
        .env_remove("BATON_DATA")
        .env_remove("DATABASE_URL");
    command
}

fn spawn(program: &Path, site: &Path, folder: &Path, port: u16) -> Result<Child> {
    let mut command = command(program, site, folder, port);
    command
        .args(["serve", "--demo"])
        .stdout(Stdio::null())
        .kill_on_drop(true);
    command.spawn().context("starting the server")
}
