//! The arguments of `allclear export`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::keys_option::KeysOption;

/// What is exported.
#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// Print the actions without a ticket as a CSV file that Jira imports
    Jira(ExportTable),
    /// Print the actions without a ticket as a CSV file that GitLab imports
    Gitlab(ExportTable),
    /// Write a script that creates a GitHub issue for each action without a ticket
    ///
    /// Nothing is sent: read the script, then run it. It needs GitHub's program `gh`.
    Github(ExportGithub),
    /// Print a post-mortem for Confluence: the JSON with which its API creates a page
    ///
    /// Without `--public`, it is the internal post-mortem, with a warning that says so.
    Confluence(ExportConfluence),
    /// Print a post-mortem as Markdown
    ///
    /// Without `--public`, it is the internal post-mortem, with a warning that says so.
    Markdown(ExportPostmortem),
    /// Print a short summary of an incident to send: what happened, what has changed, what follows and by when
    ///
    /// It contains only what is published. The gate reads it before it is printed.
    Summary(ExportSummary),
}

/// Which post-mortem is exported.
#[derive(Debug, Args)]
pub(crate) struct ExportPostmortem {
    /// Incident, by any unique part of its name
    #[arg(value_name = "INCIDENT")]
    pub(crate) record: String,
    /// The published version for customers, instead of the internal one
    #[arg(long)]
    pub(crate) public: bool,
}

/// The arguments of `export confluence`.
#[derive(Debug, Args)]
pub(crate) struct ExportConfluence {
    #[command(flatten)]
    pub(crate) postmortem: ExportPostmortem,
    /// Key of the space in which the page is created
    #[arg(long, value_name = "KEY")]
    pub(crate) space: Option<String>,
}

/// The arguments of `export summary`.
#[derive(Debug, Args)]
pub(crate) struct ExportSummary {
    /// Incident, by any unique part of its name
    #[arg(value_name = "INCIDENT")]
    pub(crate) record: String,
    /// Who takes it
    #[arg(long, value_enum, default_value_t = SummaryFormat::Text)]
    pub(crate) format: SummaryFormat,
    /// As this customer sees the incident, by the id in `content/customers/` [default: as the public sees it]
    #[arg(long, value_name = "ID")]
    pub(crate) customer: Option<String>,
    #[command(flatten)]
    pub(crate) keys: KeysOption,
}

/// The form of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryFormat {
    /// JSON for an incoming webhook of Slack
    Slack,
    /// JSON for a webhook of Workflows in Microsoft Teams
    Teams,
    /// Plain text
    Text,
}

/// Which actions are exported.
#[derive(Debug, Args)]
pub(crate) struct ExportedActions {
    /// Only those of this incident, by any unique part of its name
    #[arg(long, value_name = "INCIDENT")]
    pub(crate) incident: Option<String>,
    /// Label of each ticket; can be repeated
    #[arg(long, value_name = "NAME", default_value = "postmortem")]
    pub(crate) label: Vec<String>,
}

/// The arguments of `export jira` and `export gitlab`.
#[derive(Debug, Args)]
pub(crate) struct ExportTable {
    #[command(flatten)]
    pub(crate) actions: ExportedActions,
}

/// The arguments of `export github`.
#[derive(Debug, Args)]
pub(crate) struct ExportGithub {
    /// Repository in which the issues are created
    #[arg(long, value_name = "OWNER/NAME")]
    pub(crate) repo: String,
    /// New folder for the script, outside of what is published
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) actions: ExportedActions,
}
