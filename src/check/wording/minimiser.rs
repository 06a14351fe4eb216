//! Finds words that play a problem down, in texts without a number. English only.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::clock_time;
use crate::markdown::Sentences;

/// Words for an unknown share of those who are affected.
const SHARES: &[&str] = &[
    "some",
    "a few",
    "few",
    "a handful of",
    "certain",
    "a small number of",
    "a limited number of",
    "a small percentage of",
    "a small portion of",
    "a small fraction of",
    "a small subset of",
    "a small set of",
    "a limited set of",
    "a limited subset of",
    "a subset of",
    "a portion of",
    "a fraction of",
    "a minority of",
    "a small amount of",
    "a very small number of",
    "a very small percentage of",
];

/// Who is affected. A share of anything else, such as of the services, says more than it hides.
const AFFECTED: &[&str] = &[
    "users",
    "customers",
    "clients",
    "people",
    "visitors",
    "merchants",
    "subscribers",
    "accounts",
    "organizations",
    "organisations",
    "companies",
    "tenants",
    "teams",
    "workspaces",
];

/// Words that make a problem short or small.
const SMALL: &[&str] =
    &["brief", "briefly", "minor", "slight", "slightly", "momentary", "momentarily", "small", "short-lived"];

/// The problems that such words make small. `briefly` and `momentarily` need none.
const PROBLEMS: &[&str] = &[
    "outage",
    "outages",
    "interruption",
    "interruptions",
    "disruption",
    "disruptions",
    "impact",
    "degradation",
    "delay",
    "delays",
    "slowdown",
    "slowness",
    "latency",
    "increase",
    "increases",
    "issue",
    "issues",
    "problem",
    "problems",
    "downtime",
    "period",
    "hiccup",
    "errors",
    "error",
    "elevated",
    "increased",
    "delayed",
    "slower",
    "degraded",
];

/// Numbers in words.
const NUMBERS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "half",
    "third",
    "quarter",
    "percent",
    "per cent",
];

/// How many words may stand between a share and who is affected: `some of our European customers`.
const BETWEEN: usize = 4;

/// What may follow a number in a date or in the name of something.
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = SHARES.iter().chain(SMALL);
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .ok()
});

/// A word of each mark. Other words of a mark may stand on another line.
static HINTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = ["some", "few", "handful", "certain", "limited", "subset", "portion", "fraction", "minority"];
    AhoCorasick::builder().ascii_case_insensitive(true).build(words.iter().chain(SMALL)).ok()
});

/// Whether a text may contain such words.
pub(super) fn may_occur(text: &str) -> bool {
    HINTS.as_ref().is_some_and(|hints| hints.is_match(text))
}

/// Returns the first such words of a text that gives no number.
pub(super) fn find(prose: &Sentences) -> Option<Range<usize>> {
    let text = prose.text();
    let has_quantity = prose.blocks().any(|block| has_quantity(text.get(block).unwrap_or_default()));
    if has_quantity {
        return None;
    }
    prose.sentences().find_map(|sentence| {
        let words = text.get(sentence.clone())?;
        let found = MARKS.as_ref()?.find_iter(words).find_map(|mark| of_mark(words, mark.range()))?;
        Some(sentence.start + found.start..sentence.start + found.end)
    })
}

/// Returns the range from a mark to what it plays down.
fn of_mark(sentence: &str, mark: Range<usize>) -> Option<Range<usize>> {
    let before = sentence.get(..mark.start)?.chars().next_back();
    let after = sentence.get(mark.end..)?;
    if before.is_some_and(|c| c.is_alphanumeric() || c == '-')
        || after.starts_with(|c: char| c.is_alphanumeric() || c == '-')
    {
        return None;
    }
    let word = sentence.get(mark.clone())?.to_lowercase();
    let is_share = SHARES.contains(&word.as_str());
    // The beginning and the end say how long.
    if !is_share && clock_time::times(sentence).len() > 1 {
        return None;
    }
    let (nouns, between) = if is_share { (AFFECTED, BETWEEN) } else { (PROBLEMS, 2) };
    if matches!(word.as_str(), "briefly" | "momentarily") {
        return Some(mark);
    }
    let mut end = mark.end;
    let mut seen = 0;
    for word in after.split_inclusive(char::is_whitespace) {
        end += word.len();
        let bare = word.trim_end();
        let clean = bare.trim_end_matches([',', '.', ';', ':', ')', '!', '?']);
        if bare.is_empty() {
            continue;
        }
        if nouns.contains(&clean.to_lowercase().as_str()) {
            return Some(mark.start..end - (word.len() - clean.len()));
        }
        seen += 1;
        // A mark of punctuation ends the phrase.
        if clean.len() < bare.len() || seen > between {
            return None;
        }
    }
    None
}

