//! From files to records, and again and again: only what changed is read once more.

use std::sync::Arc;

use rayon::prelude::*;

use super::content_set::{Content, SharedRevision};
use super::unit_records::UnitRecords;
use crate::diagnostics::{Finding, Findings, rules};
use crate::source::{Side, Snapshot, Unit};

/// Reads every record of a snapshot. What is wrong with one file never hides another.
#[must_use]
pub fn load(snapshot: &Snapshot) -> (Content, Findings) {
    Loader::default().load(snapshot)
}

/// Reads records, and remembers what it read. A record none of whose files changed since the snapshot before is the
/// same `Arc`.
#[derive(Debug, Default)]
pub struct Loader {
    /// Put before links in texts, so that all of them depend on it.
    base_path: String,
    /// What the snapshot before said, in the order of its units.
    kept: Vec<Arc<UnitRecords>>,
    /// What of it stands outside of folders, whether any file was internal, and what stands for both.
    others: Vec<Arc<UnitRecords>>,
    internal: bool,
    shared_revision: SharedRevision,
}

impl Loader {
    /// Reads every record of a snapshot, as [`load`] does.
    pub fn load(&mut self, snapshot: &Snapshot) -> (Content, Findings) {
        let site = snapshot.unit_of(SITE).filter(|unit| unit.at(SITE).is_some());
        let base_path = site.map(|unit| UnitRecords::read(unit, ""));
        let base_path = base_path
            .and_then(|unit_records| Some(unit_records.site()?.base_path.clone()))
            .unwrap_or_default();
        if base_path != self.base_path {
            self.kept.clear();
            self.base_path = base_path;
        }
        self.kept = self.units(snapshot);
        let mut findings = Findings::default();
        if site.is_none() && snapshot.files().next().is_some() {
            findings.push(
                Finding::general(&rules::NO_CONTENT, format!("there is no file `{SITE}`"))
                    .hint("create it with at least the keys `title` and `url`"),
            );
        }
        findings.extend(self.kept.iter().flat_map(|unit_records| &unit_records.findings).cloned());
        let mut content = Content::from_units(&self.kept);
        content.internal.read = snapshot.files().any(|file| file.side == Side::Internal);
        content.shared_revision = self.shared_revision(content.internal.read);
        (content, findings)
    }

    /// The mark of before, if nothing outside of folders changed.
    fn shared_revision(&mut self, internal: bool) -> SharedRevision {
        let others = self.kept.iter().filter(|unit_records| unit_records.has_others()).cloned();
        let before = std::mem::replace(&mut self.others, others.collect());
        let same = before.len() == self.others.len()
            && before.iter().zip(&self.others).all(|(before, now)| Arc::ptr_eq(before, now));
        if !same || self.internal != internal {
            self.internal = internal;
            self.shared_revision = SharedRevision::default();
        }
        self.shared_revision.clone()
    }

    /// The units of all units: those that are known, and the others read now.
    fn units(&self, snapshot: &Snapshot) -> Vec<Arc<UnitRecords>> {
        let mut rest = self.kept.as_slice();
        let known: Vec<Option<Arc<UnitRecords>>> =
            snapshot.units().iter().map(|unit| take(&mut rest, unit)).collect();
        let read = |(known, unit): (Option<Arc<UnitRecords>>, &Arc<Unit>)| {
            known.unwrap_or_else(|| Arc::new(UnitRecords::read(unit, &self.base_path)))
        };
        known.into_par_iter().zip(snapshot.units()).map(read).collect()
    }
}

const SITE: &str = "content/site.toml";

/// The unit_records of a unit from a list in the same order, and what comes before it is passed by.
fn take(rest: &mut &[Arc<UnitRecords>], unit: &Arc<Unit>) -> Option<Arc<UnitRecords>> {
    while let Some((first, others)) = rest.split_first() {
        if Arc::ptr_eq(&first.unit, unit) {
            *rest = others;
            return Some(Arc::clone(first));
        }
        if first.unit.key() >= unit.key() {
            return None;
        }
        *rest = others;
    }
    None
}
