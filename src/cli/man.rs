//! The arguments of `allclear man`.

use std::path::PathBuf;

use clap::Args;

/// The arguments of `man`.
#[derive(Debug, Args)]
pub(crate) struct ManPages {
    /// Folder of the pages, which is created if it is missing
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
}
