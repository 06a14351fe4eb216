//! The arguments of `allclear check`.

use clap::{Args, ValueEnum};

use super::Format;
use super::commit::CommitArguments;

/// The arguments of `check`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub(crate) struct Check {
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read no internal files
    #[arg(long)]
    pub(crate) public_only: bool,
    /// Write the missing ids and addresses into the files, with the values that are derived now
    #[arg(long)]
    pub(crate) fix: bool,
    /// Publish without judging approvals, because another machine has checked this exact commit
    #[arg(long, requires = "public_only")]
    pub(crate) judged_elsewhere: bool,
    /// Check what `git commit` would commit instead of the files in the folder. Errors that the newest commit has too are
    /// warnings
    #[arg(long, conflicts_with = "public_only")]
    pub(crate) staged: bool,
    /// Also compare approvals with the history in git: warn about those that were committed by somebody other than the
    /// approver
    #[arg(long, value_enum, value_name = "SOURCE", conflicts_with_all = ["public_only", "staged"])]
    pub(crate) approvals: Option<ApprovalSource>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Explain a rule such as `update-overdue` instead of checking
    #[arg(long, value_name = "RULE", conflicts_with_all = ["strict", "public_only", "fix", "staged", "format"])]
    pub(crate) explain: Option<String>,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// What approvals are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ApprovalSource {
    /// The authors of commits, by their e-mail addresses
    Git,
}
