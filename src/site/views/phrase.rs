//! A sentence with moments, names and links in it, cut into parts, so that templates can mark each up as what
//! it is while the order of the words is left to the language.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use super::Views;
use crate::site::language::{Piece, pieces};

/// A sentence, part by part.
pub type Phrase = Vec<Part>;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// `text`, `time`, `name` (somebody's own words) or `link`.
    pub kind: &'static str,
    /// Its words.
    pub text: String,
    /// For `datetime` if it is a time: `2026-03-14T09:22:00Z`.
    pub iso: String,
    /// What the script counts from or to it: `since`, `due`, `starts`, `ends`, or nothing.
    pub run: &'static str,
    /// Where it leads if it is a link.
    pub url: String,
}

/// What is filled into a place of a sentence.
#[derive(Clone, Copy)]
pub(super) enum Fill<'a> {
    /// A moment.
    Time(DateTime<Utc>),
    /// A moment from or to which the script counts.
    Running(DateTime<Utc>, &'static str),
    /// A moment whose day is that of another, told before it: the time alone if it is.
    After(DateTime<Utc>, DateTime<Utc>, &'static str),
    /// Somebody's own words, in whatever language and direction.
    Name(&'a str),
    /// The same, and where they lead.
    Link(&'a str, &'a str),
    /// Words of the interface.
    Words(&'a str),
}

impl Views<'_> {
    /// A sentence of the language with its places filled in. A place that nobody fills stands as it is.
    pub(super) fn phrase(self, key: &str, fills: &[(&str, Fill<'_>)]) -> Phrase {
        let part = |piece| match piece {
            Piece::Text(text) => Part::text(text),
            Piece::Place(name) => match fills.iter().find(|(place, _)| *place == name) {
                Some((_, fill)) => self.part(*fill),
                None => Part::text(&format!("{{{name}}}")),
            },
        };
        pieces(self.language.word(key)).map(part).collect()
    }

    pub(super) fn part(self, fill: Fill<'_>) -> Part {
        match fill {
            Fill::Words(text) => Part::text(text),
            Fill::Name(text) => Part { kind: "name", ..Part::text(text) },
            Fill::Link(text, url) => Part { kind: "link", url: url.to_owned(), ..Part::text(text) },
            Fill::Time(at) => self.part(Fill::Running(at, "")),
            Fill::After(before, at, run) if before.date_naive() == at.date_naive() => {
                Part { kind: "time", iso: iso(at), run, ..Part::text(&self.language.clock(at)) }
            }
            Fill::Running(at, run) | Fill::After(_, at, run) => {
                Part { kind: "time", iso: iso(at), run, ..Part::text(&self.language.moment(at)) }
            }
        }
    }
}

impl Part {
    fn text(text: &str) -> Self {
        Self { kind: "text", text: text.to_owned(), iso: String::new(), run: "", url: String::new() }
    }
}

/// A moment for `datetime`.
pub(super) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
