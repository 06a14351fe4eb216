//! The arguments of `allclear import`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::commit::CommitArguments;

/// The arguments of `import`.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Import from Statuspage: files of its read API, a saved history.atom or history.rss, or a folder of these
    Statuspage(ImportFiles),
    /// Import from cState: the folder of a whole site
    Cstate(ImportSite),
    /// Import customers from a CSV file with the columns `id`, `name`, `tier`, `components` and `access`
    Customers(ImportCustomers),
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

/// The arguments of `import statuspage`.
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
