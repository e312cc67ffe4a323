//! Which pages of other sites may embed the chat: origins, one a line. An origin is a scheme, a host and perhaps a port,
//! and nothing else; it goes into a header of every chat, so what is not exactly that is refused.

/// How many origins a space may allow: each goes into a header of every chat.
pub const ALLOWED_ORIGINS: usize = 50;
/// A host's longest name (RFC 1035).
const HOST_CHARS: usize = 253;

/// Why a line is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginProblem {
    /// It begins with neither `https://` nor `http://`.
    Scheme,
    /// It names no host, or one that can't be: letters of other scripts are written as `xn--…`.
    Host,
    /// A wildcard stands for many hosts.
    Wildcard,
    /// The port is no number from 1 to 65535.
    Port,
    /// Something follows the host and port.
    Path,
    /// Plain http, on another host than this machine: browsers keep no chat there.
    PlainHttp,
    /// There are more than [`ALLOWED_ORIGINS`].
    TooMany,
}

/// A line that is no origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongOrigin {
    /// Which line, from 1.
    pub line: usize,
    /// What was typed there.
    pub typed: String,
    /// Why.
    pub problem: OriginProblem,
}

/// The origin as browsers write it: small letters, no usual port, no slash at the end.
///
/// # Errors
/// [`OriginProblem`].
pub fn parse_origin(text: &str) -> Result<String, OriginProblem> {
    let text = text.trim().to_ascii_lowercase();
    let (scheme, rest, usual_port) = if let Some(rest) = text.strip_prefix("https://") {
        ("https", rest, "443")
    } else if let Some(rest) = text.strip_prefix("http://") {
        ("http", rest, "80")
    } else {
        return Err(OriginProblem::Scheme);
    };
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    if authority.contains(['/', '?', '#', '@', '\\']) {
        return Err(OriginProblem::Path);
    }
    if authority.contains('*') {
        return Err(OriginProblem::Wildcard);
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if !is_host(host) {
        return Err(OriginProblem::Host);
    }
    let port = port.map(port_number).transpose()?;
    let is_local =
        matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost");
    if scheme == "http" && !is_local {
        return Err(OriginProblem::PlainHttp);
    }
    match port.filter(|port| port != usual_port) {
        Some(port) => Ok(format!("{scheme}://{host}:{port}")),
        None => Ok(format!("{scheme}://{host}")),
    }
}

fn port_number(text: &str) -> Result<String, OriginProblem> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<u16>() {
        Ok(port) if is_number && port > 0 => Ok(port.to_string()),
        _ => Err(OriginProblem::Port),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        return address.parse::<core::net::Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    host.len() <= HOST_CHARS && host.split('.').all(is_label)
}

/// The origins of a text, one a line, each once and in its order; empty lines are left out.
///
/// # Errors
/// Every line that is no origin.
pub fn parse_origins(text: &str) -> Result<Vec<String>, Vec<WrongOrigin>> {
    let (mut origins, mut wrong) = (Vec::new(), Vec::new());
    for (line, typed) in (1..).zip(text.lines().map(str::trim)) {
        if typed.is_empty() {
            continue;
        }
        let parsed = parse_origin(typed).and_then(|origin| match origins.len() {
            ALLOWED_ORIGINS if !origins.contains(&origin) => Err(OriginProblem::TooMany),
            _ => Ok(origin),
        });
        match parsed {
            Ok(origin) if origins.contains(&origin) => {}
            Ok(origin) => origins.push(origin),
            Err(problem) => wrong.push(WrongOrigin {
                line,
                typed: typed.to_owned(),
                problem,
            }),
        }
    }
    if wrong.is_empty() {
        Ok(origins)
    } else {
        Err(wrong)
    }
}
