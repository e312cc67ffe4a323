//! A PostgreSQL of the tests' own: one cluster for the process, in a temporary folder, over a socket in there. It ends
//! with the process, however that ends, because a shell waits for the end of its input.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

const SCRIPT: &str = r#"
set -e
dir=$(mktemp -d "${TMPDIR:-/tmp}/baton-postgres-XXXXXX")
finish() { "$0/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$dir"; }
trap finish EXIT
"$0/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
"$0/pg_ctl" -D "$dir/data" -w -l "$dir/log" -o "-k $dir -c listen_addresses= -c fsync=off -c max_connections=400" start >/dev/null
echo "$dir"
cat >/dev/null
"#;

struct Cluster {
    folder: String,
    next: AtomicU32,
    _shell: Child,
    _output: BufReader<ChildStdout>,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();

/// The address of a new, empty database.
pub(crate) async fn new_database() -> String {
    let cluster = tokio::task::spawn_blocking(|| CLUSTER.get_or_init(start))
        .await
        .unwrap();
    sqlx::any::install_default_drivers();
    let name = format!("t{}", cluster.next.fetch_add(1, Ordering::Relaxed));
    let url = |name: &str| format!("postgres:///{name}?host={}&user=postgres", cluster.folder);
    let mut connection = AnyConnection::connect(&url("postgres")).await.unwrap();
    // Safe: the name is a letter and a number made here.
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    url(&name)
}

fn start() -> Cluster {
    let programs = find().expect(
        "these tests need PostgreSQL's server: install the package postgresql (its initdb must be in PATH or in \
         /usr/lib/postgresql/*/bin)",
    );
    // The server refuses to run as root.
    let mut command = if rustix::process::geteuid().is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", "sh", "-c", SCRIPT]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", SCRIPT]);
        command
    };
    let mut shell = command
        .arg(programs)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell can be started as the user postgres");
    let mut output = BufReader::new(shell.stdout.take().unwrap());
    let mut folder = String::new();
    output.read_line(&mut folder).unwrap();
    let folder = folder.trim().to_owned();
    assert!(
        !folder.is_empty(),
        "PostgreSQL did not start; what it said stands above"
    );
    Cluster {
        folder,
        next: AtomicU32::new(1),
        _shell: shell,
        _output: output,
    }
}

fn find() -> Option<PathBuf> {
    let installed = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|version| Some(version.ok()?.path().join("bin")));
    let mut folders: Vec<_> = installed.collect();
    folders.sort();
    folders.reverse();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
}
