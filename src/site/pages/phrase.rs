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
    /// Its address if it is a link.
    pub url: String,
}

/// A value for a placeholder of a sentence.
#[derive(Clone, Copy)]
pub(super) enum PhraseValue<'a> {
    /// A time.
    Time(DateTime<Utc>),
    /// A time that follows another time in the sentence: without the date if both are on the same day.
    After(DateTime<Utc>, DateTime<Utc>),
    /// A time at which a span begins: its end says that both are in UTC.
    From(DateTime<Utc>),
    /// The same without its year.
    ShortFrom(DateTime<Utc>),
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
            PhraseValue::Time(at) => Part::time(at, &self.language.date_time(at)),
            PhraseValue::After(before, at) => Part::time(at, &self.language.near(at, before)),
            PhraseValue::From(at) => Part::time(at, &self.language.from(at)),
            PhraseValue::ShortFrom(at) => Part::time(at, &self.language.short_from(at)),
        }
    }
}

impl Part {
    fn time(at: DateTime<Utc>, text: &str) -> Self {
        Self { kind: "time", iso: iso(at), ..Self::text(text) }
    }

    fn text(text: &str) -> Self {
        Self { kind: "text", text: text.to_owned(), iso: String::new(), url: String::new() }
    }
}

/// Formats a time for `datetime`.
pub(super) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
