//! The arguments of `allclear approve`.

use std::path::PathBuf;

use clap::Args;

use super::commit::CommitArguments;

/// The arguments of `approve`.
#[derive(Debug, Args)]
pub(crate) struct Approve {
    /// Update or post-mortem, by its path; a draft also by its name
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Role in which you approve: `commander` or `service_owner` [default: the only one that is required]
    #[arg(long)]
    pub(crate) role: Option<String>,
    /// Approver, by the id in `people.toml` [default: the person with your git identity]
    #[arg(long, value_name = "PERSON")]
    pub(crate) by: Option<String>,
    /// Publish the draft at once, dated now
    #[arg(long)]
    pub(crate) publish: bool,
    /// Do not ask for confirmation
    #[arg(short, long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}