/// Whether a block gives a number that says how many, how much or how long. Times, dates, versions and the numbers of
/// tickets do not.
fn has_quantity(block: &str) -> bool {
    let words: Vec<&str> = block.split_whitespace().collect();
    words.iter().enumerate().any(|(index, word)| {
        let clean = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$' | '\u{20ac}'));
        let lower = clean.to_lowercase();
        if NUMBERS.contains(&lower.as_str()) {
            return true;
        }
        let digits = clean.chars().filter(char::is_ascii_digit).count();
        if digits == 0 || clean.contains([':', '/']) {
            return false;
        }
        if clean.ends_with('%') {
            return true;
        }
        let next = words.get(index + 1).map(|next| next.to_lowercase()).unwrap_or_default();
        let previous = index
            .checked_sub(1)
            .and_then(|index| words.get(index))
            .map(|word| word.to_lowercase())
            .unwrap_or_default();
        let is_month = |word: &str| MONTHS.iter().any(|month| word.starts_with(month));
        let is_number = clean
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '\u{2013}' | '-' | '~' | '+'));
        let follows_name =
            ["version", "v", "phase", "step", "part", "region", "tier", "on", "since", "until", "#"]
                .contains(&previous.as_str());
        let is_time = next.starts_with("utc")
            || next.starts_with("am")
            || next.starts_with("pm")
            || next.starts_with("a.m")
            || next.starts_with("p.m");
        let is_year = clean.len() == 4 && (clean.starts_with("19") || clean.starts_with("20"));
        let is_date = clean.matches('-').count() == 2;
        // `30m`, `5min`, `12k`
        let has_unit = clean
            .trim_end_matches(char::is_alphabetic)
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '~'))
            && clean.starts_with(|c: char| c.is_ascii_digit())
            && !["st", "nd", "rd", "th", "am", "pm"].iter().any(|ending| lower.ends_with(ending));
        (is_number || has_unit)
            && !is_month(&next)
            && !is_month(&previous)
            && !follows_name
            && !is_time
            && !is_year
            && !is_date
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        if !may_occur(text) {
            return None;
        }
        find(&Sentences::of(text)).map(|range| text[range].to_owned())
    }

    #[test]
    fn words_that_play_a_problem_down_are_found() {
        let texts = [
            ("Some users cannot sign in.", "Some users"),
            (
                "Since 10:00 UTC, a small number of our European customers see errors.",
                "a small number of our European customers",
            ),
            ("A minor delay is possible.", "minor delay"),
            ("The API was briefly unavailable.", "briefly"),
            ("We saw slightly increased latency on May 14.", "slightly increased"),
            ("9 am: some users get errors.", "some users"),
            ("Some users get errors since 5 UTC.", "Some users"),
            ("Some users got errors from 5 a.m. today.", "Some users"),
            ("Some users got errors from 5 p.m. today.", "Some users"),
            ("Some users got errors from 5 pm today.", "Some users"),
            ("Some users of the 5g2 network get errors.", "Some users"),
            ("As in 2025, some users get errors.", "some users"),
            ("As in 1999, some users get errors.", "some users"),
            ("Deliveries to a subset\nof customers are late.", "a subset\nof customers"),
        ];
        for (text, words) in texts {
            let expected = Some(words.to_owned()).filter(|words| !words.is_empty());
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_and_other_meanings_pass() {
        let texts = [
            "Some users, about 2% of all, cannot sign in.",
            "Some users (2%) cannot sign in.",
            "Some users, 10+ of them, cannot sign in.",
            "Some users, 12k of them, cannot sign in.",
            "Some, users say, like it.",
            "Some of the very old and quite large users like.",
            "Some users cannot sign in. About 1,200 accounts are affected.",
            "One in five payments fails for some customers; two thirds recover.",
            "The API was briefly unavailable, for 4 minutes.",
            "There was a brief outage from 10:02 to 10:06 UTC.",
            "Some services are affected.",
            "Certain regions are slow.",
            "Upgrade to the next minor version.",
            "We will be brief.",
            "Few words, many payments.",
            "A smaller group; something users like.",
        ];
        for text in texts {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
