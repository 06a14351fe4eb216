//! The arguments of `allclear links`.

use clap::{Args, ValueEnum};

use super::KeysOption;

/// The arguments of `links`.
#[derive(Debug, Args)]
pub(crate) struct Links {
    /// Only the customer with this id
    #[arg(long, value_name = "ID")]
    pub(crate) customer: Option<String>,
    /// The format of the links
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = LinksFormat::Human)]
    pub(crate) format: LinksFormat,
    #[command(flatten)]
    pub(crate) keys: KeysOption,
}

/// The format of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LinksFormat {
    /// A table
    Human,
    /// Texts to send: the address, and the code for a second message
    Mail,
    /// One JSON document
    Json,
}
