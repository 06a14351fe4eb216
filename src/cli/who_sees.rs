//! The arguments of `allclear who-sees`.

use std::path::PathBuf;

use clap::Args;

/// The arguments of `who-sees`.
#[derive(Debug, Args)]
pub(crate) struct WhoSees {
    /// An update, the folder of an incident or a maintenance, a post-mortem, a component, a notice or a page
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    pub(crate) format: AnswerFormat,
}

/// The format of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum AnswerFormat {
    /// Readable text
    Human,
    /// One JSON document
    Json,
}
