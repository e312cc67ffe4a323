//! Articles to an index: every block, every section and every article becomes a document of its own level.

use std::sync::Arc;

use super::level::{Boosts, Document, Level};
use super::lexicon::Lexicon;
use super::vocabulary::Vocabulary;
use super::{Analyzer, IndexError, KnowledgeIndex, Passage, SectionPlace, terms};
use crate::article::{Article, Section};

/// In a passage the title says little that sets it apart from its neighbours.
const PASSAGE_BOOSTS: Boosts = Boosts {
    title: 0.3,
    heading: 1.0,
    text: 1.0,
    pairs: 0.0,
};
const SECTION_BOOSTS: Boosts = Boosts {
    title: 0.5,
    heading: 1.0,
    text: 1.0,
    pairs: 0.0,
};
const ARTICLE_BOOSTS: Boosts = Boosts {
    title: 1.0,
    heading: 0.5,
    text: 1.0,
    pairs: 0.3,
};

#[derive(Default)]
struct Documents {
    passages: Vec<Document>,
    sections: Vec<Document>,
    articles: Vec<Document>,
}

struct Builder {
    analyzer: Analyzer,
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    passages: Vec<Passage>,
    sections: Vec<SectionPlace>,
    titles: Vec<Vec<u32>>,
    documents: Documents,
}

impl KnowledgeIndex {
    /// Builds the index. Takes some 40 ms for a thousand passages; not for a thread that serves requests.
    ///
    /// # Errors
    /// [`IndexError`] when the search engine fails.
    pub fn build(articles: Vec<Arc<Article>>) -> Result<Self, IndexError> {
        let analyzer = Analyzer(terms::analyzer());
        let mut builder = Builder {
            lexicon: Lexicon::new(&analyzer),
            analyzer,
            vocabulary: Vocabulary::default(),
            passages: Vec::new(),
            sections: Vec::new(),
            titles: Vec::new(),
            documents: Documents::default(),
        };
        for (number, article) in articles.iter().enumerate() {
            builder.add(number, article);
        }
        Ok(Self {
            articles,
            lexicon: builder.lexicon,
            by_passage: Level::build(&builder.documents.passages, PASSAGE_BOOSTS)?,
            by_section: Level::build(&builder.documents.sections, SECTION_BOOSTS)?,
            by_article: Level::build(&builder.documents.articles, ARTICLE_BOOSTS)?,
            passages: builder.passages,
            sections: builder.sections,
            titles: builder.titles,
            vocabulary: builder.vocabulary,
            analyzer: builder.analyzer,
        })
    }
}

impl Builder {
    fn add(&mut self, number: usize, article: &Article) {
        let title = self.analyzer.terms(&article.title);
        let summary = self.analyzer.terms(&article.summary);
        let mut whole = Document::new(number);
        push_terms(&mut whole.title, &title);
        push_terms(&mut whole.title, &summary);
        for (position, section) in article.sections.iter().enumerate() {
            if !section.blocks.is_empty() {
                self.add_section(number, position, section, &title, &mut whole);
            }
        }
        self.titles.push(self.vocabulary.known(&title));
        self.documents.articles.push(whole);
    }

    fn add_section(
        &mut self,
        number: usize,
        position: usize,
        section: &Section,
        title: &[String],
        whole: &mut Document,
    ) {
        let headings: Vec<&str> = section
            .above
            .iter()
            .chain(&section.heading)
            .map(String::as_str)
            .collect();
        let heading = self.analyzer.terms(&headings.join(" "));
        let mut document = Document::new(number);
        push_terms(&mut document.title, title);
        push_terms(&mut document.heading, &heading);
        push_terms(&mut whole.heading, &heading);
        let mut all_text = Vec::new();
        for block in &section.blocks {
            let text = self.analyzer.terms(block.text());
            let all = [title, &heading, &text].concat();
            self.passages.push(Passage {
                article: number,
                section: position,
                terms: self.vocabulary.add_passage(&all),
            });
            let mut passage = Document::new(number);
            push_terms(&mut passage.title, title);
            push_terms(&mut passage.heading, &heading);
            push_terms(&mut passage.text, &text);
            self.documents.passages.push(passage);
            push_terms(&mut document.text, &text);
            push_terms(&mut whole.text, &text);
            all_text.extend(self.vocabulary.known(&text));
            push_terms(&mut whole.pairs, &terms::pairs(&text));
        }
        self.documents.sections.push(document);
        all_text.sort_unstable();
        all_text.dedup();
        let items = section.blocks.iter().filter(|block| block.is_item());
        self.sections.push(SectionPlace {
            article: number,
            section: position,
            heading: self.vocabulary.known(&heading),
            text: all_text,
            has_list: items.count() > 1,
            denies: self.lexicon.denies(&heading),
        });
    }
}

fn push_terms(text: &mut String, terms: &[String]) {
    for term in terms {
        text.push_str(term);
        text.push(' ');
    }
}
