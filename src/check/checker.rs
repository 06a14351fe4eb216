//! Judging again and again: only what changed, and what the clock may change, is checked once more.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::checked_record::CheckedRecord;
use super::directory::Directory;
use super::{
    addresses, aliases, audiences, components, customers, identity, people, postmortems, severities, texts,
};
use crate::content::{Content, Folder, SharedRevision};
use crate::diagnostics::{Finding, Findings};
use crate::source::Snapshot;

/// Judges, and remembers what it checked.
#[derive(Debug, Default)]
pub struct Checker {
    /// What the folders were judged by.
    shared_revision: SharedRevision,
    /// In the order of kinds and names.
    kept: Vec<Arc<CheckedRecord>>,
}

impl Checker {
    /// Judges all records at a moment (UTC), as [`check`](super::check()) does.
    pub fn check(&mut self, content: &Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Findings {
        if !self.shared_revision.is_same_as(&content.shared_revision) {
            self.kept.clear();
            self.shared_revision = content.shared_revision.clone();
        }
        let directory = Directory::new(content);
        self.kept = self.judge(content, &directory, now);
        let mut found: Vec<Finding> = Vec::new();
        found.extend(self.kept.iter().flat_map(|checked| &checked.findings).cloned());
        components::check_internal(content, &directory, &mut found);
        people::check_internal(content, &directory, &mut found);
        audiences::check_site(content, &directory, &mut found);
        severities::check_site(content, &directory, &mut found);
        identity::check(content, &self.kept, &mut found);
        postmortems::check(&self.kept, &directory, &mut found);
        addresses::check_site(content, &mut found);
        aliases::check(content, &self.kept, &mut found);
        customers::check(content, &self.kept, &mut found);
        texts::check_images(snapshot, &mut found);
        let mut findings = Findings::from_iter(found);
        findings.sort(snapshot);
        findings
    }

    /// The folders in the order of kinds and names: those that are known, and the others checked now.
    fn judge<'a>(
        &self,
        content: &'a Content,
        directory: &Directory<'a>,
        now: DateTime<Utc>,
    ) -> Vec<Arc<CheckedRecord>> {
        let mut folders: Vec<&Arc<Folder>> = content.internal.folders.iter().collect();
        folders.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        let mut rest = self.kept.as_slice();
        let known: Vec<Option<Arc<CheckedRecord>>> =
            folders.iter().map(|folder| take(&mut rest, folder, now)).collect();
        let judge = |(known, folder): (Option<Arc<CheckedRecord>>, &'a Arc<Folder>)| {
            known.unwrap_or_else(|| Arc::new(CheckedRecord::new(folder, directory, now)))
        };
        known.into_par_iter().zip(folders).with_min_len(64).map(judge).collect()
    }
}

/// What is known of a folder from a list in the same order, if it still holds; what comes before it is passed by.
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
