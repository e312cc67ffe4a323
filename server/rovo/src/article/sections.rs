//! Markdown to sections of plain blocks, and to the HTML of the article's page with the same anchors. Markup is dropped
//! and text is kept; raw HTML is dropped whole.

use std::collections::HashMap;

use baton_core::rovo::Block;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Section, slug_of};

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// The text of a heading of level one at the very start, and the Markdown after it.
pub(super) fn take_title(body: &str) -> (Option<String>, &str) {
    let mut events = Parser::new_ext(body, options()).into_offset_iter();
    let Some((
        Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        }),
        range,
    )) = events.next()
    else {
        return (None, body);
    };
    let mut title = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) => title.push_str(&text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            Event::End(TagEnd::Heading(_)) => break,
            _ => {}
        }
    }
    let title = one_line(&title);
    (
        Some(title).filter(|title| !title.is_empty()),
        body[range.end..].trim_start_matches(['\n', '\r']),
    )
}

/// The sections in order.
pub(super) fn parse(body: &str) -> Vec<Section> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(body, options()) {
        reader.read(event);
    }
    reader.finish()
}

/// The HTML of a body, with each section's anchor as the id of its heading. It is as safe as the Markdown: whoever shows
/// it cleans it first (and lets `id` on headings through).
#[must_use]
pub fn html(body: &str) -> String {
    let mut anchors = Anchors::default();
    let mut events: Vec<Event<'_>> = Parser::new_ext(body, options()).collect();
    let mut heading: Option<(usize, String)> = None;
    for index in 0..events.len() {
        let anchor = match (&events[index], &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => {
                heading = Some((index, String::new()));
                continue;
            }
            (Event::Text(text) | Event::Code(text), Some((_, heading_text))) => {
                heading_text.push_str(text);
                continue;
            }
            (Event::SoftBreak | Event::HardBreak, Some((_, heading_text))) => {
                heading_text.push(' ');
                continue;
            }
            (Event::End(TagEnd::Heading(_)), Some((start, heading_text))) => {
                (*start, anchors.next(&one_line(heading_text)))
            }
            _ => continue,
        };
        heading = None;
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[anchor.0] {
            *id = Some(CowStr::from(anchor.1));
        }
    }
    let mut page = String::new();
    pulldown_cmark::html::push_html(&mut page, events.into_iter());
    page
}

/// Gives each heading its own anchor.
#[derive(Default)]
struct Anchors {
    taken: HashMap<String, usize>,
}

impl Anchors {
    fn next(&mut self, heading: &str) -> String {
        let mut slug = slug_of(heading);
        if slug.is_empty() {
            slug.push_str("section");
        }
        let mut anchor = slug.clone();
        while self.taken.contains_key(&anchor) {
            let count = self.taken.entry(slug.clone()).or_insert(1);
            *count += 1;
            anchor = format!("{slug}-{count}");
        }
        self.taken.insert(anchor.clone(), 1);
        anchor
    }
}

/// What the text that is being read will become.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Becomes {
    Paragraph,
    Item,
    Step(u32),
    Code,
    Heading(HeadingLevel),
}

struct Reader {
    sections: Vec<Section>,
    anchors: Anchors,
    above: Vec<(HeadingLevel, String)>,
    text: String,
    becomes: Becomes,
    /// The lists that are open, and of numbered ones the number of the next item.
    lists: Vec<Option<u32>>,
}

impl Default for Reader {
    fn default() -> Self {
        let opening = Section {
            heading: None,
            above: Vec::new(),
            anchor: None,
            blocks: Vec::new(),
        };
        Self {
            sections: vec![opening],
            anchors: Anchors::default(),
            above: Vec::new(),
            text: String::new(),
            becomes: Becomes::Paragraph,
            lists: Vec::new(),
        }
    }
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.begin(Becomes::Heading(level)),
            Event::Start(Tag::Item) => {
                let item = self.next_item();
                self.begin(item);
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => self.begin(Becomes::Item),
            Event::Start(Tag::CodeBlock(_)) => self.begin(Becomes::Code),
            // The first paragraph of an item is the item; what follows in the same item is a paragraph.
            Event::Start(Tag::Paragraph)
                if matches!(self.becomes, Becomes::Item | Becomes::Step(_))
                    && self.text.is_empty() => {}
            Event::Start(Tag::List(first)) => {
                let first = first.map(|number| u32::try_from(number).unwrap_or(u32::MAX));
                self.lists.push(first);
                self.begin(Becomes::Paragraph);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Paragraph) => self.begin(Becomes::Paragraph),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::Heading(_),
            ) => self.begin(Becomes::Paragraph),
            Event::Start(Tag::TableCell) if !self.text.is_empty() => self.text.push_str(" | "),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            _ => {}
        }
    }

    /// What an item of the innermost list becomes.
    fn next_item(&mut self) -> Becomes {
        match self.lists.last_mut() {
            Some(Some(next)) => {
                let number = *next;
                *next = number.saturating_add(1);
                Becomes::Step(number)
            }
            _ => Becomes::Item,
        }
    }

    /// Ends the text that was being read and says what the next will become.
    fn begin(&mut self, next: Becomes) {
        let text = core::mem::take(&mut self.text);
        let becomes = core::mem::replace(&mut self.becomes, next);
        let line = one_line(&text);
        if line.is_empty() {
            return;
        }
        let block = match becomes {
            Becomes::Paragraph => Block::Paragraph(line),
            Becomes::Item => Block::Item(line),
            Becomes::Step(number) => Block::Step { number, text: line },
            Becomes::Code => Block::Code(without_controls(text.trim_end())),
            Becomes::Heading(level) => return self.open_section(level, line),
        };
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn open_section(&mut self, level: HeadingLevel, heading: String) {
        self.above.retain(|(other, _)| *other < level);
        self.sections.push(Section {
            above: self.above.iter().map(|(_, text)| text.clone()).collect(),
            anchor: Some(self.anchors.next(&heading)),
            heading: Some(heading.clone()),
            blocks: Vec::new(),
        });
        self.above.push((level, heading));
    }

    fn finish(mut self) -> Vec<Section> {
        self.begin(Becomes::Paragraph);
        self.sections
            .retain(|section| section.heading.is_some() || !section.blocks.is_empty());
        self.sections
    }
}

