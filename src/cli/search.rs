//! The arguments of `allclear search`.

use clap::{Args, ValueEnum};

/// The arguments of `search`.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words that it has, or beginnings of words; all of them must be there
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t = SearchFormat::Human)]
    pub(crate) format: SearchFormat,
}

/// The format of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SearchFormat {
    /// Readable text
    Human,
    /// One JSON document
    Json,
}
