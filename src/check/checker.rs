//! Judging again and again: only what changed, and what the clock may change, is judged once more.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::directory::Directory;
use super::judged::Judged;
use super::{
    addresses, aliases, audiences, components, customers, identity, people, pictures, postmortems, severities,
};
use crate::content::{Content, Folder, Surroundings};
use crate::diagnostics::{Finding, Findings};
use crate::source::Snapshot;

/// Judges, and remembers what it judged.
#[derive(Debug, Default)]
pub struct Checker {
    /// What the folders were judged by.
    surroundings: Surroundings,
    /// In the order of kinds and names.
    kept: Vec<Arc<Judged>>,
}

impl Checker {
    /// Judges all records at a moment (UTC), as [`check`](super::check()) does.
    pub fn check(&mut self, content: &Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Findings {
        if !self.surroundings.are(&content.surroundings) {
            self.kept.clear();
            self.surroundings = content.surroundings.clone();
        }
        let directory = Directory::new(content);
        self.kept = self.judge(content, &directory, now);
        let mut found: Vec<Finding> = Vec::new();
        found.extend(self.kept.iter().flat_map(|judged| &judged.findings).cloned());
        components::of_the_house(content, &directory, &mut found);
        people::of_the_house(content, &directory, &mut found);
        audiences::of_the_site(content, &directory, &mut found);
        severities::of_the_site(content, &directory, &mut found);
        identity::check(content, &self.kept, &mut found);
        postmortems::check(&self.kept, &directory, &mut found);
        addresses::of_the_site(content, &mut found);
        aliases::check(content, &self.kept, &mut found);
        customers::check(content, &self.kept, &mut found);
        pictures::check(snapshot, &mut found);
        let mut findings = Findings::from_iter(found);
        findings.sort(snapshot);
        findings
    }

    /// The folders in the order of kinds and names: those that are known, and the others judged now.
    fn judge<'a>(
        &self,
        content: &'a Content,
        directory: &Directory<'a>,
        now: DateTime<Utc>,
    ) -> Vec<Arc<Judged>> {
        let mut folders: Vec<&Arc<Folder>> = content.internal.folders.iter().collect();
        folders.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        let mut rest = self.kept.as_slice();
        let known: Vec<Option<Arc<Judged>>> =
            folders.iter().map(|folder| take(&mut rest, folder, now)).collect();
        let judge = |(known, folder): (Option<Arc<Judged>>, &'a Arc<Folder>)| {
            known.unwrap_or_else(|| Arc::new(Judged::new(folder, directory, now)))
        };
        known.into_par_iter().zip(folders).with_min_len(64).map(judge).collect()
    }
}

/// What is known of a folder from a list in the same order, if it still holds; what comes before it is passed by.
fn take(rest: &mut &[Arc<Judged>], folder: &Arc<Folder>, now: DateTime<Utc>) -> Option<Arc<Judged>> {
    while let Some((first, others)) = rest.split_first() {
        if Arc::ptr_eq(&first.folder, folder) {
            *rest = others;
            return Some(Arc::clone(first)).filter(|judged| judged.holds(now));
        }
        if (first.folder.kind, &first.folder.name) >= (folder.kind, &folder.name) {
            return None;
        }
        *rest = others;
    }
    None
}
