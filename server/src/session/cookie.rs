//! Session cookies: their names, how they are read, set and taken back.
//!
//! `__Host-baton` is staff's; `__Host-baton-HELP` a customer's of the space HELP; `__Host-baton-embed-HELP` the same
//! inside a frame on a foreign page, kept by the browser for that page alone (`Partitioned`). Over plain http on a
//! foreign host, allowed by flag only, the names lose `__Host-` and the frame's cookie does not exist.

use baton_core::settings::ProjectKey;
use http::{HeaderMap, HeaderValue, header};

use super::Token;
use crate::config::PublicUrl;

/// How long a browser keeps a customer's cookie, in seconds.
pub const CUSTOMER_SECONDS: i64 = 180 * 24 * 3_600;
/// How long a browser keeps the staff's cookie, in seconds.
pub const STAFF_SECONDS: i64 = 14 * 24 * 3_600;

/// Where a customer's page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// On a page of ours.
    Ours,
    /// In a frame on another site's page.
    Foreign,
}

impl Frame {
    /// Where the browser says that it will show the document.
    #[must_use]
    pub fn of_document(headers: &HeaderMap) -> Self {
        let says = |name: &str, value: &str| headers.get(name).is_some_and(|found| found == value);
        if says("sec-fetch-dest", "iframe") && says("sec-fetch-site", "cross-site") {
            Self::Foreign
        } else {
            Self::Ours
        }
    }
}

/// Whose cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An agent's or admin's.
    Staff,
    /// A customer's of this space.
    Customer(ProjectKey, Frame),
}

impl Owner {
    fn name(&self, public_url: &PublicUrl) -> String {
        let prefix = if is_safe(public_url) { "__Host-" } else { "" };
        match self {
            Self::Staff => format!("{prefix}baton"),
            Self::Customer(key, Frame::Ours) => format!("{prefix}baton-{key}"),
            Self::Customer(key, Frame::Foreign) => format!("{prefix}baton-embed-{key}"),
        }
    }

    const fn seconds(&self) -> i64 {
        match self {
            Self::Staff => STAFF_SECONDS,
            Self::Customer(..) => CUSTOMER_SECONDS,
        }
    }
}

/// Browsers take `Secure` cookies over https, and over http from this machine.
fn is_safe(public_url: &PublicUrl) -> bool {
    public_url.https || public_url.local
}

/// Whether customers can be known by cookie in such a frame.
#[must_use]
pub fn works_in(frame: Frame, public_url: &PublicUrl) -> bool {
    frame == Frame::Ours || is_safe(public_url)
}

/// `Set-Cookie` that gives the token.
#[must_use]
pub fn give(owner: &Owner, token: &Token, public_url: &PublicUrl) -> HeaderValue {
    cookie(owner, token.as_str(), owner.seconds(), public_url)
}

/// `Set-Cookie` that takes it back.
#[must_use]
pub fn take_back(owner: &Owner, public_url: &PublicUrl) -> HeaderValue {
    cookie(owner, "", 0, public_url)
}

fn cookie(owner: &Owner, value: &str, seconds: i64, public_url: &PublicUrl) -> HeaderValue {
    let name = owner.name(public_url);
    let secure = if is_safe(public_url) { "; Secure" } else { "" };
    let site = match owner {
        Owner::Customer(_, Frame::Foreign) => "None; Partitioned",
        Owner::Staff | Owner::Customer(_, Frame::Ours) => "Lax",
    };
    let text =
        format!("{name}={value}; Path=/; HttpOnly{secure}; SameSite={site}; Max-Age={seconds}");
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
}

/// The staff's token that the browser sent.
#[must_use]
pub fn staff_token(headers: &HeaderMap, public_url: &PublicUrl) -> Option<Token> {
    read(headers, &Owner::Staff.name(public_url))
}

/// The customer's token that the browser sent for this space. A frame on a foreign page is sent no other than its own,
/// so the first-party cookie comes first.
#[must_use]
pub fn customer_token(
    headers: &HeaderMap,
    key: &ProjectKey,
    public_url: &PublicUrl,
) -> Option<(Token, Frame)> {
    [Frame::Ours, Frame::Foreign].into_iter().find_map(|frame| {
        let name = Owner::Customer(key.clone(), frame).name(public_url);
        Some((read(headers, &name)?, frame))
    })
}

fn read(headers: &HeaderMap, wanted: &str) -> Option<Token> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| {
            if name == wanted {
                Token::parse(value)
            } else {
                None
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(owner: &Owner, url: &str) -> String {
        let url = PublicUrl::parse(url).unwrap();
        let token = Token::random();
        let cookie = give(owner, &token, &url).to_str().unwrap().to_owned();
        cookie.replace(token.as_str(), "T")
    }

    fn help(frame: Frame) -> Owner {
        Owner::Customer(ProjectKey::parse("HELP").unwrap(), frame)
    }

    #[test]
    fn cookies_are_for_this_host_alone_and_out_of_reach_of_scripts() {
        assert_eq!(
            text(&Owner::Staff, "https://a.example"),
            "__Host-baton=T; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=1209600"
        );
        assert_eq!(
            text(&help(Frame::Foreign), "http://localhost:3000"),
            "__Host-baton-embed-HELP=T; Path=/; HttpOnly; Secure; SameSite=None; Partitioned; Max-Age=15552000"
        );
    }

    #[test]
    fn over_plain_http_the_names_are_others_and_foreign_frames_get_none() {
        let url = PublicUrl::parse("http://192.168.1.4").unwrap();
        assert_eq!(
            text(&help(Frame::Ours), "http://192.168.1.4"),
            "baton-HELP=T; Path=/; HttpOnly; SameSite=Lax; Max-Age=15552000"
        );
        assert!(!works_in(Frame::Foreign, &url));
    }

    #[test]
    fn a_customers_cookie_of_one_space_is_not_read_in_another() {
        let url = PublicUrl::parse("https://a.example").unwrap();
        let token = Token::random();
        let mut headers = HeaderMap::new();
        let value = format!("x=1; __Host-baton-HELP={}; y", token.as_str());
        headers.insert(header::COOKIE, value.parse().unwrap());
        let key = |text: &str| ProjectKey::parse(text).unwrap();
        assert_eq!(
            customer_token(&headers, &key("HELP"), &url),
            Some((token, Frame::Ours))
        );
        assert_eq!(customer_token(&headers, &key("SHOP"), &url), None);
        assert_eq!(staff_token(&headers, &url), None);
    }
}
