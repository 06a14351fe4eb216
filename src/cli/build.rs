//! The arguments of `allclear build`.

use std::path::PathBuf;

use clap::Args;

use super::{Format, KeysOption};

/// The arguments of `build`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub(crate) struct Build {
    /// Write to this folder, relative to the project
    #[arg(short, long, value_name = "DIR", default_value = "public")]
    pub(crate) output: PathBuf,
    /// Write the views of customers with a login to this folder [default: `private`; with `--output DIR`: `DIR-private`]
    #[arg(long, value_name = "DIR")]
    pub(crate) private: Option<PathBuf>,
    /// Write the site for colleagues to this folder, if `site.toml` has `[board]` [default: the folder there; with
    /// `--output DIR`: `DIR-internal`]
    #[arg(long, value_name = "DIR")]
    pub(crate) board: Option<PathBuf>,
    /// Build the view of this customer only, and leave everything else as it is
    #[arg(long, value_name = "ID", conflicts_with_all = ["public_only", "print_next", "keep_going"])]
    pub(crate) customer: Option<String>,
    #[command(flatten)]
    pub(crate) keys: KeysOption,
    /// Create the keys file, or the keys that are missing in it, first
    #[arg(long, conflicts_with_all = ["public_only", "print_next"])]
    pub(crate) new_keys: bool,
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read no internal files, for build machines that have none
    #[arg(long)]
    pub(crate) public_only: bool,
    /// Publish without judging approvals, because another machine has checked this exact commit
    #[arg(long, requires = "public_only")]
    pub(crate) judged_elsewhere: bool,
    /// Print when the output changes next on its own; builds nothing
    #[arg(long, conflicts_with_all = ["take_over", "format"])]
    pub(crate) print_next: bool,
    /// Publish incidents and maintenance with errors as they were in this git revision
    #[arg(long, value_name = "REF", conflicts_with = "strict")]
    pub(crate) keep_going: Option<String>,
    /// Move the ref of `--keep-going` to what was published; creates it if missing
    #[arg(long, requires = "keep_going", conflicts_with = "print_next")]
    pub(crate) move_ref: bool,
    /// Replace files in the output folder that allclear did not write
    #[arg(long)]
    pub(crate) take_over: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}
