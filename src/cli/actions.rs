//! The arguments of `allclear actions`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::commit::CommitArguments;

/// The arguments of `actions`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Actions {
    #[command(subcommand)]
    pub(crate) change: Option<ActionChange>,
    #[command(flatten)]
    pub(crate) list: ActionList,
}

/// Which actions to list, and how.
#[derive(Debug, Args)]
pub(crate) struct ActionList {
    /// Only those whose date is over
    #[arg(long)]
    pub(crate) overdue: bool,
    /// Only those of this person, by the id in `people.toml`
    #[arg(long, value_name = "PERSON")]
    pub(crate) owner: Option<String>,
    /// Only those of this team and its members
    #[arg(long, value_name = "TEAM")]
    pub(crate) team: Option<String>,
    /// Also those that are verified or dropped
    #[arg(long)]
    pub(crate) all: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
}

/// The format of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table
    Human,
    /// One JSON document
    Json,
    /// A table for spreadsheets, in which no cell is ever run
    Csv,
}

/// A change of one action, in its file.
#[derive(Debug, Subcommand)]
pub(crate) enum ActionChange {
    /// Say that an action is done, with the evidence; it counts when somebody else has verified it
    Done(ActionDone),
    /// Say that you have checked that an action is done; its owner cannot
    Verify(ActionVerify),
    /// Open an action again, because it is not done after all
    Reopen(ActionReopen),
    /// Write down the ticket of an action
    Link(ActionLink),
    /// Compare actions with their tickets, and propose changes of `status` and `ticket`
    ///
    /// Prints the changes and writes nothing without `--apply`. Who verified an action is never changed.
    Sync(ActionSync),
}

/// The arguments of `actions done`.
#[derive(Debug, Args)]
pub(crate) struct ActionDone {
    /// Action, by its id, such as `REL-580`, or `pg-failover/REL-580` if several incidents have that id
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Link to what shows that it is done, such as a change, a graph or a report, or the path of a file in the project
    #[arg(long, value_name = "URL", required = true)]
    pub(crate) evidence: Vec<String>,
    /// Day on which it was done [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) at: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `actions verify`.
#[derive(Debug, Args)]
pub(crate) struct ActionVerify {
    /// Action, by its id
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Who has verified it, by the id in `people.toml` [default: the person with your git identity]
    #[arg(long, value_name = "PERSON")]
    pub(crate) by: Option<String>,
    /// Link to what the verification found
    #[arg(long, value_name = "URL")]
    pub(crate) evidence: Vec<String>,
    /// Also show the promise to customers that it fulfils as kept
    #[arg(long)]
    pub(crate) tell_customers: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `actions reopen`.
#[derive(Debug, Args)]
pub(crate) struct ActionReopen {
    /// Action, by its id
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Also show the promise to customers that it fulfils as open
    #[arg(long)]
    pub(crate) tell_customers: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `actions link`.
#[derive(Debug, Args)]
pub(crate) struct ActionLink {
    /// Action, by its id
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Address of the ticket
    #[arg(value_name = "URL")]
    pub(crate) url: String,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `actions sync`.
#[derive(Debug, Args)]
pub(crate) struct ActionSync {
    /// Output of `gh issue list --state all --json number,title,state,stateReason,url`, or a CSV file that Jira exported
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Address before the keys of Jira, such as `https://example.atlassian.net/browse/`
    #[arg(long, value_name = "URL")]
    pub(crate) browse: Option<String>,
    /// Write the changes
    #[arg(long)]
    pub(crate) apply: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}
