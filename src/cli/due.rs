//! The arguments of `allclear due`.

use chrono::TimeDelta;
use clap::{Args, ValueEnum};

use crate::content::parse_duration;

/// The arguments of `due`.
#[derive(Debug, Args)]
pub(crate) struct Due {
    /// List only what is overdue, or due within this time, such as 30m
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) within: Option<TimeDelta>,
    /// Output format
    #[arg(long, value_enum, default_value_t = DueFormat::Human)]
    pub(crate) format: DueFormat,
    /// Exit with code 1 if anything is listed
    #[arg(long)]
    pub(crate) exit_code: bool,
}

/// The format of a list of what is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DueFormat {
    /// Readable text
    Human,
    /// One JSON document
    Json,
    /// A calendar with an alarm 30 minutes before each entry
    Ics,
}

fn duration(text: &str) -> Result<TimeDelta, String> {
    parse_duration(text).ok_or_else(|| "write a duration such as 30m, 2h or 1d".to_owned())
}
