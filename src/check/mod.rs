//! Rules over the records: everything that is wrong or risky once each file has been read on its own.
//!
//! One module a family of rules. The rules themselves, with their names and reasons, are declared in
//! [`crate::diagnostics::rules`]; what a single file may say was judged when it was read. Nothing here changes a
//! record, reads a clock or decides what is released.
//!
//! Findings about public files that quote an internal one are marked confidential, so that logs never show them.

mod addresses;
mod aliases;
mod approvals;
mod audiences;
mod checked_record;
mod checker;
mod closing;
mod components;
mod customers;
mod directory;
mod identity;
mod milestones;
mod opening;
mod overrun;
mod people;
mod postmortems;
mod promises;
mod published_address;
mod record_context;
mod record_kind;
mod record_names;
mod references;
mod severities;
mod texts;
mod time_format;
mod times;

use chrono::{DateTime, Utc};

pub use checker::Checker;

use crate::content::Content;
use crate::diagnostics::Findings;
use crate::source::Snapshot;

/// Judges all records at a moment (UTC). The findings are sorted; those of loading are not among them.
#[must_use]
pub fn check(content: &Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Findings {
    Checker::default().check(content, snapshot, now)
}
