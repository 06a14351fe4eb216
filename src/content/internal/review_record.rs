//! `reviews/<yyyy-mm>.md`: the review of a month: its figures, and what people noted and decided.

use chrono::NaiveDate;

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::diagnostics::{Finding, rules};
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

/// The review of a month.
#[derive(Clone, Debug)]
pub struct ReviewRecord {
    /// The first day of the month.
    pub month: NaiveDate,
    /// Its path relative to the project.
    pub path: String,
    /// The day of the meeting.
    pub held: Option<Spanned<NaiveDate>>,
    /// Who was there.
    pub attendees: Vec<Spanned<String>>,
    /// Its text, with the block of figures that `allclear review --write` generates.
    pub text: String,
    /// Its file.
    pub span: Span,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a review",
    path: "reviews/<yyyy-mm>.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Optional,
    keys: &[
        Key::optional("held", "date", "the day of the meeting"),
        Key::optional("attendees", "list of people", "who was there"),
    ],
    tables: &[],
    text: "The figures of the month, which `allclear review --write` generates, and what people noted and decided.",
};

impl ReviewRecord {
    /// Reads a review. Returns the finding if the name of its file is not a month.
    pub(in crate::content) fn read(
        file: &SourceFile,
        reader: &Reader<'_>,
        body_start: usize,
    ) -> Result<Self, Finding> {
        let (held, attendees) = (reader.date("held"), reader.lines("attendees"));
        let month = month_of(file.stem()).ok_or_else(|| {
            let message = format!("`{}` is not a month", file.stem());
            Finding::at(&rules::INVALID_NAME, file.top(), message)
                .hint("name the review by its month: `reviews/2026-11.md`")
        })?;
        let text = file.text.get(body_start..).unwrap_or_default().to_owned();
        Ok(Self { month, path: file.path.clone(), held, attendees, text, span: file.top() })
    }
}

/// Returns the first day of a month such as `2026-11`.
fn month_of(stem: &str) -> Option<NaiveDate> {
    let is_month = stem.len() == 7 && stem.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_month { format!("{stem}-01").parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::month_of;

    #[test]
    fn a_month_has_four_digits_and_two() {
        assert_eq!(month_of("2026-11").map(|day| day.to_string()).as_deref(), Some("2026-11-01"));
        for stem in ["2026-13", "2026-1", "11-2026", "2026_11", "november", "2026-11-01", ""] {
            assert_eq!(month_of(stem), None, "{stem}");
        }
    }
}
