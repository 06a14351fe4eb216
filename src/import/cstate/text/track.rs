//! The `track` shortcodes of a line: those that date an update, and those that are part of a sentence.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::comments::Fence;
use super::heading::{self, LinePlace};
use super::label;
use super::shortcode::{self, Shortcode, take_tracks};
use crate::import::parsed_time::ParsedTime;

/// The words after which a time belongs to the sentence.
const BEFORE_A_TIME: [&str; 12] =
    ["from", "to", "at", "on", "until", "till", "since", "between", "and", "around", "before", "after"];

/// A line with its tracks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TrackedLine {
    /// The line without the tracks that date an update.
    pub(super) text: String,
    /// The times that date an update.
    pub(super) times: Vec<String>,
    /// The times in its sentences.
    pub(super) told: Vec<String>,
    /// Whether a track comes before the text of the line, which it dates.
    pub(super) leads: bool,
}

/// Reads the tracks of a line; `above` is the line above it in the same paragraph, or empty.
pub(super) fn read(line: &str, above: &str, near: NaiveDate) -> TrackedLine {
    let (text, times) = take_tracks(line);
    if times.is_empty() || !is_in_sentence(line, &text, above, near) {
        let leads = !text.is_empty() && line.trim_start().starts_with("{{");
        return TrackedLine { text, times, told: Vec::new(), leads };
    }
    // `At 09:30 the disk failed.`: a paragraph that begins with a time is of this time.
    let leads = above.is_empty() && begins_with_time(line);
    let dated = times.first().filter(|_| leads).cloned().into_iter().collect();
    TrackedLine { text: line.to_owned(), times: dated, told: times, leads }
}

/// Whether the tracks of a line are words of its sentence: without them, it would have a gap.
fn is_in_sentence(line: &str, stripped: &str, above: &str, near: NaiveDate) -> bool {
    let place = LinePlace { near, begins_paragraph: above.is_empty(), begins_block: false };
    if heading::read(stripped, place).is_some() {
        return false;
    }
    let codes = tracks(line);
    let (Some(first), Some(last)) = (codes.first(), codes.last()) else { return false };
    let has_words = |text: &str| text.contains(char::is_alphanumeric);
    if codes.len() > 1 {
        return has_words(stripped);
    }
    let before = without_number(line.get(..first.range.start).unwrap_or_default()).trim();
    let after = line.get(last.range.end..).unwrap_or_default().trim_start();
    let word = if before.is_empty() { above } else { before }.rsplit(char::is_whitespace).next();
    if word.is_some_and(|word| BEFORE_A_TIME.iter().any(|one| one.eq_ignore_ascii_case(word))) {
        return true;
    }
    let is_label = label::read(before).is_some_and(|label| label.rest.is_empty());
    let ends = before.ends_with(['*', '_', ':', '-', '–', '—', '|', ']', ')', '>', '.', '!', '?']);
    has_words(before) && !is_label && !ends && after.starts_with(char::is_alphanumeric)
}

/// Whether only a preposition or the mark of a list comes before the first track.
fn begins_with_time(line: &str) -> bool {
    let codes = tracks(line);
    let before = codes.first().and_then(|code| line.get(..code.range.start)).unwrap_or_default();
    let word = without_number(before).trim().trim_start_matches(['-', '*', '+']).trim().to_lowercase();
    ["", "at", "on", "since", "around"].contains(&word.as_str())
}

/// Removes the number of a list at the beginning.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix(['.', ')']).filter(|rest| rest.trim().is_empty()).unwrap_or(text)
}

fn tracks(line: &str) -> Vec<Shortcode<'_>> {
    shortcode::find(line).into_iter().filter(|code| code.name.eq_ignore_ascii_case("track")).collect()
}

/// Writes out the tracks that are left in a text, except in code blocks. Times without a zone are in `zone`.
pub(in crate::import::cstate) fn shown(text: &str, zone: Tz) -> String {
    let mut fence = Fence::default();
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut shown = line.to_owned();
        if !fence.contains(line) {
            let (_, times) = take_tracks(line);
            for (code, time) in tracks(line).iter().zip(&times).rev() {
                let time = match ParsedTime::parse(time, None) {
                    Some(parsed) if parsed.has_time => {
                        parsed.utc(zone).format("%Y-%m-%d %H:%M UTC").to_string()
                    }
                    _ => time.clone(),
                };
                shown.replace_range(code.range.clone(), &time);
            }
        }
        lines.push(shown);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: &str = "{{< track \"2026-08-13 17:30:00\" >}}";

    fn tracked(line: &str, above: &str) -> TrackedLine {
        read(&line.replace('@', T), above, NaiveDate::from_ymd_opt(2026, 8, 13).unwrap())
    }

    #[test]
    fn a_time_in_a_sentence_stays_in_it() {
        for (line, above) in [
            ("Lamps were dark from @ to @.", ""),
            ("Between @ and @ it rained,", ""),
            ("and again at @ for a while.", "it rained,"),
            ("The fuse came at @.", ""),
            ("@.", "Lamps were dark until"),
            ("The storm of @ was long", ""),
        ] {
            let tracked = tracked(line, above);
            assert_eq!((tracked.text, tracked.times.len()), (line.replace('@', T), 0), "{line}");
            assert!(!tracked.told.is_empty(), "{line}");
        }
    }

    #[test]
    fn a_time_beside_a_text_dates_it() {
        for (line, text) in [
            ("Lamps burn. @", "Lamps burn."),
            ("Lamps burn @.", "Lamps burn ."),
            ("@ Lamps burn.", "Lamps burn."),
            ("@", ""),
            ("- @ Lamps burn.", "-  Lamps burn."),
            ("*Update* @ - Lamps burn.", "*Update*  - Lamps burn."),
            ("Update 3 @ Lamps burn", "Update 3  Lamps burn"),
            ("**Lamps** @ burn", "**Lamps**  burn"),
        ] {
            let tracked = tracked(line, "");
            assert_eq!((tracked.text.as_str(), tracked.times.len()), (text, 1), "{line}");
        }
        let begins = tracked("At @ the fuse came.", "");
        assert_eq!((begins.times.len(), begins.text.contains("track")), (1, true));
    }

    #[test]
    fn times_are_written_out() {
        let text = format!("From {T} to {{{{< track soon >}}}}.\n```\n{T}\n```");
        let expected = format!("From 2026-08-13 15:30 UTC to soon.\n```\n{T}\n```");
        assert_eq!(shown(&text, chrono_tz::Europe::Prague), expected);
    }
}
