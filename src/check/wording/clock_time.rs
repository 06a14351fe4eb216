//! Finds times of day without a time zone.

use std::ops::Range;

use crate::markdown::Sentences;

/// The abbreviations of zones, in capital letters.
const ZONES: &[&str] = &[
    "UTC", "GMT", "Z", "BST", "IST", "CET", "CEST", "MEZ", "MESZ", "EET", "EEST", "WET", "WEST", "MSK",
    "TRT", "SAST", "WAT", "CAT", "EAT", "PKT", "ICT", "WIB", "SGT", "HKT", "PHT", "KST", "JST", "AWST",
    "ACST", "ACDT", "AEST", "AEDT", "NZST", "NZDT", "NZT", "AET", "ET", "EST", "EDT", "CT", "CST", "CDT",
    "MT", "MST", "MDT", "PT", "PST", "PDT", "AKST", "AKDT", "HST", "AST", "ADT", "NST", "NDT", "BRT", "ART",
    "CLT", "COT", "PET",
];

/// The names of zones in North America, which need no further word: `10 PM Eastern`.
const NAMED_ZONES: &[&str] = &["Eastern", "Pacific", "Central", "Mountain"];

/// Words with a capital letter before `time` that name no place.
const NO_PLACES: &[&str] = &[
    "This", "That", "The", "At", "Next", "Last", "First", "Each", "Every", "Any", "Some", "In", "On",
    "Response", "Start", "End",
];

/// Words after digits with a colon that make them a duration or a ratio.
const OTHER_UNITS: &[&str] = &["hour", "minute", "min", "second", "sec", "ratio", "h"];

/// Whether a text may contain a time of day.
pub(super) fn may_occur(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b':', bytes).any(|at| {
        at > 0
            && bytes.get(at - 1).is_some_and(u8::is_ascii_digit)
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    }) || memchr::memchr2_iter(b'm', b'M', bytes).any(|at| after_digits(bytes, at))
}

/// Whether `am`, `pm`, `a.m.` or `p.m.` after a digit ends or continues at this `m`.
fn after_digits(bytes: &[u8], m: usize) -> bool {
    let before = |back: usize| m.checked_sub(back).and_then(|at| bytes.get(at)).map(u8::to_ascii_lowercase);
    let letter = if before(1) == Some(b'.') { 2 } else { 1 };
    let space = if before(letter + 1) == Some(b' ') { 2 } else { 1 };
    matches!(before(letter), Some(b'a' | b'p'))
        && before(letter + space).is_some_and(|digit| digit.is_ascii_digit())
}

/// Returns the first time of each paragraph that names no zone. One zone is enough for all times of a paragraph.
pub(super) fn without_zone(prose: &Sentences) -> Vec<Range<usize>> {
    let text = prose.text();
    if declares_zone(prose) {
        return Vec::new();
    }
    prose
        .blocks()
        .filter_map(|block| {
            let words = text.get(block.clone())?;
            let first = times(words).into_iter().next()?;
            (!has_zone(words)).then(|| block.start + first.start..block.start + first.end)
        })
        .collect()
}

/// Whether the text says once for all which zone its times are in.
fn declares_zone(prose: &Sentences) -> bool {
    prose.sentences().any(|sentence| {
        let words = prose.text().get(sentence).unwrap_or_default();
        let lower = words.to_lowercase();
        has_zone(words)
            && ["times are", "times in", "all times", "times (", "timestamps"]
                .iter()
                .any(|it| lower.contains(it))
    })
}

/// Whether there is a zone: an abbreviation, an offset, the name of a zone, or words such as `local time`.
pub(super) fn has_zone(text: &str) -> bool {
    let word_ends = |c: char| !(c.is_alphanumeric() || matches!(c, '/' | '+' | '-' | '_' | '\u{2212}' | ':'));
    let mut previous = "";
    let words = text.split(word_ends).map(|word| word.trim_matches([':', '-']));
    for word in words.filter(|word| !word.is_empty()) {
        let bare = word.split(['+', '-', '\u{2212}', '/']).next().unwrap_or_default();
        let after_digits = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
        let is_zone = |name: &str| ZONES.contains(&name) || matches!(name, "utc" | "gmt" | "Utc" | "Gmt");
        let is_named = word.contains('/')
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '-'))
            && word.parse::<chrono_tz::Tz>().is_ok();
        let is_somewhere = word.eq_ignore_ascii_case("time")
            && (previous.eq_ignore_ascii_case("local")
                || (previous.starts_with(char::is_uppercase) && !NO_PLACES.contains(&previous)));
        let follows_time = previous.ends_with(|c: char| c.is_ascii_digit())
            || ["am", "pm", "m"].iter().any(|half| previous.eq_ignore_ascii_case(half));
        let is_spelt_out = follows_time && NAMED_ZONES.contains(&word);
        let any_part = word.split('/').any(is_zone);
        if is_zone(bare)
            || (after_digits.len() < word.len() && is_zone(after_digits))
            || any_part
            || is_spelt_out
            || is_named
            || is_somewhere
            || is_offset(word)
        {
            return true;
        }
        previous = word;
    }
    false
}

