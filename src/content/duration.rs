//! Durations as people write them: `30m`, `1h 30m`, `2d`.

use chrono::TimeDelta;

/// Parses a duration of days, hours, minutes and seconds: numbers, each with its unit (`d`, `h`, `m`, `s`), with or
/// without spaces. Durations must be positive and at most ten years.
#[must_use]
pub fn parse_duration(text: &str) -> Option<TimeDelta> {
    let mut seconds: i64 = 0;
    let mut number: Option<i64> = None;
    for c in text.trim().chars() {
        if let Some(digit) = c.to_digit(10) {
            let grown = number.unwrap_or(0).checked_mul(10)?.checked_add(i64::from(digit))?;
            number = Some(grown);
        } else if c != ' ' {
            let unit = match c {
                'd' => 86_400,
                'h' => 3_600,
                'm' => 60,
                's' => 1,
                _ => return None,
            };
            seconds = seconds.checked_add(number.take()?.checked_mul(unit)?)?;
        }
    }
    (number.is_none() && seconds > 0 && seconds <= 3_653 * 86_400).then(|| TimeDelta::seconds(seconds))
}

/// Returns the duration that someone probably means by `30 min`, `1 hour` or `90 Minutes`, in the form that
/// [`parse_duration`] accepts.
pub(super) fn loose_duration(text: &str) -> Option<String> {
    let mut compact = String::new();
    let mut letters = String::new();
    for c in text.trim().to_lowercase().chars().chain([' ']) {
        if c.is_alphabetic() {
            letters.push(c);
            continue;
        }
        if !letters.is_empty() {
            let unit = match letters.as_str() {
                "d" | "day" | "days" => 'd',
                "h" | "hr" | "hrs" | "hour" | "hours" => 'h',
                "m" | "min" | "mins" | "minute" | "minutes" => 'm',
                "s" | "sec" | "secs" | "second" | "seconds" => 's',
                "and" => ' ',
                _ => return None,
            };
            compact.push(unit);
            letters.clear();
        }
        match c {
            c if c.is_ascii_digit() => compact.push(c),
            ' ' | ',' | '.' => {}
            _ => return None,
        }
    }
    parse_duration(&compact).map(format_duration)
}

/// Formats a duration in the same form, largest unit first: `1h 30m`. Less than a second gives `0s`.
#[must_use]
pub fn format_duration(duration: TimeDelta) -> String {
    let seconds = duration.num_seconds();
    let parts = [(86_400, 'd'), (3_600, 'h'), (60, 'm'), (1, 's')];
    let mut rest = seconds.max(0);
    let mut words = Vec::new();
    for (unit, letter) in parts {
        if rest >= unit {
            words.push(format!("{}{letter}", rest / unit));
            rest %= unit;
        }
    }
    if words.is_empty() { "0s".into() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_numbers_with_units() {
        assert_eq!(parse_duration("30m"), Some(TimeDelta::minutes(30)));
        assert_eq!(parse_duration("1h 30m"), Some(TimeDelta::minutes(90)));
        assert_eq!(parse_duration("1h30m"), Some(TimeDelta::minutes(90)));
        for text in ["", "30", "m", "-5m", "5 minutes", "0m", "99999999999999999999d", "30m5"] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }

    #[test]
    fn a_duration_in_words_is_understood() {
        for (text, duration) in
            [("30 min", "30m"), ("1 hour and 30 minutes", "1h 30m"), ("2 Days", "2d"), ("90min.", "1h 30m")]
        {
            assert_eq!(loose_duration(text).as_deref(), Some(duration), "{text}");
        }
        for text in ["soon", "half an hour", "30", "", "30 moments", "-5m"] {
            assert_eq!(loose_duration(text), None, "{text}");
        }
    }

    #[test]
    fn a_formatted_duration_parses_to_the_same_duration() {
        for text in ["30m", "1h 30m", "2d 1s"] {
            assert_eq!(parse_duration(text).map(format_duration).as_deref(), Some(text));
        }
    }
}
