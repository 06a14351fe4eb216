//! Words for values: statuses, impacts, roles, durations.

use chrono::TimeDelta;

/// Returns a keyword as words that begin a phrase: `degraded_performance` is `Degraded performance`.
pub(super) fn label(keyword: &str) -> String {
    let words = keyword.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns a duration that has ended, in its two largest units: `1 h 58 min`. The unit never leaves its number.
pub(super) fn span(duration: TimeDelta) -> String {
    let seconds = duration.num_seconds().max(0);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let units = [(days, "d"), (hours, "h"), (minutes, "min")];
    let shown: Vec<String> = units
        .into_iter()
        .skip_while(|(count, _)| *count == 0)
        .take(2)
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count}\u{a0}{unit}"))
        .collect();
    if shown.is_empty() { format!("{seconds}\u{a0}s") } else { shown.join(" ") }
}

/// Returns a number with its noun: `1 incident`, `3 incidents`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_its_two_largest_units() {
        let shown = [0, 59, 60, 3_600, 7_080, 90_000, 86_400 + 60].map(|s| span(TimeDelta::seconds(s)));
        let expected = ["0 s", "59 s", "1 min", "1 h", "1 h 58 min", "1 d 1 h", "1 d"];
        assert_eq!(shown.map(|span| span.replace('\u{a0}', " ")), expected);
    }

    #[test]
    fn a_keyword_becomes_a_label() {
        assert_eq!(["degraded_performance", "p1", ""].map(label), ["Degraded performance", "P1", ""]);
    }
}
