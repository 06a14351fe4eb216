//! The option for the keys file, which several commands have.

use std::path::PathBuf;

use clap::Args;

/// The keys file.
#[derive(Debug, Args)]
pub(crate) struct KeysOption {
    /// The file with the keys of the customers' views, relative to the project [default: `allclear-keys.toml`]
    #[arg(long = "keys", value_name = "FILE", env = "ALLCLEAR_KEYS", hide_env_values = true)]
    pub(crate) file: Option<PathBuf>,
}
