//! The arguments of `allclear status`.

use clap::Args;

use super::AnswerFormat;

/// The arguments of `status`.
#[derive(Debug, Args)]
pub(crate) struct Status {
    /// Keep showing it: on a terminal redrawn as time passes, otherwise printed again whenever a file changes it
    #[arg(short, long)]
    pub(crate) watch: bool,
    /// Also print links that open the next update in the browser, on GitHub or GitLab, with states and time filled in
    #[arg(long)]
    pub(crate) links: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    pub(crate) format: AnswerFormat,
}
