//! The command line as types. It defines what can be typed and knows no command.

mod actions;
mod approve;
mod audit;
mod build;
mod check;
mod commit;
mod completions;
mod diff;
mod due;
mod export;
mod gate;
mod import;
mod import_timeline;
mod init;
mod keys;
mod keys_option;
mod links;
mod log;
mod man;
mod new;
mod notify;
mod post;
mod postmortem;
mod review;
mod search;
mod serve;
mod status;
mod time;
mod watch;
mod who;
mod who_sees;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};

use time::instant;

pub(crate) use actions::{
    ActionChange, ActionDone, ActionLink, ActionList, ActionReopen, ActionSync, ActionVerify, Actions,
    ListFormat,
};
pub(crate) use approve::Approve;
pub(crate) use audit::{Audit, AuditFormat};
pub(crate) use build::Build;
pub(crate) use check::Check;
pub(crate) use commit::CommitArguments;
pub(crate) use completions::{Completions, ShellName};
pub(crate) use diff::{Diff, DiffFormat};
pub(crate) use due::{Due, DueFormat};
pub(crate) use export::{
    Export, ExportGithub, ExportPostmortem, ExportSummary, ExportTable, ExportedActions, SummaryFormat,
};
pub(crate) use gate::{Gate, GateCheck, GateServer};
pub(crate) use import::{Import, ImportCustomers, ImportFiles, ImportFolder, ImportSite};
pub(crate) use import_timeline::{ImportAlerts, ImportPagerDuty, ImportSlack, ImportTable, IntoTimeline};
pub(crate) use init::{Ci, Init};
pub(crate) use keys::{Keys, RotateKeys};
pub(crate) use keys_option::KeysOption;
pub(crate) use links::{Links, LinksFormat};
pub(crate) use log::Log;
pub(crate) use man::ManPages;
pub(crate) use new::{
    AccessWord, CriticalityWord, Message, New, NewComponent, NewCustomer, NewIncident, NewMaintenance,
    NewNotice, NewPage, NewRecord, ScopeWord, UrgencyWord,
};
pub(crate) use notify::{Notify, NotifyOptions};
pub(crate) use post::Post;
pub(crate) use postmortem::{
    Postmortem, PostmortemAgenda, PostmortemDraft, PostmortemDue, PostmortemPublish, TextFormat,
};
pub(crate) use review::{Months, Review};
pub(crate) use search::{Search, SearchFormat};
pub(crate) use serve::Serve;
pub(crate) use status::Status;
pub(crate) use time::When;
pub(crate) use watch::{LogFormat, Watch};
pub(crate) use who::Who;
pub(crate) use who_sees::{AnswerFormat, WhoSees};

/// Turn a folder of Markdown files in git into a status page.
#[derive(Debug, Parser)]
#[command(
    name = "allclear",
    version,
    after_help = "Exit codes:\n  \
                  0   Success\n  \
                  1   Errors in the content; nothing was published\n  \
                  2   Wrong usage or environment\n  \
                  3   The gate refused to publish; nothing was published\n  \
                  4   Published, with parts from an earlier revision\n  \
                  75  Another build is running"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Use the project in this folder, which contains `content/`
    #[arg(short = 'C', value_name = "DIR", global = true, default_value = ".", hide_default_value = true)]
    pub(crate) root: PathBuf,
    /// Use this as the current time, such as 2026-03-14T09:22:00Z
    #[arg(long, value_name = "TIME", global = true, value_parser = instant)]
    pub(crate) now: Option<DateTime<Utc>>,
    /// Use this as the current time, and ignore everything written or published later
    #[arg(long, value_name = "TIME", global = true, value_parser = instant, conflicts_with = "now")]
    pub(crate) as_of: Option<DateTime<Utc>>,
    /// When to use colors
    #[arg(long, value_name = "WHEN", global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Print only errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Report on standard error what is read and written, and how long each step takes
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

