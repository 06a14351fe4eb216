//! The arguments of `allclear notify`, and those that `watch --notify` shares.

use std::path::PathBuf;

use chrono::TimeDelta;
use clap::Args;

use super::KeysOption;
use crate::content::parse_duration;

/// The arguments of `notify`.
#[derive(Debug, Args)]
pub(crate) struct Notify {
    /// Say how many messages each destination would get; sends and records nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Also send what was skipped because it was old or imported, and what was set aside
    #[arg(long)]
    pub(crate) resend: bool,
    /// Take what was published from this git revision
    #[arg(long, value_name = "REF", default_value = "refs/allclear/published")]
    pub(crate) published: String,
    /// Keep the ledger in the ref `refs/allclear/notified` of the remote repository, for CI
    #[arg(long)]
    pub(crate) ledger_ref: bool,
    /// Keep trying for this long what fails; what is left is sent by the next run
    #[arg(long, value_name = "DURATION", default_value = "1m", value_parser = duration)]
    pub(crate) wait: TimeDelta,
    #[command(flatten)]
    pub(crate) options: NotifyOptions,
    #[command(flatten)]
    pub(crate) keys: KeysOption,
}

/// What the command line permits, and where secrets are.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct NotifyOptions {
    /// Read addresses and secrets from files in this folder: `<name>.url`, `<name>.secret`, `<name>.from`, `<name>.to`
    #[arg(long, value_name = "DIR")]
    pub(crate) secrets: Option<PathBuf>,
    /// Allow receivers in private networks
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Trust the certificates in this file (PEM) instead of those of public authorities
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    /// Write mails to this folder [default: `.allclear/mail`]
    #[arg(long, value_name = "DIR", conflicts_with = "sendmail")]
    pub(crate) mail: Option<PathBuf>,
    /// Hand mails to this program, which takes the recipients from the header as `sendmail -i -t` does
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) sendmail: Option<PathBuf>,
}

impl NotifyOptions {
    /// Whether any of them is given.
    pub(crate) const fn is_any(&self) -> bool {
        self.secrets.is_some()
            || self.allow_private
            || self.ca_file.is_some()
            || self.mail.is_some()
            || self.sendmail.is_some()
    }
}

fn duration(text: &str) -> Result<TimeDelta, String> {
    if matches!(text, "0" | "0s") {
        return Ok(TimeDelta::zero());
    }
    parse_duration(text).ok_or_else(|| "write a duration such as 30s, 2m or 1h".to_owned())
}
