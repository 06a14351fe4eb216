//! The arguments of `allclear watch`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{KeysOption, NotifyOptions};

/// The arguments of `watch`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub(crate) struct Watch {
    /// Write to this folder, relative to the project
    #[arg(short, long, value_name = "DIR", default_value = "public")]
    pub(crate) output: PathBuf,
    /// Write the views of customers with a login to this folder [default: `private`; with `--output DIR`: `DIR-private`]
    #[arg(long, value_name = "DIR")]
    pub(crate) private: Option<PathBuf>,
    /// Write the site for colleagues to this folder, if `site.toml` has `[board]` [default: the folder there; with
    /// `--output DIR`: `DIR-internal`]
    #[arg(long, value_name = "DIR")]
    pub(crate) board: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) keys: KeysOption,
    /// Publish nothing that has warnings
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read no internal files, for machines that have none
    #[arg(long)]
    pub(crate) public_only: bool,
    /// Publish without judging approvals, because another machine has checked this exact commit
    #[arg(long, requires = "public_only")]
    pub(crate) judged_elsewhere: bool,
    /// Replace files in the output folder that allclear did not write
    #[arg(long)]
    pub(crate) take_over: bool,
    /// Run this command, without a shell, for each item when it falls due, with the item as JSON on its standard input.
    /// `allclear due` lists the items
    #[arg(long, value_name = "CMD", conflicts_with = "public_only")]
    pub(crate) on_due: Option<String>,
    /// After each publication, send what is new to the destinations of `content/notify.toml`
    #[arg(long, conflicts_with = "public_only")]
    pub(crate) notify: bool,
    #[command(flatten)]
    pub(crate) messages: NotifyOptions,
    /// Poll for changes at this interval in milliseconds instead of using events of the system [default without a
    /// number: 500]
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "500",
          value_parser = clap::value_parser!(u64).range(10..=3_600_000))]
    pub(crate) poll: Option<u64>,
    /// Log format
    #[arg(long, value_enum, default_value_t = LogFormat::Human)]
    pub(crate) format: LogFormat,
}

/// The format of the log of a long-running command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Readable text, one line per event
    Human,
    /// For log collectors, one JSON object per line
    Json,
}
