//! The arguments of the imports into the timeline of an incident.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::commit::CommitArguments;

/// What all imports into a timeline have.
#[derive(Debug, Args)]
pub(crate) struct IntoTimeline {
    /// Incident, by any unique part of its name
    #[arg(long, value_name = "INCIDENT")]
    pub(crate) into: String,
    /// Report what would be written; write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `import pagerduty`.
#[derive(Debug, Args)]
pub(crate) struct ImportPagerDuty {
    /// Saved answers of the REST API: the incident, its log entries and its notes, in any order and in pages
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Set the milestones `detected`, `acknowledged` and `resolved` that the timeline does not have yet
    #[arg(long)]
    pub(crate) milestones: bool,
    /// Import log entries of this type too, such as `notify`
    #[arg(long, value_name = "TYPE")]
    pub(crate) include: Vec<String>,
    #[command(flatten)]
    pub(crate) target: IntoTimeline,
}

/// The arguments of `import slack`.
#[derive(Debug, Args)]
pub(crate) struct ImportSlack {
    /// Export of a workspace: a zip file, or the folder in it
    #[arg(value_name = "EXPORT")]
    pub(crate) export: PathBuf,
    /// Channel, by its name or id
    #[arg(long, value_name = "CHANNEL")]
    pub(crate) channel: String,
    /// Import messages with this reaction; can be repeated
    #[arg(long, value_name = "NAME", default_value = "stopwatch")]
    pub(crate) reaction: Vec<String>,
    /// Import messages that begin with this text; can be repeated
    #[arg(long, value_name = "TEXT", default_value = "TODO:")]
    pub(crate) prefix: Vec<String>,
    #[command(flatten)]
    pub(crate) target: IntoTimeline,
}

/// The arguments of `import alertmanager`.
#[derive(Debug, Args)]
pub(crate) struct ImportAlerts {
    /// Payloads of the webhook, or the list of alerts of the API, as JSON
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Set the milestone `detected` if the timeline does not have it yet
    #[arg(long)]
    pub(crate) milestones: bool,
    #[command(flatten)]
    pub(crate) target: IntoTimeline,
}

/// The arguments of `import table`.
#[derive(Debug, Args)]
pub(crate) struct ImportTable {
    /// CSV file, or a Markdown file with a table; the first row names the columns
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Column with the times
    #[arg(long, value_name = "NAME", default_value = "time")]
    pub(crate) time_col: String,
    /// Column with the texts
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) text_col: String,
    /// Column with the authors: ids in `people.toml`, names or e-mail addresses
    #[arg(long, value_name = "NAME")]
    pub(crate) author_col: Option<String>,
    /// Column with ids, by which a row is recognised after it was edited [default: its time, author and text]
    #[arg(long, value_name = "NAME")]
    pub(crate) id_col: Option<String>,
    /// Column with milestones, which are set if the timeline does not have them yet
    #[arg(long, value_name = "NAME")]
    pub(crate) milestones: Option<String>,
    /// Time zone of times without one, such as Europe/Tallinn
    #[arg(long, value_name = "ZONE")]
    pub(crate) time_zone: Option<chrono_tz::Tz>,
    /// Day of the first row, if it has only a time of day
    #[arg(long, value_name = "DATE")]
    pub(crate) day: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) target: IntoTimeline,
}
