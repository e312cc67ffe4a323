//! The program itself: start errors, subcommands beside a running server, and an orderly end.

#![expect(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod program;
mod site;

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use program::{Running, baton, folder, is_refused, run, text};

#[test]
fn without_a_site_nothing_starts() {
    let empty = tempfile::tempdir().unwrap();
    is_refused(
        empty.path(),
        &mut baton(empty.path(), &["serve"]),
        "There is no built site",
    );
}

#[test]
fn a_name_that_is_no_origin_is_refused_and_so_is_plain_http_elsewhere() {
    let folder = folder();
    let path = folder.path();
    let wrong = baton(path, &["serve", "--public-url", "help.example.org"]);
    is_refused(path, &mut { wrong }, "PUBLIC_URL");
    let insecure = baton(path, &["serve", "--public-url", "http://help.example.org"]);
    is_refused(path, &mut { insecure }, "--insecure-http");
}

#[test]
fn a_missing_folder_a_foreign_file_and_an_unknown_address_are_refused_untouched() {
    let folder = folder();
    let path = folder.path();
    let missing = baton(path, &["serve", "--database-url", "sqlite://none/baton.db"]);
    is_refused(path, &mut { missing }, "does not exist");
    let named = baton(path, &["serve", "--data", "none"]);
    is_refused(path, &mut { named }, "does not exist");
    std::fs::write(path.join("notes.db"), "these are my notes, and no database").unwrap();
    let foreign = baton(path, &["serve", "--database-url", "sqlite://notes.db"]);
    is_refused(path, &mut { foreign }, "not a SQLite database");
    let notes = std::fs::read_to_string(path.join("notes.db")).unwrap();
    assert_eq!(notes, "these are my notes, and no database");
    let unknown = baton(path, &["serve", "--database-url", "mysql://localhost/x"]);
    is_refused(path, &mut { unknown }, "DATABASE_URL");
}

#[test]
fn an_address_in_use_is_refused_before_anything_is_made() {
    let folder = folder();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = taken.local_addr().unwrap().to_string();
    let mut command = baton(folder.path(), &["serve", "--addr", &addr]);
    is_refused(folder.path(), &mut command, "listens on");
}

#[test]
fn beside_a_running_server_subcommands_take_effect_at_once_and_a_second_server_is_refused() {
    let folder = folder();
    let path = folder.path();
    let mut running = Running::start(path);

    let mut second = baton(path, &["serve"]);
    is_refused(path, &mut second, "another process");

    let set = run(
        path,
        &[
            "settings",
            "set",
            "HELP",
            "--time-to-assign",
            "10s",
            "--follow-availability",
            "on",
        ],
    );
    let shown = text(&set.stdout);
    assert!(set.status.success(), "{}", text(&set.stderr));
    assert!(shown.contains("time to assign: 10s"), "{shown}");
    assert!(shown.contains("nobody of the team is available"), "{shown}");
    let shown = text(&run(path, &["settings", "show", "help"]).stdout);
    assert!(shown.contains("time to assign: 10s"), "{shown}");

    let short = run(path, &["settings", "set", "HELP", "--time-to-reply", "9s"]);
    assert_eq!(short.status.code(), Some(1));
    assert!(text(&short.stderr).contains("between 10 seconds and 24 hours"));
    let often = run(path, &["settings", "set", "HELP", "--repeat-alerts", "5s"]);
    assert_eq!(often.status.code(), Some(1));
    assert!(text(&often.stderr).contains("between 15 seconds and 30 minutes"));
    for (typed, shown) in [("90s", "every 90s"), ("0", "never")] {
        let set = run(path, &["settings", "set", "HELP", "--repeat-alerts", typed]);
        let told = text(&set.stdout);
        assert!(told.contains(&format!("repeat alerts: {shown}")), "{told}");
    }
    let unknown = run(path, &["settings", "show", "NONE"]);
    assert!(text(&unknown.stderr).contains("There is no space NONE"));

    let removed = text(&run(path, &["rovo", "remove-skill", "HELP"]).stdout);
    assert!(removed.contains("lacks the skill"), "{removed}");
    let added = text(&run(path, &["rovo", "add-skill", "HELP"]).stdout);
    assert!(!added.contains("lacks the skill"), "{added}");

    let checked = text(&run(path, &["check"]).stdout);
    assert!(checked.contains("The server is running"), "{checked}");

    let copy = run(path, &["backup", "copy.db"]);
    assert!(copy.status.success(), "{}", text(&copy.stderr));
    assert!(path.join("copy.db").is_file());
    let again = run(path, &["backup", "copy.db"]);
    assert_eq!(again.status.code(), Some(1));

    let mode = std::fs::metadata(path.join("data/baton.sock")).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
    assert_eq!(mode & 0o777, 0o600);

    assert!(!running.origin.is_empty());
    assert_eq!(running.terminate(), Some(0));
    assert!(!path.join("data/baton.sock").exists());
    let stopped = text(&run(path, &["check"]).stdout);
    assert!(stopped.contains("No server is running"), "{stopped}");
    let kept = text(&run(path, &["settings", "show", "HELP"]).stdout);
    assert!(kept.contains("time to assign: 10s"), "{kept}");
}

