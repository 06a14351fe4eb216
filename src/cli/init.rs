//! The arguments of `allclear init`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The arguments of `init`.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder of the new site [default: the current folder]
    pub(crate) dir: Option<PathBuf>,
    /// Create a CI workflow that checks and publishes; works for existing sites too [default: detect from the
    /// repository]
    #[arg(long, value_name = "HOST", value_enum)]
    pub(crate) ci: Option<Ci>,
}

/// The service that hosts the repository and runs its workflows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    /// GitHub Actions and GitHub Pages
    Github,
    /// GitLab CI and GitLab Pages
    Gitlab,
    /// No workflow; see docs/deploy.md for publishing from your own server
    None,
}
