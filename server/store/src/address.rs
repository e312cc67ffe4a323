//! What `DATABASE_URL` may be, and the form of a file's path that the driver reads without surprises.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// A file, with its absolute path.
    Sqlite(PathBuf),
    /// A server, with the whole address.
    Postgres(String),
}

impl Address {
    /// `sqlite://PATH` (relative to the working folder, taken as it is written) or `postgres://…`.
    pub(crate) fn parse(url: &str) -> Option<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Some(Self::Postgres(url.to_owned()));
        }
        let path = url
            .strip_prefix("sqlite://")
            .or_else(|| url.strip_prefix("sqlite:"))?;
        if path.is_empty() || path.contains(":memory:") || path.contains('?') {
            return None;
        }
        std::path::absolute(path).ok().map(Self::Sqlite)
    }
}

/// The address of a file for the driver. `parameters` follow the question mark.
pub(crate) fn sqlite_url(path: &Path, parameters: &str) -> Option<String> {
    let mut url = "sqlite://".to_owned();
    for byte in path.to_str()?.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            write!(url, "%{byte:02X}").ok()?;
        }
    }
    Some(format!("{url}?{parameters}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_and_postgres_are_addresses() {
        assert_eq!(
            Address::parse("sqlite:///a/b.db"),
            Some(Address::Sqlite("/a/b.db".into()))
        );
        assert!(matches!(
            Address::parse("sqlite://data/b.db"),
            Some(Address::Sqlite(path)) if path.is_absolute() && path.ends_with("data/b.db")
        ));
        assert!(matches!(
            Address::parse("postgres://localhost/baton"),
            Some(Address::Postgres(_))
        ));
        for bad in [
            "",
            "sqlite://",
            "sqlite::memory:",
            "mysql://x",
            "/a/b.db",
            "sqlite://a?mode=ro",
        ] {
            assert_eq!(Address::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_path_with_odd_characters_is_escaped() {
        let url = sqlite_url(Path::new("/a b/ü?.db"), "mode=ro");
        assert_eq!(url.as_deref(), Some("sqlite:///a%20b/%C3%BC%3F.db?mode=ro"));
    }
}
