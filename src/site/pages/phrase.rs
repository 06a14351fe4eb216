//! A sentence with times, names and links, split into parts. Templates can mark up each part, and the language
//! determines their order.

use chrono::{DateTime, Datelike, SecondsFormat, Utc};
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
    /// A time that follows another time in the sentence: without the date if both are on the same day, and with its year
    /// unless it is the current one.
    After(DateTime<Utc>, DateTime<Utc>),
    /// A time at which a span begins: its end says that both are in UTC.
    From(DateTime<Utc>),
    /// The same with its year unless it is the current one.
    ShortFrom(DateTime<Utc>),
    /// A time at which a span begins whose end is known from elsewhere: without what it shares with that end.
    FromNear(DateTime<Utc>, DateTime<Utc>),
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
        let mut parts: Phrase = pattern_parts(self.language.word(key)).map(part).collect();
        bind_spans(&mut parts);
        parts
    }

    pub(super) fn part(self, fill: PhraseValue<'_>) -> Part {
        match fill {
            PhraseValue::Words(text) => Part::text(text),
            PhraseValue::Name(text) => Part { kind: "name", ..Part::text(text) },
            PhraseValue::Link(text, url) => Part { kind: "link", url: url.to_owned(), ..Part::text(text) },
            PhraseValue::Time(at) => Part::time(at, &self.language.date_time(at)),
            PhraseValue::After(before, at)
                if before.year() == at.year() && !self.is_this_year(at.date_naive()) =>
            {
                let alone = before.date_naive() == at.date_naive();
                Part::time(at, &if alone { self.language.clock(at) } else { self.language.date_time(at) })
            }
            PhraseValue::After(before, at) => Part::time(at, &self.language.near(at, before)),
            PhraseValue::FromNear(at, end) if at.date_naive() == end.date_naive() => {
                Part::time(at, &at.format("%H:%M").to_string())
            }
            PhraseValue::ShortFrom(at) if self.is_this_year(at.date_naive()) => {
                Part::time(at, &self.language.short_from(at))
            }
            PhraseValue::FromNear(at, end)
                if at.year() == end.year() && self.is_this_year(at.date_naive()) =>
            {
                Part::time(at, &self.language.short_from(at))
            }
            PhraseValue::From(at) | PhraseValue::ShortFrom(at) | PhraseValue::FromNear(at, _) => {
                Part::time(at, &self.language.from(at))
            }
        }
    }
}

impl Part {
    fn time(at: DateTime<Utc>, text: &str) -> Self {
        Self { kind: "time", iso: iso(at), ..Self::text(&bound(text, at)) }
    }

    fn text(text: &str) -> Self {
        Self { kind: "text", text: text.to_owned(), iso: String::new(), url: String::new() }
    }
}

/// Replaces spaces in a date and time by no-break spaces, except the one before the clock: a line may break only there.
fn bound(text: &str, at: DateTime<Utc>) -> String {
    let no_break = |text: &str| text.replace(' ', "\u{a0}");
    match text.split_once(&at.format("%H:%M").to_string()) {
        Some((date, rest)) => {
            let space = if date.ends_with(' ') { " " } else { "" };
            format!("{}{space}{}{}", no_break(date.trim_end()), at.format("%H:%M"), no_break(rest))
        }
        None => no_break(text),
    }
}

/// Keeps the clocks of a span within one day on one line: `08:12–08:40 UTC`.
fn bind_spans(parts: &mut Phrase) {
    for index in 1..parts.len().saturating_sub(1) {
        let Some([from, dash, to]) = parts.get_mut(index - 1..=index + 1) else { continue };
        let same_day = from.kind == "time" && to.kind == "time" && from.iso.get(..10) == to.iso.get(..10);
        if same_day && dash.kind == "text" && !dash.text.contains(' ') {
            dash.text.push('\u{2060}');
        }
    }
}

/// Formats a time for `datetime`.
pub(super) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
