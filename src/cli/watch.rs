//! `watch`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `watch`.
#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// The folder to write to, below the project's unless absolute
    #[arg(short, long, value_name = "DIR", default_value = "public")]
    pub(crate) output: PathBuf,
    /// Publish nothing that has warnings
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read no internal file: for a machine that has none
    #[arg(long)]
    pub(crate) public_only: bool,
    /// Replace files in the output folder that allclear did not write
    #[arg(long)]
    pub(crate) take_over: bool,
    /// Look for changes with this pause, in milliseconds, instead of being told of them by the system [without a
    /// number: 500]
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "500",
          value_parser = clap::value_parser!(u64).range(10..=3_600_000))]
    pub(crate) poll: Option<u64>,
    /// How to log
    #[arg(long, value_enum, default_value_t = LogFormat::Human)]
    pub(crate) format: LogFormat,
}

/// How a command that goes on logs what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people, one line an event
    Human,
    /// For log collectors, one JSON object a line
    Json,
}
