//! The arguments of `allclear postmortem`.

use clap::{Args, Subcommand, ValueEnum};

use super::commit::CommitArguments;

/// The arguments of `postmortem`.
#[derive(Debug, Subcommand)]
pub(crate) enum Postmortem {
    /// Write the draft of the internal post-mortem from the record, or refresh its generated blocks
    ///
    /// What people wrote stays as it is. What the record does not say is a marked place, which prevents an approval.
    Draft(PostmortemDraft),
    /// Write the version for customers, once the internal post-mortem is approved
    Publish(PostmortemPublish),
    /// List which incidents need a post-mortem, and which ones are late
    Due(PostmortemDue),
    /// Print the agenda of the meeting about a post-mortem
    Agenda(PostmortemAgenda),
}

/// The arguments of `postmortem draft`.
#[derive(Debug, Args)]
pub(crate) struct PostmortemDraft {
    /// Incident, by any unique part of its name
    #[arg(value_name = "INCIDENT")]
    pub(crate) record: String,
    /// Template: `full`, `one-page`, or the name of a file in `content/templates/` or in `postmortems/` of the theme
    #[arg(long, value_name = "NAME", default_value = "full")]
    pub(crate) template: String,
    /// Author, by the id in `people.toml` [default: the person with your git identity]
    #[arg(long, value_name = "PERSON")]
    pub(crate) author: Option<String>,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `postmortem publish`.
#[derive(Debug, Args)]
pub(crate) struct PostmortemPublish {
    /// Incident, by any unique part of its name
    #[arg(value_name = "INCIDENT")]
    pub(crate) record: String,
    /// Headline [default: the title that customers know, with the day]
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Author, by the id in `people.toml` [default: the person with your git identity]
    #[arg(long, value_name = "PERSON")]
    pub(crate) author: Option<String>,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `postmortem agenda`.
#[derive(Debug, Args)]
pub(crate) struct PostmortemAgenda {
    /// Incident, by any unique part of its name
    #[arg(value_name = "INCIDENT")]
    pub(crate) record: String,
    /// Output format
    #[arg(long, value_enum, default_value_t = TextFormat::Human)]
    pub(crate) format: TextFormat,
}

/// The arguments of `postmortem due`.
#[derive(Debug, Args)]
pub(crate) struct PostmortemDue {
    /// Output format
    #[arg(long, value_enum, default_value_t = TextFormat::Human)]
    pub(crate) format: TextFormat,
}

/// The format of what people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    /// Readable text
    Human,
    /// One JSON document
    Json,
}
