//! Headings of updates, in the notations that real sites use.

use chrono::NaiveDate;

use super::label::{self, Mark};
use crate::import::parsed_time::ParsedTime;
use crate::status::Status;

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
    /// The words that are neither a state nor a time, such as `Friday 13th`; they stay in the text.
    pub(in crate::import::cstate) unread: String,
    /// The text after the heading on its line.
    pub(in crate::import::cstate) text: String,
    /// Whether the line stays in the text as it is, because its words form a sentence with the state.
    pub(in crate::import::cstate) is_text: bool,
}

/// The place of a line in its text.
#[derive(Clone, Copy, Debug)]
pub(in crate::import::cstate) struct LinePlace {
    /// The day of the issue, for times without a day.
    pub(in crate::import::cstate) near: NaiveDate,
    /// Whether a paragraph begins with the line.
    pub(in crate::import::cstate) begins_paragraph: bool,
    /// Whether the line is the first one of the text, or the first one below a thematic break.
    pub(in crate::import::cstate) begins_block: bool,
}

/// Parses a line without shortcodes.
pub(in crate::import::cstate) fn read(line: &str, place: LinePlace) -> Option<Heading> {
    let near = place.near;
    let indent = line.len() - line.trim_start_matches(' ').len();
    // Many authors put a coloured dot or another symbol before the state.
    let is_symbol = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !"–—“‘«„¡¿".contains(c);
    let line = line.trim().trim_start_matches(|c: char| is_symbol(c) || c == ' ');
    if indent > 3 || line.is_empty() {
        return None;
    }
    bracket(line, near)
        .or_else(|| emphasis(line, place))
        .or_else(|| atx(line, near))
        .or_else(|| plain(line, place))
        .or_else(|| clock(line, place))
}

/// `[Final message] All is well.`, but not a link or a footnote.
fn bracket(line: &str, near: NaiveDate) -> Option<Heading> {
    let (inner, after) = line.strip_prefix('[')?.split_once(']')?;
    if after.starts_with(['(', '[']) || inner.starts_with('^') {
        return None;
    }
    heading(Notation::Bracket, inner, after.strip_prefix(':').unwrap_or(after), near)
}

