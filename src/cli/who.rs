//! The arguments of `allclear who`.

use clap::Args;

/// The arguments of `who`.
#[derive(Debug, Args)]
pub(crate) struct Who {
    /// Components, such as `checkout` or `payments/*`
    #[arg(required = true, value_name = "COMPONENT")]
    pub(crate) components: Vec<String>,
}
