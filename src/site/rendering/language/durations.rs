//! Formats durations.

use chrono::TimeDelta;

use super::Language;

impl Language {
    /// Formats a duration that is compared with another one, in hours and minutes: `4 h 6 min`, `52 h`. Seconds are left
    /// out.
    #[must_use]
    pub fn hours(&self, span: TimeDelta) -> String {
        let minutes = span.num_minutes();
        let hours = (minutes >= 60).then(|| self.plural("span.hour", (minutes / 60).unsigned_abs()));
        let rest = (minutes % 60 > 0).then(|| self.plural("span.minute", (minutes % 60).unsigned_abs()));
        match (hours, rest) {
            (Some(large), Some(small)) => self.fill("span.two", &[("large", &large), ("small", &small)]),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => self.word("span.less").to_owned(),
        }
    }

    /// Formats a duration in its two largest units: `2 days 3 h`, `4 h 16 min`, `12 min`. Seconds are left out, as in
    /// all times on the page.
    #[must_use]
    pub fn duration(&self, span: TimeDelta) -> String {
        let minutes = span.num_minutes();
        if minutes < 1 {
            return self.word("span.less").to_owned();
        }
        let units =
            [("span.day", minutes / 1440), ("span.hour", minutes % 1440 / 60), ("span.minute", minutes % 60)];
        let mut words = units
            .into_iter()
            .skip_while(|(_, n)| *n == 0)
            .take(2)
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| self.plural(key, n.unsigned_abs()));
        match (words.next(), words.next()) {
            (Some(large), Some(small)) => self.fill("span.two", &[("large", &large), ("small", &small)]),
            (large, _) => large.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::rendering::theme::ENGLISH;

    #[test]
    fn a_duration_has_its_two_largest_units() {
        let english = Language::new("en", ENGLISH, ENGLISH).expect("English can be read");
        for (minutes, words) in [
            (0, "less than a minute"),
            (12, "12\u{a0}min"),
            (60, "1\u{a0}h"),
            (256, "4\u{a0}h\u{a0}16\u{a0}min"),
            (1440, "1\u{a0}day"),
            (3060, "2\u{a0}days\u{a0}3\u{a0}h"),
            (1445, "1\u{a0}day"),
        ] {
            assert_eq!(english.duration(TimeDelta::minutes(minutes)), words, "{minutes}");
        }
        for (minutes, words) in [
            (0, "less than a minute"),
            (59, "59\u{a0}min"),
            (246, "4\u{a0}h\u{a0}6\u{a0}min"),
            (3120, "52\u{a0}h"),
        ] {
            assert_eq!(english.hours(TimeDelta::minutes(minutes)), words, "{minutes}");
        }
    }
}