#[test]
fn users_teams_spaces_and_articles_can_be_added_without_a_demo() {
    let folder = folder();
    let path = folder.path();
    std::fs::create_dir(path.join("data")).unwrap();
    let done = |arguments: &[&str]| {
        let output = run(path, arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        text(&output.stdout)
    };
    done(&["space", "add", "SHOP", "The shop"]);
    done(&[
        "user",
        "add",
        "--name",
        "Kim",
        "--email",
        "Kim@shop.example",
        "--password",
        "long enough",
        "--space",
        "SHOP",
        "--role",
        "admin",
    ]);
    done(&["team", "add", "Counter", "kim@shop.example"]);
    done(&["space", "origins", "SHOP", "https://shop.example/"]);
    let shown = done(&["settings", "set", "SHOP", "--team", "Counter"]);
    assert!(shown.contains("team: Counter"), "{shown}");
    assert!(
        shown.contains("embedded by: https://shop.example"),
        "{shown}"
    );
    std::fs::create_dir(path.join("articles")).unwrap();
    std::fs::write(
        path.join("articles/returns.md"),
        "# Returns\n\nWithin 30 days.\n",
    )
    .unwrap();
    std::fs::write(path.join("articles/broken.md"), "no title").unwrap();
    let broken = run(path, &["knowledge", "import", "SHOP", "articles"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(text(&broken.stderr).contains("broken.md was not imported, and nothing else was"));
    std::fs::remove_file(path.join("articles/broken.md")).unwrap();
    let imported = done(&["knowledge", "import", "SHOP", "articles"]);
    assert!(imported.starts_with("1 articles added"), "{imported}");
    let checked = done(&["check"]);
    assert!(
        checked.contains("SHOP (The shop): 1 articles, 1 members"),
        "{checked}"
    );
    let weak = run(
        path,
        &[
            "user",
            "add",
            "--name",
            "X",
            "--email",
            "x@y.z",
            "--password",
            "short",
        ],
    );
    assert!(text(&weak.stderr).contains("at least 8 characters"));
}

/// Puts other bytes of the same length into the only place of a file that has these.
fn tamper(file: &Path, before: &str, after: &str) {
    let mut bytes = std::fs::read(file).unwrap();
    let is_there = |at: &usize| bytes[*at..].starts_with(before.as_bytes());
    let places: Vec<_> = (0..bytes.len()).filter(is_there).collect();
    let [place] = places[..] else {
        panic!("{} places have {before}", places.len());
    };
    bytes[place..place + after.len()].copy_from_slice(after.as_bytes());
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn a_check_names_the_row_of_the_audit_log_that_was_tampered_with_and_fails() {
    let folder = folder();
    let path = folder.path();
    std::fs::create_dir(path.join("data")).unwrap();
    for (key, name) in [
        ("SHOP", "The shop"),
        ("HELP", "The desk"),
        ("LAB", "The lab"),
    ] {
        assert!(run(path, &["space", "add", key, name]).status.success());
    }
    let well = run(path, &["check"]);
    assert!(well.status.success(), "{}", text(&well.stderr));
    assert!(text(&well.stdout).contains("all as they were written"));
    let database = path.join("data/baton.db");
    // In the audit log the name stands in JSON, and nowhere else.
    tamper(&database, "\"name\":\"The desk\"", "\"name\":\"The dusk\"");
    let output = run(path, &["check"]);
    let sentence = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{sentence}");
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    assert!(
        sentence.starts_with("baton: ") && sentence.contains("row 2 "),
        "{sentence}"
    );
}

#[test]
fn what_a_site_keeps_is_for_nobody_but_its_owner() {
    let folder = folder();
    let path = folder.path();
    let mut serve = Running::start(path);
    let output = run(path, &["backup", "copy.db"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let mode = |name: &str| {
        let kept = std::fs::metadata(path.join(name));
        kept.unwrap_or_else(|_| panic!("{name} is not there"))
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(mode("data"), 0o700);
    for name in [
        "data/baton.db",
        "data/baton.db-wal",
        "data/baton.sock",
        "copy.db",
    ] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    assert_eq!(serve.terminate(), Some(0));
}
