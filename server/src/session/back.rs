//! The way back after signing in: an address of ours, never another site's.

/// The address for a query parameter: everything but letters, digits, `/`, `-`, `_` and `.` percent-encoded.
#[must_use]
pub fn encode(address: &str) -> String {
    address.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.') {
            all.push(char::from(byte));
        } else {
            all.push_str(&format!("%{byte:02X}"));
        }
        all
    })
}

/// The address, if it is a path of ours under this prefix; what a browser could take for another host is none.
#[must_use]
pub fn checked<'a>(address: &'a str, prefix: &str) -> Option<&'a str> {
    let plain = address
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let climbs = address.split('/').any(|part| part == "..") || address.contains("//");
    (plain && !climbs && address.starts_with(prefix)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_addresses_lead_back() {
        assert_eq!(
            checked("/app/HELP/inbox?x=1", "/app/"),
            Some("/app/HELP/inbox?x=1")
        );
        for other in [
            "https://evil.example",
            "//evil.example",
            "/\\evil",
            "/portal/HELP",
            "/app/../portal",
            "/app/\n",
            "/app//evil.example",
        ] {
            assert_eq!(checked(other, "/app/"), None, "{other}");
        }
    }

    #[test]
    fn an_address_survives_in_a_query() {
        assert_eq!(
            encode("/app/HELP/inbox?x=1&y"),
            "/app/HELP/inbox%3Fx%3D1%26y"
        );
    }
}
