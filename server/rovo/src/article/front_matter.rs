//! The lines between two `---` at the start of an article's file: `name: value`, one a line. Names that are not known
//! here are left alone, so that files from elsewhere can be imported.

use super::ArticleError;

/// What the front matter says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) summary: String,
    pub(super) popular: bool,
}

/// Separates the front matter from the body.
pub(super) fn split(markdown: &str) -> Result<(FrontMatter, &str), ArticleError> {
    let markdown = markdown.trim_start_matches('\u{feff}');
    let mut found = FrontMatter::default();
    let mut lines = markdown.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return Ok((found, markdown));
    };
    let mut read = first.len();
    for (index, line) in lines.enumerate() {
        read += line.len();
        let text = line.trim();
        if text == "---" {
            return Ok((found, markdown[read..].trim_start_matches(['\n', '\r'])));
        }
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let (name, value) = text
            .split_once(':')
            .ok_or(ArticleError::FrontMatterLine { line: index + 2 })?;
        let value = unquoted(value.trim());
        match name.trim() {
            "title" => found.title = Some(value.to_owned()).filter(|title| !title.is_empty()),
            "summary" => value.clone_into(&mut found.summary),
            "popular" => found.popular = value.parse().map_err(|_| ArticleError::Popular)?,
            _ => {}
        }
    }
    Err(ArticleError::OpenFrontMatter)
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}
