//! Incremental checks: only changed records, and those whose findings depend on the time, are checked again.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::checked_record::CheckedRecord;
use super::directory::Directory;
use super::{
    addresses, aliases, audiences, components, copied_text, customer_views, customers, destinations,
    identity, people, postmortems, runbooks, severities, texts, wording,
};
use crate::content::{Content, Folder, SharedRevision};
use crate::diagnostics::{Finding, Findings};
use crate::source::Snapshot;

/// Checks records and remembers the results.
#[derive(Debug, Default)]
pub struct Checker {
    /// The revision of the shared content that the results depend on.
    shared_revision: SharedRevision,
    /// The results of the previous check, in the order of kinds and names.
    records: Vec<Arc<CheckedRecord>>,
}

impl Checker {
    /// Checks all records at `now` (UTC), as [`check`](super::check()) does.
    pub fn check(&mut self, content: &Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Findings {
        if !self.shared_revision.is_same_as(&content.shared_revision) {
            self.records.clear();
            self.shared_revision = content.shared_revision.clone();
        }
        let directory = Directory::new(content);
        self.records = self.check_records(content, &directory, snapshot, now);
        let mut found: Vec<Finding> = Vec::new();
        found.extend(self.records.iter().flat_map(|checked| &checked.findings).cloned());
        components::check_internal(content, &directory, &mut found);
        people::check_internal(content, &directory, &mut found);
        audiences::check_site(content, &directory, &mut found);
        destinations::check(content, &directory, &mut found);
        severities::check_site(content, &directory, &mut found);
        runbooks::check(content, &directory, now, &mut found);
        identity::check(content, &self.records, &mut found);
        postmortems::check(&self.records, &directory, &mut found);
        addresses::check_site(content, &mut found);
        aliases::check(content, &self.records, &mut found);
        aliases::check_ids(content, &mut found);
        customers::check(content, &self.records, &mut found);
        customer_views::check_site(content, &directory, &mut found);
        texts::check_images(snapshot, &mut found);
        copied_text::check(snapshot, &mut found);
        wording::check_site(content, snapshot, &mut found);
        if let Some(site) = directory.site {
            found.retain(|finding| !site.turns_off(finding.rule));
        }
        let mut findings = Findings::from_iter(found);
        findings.sort(snapshot);
        findings
    }

    /// Returns the results in the order of kinds and names: from memory where they are valid, otherwise checked now.
    fn check_records<'a>(
        &self,
        content: &'a Content,
        directory: &Directory<'a>,
        snapshot: &Snapshot,
        now: DateTime<Utc>,
    ) -> Vec<Arc<CheckedRecord>> {
        let mut folders: Vec<&Arc<Folder>> = content.internal.folders.iter().collect();
        folders.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        let mut rest = self.records.as_slice();
        let known: Vec<Option<Arc<CheckedRecord>>> =
            folders.iter().map(|folder| take(&mut rest, folder, now)).collect();
        let check = |(known, folder): (Option<Arc<CheckedRecord>>, &'a Arc<Folder>)| {
            known.unwrap_or_else(|| Arc::new(CheckedRecord::new(folder, directory, snapshot, now)))
        };
        known.into_par_iter().zip(folders).with_min_len(64).map(check).collect()
    }
}

/// Takes the result for a folder from a list in the same order if it is still valid, and skips earlier ones.
fn take(
    rest: &mut &[Arc<CheckedRecord>],
    folder: &Arc<Folder>,
    now: DateTime<Utc>,
) -> Option<Arc<CheckedRecord>> {
    while let Some((first, others)) = rest.split_first() {
        if Arc::ptr_eq(&first.folder, folder) {
            *rest = others;
            return Some(Arc::clone(first)).filter(|checked| checked.is_valid_at(now));
        }
        if (first.folder.kind, &first.folder.name) >= (folder.kind, &folder.name) {
            return None;
        }
        *rest = others;
    }
    None
}
