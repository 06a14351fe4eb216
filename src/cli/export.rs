//! The arguments of `allclear export`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

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
