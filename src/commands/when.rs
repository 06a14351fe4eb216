//! Times on the command line.

use chrono::{DateTime, Datelike as _, Utc};

/// Reads an instant, which says its offset: RFC 3339, the seconds may be left out.
pub(crate) fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    let time = parse(text).or_else(|| parse(&with_seconds(text)?)).filter(|time| time.year() >= 2000);
    time.ok_or_else(|| {
        match parse(&format!("{text}Z")).or_else(|| parse(&with_seconds(&format!("{text}Z"))?)) {
            Some(_) => format!("it has no offset; write `{text}Z` for UTC"),
            None => "write it as `2026-03-14T09:22:00Z`, or with an offset as `2026-03-14T11:22:00+02:00`"
                .to_owned(),
        }
    })
}

fn parse(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc())
}

/// `2026-03-14T09:22Z` with its seconds.
fn with_seconds(text: &str) -> Option<String> {
    let (minutes, offset) = (text.get(..16)?, text.get(16..)?);
    Some(format!("{minutes}:00{offset}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_says_its_offset() {
        let expected = instant("2026-03-14T09:22:00Z");
        assert!(expected.is_ok());
        for text in ["2026-03-14T11:22:00+02:00", "2026-03-14T09:22Z", "2026-03-14 09:22:00Z"] {
            assert_eq!(instant(text), expected, "{text}");
        }
    }

    #[test]
    fn a_time_without_an_offset_is_refused_with_the_way_to_write_it() {
        for text in ["2026-03-14T09:22:00", "2026-03-14T09:22"] {
            assert_eq!(instant(text), Err(format!("it has no offset; write `{text}Z` for UTC")));
        }
        for text in
            ["", "now", "2026-03-14", "1999-03-14T09:22:00Z", "2026-02-30T09:22:00Z", "2026-03-14T09:2é"]
        {
            assert!(instant(text).is_err_and(|error| error.starts_with("write it as")), "{text}");
        }
    }
}
