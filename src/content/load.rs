//! Loads records from files, incrementally: only changed units are read again.

use std::sync::Arc;

use rayon::prelude::*;

use super::content_set::{Content, SharedRevision};
use super::unit_records::UnitRecords;
use crate::diagnostics::{Finding, Findings, rules};
use crate::source::{Side, Snapshot, Unit};

/// Loads all records of a snapshot. An error in one file does not hide findings in others.
#[must_use]
pub fn load(snapshot: &Snapshot) -> (Content, Findings) {
    Loader::default().load(snapshot)
}

/// Loads records and remembers them. Records of an unchanged unit are the same `Arc` in the next result.
#[derive(Debug, Default)]
pub struct Loader {
    /// The address of the site, which links to its pages begin with. All texts depend on it.
    site_url: String,
    /// The units of the previous load, in the order of their keys.
    units: Vec<Arc<UnitRecords>>,
    /// The units with shared content, whether internal files were read, and the revision that stands for both.
    shared_units: Vec<Arc<UnitRecords>>,
    internal: bool,
    shared_revision: SharedRevision,
}

impl Loader {
    /// Loads all records of a snapshot, as [`load`] does.
    pub fn load(&mut self, snapshot: &Snapshot) -> (Content, Findings) {
        let site = snapshot.unit_of(SITE).filter(|unit| unit.at(SITE).is_some());
        let site_url = site.map(|unit| UnitRecords::read(unit, ""));
        let site_url = site_url.and_then(|unit| Some(unit.site()?.url.clone())).unwrap_or_default();
        if site_url != self.site_url {
            self.units.clear();
            self.site_url = site_url;
        }
        self.units = self.units(snapshot);
        let mut findings = Findings::default();
        if site.is_none() && snapshot.files().next().is_some() {
            findings.push(
                Finding::general(&rules::NO_CONTENT, format!("there is no file `{SITE}`"))
                    .hint("create it with at least the keys `title` and `url`"),
            );
        }
        findings.extend(self.units.iter().flat_map(|unit| &unit.findings).cloned());
        let mut content = Content::from_units(&self.units);
        content.internal.read = snapshot.files().any(|file| file.side == Side::Internal);
        content.shared_revision = self.shared_revision(content.internal.read);
        (content, findings)
    }

    /// Returns the revision of the previous load if the shared content did not change, otherwise a new one.
    fn shared_revision(&mut self, internal: bool) -> SharedRevision {
        let others = self.units.iter().filter(|unit| unit.has_shared_records()).cloned();
        let before = std::mem::replace(&mut self.shared_units, others.collect());
        let same = before.len() == self.shared_units.len()
            && before.iter().zip(&self.shared_units).all(|(before, now)| Arc::ptr_eq(before, now));
        if !same || self.internal != internal {
            self.internal = internal;
            self.shared_revision = SharedRevision::default();
        }
        self.shared_revision.clone()
    }

    /// Returns the records of all units: remembered ones for unchanged units, otherwise read now.
    fn units(&self, snapshot: &Snapshot) -> Vec<Arc<UnitRecords>> {
        let mut rest = self.units.as_slice();
        let known: Vec<Option<Arc<UnitRecords>>> =
            snapshot.units().iter().map(|unit| take(&mut rest, unit)).collect();
        let read = |(known, unit): (Option<Arc<UnitRecords>>, &Arc<Unit>)| {
            known.unwrap_or_else(|| Arc::new(UnitRecords::read(unit, &self.site_url)))
        };
        known.into_par_iter().zip(snapshot.units()).map(read).collect()
    }
}

const SITE: &str = "content/site.toml";

/// Takes the records of a unit from a list in the same order, and skips earlier ones.
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
