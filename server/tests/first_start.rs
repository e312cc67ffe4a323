//! What somebody meets who has just started Baton: what it prints leads somewhere, and what it can't take is left alone.

#![expect(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod program;
mod site;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use program::{Running, baton, folder, is_refused};
use sqlx::{AnyConnection, Connection};

/// Asks the server, and returns the status and where it sends to, if it does.
fn ask(origin: &str, method: &str, path: &str, form: &str) -> (u16, String) {
    let host = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    let location = answer
        .lines()
        .find_map(|line| line.strip_prefix("location: "))
        .unwrap_or_default();
    (status, location.trim().to_owned())
}

/// What stands behind a name in what was printed.
fn printed<'a>(running: &'a Running, name: &str) -> Vec<&'a str> {
    let lines = running.printed.iter().map(|line| line.trim());
    lines
        .filter_map(|line| line.strip_prefix(name))
        .map(str::trim)
        .collect()
}

#[test]
fn the_addresses_that_a_start_prints_lead_to_their_pages_and_each_demo_account_signs_in() {
    let folder = folder();
    let running = Running::start(folder.path());
    let origin = running.origin.as_str();
    let path = |name: &str| {
        let [address] = printed(&running, name)[..] else {
            panic!("{:?}", running.printed);
        };
        address.strip_prefix(origin).unwrap().to_owned()
    };
    let portal = path("Portal ");
    assert_eq!(ask(origin, "GET", &portal, "").0, 200);
    for page in [path("Inbox "), path("Settings ")] {
        let (status, to) = ask(origin, "GET", &page, "");
        assert_eq!(status, 303, "{page}");
        assert!(to.starts_with("/app/sign-in"), "{to}");
        assert_eq!(ask(origin, "GET", &to, "").0, 200);
    }
    let [password] = printed(&running, "Demo accounts, all with the password ")[..] else {
        panic!("{:?}", running.printed);
    };
    let signs_in = |page: &str, email: &str| {
        let form = format!("email={}&password={password}", email.replace('@', "%40"));
        let (status, to) = ask(origin, "POST", page, &form);
        assert_eq!(status, 303, "{email} at {page}");
        assert!(!to.contains("sign-in"), "{to}");
    };
    let staff = [printed(&running, "agent "), printed(&running, "admin ")].concat();
    assert_eq!(staff.len(), 3, "{:?}", running.printed);
    for email in staff {
        signs_in("/app/sign-in", email);
    }
    let customers = printed(&running, "customer ");
    assert_eq!(customers.len(), 1, "{:?}", running.printed);
    signs_in(&format!("{portal}/sign-in"), customers[0]);
    assert_eq!(running.printed.last().unwrap(), "Stop with Ctrl-C.");
}

#[test]
fn a_database_that_can_not_be_written_or_is_newer_is_refused_in_one_sentence_and_left_alone() {
    let folder = folder();
    let path = folder.path();
    assert_eq!(Running::start(path).terminate(), Some(0));
    let database = path.join("data/baton.db");
    let allow = |mode| {
        std::fs::set_permissions(&database, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let before = std::fs::read(&database).unwrap();
    allow(0o444);
    is_refused(path, &mut baton(path, &["serve"]), "read-only");
    allow(0o644);
    assert!(std::fs::read(&database).unwrap() == before, "touched");

    let url = format!("sqlite://{}", database.display());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(&url).await.unwrap();
        let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                   VALUES (9999, 'from the future', TRUE, x'00', 0)";
        sqlx::query(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    });
    let before = std::fs::read(&database).unwrap();
    is_refused(
        path,
        &mut baton(path, &["serve"]),
        "a newer version of Baton",
    );
    assert!(std::fs::read(&database).unwrap() == before, "touched");
}
