//! The arguments of `allclear review`.

use chrono::NaiveDate;
use clap::Args;

use super::actions::ListFormat;
use super::commit::CommitArguments;

/// The arguments of `review`.
#[derive(Debug, Args)]
pub(crate) struct Review {
    /// Month to review, such as 2026-11 [default: the newest month that is over]
    #[arg(long, value_name = "MONTH", value_parser = month, conflicts_with = "week")]
    pub(crate) month: Option<NaiveDate>,
    /// Review the newest week that is over, from Monday to Sunday
    #[arg(long)]
    pub(crate) week: bool,
    /// Month or months to compare with, such as 2026-06..2026-08
    #[arg(long, value_name = "MONTHS", value_parser = months)]
    pub(crate) against: Option<Months>,
    /// Output format
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
    /// Write the figures into `content/reviews/<month>.md`, with space for notes and decisions; what people wrote is kept
    #[arg(long, conflicts_with_all = ["week", "format"])]
    pub(crate) write: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

impl Months {
    /// Reads months as they are typed: `2026-08` or `2026-06..2026-08`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        months(text).ok()
    }
}

/// Months that follow each other, by their first days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Months {
    /// The first month.
    pub(crate) first: NaiveDate,
    /// The last month.
    pub(crate) last: NaiveDate,
}

/// Parses a month. Returns its first day.
fn month(text: &str) -> Result<NaiveDate, String> {
    let is_month = text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day = if is_month { format!("{text}-01").parse().ok() } else { None };
    day.ok_or_else(|| "write a month such as `2026-11`".to_owned())
}

fn months(text: &str) -> Result<Months, String> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let wrong = |_| "write a month such as `2026-08`, or several such as `2026-06..2026-08`".to_owned();
    let (first, last) = (month(first).map_err(wrong)?, month(last).map_err(wrong)?);
    if first > last {
        return Err(format!("the first month is after the last one; write `{}..{}`", &text[9..], &text[..7]));
    }
    Ok(Months { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn months_are_read_and_mistakes_are_explained() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(month("2026-11").ok(), day("2026-11-01"));
        let both = months("2026-06..2026-08").ok();
        assert_eq!(both.map(|both| both.first), day("2026-06-01"));
        assert_eq!(both.map(|both| both.last), day("2026-08-01"));
        assert_eq!(months("2026-08").ok().map(|one| one.last), day("2026-08-01"));
        assert!(months("2026-08..2026-06").is_err_and(|error| error.ends_with("`2026-06..2026-08`")));
        for text in ["", "2026", "2026-13", "11-2026", "2026-6", "2026-06-01", "2026-06...2026-08"] {
            assert!(months(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_argument_causes_a_panic(text in "([0-9]{4}|-|0[1-9]|\\.\\.|é){0,9}") {
            let _ = months(&text);
        }
    }
}
