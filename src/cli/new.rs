//! The command line of `allclear new`.

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};

use super::time::{When, instant};

/// `new`.
#[derive(Debug, Subcommand)]
pub(crate) enum New {
    /// Open an incident: its internal record and its first update
    Incident(NewIncident),
    /// Write the next update of an incident or a maintenance
    Update(NewUpdate),
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

/// `new update`.
#[derive(Debug, Args)]
pub(crate) struct NewUpdate {
    /// The incident or maintenance: its address or the name of its folder
    #[arg(value_name = "NAME")]
    pub(crate) record: String,
    /// How things stand now; without it, that stays as it is
    #[arg(long)]
    pub(crate) status: Option<String>,
    /// Components with their new states: `checkout=operational,api`, `payments/*`
    #[arg(short, long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) components: Vec<String>,
    /// When customers hear more: a span such as 30m, or a time
    #[arg(long, value_name = "WHEN")]
    pub(crate) next_update: Option<When>,
    #[command(flatten)]
    pub(crate) message: Message,
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
