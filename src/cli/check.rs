//! The arguments of `allclear check`.

use clap::Args;

use super::Format;

/// The arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read no internal files
    #[arg(long)]
    pub(crate) public_only: bool,
    /// Publish without judging approvals, because another machine has checked this exact commit
    #[arg(long, requires = "public_only")]
    pub(crate) judged_elsewhere: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Explain a rule such as `update-overdue` instead of checking
    #[arg(long, value_name = "RULE", conflicts_with_all = ["strict", "public_only", "format"])]
    pub(crate) explain: Option<String>,
}
