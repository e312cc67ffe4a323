//! What admins read on the pages of the knowledge base.

use baton_core::knowledge::ArticleWrong;

/// A heading.
pub const KNOWLEDGE: &str = "Knowledge";
/// Under it.
pub const HINT: &str =
    "The articles of the portal, and what Rovo quotes. Those that did not help stand first.";
/// A link and a heading.
pub const WRITE: &str = "Write an article";
/// A link and a heading.
pub const IMPORT: &str = "Import Markdown";
/// A column.
pub const TITLE: &str = "Title";
/// A column.
pub const STATE: &str = "State";
/// A column.
pub const UPDATED: &str = "Updated";
/// A column.
pub const QUOTED: &str = "Quoted";
/// A column.
pub const HELPED: &str = "Helped";
/// A column.
pub const DID_NOT_HELP: &str = "Did not help";
/// Customers see it.
pub const PUBLISHED: &str = "Published";
/// They don’t.
pub const DRAFT: &str = "Draft";
/// There is none.
pub const EMPTY: &str = "No articles yet";
/// What to do.
pub const EMPTY_HINT: &str = "Write one or import Markdown. Rovo quotes what is published, and the portal’s search finds it.";

/// A field.
pub const SLUG: &str = "Address";
/// Under it.
pub const SLUG_HINT: &str =
    "The last part of the article’s address on the portal. Leave it empty to make it of the title.";
/// A field.
pub const SUMMARY: &str = "Summary";
/// Under it.
pub const SUMMARY_HINT: &str = "One or two sentences for lists. It may be empty.";
/// A field.
pub const BODY: &str = "Text";
/// Under it.
pub const BODY_HINT: &str =
    "Markdown. Each heading begins a section that Rovo can quote on its own.";
/// A field.
pub const POPULAR: &str = "Show it on the portal’s home, among what people ask most";
/// Stores it as it is: draft or published.
pub const SAVE: &str = "Save";
/// Shows it as customers would see it.
pub const PREVIEW: &str = "Preview";
/// A heading.
pub const PREVIEW_HEADING: &str = "As customers will see it";
/// Stores it, and customers see it.
pub const PUBLISH: &str = "Publish";
/// Stores it, and customers no longer see it.
pub const WITHDRAW: &str = "Withdraw";
/// To the portal.
pub const OPEN: &str = "Open it on the portal";
/// Stored.
pub const SAVED: &str = "Saved. Portal and Rovo know it from now on.";
/// Somebody else was faster.
pub const CHANGED_MEANWHILE: &str = "Somebody else changed this article meanwhile";
/// What to do then.
pub const CHANGED_MEANWHILE_HINT: &str = "Nothing of yours was saved. What you typed is still here: save again to put it in the \
                                          place of theirs, or look at theirs first.";
/// The article as it is stored.
pub const OPEN_ANEW: &str = "Open it anew";
/// A field.
pub const MARKDOWN: &str = "Markdown";
/// Under it.
pub const MARKDOWN_HINT: &str = "A heading of level one becomes the title, or the line title: between two lines of ---. It comes \
                                 in as a draft that you can look at before you publish it.";
/// A button.
pub const IMPORT_BUTTON: &str = "Import as a draft";
/// A heading.
pub const FROM_FILES: &str = "From files";
/// A heading.
pub const FROM_TEXT: &str = "From text";
/// A field.
pub const FILES: &str = "Markdown files";
/// A button.
pub const UPLOAD: &str = "Import files as drafts";
/// Nothing was chosen.
pub const NO_FILE: &str = "Choose at least one file whose name ends in .md.";
/// A file of another kind.
pub const NO_MARKDOWN: &str = "Its name does not end in .md.";
/// Bytes that are no text.
pub const NO_TEXT_FILE: &str = "It is no text in UTF-8.";
/// Above what is wrong with the files.
pub const NOTHING_IMPORTED: &str = "Nothing was imported.";

/// Under the field of the files.
#[must_use]
pub fn files_hint(files: usize, bytes: usize, together: usize) -> String {
    format!(
        "Up to {files} files of up to {} kB, {} MB together. A file’s name becomes the article’s address. If one of \
         them can’t be read, none is imported.",
        bytes / 1024,
        together / (1024 * 1024),
    )
}

/// There are more than can be taken.
#[must_use]
pub fn too_many_files(most: usize) -> String {
    format!("Choose at most {most} files at once.")
}

/// A file, and why it is no article.
#[must_use]
pub fn bad_file(name: &str, why: &str) -> String {
    format!("{name}: {why}")
}

/// An article of the space, or another file, has the address.
#[must_use]
pub fn address_taken(slug: &str) -> String {
    format!("There is an article with the address “{slug}” already.")
}

/// So many came in.
#[must_use]
pub fn imported(count: u32) -> String {
    if count == 1 {
        "1 article came in as a draft.".to_owned()
    } else {
        format!("{count} articles came in as drafts.")
    }
}

/// What is wrong with a field.
#[must_use]
pub fn wrong(wrong: ArticleWrong) -> String {
    match wrong {
        ArticleWrong::Empty => "Write something here.".to_owned(),
        ArticleWrong::TooLong(most) => format!("This is longer than {most} characters."),
        ArticleWrong::TooLarge(most) => format!("This is larger than {} kB.", most / 1024),
        ArticleWrong::NoAddress => {
            "Use small letters and digits with single hyphens between them.".to_owned()
        }
        ArticleWrong::Taken => "Another article has this address.".to_owned(),
    }
}

/// Markdown without a text below its headings.
pub const NO_TEXT: &str = "Write a text below the headings.";
/// Markdown without a title.
pub const NO_TITLE: &str = "There is neither a heading of level one nor a line title: in it.";
/// Front matter that can’t be read.
pub const BAD_FRONT_MATTER: &str =
    "The lines between the two --- must each be name: value, and popular: true or false.";
