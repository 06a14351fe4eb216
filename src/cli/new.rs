//! The arguments of `allclear new`.

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};

use super::time::{When, instant};

/// The arguments of `new`.
#[derive(Debug, Subcommand)]
pub(crate) enum New {
    /// Open an incident: write its internal record and its first update
    Incident(NewIncident),
    /// Write the next update of an incident or maintenance
    Update(NewUpdate),
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
    pub(crate) title: String,
    /// Severity: P1 to P4, or one defined in `site.toml`
    #[arg(short, long)]
    pub(crate) severity: String,
    /// Affected components with their states: `checkout=partial_outage,api`, `payments/*`; the default state is
    /// `degraded_performance`
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    /// Status of the first update
    #[arg(long, default_value = "investigating", value_parser = ["investigating", "identified", "monitoring", "resolved"])]
    pub(crate) status: String,
    /// When to promise the next update: a span such as 30m, or a time
    #[arg(long, value_name = "WHEN")]
    pub(crate) next_update: Option<When>,
    #[command(flatten)]
    pub(crate) message: Message,
    /// Slug in the address [default: derived from date and title]
    #[arg(long)]
    pub(crate) slug: Option<String>,
}

/// The arguments of `new update`.
#[derive(Debug, Args)]
pub(crate) struct NewUpdate {
    /// Incident or maintenance, by its slug or the name of its folder
    #[arg(value_name = "NAME")]
    pub(crate) record: String,
    /// New status [default: unchanged]
    #[arg(long)]
    pub(crate) status: Option<String>,
    /// Affected components with their new states: `checkout=operational,api`, `payments/*`
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    /// When to promise the next update: a span such as 30m, or a time
    #[arg(long, value_name = "WHEN")]
    pub(crate) next_update: Option<When>,
    #[command(flatten)]
    pub(crate) message: Message,
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
