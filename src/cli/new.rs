//! The arguments of `allclear new`.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};

use super::commit::CommitArguments;
use super::time::{When, instant};

/// The arguments of `new`.
#[derive(Debug, Args)]
pub(crate) struct New {
    #[command(subcommand)]
    pub(crate) what: NewRecord,
    #[command(flatten)]
    pub(crate) commit: CommitArguments,
}

/// What to create.
#[derive(Debug, Subcommand)]
pub(crate) enum NewRecord {
    /// Open an incident: write its internal record and its first update
    Incident(Box<NewIncident>),
    /// Replaced by `allclear post`
    #[command(hide = true, disable_help_flag = true)]
    Update(FormerUpdate),
    /// Announce a maintenance: write its internal plan and its first update
    Maintenance(NewMaintenance),
    /// Add a component
    Component(NewComponent),
    /// Add a customer
    Customer(NewCustomer),
    /// Announce something that is not an incident
    Notice(NewNotice),
    /// Add a page
    Page(NewPage),
}

/// The source of the text of a new file.
#[derive(Debug, Args)]
pub(crate) struct Message {
    /// Text for customers, in Markdown; `-` reads it from standard input
    #[arg(short, long, value_name = "TEXT")]
    pub(crate) message: Option<String>,
}

/// The arguments of `new incident`.
#[derive(Debug, Args)]
pub(crate) struct NewIncident {
    /// Title that customers read
    pub(crate) title: Option<String>,
    /// Severity: P1 to P4, or one defined in `site.toml`
    #[arg(short, long, conflicts_with_all = ["scope", "criticality", "urgency"])]
    pub(crate) severity: Option<String>,
    /// Instead of the severity: how many users or functions are affected
    #[arg(long, value_enum, requires_all = ["criticality", "urgency"])]
    pub(crate) scope: Option<ScopeWord>,
    /// Instead of the severity: how critical what is affected is
    #[arg(long, value_enum, requires_all = ["scope", "urgency"])]
    pub(crate) criticality: Option<CriticalityWord>,
    /// Instead of the severity: how soon it must be back
    #[arg(long, value_enum, requires_all = ["scope", "criticality"])]
    pub(crate) urgency: Option<UrgencyWord>,
    /// Affected components with their states: `checkout=partial_outage,api`, `payments/*`, or `none`; the default state
    /// is `degraded_performance`
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    /// Affected tiers, `all` or `none`
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) tiers: Vec<String>,
    /// What was observed, in the words of whoever reported it; internal
    #[arg(long, value_name = "TEXT")]
    pub(crate) observed: Option<String>,
    /// Who leads, by the id in `people.toml`, or `none` [default: the commander on duty]
    #[arg(long, value_name = "PERSON")]
    pub(crate) commander: Option<String>,
    /// Who reported it
    #[arg(long, value_parser = ["monitoring", "csm", "customer", "engineer"])]
    pub(crate) reported_by: Option<String>,
    /// Affected customers, by id; this releases nothing to them
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) customers: Vec<String>,
    /// Internal title [default: the title that customers read]
    #[arg(long, value_name = "TITLE")]
    pub(crate) internal_title: Option<String>,
    /// Read the incident from a TOML or JSON file, or from an alert of the Prometheus Alertmanager, Grafana or PagerDuty; `-` is standard
    /// input. Options replace what it says
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Status of the first update
    #[arg(long, value_parser = ["investigating", "identified", "monitoring", "resolved"])]
    pub(crate) status: Option<String>,
    /// When to promise the next update: a span such as 30m, or a time [default: the policy of the severity]
    #[arg(long, value_name = "WHEN")]
    pub(crate) next_update: Option<When>,
    #[command(flatten)]
    pub(crate) message: Message,
    /// Text of the draft if there is no message: a file in `content/snippets/` [default: `first-update`, if it exists]
    #[arg(long, value_name = "NAME", conflicts_with = "message")]
    pub(crate) snippet: Option<String>,
    /// Slug in the address [default: derived from date and title]
    #[arg(long)]
    pub(crate) slug: Option<String>,
}

