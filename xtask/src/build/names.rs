//! Names that change with the content, so that a browser may keep a file for ever.

use sha2::{Digest, Sha256};

/// Files that others refer to by their plain names: pages of foreign sites, and the browser's service worker register.
const FIXED: [&str; 2] = ["loader.js", "sw.js"];

/// How much of the digest stands in the name, in hexadecimal digits.
const DIGITS: usize = 10;

/// The file name under which this content is served: `icons/a.svg` → `icons/a.3f2a1b5c7d.svg`.
pub(super) fn served_name(logical: &str, content: &[u8]) -> String {
    let (folder, file) = match logical.rsplit_once('/') {
        Some((folder, file)) => (format!("{folder}/"), file),
        None => (String::new(), logical),
    };
    if FIXED.contains(&file) {
        return logical.to_owned();
    }
    let digest = &hex_digest(content)[..DIGITS];
    match file.rsplit_once('.') {
        Some((stem, extension)) => format!("{folder}{stem}.{digest}.{extension}"),
        None => format!("{folder}{file}.{digest}"),
    }
}

/// SHA-256 in hexadecimal digits.
pub(super) fn hex_digest(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_served_name_holds_ten_digits_of_the_digest_before_the_extension() {
        assert_eq!(served_name("widget.js", b"abc"), "widget.ba7816bf8f.js");
        assert_eq!(served_name("icons/a.svg", b"abc"), "icons/a.ba7816bf8f.svg");
        assert_eq!(served_name("LICENSE", b"abc"), "LICENSE.ba7816bf8f");
    }

    #[test]
    fn the_loader_and_the_service_worker_keep_their_names() {
        assert_eq!(served_name("loader.js", b"abc"), "loader.js");
        assert_eq!(served_name("app/sw.js", b"abc"), "app/sw.js");
    }

    #[test]
    fn another_content_has_another_name() {
        assert_ne!(
            served_name("widget.js", b"abc"),
            served_name("widget.js", b"abd")
        );
    }
}