fn one_line(text: &str) -> String {
    let visible = without_controls(text);
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters, and those that change the direction of what follows, have no place in a quote.
fn without_controls(text: &str) -> String {
    text.chars()
        .filter(|character| match character {
            '\n' | '\t' => true,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
            other => !other.is_control(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(text.into())
    }

    fn item(text: &str) -> Block {
        Block::Item(text.into())
    }

    fn step(number: u32, text: &str) -> Block {
        let text = text.into();
        Block::Step { number, text }
    }

    #[test]
    fn each_heading_opens_a_section_that_knows_what_stands_above_it() {
        let sections = parse("Intro.\n\n## Windows\n\n### From home\n\nText.\n\n## Mac\n\nMore.");
        let shape: Vec<_> = sections
            .iter()
            .map(|section| {
                (
                    section.heading.as_deref(),
                    section.above.join("/"),
                    section.anchor.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            shape,
            [
                (None, String::new(), None),
                (Some("Windows"), String::new(), Some("windows")),
                (Some("From home"), "Windows".into(), Some("from-home")),
                (Some("Mac"), String::new(), Some("mac")),
            ]
        );
    }

    #[test]
    fn lists_tables_quotes_and_code_become_plain_blocks() {
        let sections = parse(
            "4. Open *Settings*.\n5. Select **Reset**,\n   then wait.\n   - Or [ask](https://x.y).\n6. Go.\n\n> Mind\n> this.\n\n\
             ```\nipconfig\n  /all\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        );
        assert_eq!(
            sections[0].blocks,
            [
                step(4, "Open Settings."),
                step(5, "Select Reset, then wait."),
                item("Or ask."),
                step(6, "Go."),
                paragraph("Mind this."),
                Block::Code("ipconfig\n  /all".into()),
                item("a | b"),
                item("1 | 2"),
            ]
        );
    }

    #[test]
    fn a_loose_list_keeps_its_items_and_their_further_paragraphs() {
        let sections = parse("- One.\n\n  Still one.\n\n- Two.\n");
        assert_eq!(
            sections[0].blocks,
            [item("One."), paragraph("Still one."), item("Two.")]
        );
    }

    #[test]
    fn raw_html_and_control_characters_are_dropped() {
        let sections = parse("<script>alert(1)</script>\n\nA<b onclick=x>b</b>\u{202e}c\u{7}.\n");
        assert_eq!(sections[0].blocks, [paragraph("Abc.")]);
    }

    #[test]
    fn equal_headings_get_different_anchors_and_the_page_has_the_same_ones() {
        let body = "## Steps\n\na\n\n## Steps\n\nb\n\n## Steps 2\n\nc\n\n## !\n\nd\n";
        let anchors: Vec<_> = parse(body)
            .into_iter()
            .filter_map(|section| section.anchor)
            .collect();
        assert_eq!(anchors, ["steps", "steps-2", "steps-2-2", "section"]);
        let page = html(body);
        for anchor in anchors {
            assert_eq!(
                page.matches(&format!("id=\"{anchor}\"")).count(),
                1,
                "{page}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_parses_and_every_anchor_is_unique_and_on_the_page(body in "(?s)([#>*|` \n-]{0,3}\\PC{0,12}\n?){0,12}") {
            let anchors: Vec<_> = parse(&body).into_iter().filter_map(|section| section.anchor).collect();
            let page = html(&body);
            for anchor in &anchors {
                prop_assert_eq!(anchors.iter().filter(|other| *other == anchor).count(), 1);
                prop_assert!(page.contains(&format!("id=\"{anchor}\"")), "{}\n{}", anchor, page);
            }
        }
    }
}
