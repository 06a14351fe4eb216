//! The arguments of `allclear diff`.

use clap::{Args, ValueEnum};

/// The arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Revision to compare with, by any name that git knows [default: what was published last, or the newest commit]
    #[arg(value_name = "REF")]
    pub(crate) revision: Option<String>,
    /// Output format; only readable text is also for customers, and that only on a terminal
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(crate) format: DiffFormat,
}

/// The format of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Readable text
    Human,
    /// Markdown for a comment on a pull request
    Markdown,
    /// One JSON document
    Json,
}
