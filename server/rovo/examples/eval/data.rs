//! The data sets: articles and questions with the article that answers each.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use baton_core::id::ArticleId;
use baton_core::rovo::Block;
use baton_rovo::article::{Article, ArticleError, Section};

/// A file of a data set is missing or broken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DataError {
    /// It can't be read.
    #[error("{0} can't be read: {1}")]
    Read(PathBuf, std::io::Error),
    /// It is an article that can't be parsed.
    #[error("{0}: {1}")]
    Article(PathBuf, ArticleError),
    /// A row has not the fields it should have.
    #[error("{0}: row {1} is not TEXT,CATEGORY")]
    Row(PathBuf, usize),
}

/// Articles and questions.
#[derive(Debug)]
pub(crate) struct Set {
    /// Its name.
    pub(crate) name: &'static str,
    /// The articles.
    pub(crate) articles: Vec<Arc<Article>>,
    /// The questions.
    pub(crate) questions: Vec<Asked>,
}

/// A question.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The words.
    pub(crate) text: String,
    /// The slug of the article that answers it; `None` if none does.
    pub(crate) answered_by: Option<String>,
}

/// The lines of a file beside this crate's sources, as (first field, rest), comments left out.
pub(crate) fn fields(file: &str) -> Result<Vec<(String, String)>, DataError> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("eval")
        .join(file);
    let text = read(&path)?;
    let split = |line: &str| {
        line.split_once('\t')
            .map(|(left, right)| (left.to_owned(), right.to_owned()))
    };
    Ok(text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(split)
        .collect())
}

fn read(path: &Path) -> Result<String, DataError> {
    std::fs::read_to_string(path).map_err(|error| DataError::Read(path.to_owned(), error))
}

/// BANKING77: each intent is an article whose paragraphs are its training utterances, its name the title.
pub(crate) fn banking77(folder: &Path) -> Result<Set, DataError> {
    let training = rows(&folder.join("train.csv"))?;
    let mut intents: Vec<&str> = training.iter().map(|(_, intent)| intent.as_str()).collect();
    intents.sort_unstable();
    intents.dedup();
    let article = |(number, intent): (usize, &&str)| {
        let of_intent = training.iter().filter(|(_, other)| other == intent);
        let blocks = of_intent
            .map(|(text, _)| Block::Paragraph(text.clone()))
            .collect();
        Arc::new(Article {
            id: ArticleId(number as u128),
            slug: (*intent).to_owned(),
            title: intent.replace('_', " "),
            summary: String::new(),
            popular: false,
            body: String::new(),
            sections: vec![Section {
                heading: None,
                above: Vec::new(),
                anchor: None,
                blocks,
            }],
        })
    };
    let articles = intents.iter().enumerate().map(article).collect();
    let questions = rows(&folder.join("test.csv"))?;
    let questions = questions
        .into_iter()
        .map(|(text, intent)| Asked {
            text,
            answered_by: Some(intent),
        })
        .collect();
    Ok(Set {
        name: "banking77",
        articles,
        questions,
    })
}

/// The demo's knowledge base with the questions in `eval/help.tsv`.
pub(crate) fn demo() -> Result<Set, DataError> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/HELP");
    let entries =
        std::fs::read_dir(&folder).map_err(|error| DataError::Read(folder.clone(), error))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let mut articles = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let slug = file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let article = Article::parse(ArticleId(number as u128), &slug, &read(file)?);
        articles.push(Arc::new(
            article.map_err(|error| DataError::Article(file.clone(), error))?,
        ));
    }
    let asked = |(slug, text): (String, String)| Asked {
        text,
        answered_by: Some(slug).filter(|slug| slug != "-"),
    };
    let questions = fields("help.tsv")?.into_iter().map(asked).collect();
    Ok(Set {
        name: "demo",
        articles,
        questions,
    })
}

/// The rows of a file of two quoted or plain fields, without the first.
fn rows(path: &Path) -> Result<Vec<(String, String)>, DataError> {
    let text = read(path)?;
    let mut records: Vec<Vec<String>> = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text
        .chars()
        .filter(|character| *character != '\r')
        .peekable();
    while let Some(character) = characters.next() {
        let Some(record) = records.last_mut() else {
            continue;
        };
        let Some(field) = record.last_mut() else {
            continue;
        };
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            other => field.push(other),
        }
    }
    let rows = records
        .into_iter()
        .enumerate()
        .skip(1)
        .filter(|(_, record)| record.iter().any(|field| !field.is_empty()));
    rows.map(|(number, record)| match record.as_slice() {
        [text, category] => Ok((text.trim().to_owned(), category.trim().to_owned())),
        _ => Err(DataError::Row(path.to_owned(), number + 1)),
    })
    .collect()
}
