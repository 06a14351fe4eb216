//! Hours as people write them: `Mon-Fri 09:00-17:00 Europe/Tallinn`.

use chrono::Weekday;
use chrono_tz::Tz;

use crate::diagnostics::did_you_mean;
use crate::status::sla::{Hours, Window};

/// The text for hours without any gap.
const AROUND_THE_CLOCK: &str = "24/7";

/// The example in hints.
const EXAMPLE: &str = "write it as `Mon-Fri 09:00-17:00 Europe/Tallinn`, or as `24/7`";

/// What is wrong with written hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HoursError {
    pub(super) message: String,
    pub(super) hint: String,
}

impl HoursError {
    fn new(message: String, hint: &str) -> Self {
        Self { message, hint: hint.to_owned() }
    }
}

/// Parses hours: days, a range of times and a time zone. Several of them are separated by commas, the zone is written
/// once, and a range that ends before it begins ends on the next day. Returns `None` for `24/7`.
pub(super) fn parse_hours(text: &str) -> Result<Option<Hours>, HoursError> {
    if text == AROUND_THE_CLOCK {
        return Ok(None);
    }
    let (schedule, zone) = text.rsplit_once(' ').unwrap_or((text, ""));
    let is_time = |word: &str| word.contains(':') || word.chars().all(|c| c.is_ascii_digit() || c == '-');
    if zone.is_empty() || is_time(zone) {
        let message = format!("the hours `{text}` have no time zone");
        return Err(HoursError::new(message, "add it at the end: `Mon-Fri 09:00-17:00 Europe/Tallinn`"));
    }
    let zone: Tz = zone.parse().map_err(|_| {
        let known = chrono_tz::TZ_VARIANTS.iter().map(|known| known.name());
        let hint = match did_you_mean(zone, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "end with a name from the tz database, such as `Europe/Tallinn`".to_owned(),
        };
        HoursError { message: format!("unknown time zone `{zone}` in the hours"), hint }
    })?;
    let mut windows = Vec::new();
    let (mut days, mut used): (Vec<Weekday>, bool) = (Vec::new(), false);
    for part in schedule.split(',') {
        let mut words: Vec<&str> = part.split_whitespace().collect();
        let range = words.pop_if(|word| word.contains(':'));
        if words.len() > 1 || (words.is_empty() && range.is_none()) {
            return Err(HoursError::new(format!("the hours `{text}` cannot be read"), EXAMPLE));
        }
        if let Some(written) = words.first() {
            if std::mem::take(&mut used) {
                days.clear();
            }
            days.extend(parse_days(written)?);
        }
        if let Some(range) = range {
            if days.is_empty() {
                return Err(HoursError::new(format!("the hours `{text}` name no day"), EXAMPLE));
            }
            let (from, to) = parse_range(range)?;
            windows.extend(days.iter().map(|day| Window { day: *day, from, to }));
            used = true;
        }
    }
    if !used {
        return Err(HoursError::new(format!("the hours `{text}` have days without times"), EXAMPLE));
    }
    Ok(Some(Hours::new(&windows, zone)))
}

/// Parses a day, or a range of days such as `Mon-Fri`, which may go over the end of the week.
fn parse_days(text: &str) -> Result<Vec<Weekday>, HoursError> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let (mut day, last) = (parse_day(first)?, parse_day(last)?);
    let mut days = vec![day];
    while day != last {
        day = day.succ();
        days.push(day);
    }
    Ok(days)
}

fn parse_day(text: &str) -> Result<Weekday, HoursError> {
    text.parse().map_err(|_| {
        let known = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let hint = match did_you_mean(text, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("days are {}", known.join(", ")),
        };
        HoursError { message: format!("unknown day `{text}` in the hours"), hint }
    })
}

/// Parses a range of times to seconds after midnight.
fn parse_range(text: &str) -> Result<(u32, u32), HoursError> {
    let unreadable =
        || HoursError::new(format!("`{text}` is not a range of times"), "write it as `09:00-17:00`");
    let (from, to) = text.split_once(['-', '–']).ok_or_else(unreadable)?;
    let (from, to) = (parse_clock(from).ok_or_else(unreadable)?, parse_clock(to).ok_or_else(unreadable)?);
    if from == to {
        let message = format!("the hours `{text}` begin and end at the same time");
        return Err(HoursError::new(message, "for whole days, write `00:00-24:00`"));
    }
    if from == 24 * 3_600 {
        return Err(HoursError::new(
            format!("`{text}` begins at the end of the day"),
            "write `00:00` for midnight",
        ));
    }
    Ok((from, to))
}

/// Parses a time of day to seconds after midnight; `24:00` is the end of the day.
fn parse_clock(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && (hour < 24 || (hour == 24 && minute == 0))).then_some(hour * 3_600 + minute * 60)
}

#[cfg(test)]
mod tests {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

    use super::*;

    fn hours(windows: &[(Weekday, u32, u32)]) -> Hours {
        let window =
            |(day, from, to): &(Weekday, u32, u32)| Window { day: *day, from: from * 3_600, to: to * 3_600 };
        Hours::new(&windows.iter().map(window).collect::<Vec<_>>(), Tz::Europe__Tallinn)
    }

    fn read(text: &str) -> Hours {
        parse_hours(text).expect("hours").expect("not around the clock")
    }

    #[test]
    fn hours_are_days_times_and_a_zone() {
        let week = [Mon, Tue, Wed, Thu, Fri].map(|day| (day, 9, 17));
        assert_eq!(read("Mon-Fri 09:00-17:00 Europe/Tallinn"), hours(&week));
        assert_eq!(read("mon–fri 9:00–17:00 Europe/Tallinn"), hours(&week));
        assert_eq!(read("Mon-Thu 09:00-17:00, Fri 09:00-17:00 Europe/Tallinn"), hours(&week));
        assert_eq!(read("Mon-Fri 09:00-12:00, 12:00-17:00 Europe/Tallinn"), hours(&week));
        assert_eq!(read("Mon, Wed 09:00-17:00 Europe/Tallinn"), hours(&[(Mon, 9, 17), (Wed, 9, 17)]));
        assert_eq!(
            read("Sat-Mon 09:00-17:00 Europe/Tallinn"),
            hours(&[Sat, Sun, Mon].map(|day| (day, 9, 17)))
        );
        assert_eq!(read("Sun 22:00-06:00 Europe/Tallinn"), hours(&[(Sun, 22, 24), (Mon, 0, 6)]));
        assert_eq!(parse_hours("24/7"), Ok(None));
    }

    #[test]
    fn what_is_wrong_with_hours_is_said() {
        let said = |text: &str| {
            let error = parse_hours(text).expect_err("an error");
            format!("{}: {}", error.message, error.hint)
        };
        let all = [
            "Mon-Fri 09:00-17:00",
            "Mon-Fri 9-17",
            "always",
            "Mon-Fri 09:00-17:00 Europe/Talinn",
            "Mon-Fry 09:00-17:00 Europe/Tallinn",
            "Mo-Fr 09:00-17:00 Europe/Tallinn",
            "Mon-Fri 9am-5pm Europe/Tallinn",
            "Mon-Fri 09:00-25:00 Europe/Tallinn",
            "Mon-Fri 09:00-09:00 Europe/Tallinn",
            "Mon-Fri 24:00-09:00 Europe/Tallinn",
            "Mon-Fri Europe/Tallinn",
            "09:00-17:00 Europe/Tallinn",
            "Mon-Fri 09:00 - 17:00 Europe/Tallinn",
            ", Europe/Tallinn",
        ];
        insta::assert_snapshot!(all.map(said).join("\n"));
    }
}
