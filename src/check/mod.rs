//! Checks records for everything that is wrong or risky and that a single file does not show.
//!
//! There is one module per subject. The rules, with their names and explanations, are declared in
//! [`crate::diagnostics::rules`]; errors within a single file were reported when it was read. This module does not
//! change records, read a clock or decide what is released.
//!
//! Findings about public files that quote an internal one are marked confidential, so that logs never show them.

mod actions;
mod addresses;
mod aliases;
mod analysis;
mod approvals;
mod approvers;
mod audiences;
mod breach_contact;
mod causes;
mod checked_record;
mod checker;
mod closing;
mod commitments;
mod components;
mod copied_run;
mod copied_text;
mod customer_views;
mod customers;
mod destinations;
mod directory;
mod fixed_ids;
mod identified;
mod identity;
mod likely_repeats;
mod merges;
mod milestones;
mod named_status;
mod opening;
mod overrun;
mod people;
mod person_names;
mod phrases;
mod postmortems;
mod promises;
mod published_address;
mod record_context;
mod record_kind;
mod record_names;
mod references;
mod roles;
mod runbooks;
mod severities;
mod step_names;
mod steps;
mod text_start;
mod texts;
mod time_format;
mod times;
mod tone;
mod verdict;
mod waiting;
mod withdrawals;
mod wording;

use chrono::{DateTime, Utc};

pub use approvals::{MissingApproval, judge, missing_internal_approvals};
pub use approvers::approvers;
pub use breach_contact::breach_contact;
pub use checker::Checker;
pub use fixed_ids::fixed_ids;
pub use likely_repeats::{LikelyRepeat, likely_repeat_findings, likely_repeats};
pub use step_names::step_names;
pub use verdict::Verdict;
pub use waiting::{Waiting, WaitingText, waiting_texts};

use crate::content::Content;
use crate::diagnostics::Findings;
use crate::source::Snapshot;

/// Checks all records at `now` (UTC). The findings are sorted and do not include those of loading.
#[must_use]
pub fn check(content: &Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Findings {
    Checker::default().check(content, snapshot, now)
}
