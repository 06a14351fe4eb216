//! The arguments of `allclear log`.

use chrono::{DateTime, Utc};
use clap::Args;

use super::commit::CommitArguments;
use super::time::instant;

/// The arguments of `log`.
#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Incident, by any unique part of its name [default: the only open one]
    #[arg(value_name = "INCIDENT")]
    pub(crate) record: Option<String>,
    /// What was seen or done, in Markdown; `-` reads it from standard input
    #[arg(short, long, value_name = "TEXT")]
    pub(crate) message: Option<String>,
    /// How users are affected
    #[arg(long, value_name = "TEXT")]
    pub(crate) impact: Option<String>,
    /// What was done
    #[arg(long, value_name = "TEXT")]
    pub(crate) action: Option<String>,
    /// What happens next
    #[arg(long, value_name = "TEXT")]
    pub(crate) next: Option<String>,
    /// Effect of the action
    #[arg(long, value_name = "WORD", value_parser = ["helped", "no_effect", "made_worse"])]
    pub(crate) outcome: Option<String>,
    /// Milestone that is reached
    #[arg(long, value_name = "WORD", value_parser = ["started", "detected", "acknowledged", "identified", "mitigated", "resolved", "escalated", "decision"])]
    pub(crate) milestone: Option<String>,
    /// Severity from now on
    #[arg(short, long)]
    pub(crate) severity: Option<String>,
    /// Hand a role over: `commander=ana`
    #[arg(long, value_name = "ROLE=PERSON")]
    pub(crate) role: Vec<String>,
    /// Link to evidence
    #[arg(long, value_name = "URL")]
    pub(crate) evidence: Vec<String>,
    /// Step of the escalation that was taken, by its id in `response.toml` or as `allclear due` names it
    #[arg(long, value_name = "STEP")]
    pub(crate) did: Option<String>,
    /// Tick an item of the checklist in `incident.md`, counted from 1
    #[arg(long, value_name = "N")]
    pub(crate) check: Vec<usize>,
    /// When it happened [default: now]
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) at: Option<DateTime<Utc>>,
    /// Author, by the id in `people.toml`, or `monitor` [default: the person with your git identity]
    #[arg(long, value_name = "PERSON")]
    pub(crate) author: Option<String>,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}