/// When to use colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The format of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Readable text
    Human,
    /// One JSON document
    Json,
    /// Annotations for GitHub Actions
    Github,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Create a new site that is ready to build
    Init(Init),
    /// Create an incident, maintenance, component, customer, notice or page
    New(New),
    /// Write the next update of an incident or maintenance, which customers read
    ///
    /// Shows how the update will read and what it changes for whom, and checks it before anything is written. On a
    /// terminal it asks for what is missing, and opens the text in `$VISUAL` or `$EDITOR`.
    Post(Box<Post>),
    /// Approve an update or a post-mortem for customers; the approval is bound to its exact text
    Approve(Approve),
    /// Write down what was seen and done during an incident; internal
    ///
    /// Without a text it keeps asking for the next line until the end of input, for the scribe. Lines such as
    /// `Impact: …`, `Action: …` and `Next: …` are kept as they are.
    Log(Box<Log>),
    /// List what was promised after incidents, and write down how far it is; internal
    ///
    /// Lists the actions of all internal post-mortems that are not verified yet, the earliest due date first. The
    /// subcommands edit one action in its file.
    Actions(Box<Actions>),
    /// Show what is open, who leads, what is due next, and what is missing; internal
    Status(Status),
    /// List what falls due, by when, for whom, and what settles it; internal
    Due(Due),
    /// Report the figures of a month or a week, and compare them with earlier months; internal
    Review(Review),
    /// Find incidents, causes and actions by words; internal
    Search(Search),
    /// Export actions, post-mortems and summaries for other systems; nothing is sent
    #[command(subcommand)]
    Export(Export),
    /// Say who wrote, approved, edited, published and withdrew what of an incident, and when; internal
    ///
    /// Reads the history of git, which needs a clone with all commits, and says what that history does not prove. It prints
    /// paths, people and times, and no text of a record.
    Audit(Audit),
    /// Write, review and publish post-mortems
    #[command(subcommand)]
    Postmortem(Postmortem),
    /// Check content for errors and risks; writes nothing
    Check(Check),
    /// Say in words what readers would see change between a revision and the files
    ///
    /// Compares the public site, and on a terminal also the views of customers, as they would be published now. Drafts
    /// change nothing. Markdown and JSON are about the public only.
    Diff(Diff),
    /// Build the site from `content/` into `public/`
    Build(Build),
    /// Preview the site in a browser while you write; not for production
    ///
    /// The preview shows every change as soon as it is saved. The site is built in memory; nothing is written. A bar on
    /// each page, which no build contains, switches to a view with drafts and to the views of customers.
    ///
    /// This is not a production server. To publish, put the output of `allclear build` on a web host.
    Serve(Serve),
    /// Build whenever a file or the clock changes the site, until stopped
    Watch(Watch),
    /// Send what is new to chats, webhooks and mailing lists
    ///
    /// `content/notify.toml` lists the destinations and what each of them gets. New is what was published since the last run.
    /// The address of a destination comes from the variable `ALLCLEAR_NOTIFY_<NAME>_URL`, or from the file `<name>.url` in the folder of
    /// `--secrets`.
    Notify(Notify),
    /// Manage the keys of customers' private views
    #[command(subcommand)]
    Keys(Keys),
    /// Print the links of customers' private views
    ///
    /// Whoever has a link can read the view. `--format mail` prints texts to send, with the code in a message of its
    /// own.
    Links(Links),
    /// Verify a deployed site, or print the configuration of a web server for gated views
    #[command(subcommand)]
    Gate(Gate),
    /// Say which customers see a file of the content, and why
    WhoSees(WhoSees),
    /// Print who owns components, who is on call for them, and their runbooks
    Who(Who),
    /// Import the history of another status page, or a list of customers
    #[command(subcommand)]
    Import(Import),
    /// Print the script with which a shell completes commands, names of open incidents, components and people
    Completions(Completions),
    /// Write the manual pages, one for each command
    Man(ManPages),
}