/// Whether a word is a time with an offset, such as `10:00+02:00`.
fn is_offset(word: &str) -> bool {
    word.rsplit_once(['+', '-', '\u{2212}']).is_some_and(|(time, offset)| {
        time.contains(':') && offset.len() == 5 && offset.as_bytes().get(2) == Some(&b':')
            // `10:00-11:30` is a range.
            && word.contains('+')
    })
}

/// Returns the times of day in a text: `9:30`, `09:30`, `9 am`, `9:30 p.m.`
pub(super) fn times(sentence: &str) -> Vec<Range<usize>> {
    let bytes = sentence.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let end =
            at + bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let before = sentence.get(..at).and_then(|before| before.chars().next_back());
        let starts_word = before
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ':' | '.' | '/' | '+' | '#' | '$' | '_'));
        let after = sentence.get(end..).unwrap_or_default();
        let taken =
            starts_word.then(|| sentence.get(at..end)).flatten().and_then(|hour| time_at(hour, after));
        if let Some(length) = taken {
            found.push(at..end + length);
            at = end + length;
        } else {
            // The rest of a longer number is not a time either.
            at = end;
        }
    }
    found
}

/// Returns how many bytes after the hour belong to the time, if it is one.
fn time_at(hour: &str, after: &str) -> Option<usize> {
    let number: u32 = hour.parse().ok().filter(|_| hour.len() <= 2)?;
    let minutes = after.strip_prefix(':').map(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..digits).unwrap_or_default()
    });
    if let Some(minutes) = minutes {
        if number > 24 || minutes.len() != 2 || minutes >= "60" {
            return None;
        }
        let mut length = 3;
        let seconds = after.get(length..)?.strip_prefix(':');
        if let Some(seconds) = seconds {
            if seconds.bytes().take_while(u8::is_ascii_digit).count() != 2 {
                return None;
            }
            length += 3;
        }
        let rest = after.get(length..)?;
        if let Some(half) = half_of_day(rest) {
            return Some(length + half);
        }
        let is_word = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '%' | '_'));
        let next = rest.trim_start().to_lowercase();
        let is_other = OTHER_UNITS.iter().any(|unit| {
            next.strip_prefix(unit)
                .is_some_and(|rest| !rest.trim_start_matches('s').starts_with(char::is_alphanumeric))
        });
        // `10:00Z` has its zone.
        return (!is_word && !is_other).then_some(length);
    }
    (1..=12).contains(&number).then(|| half_of_day(after)).flatten()
}

/// Returns the length of ` am`, `pm`, ` a.m.` and the like at the beginning of a text.
fn half_of_day(text: &str) -> Option<usize> {
    let space = usize::from(text.starts_with(' '));
    let rest = text.get(space..)?.to_ascii_lowercase();
    let length = ["a.m.", "p.m.", "am", "pm"]
        .into_iter()
        .find(|half| rest.strip_prefix(half).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))?;
    Some(space + length.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        if !may_occur(text) {
            return Vec::new();
        }
        without_zone(&Sentences::of(text)).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn times_without_a_zone_are_found() {
        let texts = [
            ("It began at 9:30.", "9:30"),
            ("Next update by 10:00", "10:00"),
            ("We deploy at 3 pm.", "3 pm"),
            ("From 09:00-10:30 it failed.", "09:00"),
            (
                "It began at 9:30. It was over by 11:00 UTC, after a long night with the supplier on the phone.",
                "",
            ),
            ("Payments failed (14:05 – 14:20).", "14:05"),
            ("At 11:15 a.m. it failed.", "11:15 a.m."),
            ("It ended at 24:00.", "24:00"),
            ("It began at 10:30:15 and grew.", "10:30:15"),
            (":5 is no time, and 9:30 is one.", "9:30"),
            ("From 9:30 all requests from Poland failed.", "9:30"),
            ("It began at 9:30 on line 4+02:00.", "9:30"),
            ("It failed 10:00-11:30 and 14:00.", "10:00"),
        ];
        for (text, time) in texts {
            let expected: Vec<String> =
                [time].into_iter().filter(|time| !time.is_empty()).map(str::to_owned).collect();
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn times_with_a_zone_and_other_numbers_pass() {
        let texts = [
            "From 10:30 to 11:15 UTC payments failed.",
            "(UTC) 10:30: it began.",
            "It began at 10:30Z.",
            "It began at 2026-03-14T10:30Z.",
            "It began at 10:30+02:00.",
            "It began at 10:30 (Europe/Tallinn).",
            "It began at 10:30 Eastern Time.",
            "It began at 10:30 PM and ended at 11:30 Eastern.",
            "It failed from 10:30 UTC. It was over at 11:15.",
            "It began at 5 p.m. PST.",
            "It began at 10:30 local time.",
            "All times are UTC.\n\n- 10:30: it began\n- 10:40: it ended",
            "A ratio of 16:9, a verse 3:16:2, host 10.0.0.1:8080 and ::1:80:90.",
            "It took 1:30 hours.",
            "The cranes lifted 25:30 of the containers.",
            "It began at 10:30 and ended at 11:00Z.",
            "It began at 10:30 UTC+2.",
            "It began at 10:30 (noon in Poland/Europe, Europe/Warsaw).",
            "The code is `10:30`.",
            "I am 5 amused.",
        ];
        for text in texts {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
