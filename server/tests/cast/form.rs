//! Forms as a browser sends them.

use std::sync::LazyLock;

use baton_server::routes::{self, Asks, Field, Route};

/// The fields that a row's form has.
pub(crate) fn fields_of(row: &Route) -> &[Field] {
    match &row.asks {
        Asks::ByForm(fields) => fields,
        Asks::ToRead | Asks::ForSocket => &[],
    }
}

/// The names of fields that are files.
static FILES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let fields = routes::table()
        .into_iter()
        .flat_map(|row| fields_of(&row).to_vec());
    let files = fields.filter(|field| matches!(field, Field::Files(_)));
    files.map(|field| field.name()).collect()
});

const BOUNDARY: &str = "between-the-parts";
/// The type of a form without files.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// The type and the body of a form with these fields.
pub(super) fn body_of(fields: &[(&str, String)]) -> (String, String) {
    if fields.iter().any(|(name, _)| FILES.contains(name)) {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        (kind, in_parts(fields))
    } else {
        (FORM.to_owned(), encoded(fields))
    }
}

/// The fields of a form with files, as a browser sends them.
fn in_parts(fields: &[(&str, String)]) -> String {
    let parts = fields.iter().map(|(name, value)| {
        let file = if FILES.contains(name) {
            "; filename=\"file.md\""
        } else {
            ""
        };
        let head = format!("Content-Disposition: form-data; name=\"{name}\"{file}");
        format!("--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n")
    });
    format!("{}--{BOUNDARY}--\r\n", parts.collect::<String>())
}

/// The fields of a form without files, as a browser sends them.
pub(crate) fn encoded(fields: &[(&str, String)]) -> String {
    let encode = |text: &str| {
        text.bytes().fold(String::new(), |mut all, byte| {
            if byte.is_ascii_alphanumeric() {
                all.push(char::from(byte));
            } else {
                all.push_str(&format!("%{byte:02X}"));
            }
            all
        })
    };
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}
