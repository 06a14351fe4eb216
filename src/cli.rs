//! The command line, as types. What a command does with it is its own business.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::{When, instant};

/// A folder of Markdown files in git becomes a status page.
#[derive(Debug, Parser)]
#[command(
    name = "allclear",
    version,
    about,
    after_help = "Exit codes: 0 done · 1 something in the content is wrong · 2 wrong usage or environment · \
                  3 the gate refused · 75 another build is writing"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
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
    /// Write the first files of an incident, a maintenance, a component, a customer, a notice or a page
    #[command(subcommand)]
    New(New),
    /// Say everything that is wrong or risky, and write nothing
    Check(Check),
    /// Build `content/` into `public/`
    Build(Build),
    /// Bring a history from elsewhere
    #[command(subcommand)]
    Import(Import),
}

/// `init`.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The new site's folder [default: the current one]
    pub(crate) dir: Option<PathBuf>,
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
    /// Replace files in the output folder that allclear did not write
    #[arg(long)]
    pub(crate) take_over: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// `new`.
#[derive(Debug, Subcommand)]
pub(crate) enum New {
    /// Open an incident: its internal record and its first update
    Incident(NewIncident),
    /// Announce a maintenance: its internal plan and its first update
    Maintenance(NewMaintenance),
    /// Add a component
    Component(NewComponent),
    /// Add a customer
    Customer(NewCustomer),
    /// Announce something that is no incident
    Notice(NewNotice),
    /// Add a free page
    Page(NewPage),
}

/// Where the text of a new file comes from.
#[derive(Debug, Args)]
pub(crate) struct Message {
    /// The text that customers read, in Markdown; `-` reads it from the standard input
    #[arg(short, long, value_name = "TEXT")]
    pub(crate) message: Option<String>,
}

/// `new incident`.
#[derive(Debug, Args)]
pub(crate) struct NewIncident {
    /// What customers read as its title
    pub(crate) title: String,
    /// How grave it is: P1 to P4, or a severity of `site.toml`
    #[arg(short, long)]
    pub(crate) severity: String,
    /// Components with their states: `checkout=partial_outage,api`, `payments/*`; without a state, `degraded_performance`
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    /// What the first update says
    #[arg(long, default_value = "investigating", value_parser = ["investigating", "identified", "monitoring", "resolved"])]
    pub(crate) status: String,
    /// When customers hear more: a span such as 30m, or a time
    #[arg(long, value_name = "WHEN")]
    pub(crate) next_update: Option<When>,
    #[command(flatten)]
    pub(crate) message: Message,
    /// The address, instead of the one made from date and title
    #[arg(long)]
    pub(crate) slug: Option<String>,
}

/// `new maintenance`.
#[derive(Debug, Args)]
pub(crate) struct NewMaintenance {
    /// What customers read as its title
    pub(crate) title: String,
    /// When it begins
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) from: DateTime<Utc>,
    /// When it ends: a time, or a span after the beginning such as 2h
    #[arg(long, value_name = "WHEN")]
    pub(crate) to: When,
    /// Components with their states: `checkout,api=degraded_performance`; without a state, `under_maintenance`
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    #[command(flatten)]
    pub(crate) message: Message,
    /// The address, instead of the one made from date and title
    #[arg(long)]
    pub(crate) slug: Option<String>,
}

/// `new component`.
#[derive(Debug, Args)]
pub(crate) struct NewComponent {
    /// What customers call it
    pub(crate) name: String,
    /// The group that it is in: a folder below `components/`, such as `payments/methods`
    #[arg(long)]
    pub(crate) group: Option<String>,
    /// What it does, in one line
    #[arg(long)]
    pub(crate) description: Option<String>,
    /// Its place among its neighbours, smallest first
    #[arg(long)]
    pub(crate) order: Option<i64>,
}

/// `new customer`.
#[derive(Debug, Args)]
pub(crate) struct NewCustomer {
    /// The customer's name
    pub(crate) name: String,
    /// How its view is protected
    #[arg(long, value_enum)]
    pub(crate) access: AccessWord,
    /// The tier that it pays for
    #[arg(long)]
    pub(crate) tier: Option<String>,
    /// Other names of it, which the gate keeps in
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) aliases: Vec<String>,
    /// What it uses; without it, all that it may see
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    /// Needed for `--access unlisted`: such addresses leak through logs, scanners and mail programs
    #[arg(long)]
    pub(crate) i_accept_url_leaks: bool,
}

/// How a customer's view is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccessWord {
    /// Plain files outside `public/`, to be put behind your login
    Gated,
    /// Encrypted files under `public/`, the key only in the link
    Sealed,
    /// Plain files at an address that cannot be guessed
    Unlisted,
}

/// `new notice`.
#[derive(Debug, Args)]
pub(crate) struct NewNotice {
    /// Its headline
    pub(crate) title: String,
    /// Shown from here on [default: now]
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) from: Option<DateTime<Utc>>,
    /// Shown until here: a time, or a span after the beginning such as 7d [default: until the file goes]
    #[arg(long, value_name = "WHEN")]
    pub(crate) to: Option<When>,
    /// Stands above everything else
    #[arg(long)]
    pub(crate) pinned: bool,
    #[command(flatten)]
    pub(crate) message: Message,
}

/// `new page`.
#[derive(Debug, Args)]
pub(crate) struct NewPage {
    /// Its headline
    pub(crate) title: String,
    /// Its place in the navigation, smallest first [default: not in it]
    #[arg(long)]
    pub(crate) nav: Option<i64>,
    #[command(flatten)]
    pub(crate) message: Message,
}

/// `import`.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// From Statuspage: the files of its read API, its saved history.atom or history.rss, or a folder of these
    Statuspage(ImportFiles),
    /// From cState: the folder of a whole site
    Cstate(ImportSite),
}

/// The site of an import.
#[derive(Debug, Args)]
pub(crate) struct ImportSite {
    /// The folder with `config.yml` and `content/`
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// The zone of times that do not say theirs, such as Europe/Tallinn [default: that of the configuration, or UTC]
    #[arg(long, value_name = "ZONE")]
    pub(crate) time_zone: Option<chrono_tz::Tz>,
    /// Say what would be written and decided, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// The files of an import.
#[derive(Debug, Args)]
pub(crate) struct ImportFiles {
    /// The files or folders, in any order; they may overlap
    #[arg(required = true, value_name = "PATH")]
    pub(crate) files: Vec<PathBuf>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}
