//! The arguments of `allclear completions`.

use clap::{Args, ValueEnum};

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// Shell that completes
    #[arg(value_enum)]
    pub(crate) shell: ShellName,
}

/// A shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShellName {
    Bash,
    Elvish,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Zsh,
}