/// How many users or functions are affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScopeWord {
    /// One customer, or a detail
    Few,
    /// Several customers, or one function
    Some,
    /// Most customers, or several functions
    Most,
}

/// How critical what is affected is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CriticalityWord {
    /// An inconvenience
    Minor,
    /// Work is held up, and there is a way around it
    Important,
    /// Customers cannot do what they pay for, or data is at risk
    Core,
}

/// How soon it must be back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UrgencyWord {
    /// In the next days
    Days,
    /// Today
    Today,
    /// At once
    Now,
}

/// The arguments of the former `new update`, which only explains what replaced it.
#[derive(Debug, Args)]
pub(crate) struct FormerUpdate {
    /// Whatever was typed
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    pub(crate) arguments: Vec<String>,
}

/// The arguments of `new maintenance`.
#[derive(Debug, Args)]
pub(crate) struct NewMaintenance {
    /// Title that customers read
    pub(crate) title: String,
    /// Start of the maintenance
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) from: DateTime<Utc>,
    /// End of the maintenance: a time, or a span after the start such as 2h
    #[arg(long, value_name = "WHEN")]
    pub(crate) to: When,
    /// Affected components with their states: `checkout,api=degraded_performance`; the default state is
    /// `under_maintenance`
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    #[command(flatten)]
    pub(crate) message: Message,
    /// Slug in the address [default: derived from date and title]
    #[arg(long)]
    pub(crate) slug: Option<String>,
}

/// The arguments of `new component`.
#[derive(Debug, Args)]
pub(crate) struct NewComponent {
    /// Name that customers read
    pub(crate) name: String,
    /// Group of the component: a folder in `components/`, such as `payments/methods`
    #[arg(long)]
    pub(crate) group: Option<String>,
    /// Description in one line
    #[arg(long)]
    pub(crate) description: Option<String>,
    /// Position among its siblings, smallest first
    #[arg(long)]
    pub(crate) order: Option<i64>,
}

/// The arguments of `new customer`.
#[derive(Debug, Args)]
pub(crate) struct NewCustomer {
    /// Name of the customer
    pub(crate) name: String,
    /// Protection of the customer's view
    #[arg(long, value_enum)]
    pub(crate) access: AccessWord,
    /// Tier that the customer pays for
    #[arg(long)]
    pub(crate) tier: Option<String>,
    /// Other names of the customer, which the gate keeps internal too
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) aliases: Vec<String>,
    /// Components that the customer uses [default: all that it may see]
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    /// Accept that unlisted addresses leak through logs, scanners and mail programs; required for `--access unlisted`
    #[arg(long)]
    pub(crate) i_accept_url_leaks: bool,
}

/// The protection of a customer's view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccessWord {
    /// Plain files outside `public/`, to serve behind your own login
    Gated,
    /// Encrypted files in `public/`; only the link contains the key
    Sealed,
    /// Plain files at an address that cannot be guessed
    Unlisted,
}

/// The arguments of `new notice`.
#[derive(Debug, Args)]
pub(crate) struct NewNotice {
    /// Title that customers read
    pub(crate) title: String,
    /// Time from which to show it [default: now]
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) from: Option<DateTime<Utc>>,
    /// Time until which to show it, or a span after the start such as 7d [default: until the file is removed]
    #[arg(long, value_name = "WHEN")]
    pub(crate) to: Option<When>,
    /// Show it above everything else
    #[arg(long)]
    pub(crate) pinned: bool,
    #[command(flatten)]
    pub(crate) message: Message,
}

/// The arguments of `new page`.
#[derive(Debug, Args)]
pub(crate) struct NewPage {
    /// Title that customers read
    pub(crate) title: String,
    /// Position in the navigation, smallest first [default: not in the navigation]
    #[arg(long)]
    pub(crate) nav: Option<i64>,
    #[command(flatten)]
    pub(crate) message: Message,
}
