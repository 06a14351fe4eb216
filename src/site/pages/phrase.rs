//! A sentence with times, names and links, split into parts. Templates can mark up each part, and the language
//! determines their order.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::site::rendering::RenderContext;
use crate::site::rendering::{PatternPart, pattern_parts};

/// A sentence as a list of parts.
pub type Phrase = Vec<Part>;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// `text`, `time`, `name` (user content) or `link`.
    pub kind: &'static str,
    /// Its text.
    pub text: String,
    /// For `datetime` if it is a time: `2026-03-14T09:22:00Z`.
    pub iso: String,
    /// What the script counts from or to this time: `since`, `due`, `starts`, `ends`, or empty.
    pub run: &'static str,
    /// Its address if it is a link.
    pub url: String,
}

/// A value for a placeholder of a sentence.
#[derive(Clone, Copy)]
pub(super) enum PhraseValue<'a> {
    /// A time.
    Time(DateTime<Utc>),
    /// A time from or to which the script counts.
    Running(DateTime<Utc>, &'static str),
    /// A time that follows another time in the sentence: without the date if both are on the same day.
    After(DateTime<Utc>, DateTime<Utc>, &'static str),
    /// User content, in any language and direction.
    Name(&'a str),
    /// User content with a link.
    Link(&'a str, &'a str),
    /// Words of the interface.
    Words(&'a str),
}

impl RenderContext<'_> {
    /// Fills the placeholders of a sentence. A placeholder without a value is kept as it is.
    pub(super) fn phrase(self, key: &str, fills: &[(&str, PhraseValue<'_>)]) -> Phrase {
        let part = |piece| match piece {
            PatternPart::Text(text) => Part::text(text),
            PatternPart::Placeholder(name) => match fills.iter().find(|(place, _)| *place == name) {
                Some((_, fill)) => self.part(*fill),
                None => Part::text(&format!("{{{name}}}")),
            },
        };
        pattern_parts(self.language.word(key)).map(part).collect()
    }

    pub(super) fn part(self, fill: PhraseValue<'_>) -> Part {
        match fill {
            PhraseValue::Words(text) => Part::text(text),
            PhraseValue::Name(text) => Part { kind: "name", ..Part::text(text) },
            PhraseValue::Link(text, url) => Part { kind: "link", url: url.to_owned(), ..Part::text(text) },
            PhraseValue::Time(at) => self.part(PhraseValue::Running(at, "")),
            PhraseValue::After(before, at, run) if before.date_naive() == at.date_naive() => {
                Part { kind: "time", iso: iso(at), run, ..Part::text(&self.language.clock(at)) }
            }
            PhraseValue::Running(at, run) | PhraseValue::After(_, at, run) => {
                Part { kind: "time", iso: iso(at), run, ..Part::text(&self.language.date_time(at)) }
            }
        }
    }
}

impl Part {
    fn text(text: &str) -> Self {
        Self { kind: "text", text: text.to_owned(), iso: String::new(), run: "", url: String::new() }
    }
}

/// Formats a time for `datetime`.
pub(super) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
