//! The time in the name of a file: `2026-03-14T0922Z-investigating.md`.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// Splits a file stem into its time and the word after the hyphen. Returns `None` if the stem does not begin with a
/// time.
///
/// The format is `<date>T<hhmm>[ss[.mmm]]<offset>` (ISO 8601 basic time), with an offset such as `Z`, `+0200` or
/// `-0330`. The extended format with colons is not accepted, because some file systems do not allow colons.
#[must_use]
pub fn stem_time(stem: &str) -> Option<(DateTime<Utc>, Option<&str>)> {
    let date = stem.get(..10)?;
    let date = plain_date(date).or_else(|| date.parse().ok())?;
    let rest = stem.get(10..)?.strip_prefix('T')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (clock, mut rest) = rest.split_at(digits);
    let two = |at: usize| -> Option<u32> { clock.get(at..at + 2)?.parse().ok() };
    let (hour, minute) = (two(0)?, two(2)?);
    let second = match digits {
        4 => 0,
        6 => two(4)?,
        _ => return None,
    };
    let mut milli = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let count = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits != 6 || count != 3 {
            return None;
        }
        milli = fraction[..3].parse().ok()?;
        rest = &fraction[3..];
    }
    let (offset, rest) = offset(rest)?;
    let word = match rest.strip_prefix('-') {
        Some(word) => Some(word).filter(|word| !word.is_empty()),
        None if rest.is_empty() => None,
        None => return None,
    };
    let local = date.and_hms_milli_opt(hour, minute, second, milli)?;
    Some((local.and_utc().checked_sub_signed(offset)?, word))
}

/// Reads a date such as `2026-03-14`. Most file names have one; other notations are left to the general parser.
fn plain_date(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let number = |digits: &[&u8]| {
        digits
            .iter()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| 10 * sum + u32::from(*digit - b'0')))
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

/// Splits a text into the offset at its beginning and the rest.
fn offset(text: &str) -> Option<(TimeDelta, &str)> {
    if let Some(rest) = text.strip_prefix('Z') {
        return Some((TimeDelta::zero(), rest));
    }
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = text.get(1..5).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (hours, minutes): (i64, i64) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    (hours <= 14 && minutes < 60).then(|| (TimeDelta::minutes(sign * (hours * 60 + minutes)), &text[5..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stem: &str) -> Option<(String, Option<&str>)> {
        stem_time(stem).map(|(time, word)| (time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true), word))
    }

    #[test]
    fn a_stem_is_a_time_with_an_optional_word() {
        assert_eq!(read("2026-03-14T0922Z"), Some(("2026-03-14T09:22:00Z".into(), None)));
        assert_eq!(
            read("2026-03-14T0922Z-all-good"),
            Some(("2026-03-14T09:22:00Z".into(), Some("all-good")))
        );
        assert_eq!(read("2026-03-14T092205.123Z-x"), Some(("2026-03-14T09:22:05.123Z".into(), Some("x"))));
        assert_eq!(read("2026-03-14T1122+0200-ana"), Some(("2026-03-14T09:22:00Z".into(), Some("ana"))));
    }

    #[test]
    fn a_plain_date_is_read_like_any_other() {
        for text in
            ["2026-03-14", "0001-01-01", "2024-02-29", "2023-02-29", "2026-00-10", "2026-1-014", "+026-01-01"]
        {
            let parsed = text.parse::<NaiveDate>().ok();
            assert_eq!(plain_date(text).or(parsed), parsed, "{text}");
        }
    }

    #[test]
    fn other_stems_have_no_time() {
        for stem in [
            "",
            "notes",
            "2026-03-14",
            "2026-03-14T0922",
            "2026-03-14T09:22Z",
            "2026-13-14T0922Z",
            "2026-03-14T2460Z",
            "2026-03-14T0922Zx",
            "2026-03-14Té",
        ] {
            assert_eq!(read(stem), None, "{stem}");
        }
    }
}
