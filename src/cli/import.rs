//! The arguments of `allclear import`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::commit::CommitArguments;
use super::import_timeline::{ImportAlerts, ImportPagerDuty, ImportSlack, ImportTable};

/// The arguments of `import`.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Import from Statuspage: files of its read API, a saved history.atom or history.rss, or a folder of these
    Statuspage(ImportFiles),
    /// Import from cState: the folder of a whole site
    Cstate(ImportSite),
    /// Import from Upptime: the folder of a site, with its issues as JSON from GitHub's API or `gh`
    Upptime(ImportFolder),
    /// Import from incident.io: files of the public JSON of a status page, or a folder of these
    #[command(name = "incidentio")]
    IncidentIo(ImportFiles),
    /// Import customers from a CSV file with the columns `id`, `name`, `tier`, `components` and `access`
    Customers(ImportCustomers),
    /// Import log entries and notes of PagerDuty into the timeline of an incident
    #[command(name = "pagerduty")]
    PagerDuty(ImportPagerDuty),
    /// Import chosen messages of a Slack channel into the timeline of an incident; direct messages are never read
    Slack(ImportSlack),
    /// Import alerts of the Prometheus Alertmanager into the timeline of an incident
    Alertmanager(ImportAlerts),
    /// Import a table, CSV or Markdown, into the timeline of an incident
    Table(ImportTable),
}

/// The arguments of `import cstate`.
#[derive(Debug, Args)]
pub(crate) struct ImportSite {
    /// Folder with `config.yml` and `content/`
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Time zone of times without one, such as Europe/Tallinn [default: the zone in the configuration, or UTC]
    #[arg(long, value_name = "ZONE")]
    pub(crate) time_zone: Option<chrono_tz::Tz>,
    /// Report what would be written; write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `import upptime`.
#[derive(Debug, Args)]
pub(crate) struct ImportFolder {
    /// Folder with `.upptimerc.yml`, `history/` and JSON files with the issues
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Report what would be written; write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `import customers`.
#[derive(Debug, Args)]
pub(crate) struct ImportCustomers {
    /// CSV file; its first row names the columns, and components are separated by semicolons
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Report what would be written; write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// The arguments of `import statuspage` and `import incidentio`.
#[derive(Debug, Args)]
pub(crate) struct ImportFiles {
    /// Files or folders, in any order; they may overlap
    #[arg(required = true, value_name = "PATH")]
    pub(crate) files: Vec<PathBuf>,
    /// Report what would be written; write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}
