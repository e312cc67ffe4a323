//! What was typed, in a textarea again.

/// A textarea's children are not escaped by the renderer, so they are here; its first line break is dropped by browsers.
#[must_use]
pub fn kept_text(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    if escaped.is_empty() {
        escaped
    } else {
        format!("\n{escaped}")
    }
}
