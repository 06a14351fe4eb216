//! The arguments of `allclear import`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `import`.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// From Statuspage: the files of its read API, its saved history.atom or history.rss, or a folder of these
    Statuspage(ImportFiles),
    /// From cState: the folder of a whole site
    Cstate(ImportSite),
}

/// The site of an import.
#[derive(Debug, Args)]
pub(crate) struct ImportSite {
    /// The folder with `config.yml` and `content/`
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// The zone of times that do not say theirs, such as Europe/Tallinn [default: that of the configuration, or UTC]
    #[arg(long, value_name = "ZONE")]
    pub(crate) time_zone: Option<chrono_tz::Tz>,
    /// Say what would be written and decided, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// The files of an import.
#[derive(Debug, Args)]
pub(crate) struct ImportFiles {
    /// The files or folders, in any order; they may overlap
    #[arg(required = true, value_name = "PATH")]
    pub(crate) files: Vec<PathBuf>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}
