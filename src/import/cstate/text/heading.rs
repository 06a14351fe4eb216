//! Headings of updates, in the notations that real sites use.

use chrono::NaiveDate;

use super::label::{self, Mark};
use crate::import::parsed_time::ParsedTime;

/// The notation of an update's heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::import::cstate) enum Notation {
    /// `{{< track "2018-04-13 15:54:00" >}}` before or after the text, with or without a state.
    Track,
    /// `*Investigating* - text`, `## Update 2`.
    State,
    /// `[Initial message]`, `Final message:`.
    Bracket,
    /// `2026-08-13 17:54 UTC`.
    Time,
}

/// The heading of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::cstate) struct Heading {
    pub(in crate::import::cstate) notation: Notation,
    pub(in crate::import::cstate) mark: Option<Mark>,
    pub(in crate::import::cstate) time: Option<ParsedTime>,
    /// The words that are neither a state nor a time, such as `Friday 13th`.
    pub(in crate::import::cstate) unread: String,
    /// The text after the heading on its line.
    pub(in crate::import::cstate) text: String,
}

/// Parses a line without shortcodes; `near` is the day of the issue.
pub(in crate::import::cstate) fn read(line: &str, near: NaiveDate) -> Option<Heading> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let line = line.trim();
    if indent > 3 || line.is_empty() {
        return None;
    }
    bracket(line, near)
        .or_else(|| emphasis(line, near))
        .or_else(|| atx(line, near))
        .or_else(|| plain(line, near))
}

/// `[Final message] All is well.`, but not a link or a footnote.
fn bracket(line: &str, near: NaiveDate) -> Option<Heading> {
    let (inner, after) = line.strip_prefix('[')?.split_once(']')?;
    if after.starts_with(['(', '[']) || inner.starts_with('^') {
        return None;
    }
    heading(Notation::Bracket, inner, after.strip_prefix(':').unwrap_or(after), near)
}

/// `*Update* - text`, `**2021-06-08 07:37:00**`, `__Resolved:__ text`.
fn emphasis(line: &str, near: NaiveDate) -> Option<Heading> {
    let mark = ["**", "__", "*", "_"].into_iter().find(|mark| line.starts_with(mark))?;
    let (inner, after) = line.strip_prefix(mark)?.split_once(mark)?;
    let text = after.trim_start();
    let is_separate = text.is_empty() || inner.ends_with(':') || text.starts_with(['-', '–', '—', ':']);
    if inner.starts_with(char::is_whitespace) || !is_separate {
        return None;
    }
    heading(Notation::State, inner, text.trim_start_matches(['-', '–', '—', ':']), near)
}

/// `### Update 2 - 12:30 UTC`.
fn atx(line: &str, near: NaiveDate) -> Option<Heading> {
    let inner = line.trim_start_matches('#');
    let level = line.len() - inner.len();
    if !(1..=6).contains(&level) || !inner.starts_with(' ') {
        return None;
    }
    heading(Notation::State, inner.trim_end_matches('#').trim_matches(['*', '_', ' ']), "", near)
}

/// `2026-08-13 17:54 UTC`, `2026-08-13 17:54 UTC - text`, `Final message: text`.
fn plain(line: &str, near: NaiveDate) -> Option<Heading> {
    if let Some(time) = full_time(line.trim_end_matches(':'), near) {
        return Some(Heading::timed(time, ""));
    }
    for separator in [" - ", " – ", " — ", ": "] {
        if let Some((left, text)) = line.split_once(separator)
            && let Some(time) = full_time(left, near)
        {
            return Some(Heading::timed(time, text));
        }
    }
    let (left, text) = line.split_once(':')?;
    let is_message = label::read(left).is_some_and(|label| label.is_message && label.rest.is_empty());
    if is_message { heading(Notation::Bracket, left, text, near) } else { None }
}

/// Parses a time with a day. A line that begins with only a time of day is rarely a heading.
fn full_time(text: &str, near: NaiveDate) -> Option<ParsedTime> {
    let has_day = ParsedTime::parse(text, None).is_some() || text.starts_with(|c: char| c.is_alphabetic());
    ParsedTime::parse(text, Some(near)).filter(|time| time.has_time && has_day)
}

fn heading(notation: Notation, inner: &str, text: &str, near: NaiveDate) -> Option<Heading> {
    let text = text.trim();
    if let Some(time) = ParsedTime::parse(inner, Some(near)).filter(|time| time.has_time) {
        return Some(Heading::timed(time, text));
    }
    let label = label::read(inner)?;
    let time = ParsedTime::parse(label.rest, Some(near));
    let unread = if time.is_none() { label.rest.to_owned() } else { String::new() };
    Some(Heading { notation, mark: Some(label.mark), time, unread, text: text.to_owned() })
}

impl Heading {
    fn timed(time: ParsedTime, text: &str) -> Self {
        let text = text.trim().to_owned();
        Self { notation: Notation::Time, mark: None, time: Some(time), unread: String::new(), text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Status;

    fn heading(line: &str) -> Option<Heading> {
        read(line, NaiveDate::from_ymd_opt(2026, 8, 13).unwrap())
    }

    #[test]
    fn every_notation_is_recognized() {
        let cases = [
            ("[Final message] It is over.", Notation::Bracket, Some(Mark::Last), "It is over."),
            ("[Update - 2026-08-13 10h30 UTC]", Notation::Bracket, Some(Mark::Update), ""),
            ("Initial message:", Notation::Bracket, Some(Mark::First), ""),
            (
                "*Investigating* - We look.",
                Notation::State,
                Some(Mark::Status(Status::Investigating)),
                "We look.",
            ),
            ("**Resolved:** Done.", Notation::State, Some(Mark::Status(Status::Resolved)), "Done."),
            ("### Update 2", Notation::State, Some(Mark::Update), ""),
            ("*Post-mortem*", Notation::State, Some(Mark::PostMortem), ""),
            ("2026-08-13 17:54 UTC", Notation::Time, None, ""),
            ("**2026-08-13 07:37:00**", Notation::Time, None, ""),
            ("Aug 13, 17:54 UTC - Down.", Notation::Time, None, "Down."),
        ];
        for (line, notation, mark, text) in cases {
            let heading = heading(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                (heading.notation, heading.mark, heading.text.as_str()),
                (notation, mark, text),
                "{line}"
            );
        }
        assert_eq!(heading("[Initial Message - Friday 13th]").unwrap().unread, "Friday 13th");
    }

    #[test]
    fn ordinary_lines_are_not_headings() {
        let lines = [
            "[Update](https://x.example)",
            "* 2021-05-30T08:13 - queued",
            "*Just began* - closing down.",
            "Update: it took two minutes",
            "    [Final message]",
            "17:54 UTC - nothing",
            "[Update Center] is slow",
            "We saw *resolved* - names",
            "#jenkins-infra",
            "",
        ];
        for line in lines {
            assert_eq!(heading(line), None, "{line}");
        }
    }
}
