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
mod case;
mod closing;
mod components;
mod directory;
mod house;
mod identity;
mod milestones;
mod opening;
mod overrun;
mod people;
mod pictures;
mod postmortems;
mod promises;
mod references;
mod severities;
mod statuses;
mod texts;
mod times;
mod wording;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use crate::content::Content;
use crate::diagnostics::{Finding, Findings};
use crate::source::Snapshot;
use case::Case;
use directory::Directory;

/// Judges all records at a moment (UTC). The findings are sorted; those of loading are not among them.
#[must_use]
pub fn check(content: &Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Findings {
    let directory = Directory::new(content);
    let cases = case::cases(content, &directory);
    let by_case: Vec<Vec<Finding>> =
        cases.par_iter().with_min_len(64).map(|case| judge(case, &directory, now)).collect();
    let mut found: Vec<Finding> = by_case.into_iter().flatten().collect();
    components::of_the_house(content, &directory, &mut found);
    people::of_the_house(content, &directory, &mut found);
    audiences::of_the_site(content, &directory, &mut found);
    severities::of_the_site(content, &directory, &mut found);
    identity::check(content, &cases, &mut found);
    postmortems::check(&cases, &directory, &mut found);
    addresses::of_the_site(content, &mut found);
    aliases::check(content, &mut found);
    pictures::check(snapshot, &mut found);
    let mut findings = Findings::from_iter(found);
    findings.sort(snapshot);
    findings
}

/// Judges one incident or maintenance.
fn judge(case: &Case<'_>, directory: &Directory<'_>, now: DateTime<Utc>) -> Vec<Finding> {
    let mut found = Vec::new();
    components::of_case(case, directory, &mut found);
    people::of_case(case, directory, &mut found);
    audiences::of_case(case, directory, &mut found);
    severities::of_case(case, directory, &mut found);
    references::check(case, directory, &mut found);
    addresses::of_case(case, &mut found);
    statuses::check(case, directory, &mut found);
    times::check(case, now, &mut found);
    milestones::check(case, &mut found);
    texts::check(case, &mut found);
    house::check(case, &mut found);
    approvals::check(case, directory, &mut found);
    if case.whole {
        opening::check(case, &mut found);
        closing::check(case, &mut found);
        promises::check(case, directory, now, &mut found);
        overrun::check(case, directory, now, &mut found);
    }
    found
}
