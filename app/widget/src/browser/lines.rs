//! The list of lines in the document. Lines that are there stay; those that come are built and put in their place; one
//! that moves (because somebody else was faster) is moved.

use tachys::view::{Mountable, Render};
use web_sys::{Element, HtmlElement};

use super::{offset, page};
use crate::components::LINES_ELEMENT;
use crate::components::log::{class, line, line_id};
use crate::model::chat::Chat;
use crate::model::rows::Row;
use crate::text::clock;

/// The list.
pub(super) struct Lines {
    list: HtmlElement,
    /// What it shows, with the class of each line; nothing before the first time.
    shown: Vec<(Row, String)>,
}

impl Lines {
    /// The list that the server rendered.
    pub(super) fn find() -> Option<Self> {
        let list = page::element(LINES_ELEMENT)?;
        let shown = Vec::new();
        Some(Self { list, shown })
    }

    /// Makes the list show what the chat holds.
    pub(super) fn show(&mut self, chat: &Chat) {
        let rows = chat.rows(offset);
        let new: Vec<_> = rows
            .into_iter()
            .map(|row| (row, class(chat, row)))
            .collect();
        if new == self.shown {
            return;
        }
        let is_first = self.shown.is_empty();
        let mut next = self.list.first_element_child();
        for (row, class) in &new {
            let id = line_id(*row);
            if let Some(there) = next.as_ref().filter(|there| there.id() == id) {
                refresh(there, class);
                if is_first {
                    localise(there, chat, *row);
                }
                next = there.next_element_sibling();
            } else if let Some(elsewhere) = page::element(&id) {
                refresh(&elsewhere, class);
                _ = self.list.insert_before(&elsewhere, next.as_deref());
            } else {
                let mut built = line(chat, *row, offset).build();
                built.mount(&self.list, next.as_deref());
            }
        }
        while let Some(gone) = next {
            next = gone.next_element_sibling();
            gone.remove();
        }
        self.shown = new;
    }
}

fn refresh(there: &Element, class: &str) {
    if there.class_name() != class {
        there.set_class_name(class);
    }
}

/// The server wrote the time in UTC.
fn localise(there: &Element, chat: &Chat, row: Row) {
    if let (Some(event), Ok(Some(time))) = (chat.entry(row.key), there.query_selector("time")) {
        time.set_text_content(Some(&clock(event.at, offset(event.at))));
    }
}
