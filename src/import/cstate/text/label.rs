//! The words that mark an update: `Initial message`, `Update 2`, `Investigating`, `Closing incident`.

use crate::status::Status;

/// The kind of an update, as its label marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::cstate) enum Mark {
    /// The first update of an issue.
    First,
    /// An update between the first and the last.
    Update,
    /// The update that closes the issue.
    Last,
    /// A status of the Statuspage API.
    Status(Status),
    /// A post-mortem.
    PostMortem,
}

impl Mark {
    /// Whether only a post-mortem can follow.
    pub(in crate::import::cstate) const fn closes(self) -> bool {
        match self {
            Self::Last => true,
            Self::Status(status) => status.is_closing(),
            Self::First | Self::Update | Self::PostMortem => false,
        }
    }

    /// Returns the usual position in an issue, earliest first.
    pub(in crate::import::cstate) const fn rank(self) -> Option<u8> {
        match self {
            Self::First | Self::Status(Status::Investigating | Status::Scheduled) => Some(0),
            Self::Status(Status::Identified | Status::InProgress) => Some(1),
            Self::Status(Status::Monitoring | Status::Verifying) => Some(2),
            Self::Last | Self::Status(Status::Resolved | Status::Completed | Status::Cancelled) => Some(3),
            Self::PostMortem => Some(4),
            Self::Update => None,
        }
    }
}

/// The marks by the words that a label begins with; if one begins another, the longer one comes first.
const WORDS: [(&str, Mark); 32] = [
    ("post-mortem", Mark::PostMortem),
    ("postmortem", Mark::PostMortem),
    ("post mortem", Mark::PostMortem),
    ("root cause analysis", Mark::PostMortem),
    ("investigating", Mark::Status(Status::Investigating)),
    ("identified", Mark::Status(Status::Identified)),
    ("monitoring", Mark::Status(Status::Monitoring)),
    ("resolved", Mark::Status(Status::Resolved)),
    ("fixed", Mark::Status(Status::Resolved)),
    ("scheduled", Mark::Status(Status::Scheduled)),
    ("planned", Mark::Status(Status::Scheduled)),
    ("in progress", Mark::Status(Status::InProgress)),
    ("in-progress", Mark::Status(Status::InProgress)),
    ("verifying", Mark::Status(Status::Verifying)),
    ("completed", Mark::Status(Status::Completed)),
    ("cancelled", Mark::Status(Status::Cancelled)),
    ("canceled", Mark::Status(Status::Cancelled)),
    ("initial", Mark::First),
    ("opening", Mark::First),
    ("opened", Mark::First),
    ("open", Mark::First),
    ("final", Mark::Last),
    ("closing", Mark::Last),
    ("closed", Mark::Last),
    ("close", Mark::Last),
    ("end of", Mark::Last),
    ("end", Mark::Last),
    ("updated", Mark::Update),
    ("update", Mark::Update),
    ("edited", Mark::Update),
    ("edit", Mark::Update),
    ("addendum", Mark::Update),
];

/// A parsed label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::cstate) struct Label<'a> {
    pub(in crate::import::cstate) mark: Mark,
    /// Whether it contains the word `message`, which ordinary sentences do not have there.
    pub(in crate::import::cstate) is_message: bool,
    /// The text after these words: a time, a day, or nothing.
    pub(in crate::import::cstate) rest: &'a str,
    /// Whether a separator or nothing comes before the rest, so that other words than a time can follow.
    pub(in crate::import::cstate) is_separate: bool,
}

/// Parses a label; `None` for a text that only begins like one, such as `Update Center`.
pub(in crate::import::cstate) fn read(text: &str) -> Option<Label<'_>> {
    let text = text.trim();
    let (mark, mut rest) = WORDS.iter().find_map(|(word, mark)| Some((*mark, after_word(text, word)?)))?;
    let mut is_message = false;
    let nouns = ["message", "issue", "incident", "maintenance", "outage", "post", "note", "report"];
    while let Some((noun, after)) =
        nouns.iter().find_map(|noun| Some((*noun, after_word(rest.trim_start(), noun)?)))
    {
        is_message |= noun == "message";
        rest = after;
    }
    rest = without_number(rest.trim_start());
    let separators = ['-', '–', '—', ':', '(', ' '];
    let is_separate = rest.trim_start().starts_with(['-', '–', '—', ':', '(']);
    let tail = rest.trim_start_matches(separators).trim_end_matches([' ', ':', '.', ')']);
    let begins_a_time = after_word(tail, "on").is_some() || tail.starts_with(|c: char| c.is_ascii_digit());
    let tail_is_separate = tail.is_empty() || is_separate || begins_a_time;
    let is_separate = tail.is_empty() || is_separate;
    tail_is_separate.then_some(Label { mark, is_message, rest: tail, is_separate })
}

/// Returns the rest of `text` after the whole word `word`, in any case.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    (head.eq_ignore_ascii_case(word) && !after_number(rest).starts_with(char::is_alphanumeric))
        .then_some(rest)
}

/// Returns the rest after a number of one or two digits, as in `Update2`.
fn after_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if text.len() - rest.len() <= 2 { rest } else { text }
}

/// Removes a number such as `2` or `#2`, but not the day or the year of a date.
fn without_number(text: &str) -> &str {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = digits.len() - rest.len();
    let is_time = rest.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let ends = rest.is_empty()
        || rest.starts_with(':') && !is_time
        || rest.trim_start().starts_with(['-', '–', '—', '(']);
    if (1..=2).contains(&count) && ends { rest } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_real_sites_are_parsed() {
        let cases = [
            ("Initial message", Mark::First, ""),
            ("Open Issue", Mark::First, ""),
            ("FINAL message", Mark::Last, ""),
            ("End of outage message", Mark::Last, ""),
            ("Closing Maintenance", Mark::Last, ""),
            ("Update 2", Mark::Update, ""),
            ("Update2", Mark::Update, ""),
            ("Update - 2021-12-01 10h30 UTC", Mark::Update, "2021-12-01 10h30 UTC"),
            ("Update 7th of February 2023 - 12:30 UTC", Mark::Update, "7th of February 2023 - 12:30 UTC"),
            ("Update on 2021-11-25", Mark::Update, "on 2021-11-25"),
            ("Update 9:45 AM UTC", Mark::Update, "9:45 AM UTC"),
            ("Initial Message - Friday 13th", Mark::First, "Friday 13th"),
            ("Post-mortem", Mark::PostMortem, ""),
            ("In progress:", Mark::Status(Status::InProgress), ""),
        ];
        for (text, mark, rest) in cases {
            let label = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((label.mark, label.rest), (mark, rest), "{text}");
        }
    }

    #[test]
    fn a_text_that_only_begins_like_a_label_is_none() {
        for text in [
            "",
            "Update Center brownout",
            "Updates",
            "Opening hours",
            "Final answer",
            "Just began",
            "Endpoint",
            "Update2026",
            "End2end",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
