//! The arguments of `allclear gate`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Format, KeysOption};

/// The arguments of `gate`.
#[derive(Debug, Subcommand)]
pub(crate) enum Gate {
    /// Read every file of a site that was written earlier, and refuse what must not be published
    Check(GateCheck),
    /// Print a Caddyfile that serves the site, with each gated view behind a login of its own
    Caddy(GateServer),
    /// Print an nginx configuration that serves the site, with each gated view behind a login of its own
    Nginx(GateServer),
}

/// The arguments of `gate check`.
#[derive(Debug, Args)]
pub(crate) struct GateCheck {
    /// Folder of the site: a copy of `public/` or of `private/`, or one view
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// The folder is the view of this customer
    #[arg(long, value_name = "CUSTOMER")]
    pub(crate) view: Option<String>,
    /// The folder has one folder for each gated view, like `private/` [default: detect it]
    #[arg(long, conflicts_with = "view")]
    pub(crate) private: bool,
    #[command(flatten)]
    pub(crate) keys: KeysOption,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// The arguments of `gate caddy` and `gate nginx`.
#[derive(Debug, Args)]
pub(crate) struct GateServer {
    /// Folder on the server that contains `public/` and `private/`
    #[arg(long = "root", value_name = "DIR", default_value = "/srv/status")]
    pub(crate) folder: String,
    /// Folder on the server for the credentials, one file for each view [default: allclear, beside the configuration]
    #[arg(long, value_name = "DIR")]
    pub(crate) credentials: Option<String>,
    #[command(flatten)]
    pub(crate) keys: KeysOption,
}
