//! The arguments of `allclear post`.

use std::path::PathBuf;

use clap::Args;

use super::commit::CommitArguments;
use super::new::Message;
use super::time::When;

/// The arguments of `post`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "options that do not depend on one another")]
pub(crate) struct Post {
    /// Incident or maintenance, by any unique part of its name [default: the only open incident]
    #[arg(value_name = "INCIDENT")]
    pub(crate) record: Option<String>,
    /// New status [default: unchanged]
    #[arg(short, long)]
    pub(crate) status: Option<String>,
    /// Components whose states change: `checkout=operational,api`, `payments/*`; other components keep their states
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    /// When to promise the next update: a span such as 30m, or a time [default: the policy of the severity]
    #[arg(long, value_name = "WHEN")]
    pub(crate) next_update: Option<When>,
    #[command(flatten)]
    pub(crate) message: Message,
    /// Begin with the text of this file in `content/snippets/`
    #[arg(long, value_name = "NAME", conflicts_with = "message")]
    pub(crate) snippet: Option<String>,
    /// New title
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// One paragraph on impact and workaround that stays on top; an empty text removes it
    #[arg(long, value_name = "TEXT")]
    pub(crate) summary: Option<String>,
    /// Planned time of a maintenance as `FROM/TO`; `/TO` moves only the end, and a span such as `/1h` extends it
    #[arg(long, value_name = "FROM/TO")]
    pub(crate) window: Option<String>,
    /// Who sees this update: `public`, `tier:<id>` or `customer:<id>` [default: the readers of the first update]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) audience: Vec<String>,
    /// Author, by the id in `people.toml` [default: the person with your git identity]
    #[arg(long, value_name = "PERSON")]
    pub(crate) author: Option<String>,
    /// Write the update in advance; nobody sees it until `--publish`
    #[arg(long, conflicts_with_all = ["publish", "retract"])]
    pub(crate) draft: bool,
    /// Publish this draft now
    #[arg(long, value_name = "FILE", conflicts_with_all = ["record", "snippet", "retract", "correct", "merge_into"])]
    pub(crate) publish: Option<PathBuf>,
    /// Withdraw the text of an earlier update, by the name of its file; `--message` is the note in its place
    #[arg(long, value_name = "STEM", conflicts_with_all = ["status", "components", "next_update", "snippet", "title", "summary", "window", "audience", "correct", "reopen", "merge_into"])]
    pub(crate) retract: Option<String>,
    /// Mark an earlier update as corrected by this one, by the name of its file
    #[arg(long, value_name = "STEM")]
    pub(crate) correct: Option<String>,
    /// Open a closed incident or maintenance again; without `--components` it has the states from before its end
    #[arg(long, conflicts_with = "merge_into")]
    pub(crate) reopen: bool,
    /// Close the incident because another one continues it, by any unique part of the other's name
    #[arg(long, value_name = "INCIDENT", conflicts_with_all = ["status", "components", "next_update"])]
    pub(crate) merge_into: Option<String>,
    /// Publish without the approval that the text needs, for this reason; reported until the approval is given
    #[arg(long, value_name = "REASON", conflicts_with = "draft")]
    pub(crate) r#override: Option<String>,
    /// Do not write the draft of a post-mortem when the policy requires one
    #[arg(long)]
    pub(crate) no_draft: bool,
    /// Do not ask for confirmation
    #[arg(short, long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}
