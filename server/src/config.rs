//! What the process is told from outside: environment variables with a flag each. Read once at start, never changed.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::builder::FalseyValueParser;
use clap::{Args, ValueEnum};

use crate::limits::Block;

/// The usual data folder.
const DATA: &str = "data";

/// The usual limit of connections: more than most systems let a process have.
const CONNECTIONS: usize = 20_000;

/// Where the site is, for itself and for others.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// The address to listen on.
    #[arg(
        long,
        env = "BATON_ADDR",
        default_value = "127.0.0.1:3000",
        global = true
    )]
    pub addr: SocketAddr,
    /// What the site is called from outside, such as https://help.example.org. No request's header decides it.
    #[arg(long, env = "PUBLIC_URL", global = true)]
    public_url: Option<String>,
    /// The database: sqlite://FILE or postgres://…; without it, baton.db in the data folder.
    #[arg(long, env = "DATABASE_URL", global = true)]
    database_url: Option<String>,
    /// The folder with style sheets, scripts and modules that the build made.
    #[arg(long, env = "BATON_SITE", default_value = "site", global = true)]
    pub site: PathBuf,
    /// The folder for the embedded database; without it, data in the working folder, made if need be.
    #[arg(long, env = "BATON_DATA", global = true)]
    data: Option<PathBuf>,
    /// Allow plain http on a host other than localhost. Sessions can then be read on the way.
    #[arg(long, env = "BATON_INSECURE_HTTP", global = true)]
    pub insecure_http: bool,
    /// The addresses of the proxies in front, such as 127.0.0.1 or 10.0.0.0/8, with commas between them. From these, and
    /// from nobody else, X-Forwarded-For is believed.
    #[arg(long, env = "BATON_TRUST_PROXY", value_delimiter = ',', global = true)]
    pub trust_proxy: Vec<Block>,
    /// How many times the usual one address of the network may do (new guests, passwords, forms of whoever is not known
    /// yet): for a site whose people share one, and for load tests.
    #[arg(
        long,
        env = "BATON_SHARED_ADDRESS",
        default_value_t = 1,
        value_parser = clap::value_parser!(u32).range(1..),
        global = true
    )]
    pub shared_address: u32,
    /// How many connections may be open at once, sockets among them. Who comes on top waits.
    #[arg(
        long,
        env = "BATON_CONNECTIONS",
        default_value_t = CONNECTIONS,
        global = true
    )]
    pub connections: usize,
    /// Pages load themselves anew when the server starts again; `cargo xtask dev` says so, and nobody else should.
    #[arg(
        long,
        env = "BATON_DEV",
        hide = true,
        global = true,
        value_parser = FalseyValueParser::new()
    )]
    pub dev: bool,
    /// How logs are written.
    #[arg(long, env = "BATON_LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,
}

/// How logs are written, to standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What the site is called: scheme, host and, where it is not the usual one, port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    /// As browsers write it in `Origin`: no slash at the end.
    pub origin: String,
    /// Whether the scheme is https.
    pub https: bool,
    /// Whether browsers treat the host as this machine.
    pub local: bool,
}

/// What can't be served.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// `PUBLIC_URL` is not `http://host` or `https://host`, with or without a port.
    #[error("{}", crate::words::public_url_invalid(.0))]
    PublicUrl(String),
    /// Plain http on a foreign host without the flag.
    #[error("{}", crate::words::insecure_http_needs_flag(.0))]
    InsecureHttp(String),
}

impl Config {
    /// What the site is called; from the listening address where nothing was said.
    ///
    /// # Errors
    /// [`ConfigError`], if that is no origin, or one that sessions would not be safe on.
    pub fn public_url(&self) -> Result<PublicUrl, ConfigError> {
        self.public_url_at(self.addr.port())
    }

