//! Footnotes: definitions are collected while the text is read, and written at its end in order of first use.
//!
//! A definition without a reference is never written, so that it cannot hide words in a published text.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// An event of the parser with its range in the source.
pub(super) type LocatedEvent<'s> = (Event<'s>, Range<usize>);

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Footnotes<'s> {
    definitions: HashMap<String, Vec<LocatedEvent<'s>>>,
    open: Vec<(String, Vec<LocatedEvent<'s>>)>,
    numbers: HashMap<String, usize>,
    used: Vec<String>,
}

impl<'s> Footnotes<'s> {
    /// Keeps the event if it belongs to a definition; otherwise returns it.
    pub(super) fn set_aside(&mut self, event: Event<'s>, range: Range<usize>) -> Option<LocatedEvent<'s>> {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => self.open.push((fold(&label), Vec::new())),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, events)) = self.open.pop() {
                    self.definitions.entry(label).or_insert(events);
                }
            }
            event => match self.open.last_mut() {
                Some((_, events)) => events.push((event, range)),
                None => return Some((event, range)),
            },
        }
        None
    }

    /// The number of the footnote with this label, from 1 in order of use, and whether this is its first use.
    pub(super) fn refer(&mut self, label: &str) -> (usize, bool) {
        let label = fold(label);
        if let Some(number) = self.numbers.get(&label) {
            return (*number, false);
        }
        self.used.push(label.clone());
        self.numbers.insert(label, self.used.len());
        (self.used.len(), true)
    }

    /// The definition of the footnote with this number; `None` after the last one in use.
    pub(super) fn take(&mut self, number: usize) -> Option<Vec<LocatedEvent<'s>>> {
        let label = self.used.get(number.checked_sub(1)?)?;
        Some(self.definitions.remove(label).unwrap_or_default())
    }
}

/// Labels are compared case-insensitively.
fn fold(label: &str) -> String {
    label.to_lowercase()
}
