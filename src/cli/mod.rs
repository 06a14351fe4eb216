//! The command line, as types. What a command does with it is its own business.

mod import;
mod new;
mod serve;
mod watch;
mod when;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::instant;

pub(crate) use import::{Import, ImportFiles, ImportSite};
pub(crate) use new::{
    AccessWord, Message, New, NewComponent, NewCustomer, NewIncident, NewMaintenance, NewNotice, NewPage,
    NewUpdate,
};
pub(crate) use serve::Serve;
pub(crate) use watch::{LogFormat, Watch};

/// A folder of Markdown files in git becomes a status page.
#[derive(Debug, Parser)]
#[command(
    name = "allclear",
    version,
    about,
    after_help = "Exit codes: 0 done · 1 something in the content is wrong · 2 wrong usage or environment · \
                  3 the gate refused · 4 published, parts of it as they were earlier · 75 another build is writing"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// Work in this folder: the one that holds `content/`
    #[arg(short = 'C', value_name = "DIR", global = true, default_value = ".", hide_default_value = true)]
    pub(crate) root: PathBuf,
    /// Take this moment for now, such as 2026-03-14T09:22:00Z
    #[arg(long, value_name = "TIME", global = true, value_parser = instant)]
    pub(crate) now: Option<DateTime<Utc>>,
    /// Take this moment for now, and leave out everything that was written or published later
    #[arg(long, value_name = "TIME", global = true, value_parser = instant, conflicts_with = "now")]
    pub(crate) as_of: Option<DateTime<Utc>>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Print errors only
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How findings are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// One JSON document
    Json,
    /// Annotations of GitHub Actions
    Github,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a new site that builds at once
    Init(Init),
    /// Write a new incident, update, maintenance, component, customer, notice or page
    #[command(subcommand)]
    New(New),
    /// Say everything that is wrong or risky, and write nothing
    Check(Check),
    /// Build `content/` into `public/`
    Build(Build),
    /// Preview the site while you write, with drafts if you want; never for production
    ///
    /// It builds in memory and writes nothing; each change shows in the browser as it is saved. A bar, which is in no
    /// build, switches to a view with drafts and to the views of customers. It is a preview for whoever writes, and
    /// never a server for production: what `allclear build` writes is published with a web host.
    Serve(Serve),
    /// Build on every change, and when the clock demands it, until told to stop
    Watch(Watch),
    /// Bring a history from elsewhere
    #[command(subcommand)]
    Import(Import),
}

/// `init`.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The new site's folder [default: the current one]
    pub(crate) dir: Option<PathBuf>,
    /// Whose workflow checks and publishes; also for a site that is there [default: what the repository tells]
    #[arg(long, value_name = "HOST", value_enum)]
    pub(crate) ci: Option<Ci>,
}

/// Who hosts the repository and runs workflows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    /// GitHub Actions and GitHub Pages
    Github,
    /// GitLab CI and GitLab Pages
    Gitlab,
    /// Nobody: see docs/deploy.md for a server of your own
    None,
}

/// `check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read no internal file
    #[arg(long)]
    pub(crate) public_only: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Say what a rule is for, such as `update-overdue`, and check nothing
    #[arg(long, value_name = "RULE", conflicts_with_all = ["strict", "public_only", "format"])]
    pub(crate) explain: Option<String>,
}

/// `build`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub(crate) struct Build {
    /// The folder to write to, below the project's unless absolute
    #[arg(short, long, value_name = "DIR", default_value = "public")]
    pub(crate) output: PathBuf,
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read no internal file: for a build machine that has none
    #[arg(long)]
    pub(crate) public_only: bool,
    /// Print when the output would change by itself next, and build nothing
    #[arg(long, conflicts_with_all = ["take_over", "format"])]
    pub(crate) print_next: bool,
    /// Publish each incident and maintenance that has errors as it was in this git revision
    #[arg(long, value_name = "REF", conflicts_with = "strict")]
    pub(crate) keep_going: Option<String>,
    /// Let the ref of `--keep-going` name what was published, and make it if there is none
    #[arg(long, requires = "keep_going", conflicts_with = "print_next")]
    pub(crate) move_ref: bool,
    /// Replace files in the output folder that allclear did not write
    #[arg(long)]
    pub(crate) take_over: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}