/// `*Update* - text`, `**2021-06-08 07:37:00**`, `__Resolved:__ text`; where a paragraph begins, also `**Update** Text`.
fn emphasis(line: &str, place: LinePlace) -> Option<Heading> {
    let mark = ["**", "__", "*", "_"].into_iter().find(|mark| line.starts_with(mark))?;
    let (inner, after) = line.strip_prefix(mark)?.split_once(mark)?;
    let text = after.trim_start();
    let is_separate = text.is_empty() || inner.ends_with(':') || text.starts_with(['-', '–', '—', ':']);
    // In `*Update* your client`, the sentence goes on.
    let begins_sentence = place.begins_paragraph && !text.starts_with(|c: char| c.is_lowercase() || c == ',');
    let is_time = || ParsedTime::parse(inner, Some(place.near)).is_some_and(|time| time.has_time);
    let is_separate = is_separate || begins_sentence && (is_whole_label(inner) || is_time());
    if inner.starts_with(char::is_whitespace) || !is_separate {
        return None;
    }
    heading(Notation::State, inner, text.trim_start_matches(['-', '–', '—', ':']), place.near)
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

/// Whether a text is a label without further words.
fn is_whole_label(text: &str) -> bool {
    label::read(text).is_some_and(|label| label.rest.is_empty())
}

/// `2026-08-13 17:54 UTC`, `2026-08-13 17:54 UTC - text`, `Final message: text`, `Update 2026-08-13: text`; where a
/// paragraph begins, also `Update: text` and `Resolved: text`.
fn plain(line: &str, place: LinePlace) -> Option<Heading> {
    let near = place.near;
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
    if let Some(heading) = dated_label(line, near) {
        return Some(heading);
    }
    let (left, text) = line.split_once(':')?;
    let label = label::read(left).filter(|label| label.rest.is_empty())?;
    if label.is_message {
        return heading(Notation::Bracket, left, text, near);
    }
    // Other states, as in `Scheduled: 10:00`, are rather the names of facts.
    let is_state = matches!(
        label.mark,
        Mark::Update
            | Mark::Status(
                Status::Investigating | Status::Identified | Status::Monitoring | Status::Resolved
            )
    );
    if place.begins_paragraph && is_state { heading(Notation::State, left, text, near) } else { None }
}

/// `Update 2026-08-13: text`, `Resolved 2026-08-13 17:54 UTC - text`: a state and a whole time.
fn dated_label(line: &str, near: NaiveDate) -> Option<Heading> {
    let label = label::read(line.split([' ', ':', '(']).next()?)?;
    let dated = |left: &str| {
        let time = ParsedTime::parse(label::read(left)?.rest, Some(near))?;
        let mark = Some(label.mark);
        let (notation, unread) = (Notation::Time, String::new());
        Some(Heading { notation, mark, time: Some(time), unread, text: String::new(), is_text: false })
    };
    if let Some(heading) = dated(line) {
        return Some(heading);
    }
    // A time has colons and hyphens of its own, so every separator can be the one after it.
    [": ", ":", " - ", " – ", " — "].into_iter().flat_map(|mark| line.match_indices(mark)).find_map(
        |(at, mark)| {
            let text = line.get(at + mark.len()..)?.trim();
            Some(Heading { text: text.to_owned(), ..dated(line.get(..at)?)? })
        },
    )
}

/// `17:54 UTC` as a line of its own where a paragraph begins, or before a text where a block begins. Elsewhere, a line
/// that begins with a time of day is rarely a heading.
fn clock(line: &str, place: LinePlace) -> Option<Heading> {
    let time = |text: &str| ParsedTime::parse(text, Some(place.near)).filter(|time| time.has_time);
    if place.begins_paragraph
        && let Some(time) = time(line.trim_end_matches(':'))
    {
        return Some(Heading::timed(time, ""));
    }
    if !place.begins_block {
        return None;
    }
    [" - ", " – ", " — ", ": "].into_iter().find_map(|separator| {
        let (left, text) = line.split_once(separator)?;
        Some(Heading::timed(time(left)?, text))
    })
}

/// Parses a time with a day.
fn full_time(text: &str, near: NaiveDate) -> Option<ParsedTime> {
    ParsedTime::parse(text, Some(near)).filter(|time| time.has_time && time.has_day)
}

fn heading(notation: Notation, inner: &str, text: &str, near: NaiveDate) -> Option<Heading> {
    let text = text.trim();
    let inner = inner.trim().trim_end_matches(':');
    if let Some(time) = ParsedTime::parse(inner, Some(near)).filter(|time| time.has_time) {
        return Some(Heading::timed(time, text));
    }
    let Some(label) = label::read(inner) else {
        let (words, time) = time_at_end(inner, near)?;
        return Some(Heading { unread: words.to_owned(), ..Heading::timed(time, text) });
    };
    let mut read = Heading {
        notation,
        mark: Some(label.mark),
        time: ParsedTime::parse(label.rest, Some(near)),
        unread: String::new(),
        text: text.to_owned(),
        is_text: false,
    };
    if read.time.is_some() || label.rest.is_empty() {
        return Some(read);
    }
    if let Some((time, words)) = time_at_start(label.rest, near) {
        read.time = Some(time);
        words.clone_into(&mut read.unread);
    } else if let Some((words, time)) = time_at_end(label.rest, near).filter(|_| label.is_separate) {
        read.time = Some(time);
        words.clone_into(&mut read.unread);
    } else if label.is_separate {
        label.rest.clone_into(&mut read.unread);
    } else if label.mark == Mark::Update {
        read.is_text = true;
    } else {
        return None;
    }
    Some(read)
}

/// `2026-08-13 17:54 UTC - the database is back`: a time, a separator and words.
fn time_at_start(text: &str, near: NaiveDate) -> Option<(ParsedTime, &str)> {
    [" - ", " – ", " — ", ": ", " ("].into_iter().find_map(|separator| {
        let (left, words) = text.split_once(separator)?;
        Some((ParsedTime::parse(left, Some(near))?, words))
    })
}

/// `The database is back - 2026-08-13 17:54 UTC`: words, a separator and a time with a day.
fn time_at_end(text: &str, near: NaiveDate) -> Option<(&str, ParsedTime)> {
    [" - ", " – ", " — ", ": ", " (", ", "].into_iter().find_map(|separator| {
        let mut places = text.match_indices(separator);
        places.find_map(|(at, mark)| {
            let tail = text.get(at + mark.len()..)?.trim_end_matches(')');
            Some((text.get(..at)?.trim(), full_time(tail, near)?))
        })
    })
}

impl Heading {
    fn timed(time: ParsedTime, text: &str) -> Self {
        let text = text.trim().to_owned();
        let unread = String::new();
        Self { notation: Notation::Time, mark: None, time: Some(time), unread, text, is_text: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(line: &str) -> Option<Heading> {
        let near = NaiveDate::from_ymd_opt(2026, 8, 13).unwrap();
        read(line, LinePlace { near, begins_paragraph: false, begins_block: false })
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
            ("✅ *Resolved* - Done.", Notation::State, Some(Mark::Status(Status::Resolved)), "Done."),
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
    fn words_of_a_heading_are_kept() {
        let cases = [
            ("### Update on builds", true, ""),
            ("**Update 2026-08-14 10:00 UTC - disks replaced**", false, "disks replaced"),
            ("**Disks replaced (2026-08-14 10:00 UTC)**", false, "Disks replaced"),
            ("[Update - disks, 2026-08-14 10:00]", false, "disks"),
        ];
        for (line, is_text, unread) in cases {
            let heading = heading(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((heading.is_text, heading.unread.as_str()), (is_text, unread), "{line}");
            assert_eq!(heading.time.is_some(), !is_text, "{line}");
        }
        assert_eq!(heading("**Planned work on August 3rd takes long**:"), None);
    }

    #[test]
    fn a_dated_label_begins_an_update() {
        for line in [
            "Update 2026-08-14: Better.",
            "Edit (2026-08-14) - Better.",
            "Update 14 August 10:30 UTC: Better.",
        ] {
            let heading = heading(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((heading.mark, heading.text.as_str()), (Some(Mark::Update), "Better."), "{line}");
            assert!(heading.time.unwrap().has_day);
        }
    }

    #[test]
    fn a_label_begins_an_update_where_a_paragraph_begins() {
        let near = NaiveDate::from_ymd_opt(2026, 8, 13).unwrap();
        let at =
            |line, begins_paragraph| read(line, LinePlace { near, begins_paragraph, begins_block: false });
        for line in [
            "**17:54 UTC** Better.",
            "__Update2__ Better.",
            "**Resolved** Better.",
            "edit: Better.",
            "Resolved: Better.",
        ] {
            assert_eq!(at(line, true).map(|heading| heading.text), Some("Better.".to_owned()), "{line}");
            assert_eq!(at(line, false), None, "{line}");
        }
        for line in
            ["*Update* your client", "Scheduled: lamps", "**Resolved the issue** Text", "__Impact__ All"]
        {
            assert_eq!(at(line, true), None, "{line}");
        }
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
