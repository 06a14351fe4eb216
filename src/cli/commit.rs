//! The options of commands that write content: committing and pushing what they wrote.

use clap::Args;

/// Whether to commit and push the written files.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Git")]
pub(crate) struct CommitArguments {
    /// Commit exactly the files that this command writes
    #[arg(long, global = true)]
    pub(crate) commit: bool,
    /// Commit, and push the commit to the upstream of the branch
    #[arg(long, global = true)]
    pub(crate) push: bool,
    /// Commit on a new branch of this name and push it, for a pull request
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) branch: Option<String>,
}