    /// The same, for a site that listens on this port.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn public_url_at(&self, port: u16) -> Result<PublicUrl, ConfigError> {
        let text = match &self.public_url {
            Some(text) => text.clone(),
            None => format!("http://localhost:{port}"),
        };
        let url = PublicUrl::parse(&text).ok_or(ConfigError::PublicUrl(text))?;
        if !url.https && !url.local && !self.insecure_http {
            return Err(ConfigError::InsecureHttp(url.origin));
        }
        Ok(url)
    }

    /// The database's address.
    #[must_use]
    pub fn database_url(&self) -> String {
        match &self.database_url {
            Some(url) => url.clone(),
            None => {
                let folder = self.data.clone().unwrap_or_else(|| DATA.into());
                format!("sqlite://{}", folder.join("baton.db").display())
            }
        }
    }

    /// The data folder that `serve` makes if need be: the usual one, and none that somebody named.
    #[must_use]
    pub fn folder_to_make(&self) -> Option<&'static Path> {
        let nothing_named = self.database_url.is_none() && self.data.is_none();
        nothing_named.then_some(Path::new(DATA))
    }

    /// The socket through which other subcommands talk to a running `serve`: beside the embedded database. A server
    /// database has no lock, so it needs none.
    #[must_use]
    pub fn socket_path(&self) -> Option<PathBuf> {
        let url = self.database_url();
        let path = url
            .strip_prefix("sqlite://")
            .or_else(|| url.strip_prefix("sqlite:"))?;
        Some(PathBuf::from(path).with_extension("sock"))
    }

    /// The parts of a configuration without a command line, for tests and the load generator.
    #[must_use]
    pub fn of_parts(database_url: String, site: PathBuf) -> Self {
        Self {
            addr: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: None,
            database_url: Some(database_url),
            site,
            data: None,
            insecure_http: false,
            trust_proxy: Vec::new(),
            shared_address: 1,
            connections: CONNECTIONS,
            dev: false,
            log_format: LogFormat::Text,
        }
    }
}

impl PublicUrl {
    /// The origin in the text, if it is one and nothing more than a slash follows.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let (https, rest, usual_port) = if let Some(rest) = text.strip_prefix("https://") {
            (true, rest, ":443")
        } else {
            (false, text.strip_prefix("http://")?, ":80")
        };
        let authority = rest.strip_suffix(usual_port).unwrap_or(rest);
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                port.parse::<u16>().ok()?;
                host
            }
            _ => authority,
        };
        let bracketed = host.starts_with('[') && host.ends_with(']');
        let valid = host.chars().all(|character| {
            character.is_ascii_alphanumeric()
                || matches!(character, '-' | '.')
                || (bracketed && matches!(character, '[' | ']' | ':'))
        });
        if host.is_empty() || !valid {
            return None;
        }
        let local = host == "localhost"
            || host.ends_with(".localhost")
            || host == "127.0.0.1"
            || host == "[::1]";
        let scheme = if https { "https" } else { "http" };
        Some(Self {
            origin: format!("{scheme}://{authority}"),
            https,
            local,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_an_origin_and_nothing_more() {
        let parsed = |text: &str| PublicUrl::parse(text).map(|url| url.origin);
        assert_eq!(
            parsed("https://Help.example.org/").as_deref(),
            Some("https://help.example.org")
        );
        assert_eq!(
            parsed("https://help.example.org:443").as_deref(),
            Some("https://help.example.org")
        );
        assert_eq!(
            parsed("http://[::1]:3000").as_deref(),
            Some("http://[::1]:3000")
        );
        for wrong in [
            "",
            "help.example.org",
            "ftp://x",
            "https://",
            "https://x/y",
            "https://a b",
            "https://x:port",
            "https://me@x",
        ] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_this_machine_is_local() {
        let local = |text: &str| PublicUrl::parse(text).unwrap().local;
        assert!(local("http://localhost:3000") && local("http://127.0.0.1"));
        assert!(!local("http://localhost.example.org") && !local("http://192.168.1.4:3000"));
    }
}
