//! Every sentence that the server itself says: on the command line, in start errors and on error pages.

/// `PUBLIC_URL` is no origin.
#[must_use]
pub fn public_url_invalid(text: &str) -> String {
    format!(
        "PUBLIC_URL must be http://HOST or https://HOST, with or without a port, but it is {text:?}."
    )
}

/// Plain http on a foreign host.
#[must_use]
pub fn insecure_http_needs_flag(origin: &str) -> String {
    format!(
        "{origin} is plain http on a host other than localhost, so anyone on the way could read sessions: \
         use https, or say --insecure-http if you mean it."
    )
}

/// There is no site to serve.
#[must_use]
pub fn no_site(folder: &std::path::Path) -> String {
    format!(
        "There is no built site in {}: run `cargo xtask build`, or say where it is with BATON_SITE.",
        folder.display()
    )
}

/// The site's manifest can't be used.
#[must_use]
pub fn broken_site(folder: &std::path::Path) -> String {
    format!(
        "The manifest of the site in {} is damaged: build the site again.",
        folder.display()
    )
}
