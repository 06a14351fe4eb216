//! The arguments of `allclear keys`.

use clap::{Args, Subcommand};

use super::KeysOption;

/// The arguments of `keys`.
#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Create the keys file, or add keys for the customers that have none
    New(KeysOption),
    /// Replace the links of customers; the old ones stop working with the next build
    Rotate(RotateKeys),
    /// List the customers that have a key; shows no key
    List(KeysOption),
}

/// The arguments of `keys rotate`.
#[derive(Debug, Args)]
pub(crate) struct RotateKeys {
    /// Ids of customers
    #[arg(required_unless_present = "all")]
    pub(crate) customers: Vec<String>,
    /// Rotate every customer
    #[arg(long, conflicts_with = "customers")]
    pub(crate) all: bool,
    /// Replace only the address of the feed
    #[arg(long)]
    pub(crate) feed: bool,
    #[command(flatten)]
    pub(crate) keys: KeysOption,
}
