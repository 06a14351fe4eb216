//! Incremental scans, for commands that watch a project while people edit it.
//!
//! When to scan is decided elsewhere. File system events are only a reason to scan; the scan itself is authoritative.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use super::change::{Change, ChangeKind};
use super::file_ids::FileIds;
use super::listing::Listing;
use super::read::StampMode;
use super::scanned_unit::{ScannedUnit, WalkedUnit};
use super::unit::key_of;
use super::walk::{Walk, area_of, is_folder, is_ignored};
use super::{Project, ScanOptions, Snapshot};
use crate::diagnostics::{Finding, Findings, rules};

/// Where files may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Anywhere.
    Everything,
    /// In these folders or below them. Paths are relative to the project root with `/` between the parts, such as
    /// `content/incidents/2026-03-14-pg-failover/comms`. A folder that does not exist is not an error.
    Folders(BTreeSet<String>),
}

impl Scope {
    /// Adds another scope.
    pub fn widen(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Folders(folders), Self::Folders(more)) => folders.extend(more),
            (Self::Everything, _) => {}
            (Self::Folders(_), Self::Everything) => *self = Self::Everything,
        }
    }
}

/// The result of a scan.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The current files.
    pub snapshot: Arc<Snapshot>,
    /// Findings about the files themselves.
    pub findings: Findings,
    /// The changes since the previous scan, in the order of paths; empty for the first scan.
    pub changed: Vec<Change>,
}

/// Scans a project and remembers what it read.
///
/// Incident folders are walked and read in parallel, because opening tens of thousands of small files dominates the time
/// of a build. The result does not depend on timing.
#[derive(Debug)]
pub struct Scanner {
    project: Project,
    options: ScanOptions,
    stamp_mode: StampMode,
    /// The units of the previous scan in the order of keys; `None` before the first scan and while `content/` is missing.
    units: Option<Vec<ScannedUnit>>,
    has_scanned: bool,
    ids: FileIds,
}

/// How often a scan reads the project until nothing changes meanwhile.
const ATTEMPTS: u32 = 8;

/// The pause after the first attempt; it grows with each attempt, to about one second in total.
const PAUSE: Duration = Duration::from_millis(30);

/// What to walk.
enum WalkScope {
    Everything,
    Areas(BTreeSet<String>),
}

impl Scanner {
    /// Creates a scanner that has not read anything yet.
    #[must_use]
    pub fn new(project: Project, options: ScanOptions) -> Self {
        let ids = FileIds::default();
        Self { project, options, stamp_mode: StampMode::Yes, units: None, has_scanned: false, ids }
    }

    /// Creates a scanner for a single scan, which does not stamp files.
    pub(super) fn once(project: Project, options: ScanOptions) -> Self {
        Self { stamp_mode: StampMode::No, ..Self::new(project, options) }
    }

    /// Scans the files that may have changed. The result equals that of a fresh scan, provided that nothing outside
    /// `scope` changed.
    pub fn scan(&mut self, scope: &Scope) -> Scan {
        let first = !std::mem::replace(&mut self.has_scanned, true);
        let mut plan = self.plan(scope);
        let before = self.units.take().unwrap_or_default();
        let mut attempts = 1;
        let walked = loop {
            if !self.project.content().is_dir() {
                return self.scan_without_content(&before);
            }
            let (walked, is_outdated) = self.walk(&plan, &before);
            if !is_outdated || attempts == ATTEMPTS {
                break walked;
            }
            plan = WalkScope::Everything;
            thread::sleep(PAUSE * attempts);
            attempts += 1;
        };
        let (old, mut kept): (Vec<ScannedUnit>, Vec<ScannedUnit>) = match &plan {
            WalkScope::Everything => (before, Vec::new()),
            WalkScope::Areas(areas) => before
                .into_iter()
                .partition(|kept| area_of(kept.key()).is_some_and(|area| areas.contains(area))),
        };
        let mut changed = Vec::new();
        // In a first scan everything is new, so no changes are listed.
        kept.extend(self.settle(walked, &old, (!first).then_some(&mut changed)));
        kept.sort_by(|a, b| a.key().cmp(b.key()));
        changed.sort();
        let snapshot = Snapshot::of_units(kept.iter().map(|kept| Arc::clone(&kept.unit)).collect());
        let findings = kept.iter().flat_map(|kept| &kept.findings).cloned().collect();
        self.units = Some(kept);
        Scan { snapshot: Arc::new(snapshot), findings, changed }
    }

    fn plan(&self, scope: &Scope) -> WalkScope {
        let (Scope::Folders(folders), Some(kept)) = (scope, &self.units) else {
            return WalkScope::Everything;
        };
        // The targets of links can be outside the scope.
        let links = kept.iter().filter(|kept| kept.links).map(ScannedUnit::key);
        let mut areas: BTreeSet<String> = links.filter_map(area_of).map(str::to_owned).collect();
        for folder in folders.iter().map(|folder| folder.trim_matches('/')) {
            let many = ["content/incidents", "content/maintenance"];
            let around = many.iter().find(|many| folder.starts_with(**many));
            // A name that is not UTF-8 cannot be looked up by its displayed form.
            if matches!(folder, "" | "content")
                || folder.contains(char::REPLACEMENT_CHARACTER)
                || around.is_some_and(|many| folder == *many || !self.has_areas(many))
            {
                return WalkScope::Everything;
            }
            if !folder.split('/').any(is_ignored) {
                areas.extend(area_of(folder).map(str::to_owned));
            }
        }
        WalkScope::Areas(areas)
    }

    /// Whether this is, and was in the previous scan, a folder whose entries are areas.
    fn has_areas(&self, folder: &str) -> bool {
        let was = self.units.as_ref().is_none_or(|kept| find(kept, folder).is_none());
        was && is_folder(&self.project.root().join(folder))
    }

    /// Walks and reads the files; returns the units in the order of keys, each with whether it is unchanged. Also returns
    /// whether something changed during the walk, so that the walk has to be repeated.
    fn walk(&self, plan: &WalkScope, before: &[ScannedUnit]) -> (Vec<(WalkedUnit, bool)>, bool) {
        let walk = Walk::new(&self.project, self.options, self.stamp_mode);
        let listing = Listing::begin(&self.project);
        let mut listed = BTreeSet::new();
        let starts: Box<dyn Iterator<Item = Result<PathBuf, walkdir::Error>> + Send> = match plan {
            WalkScope::Everything => {
                Box::new(walk.areas().inspect(|start| listed.extend(start.as_ref().ok().cloned())))
            }
            WalkScope::Areas(areas) => {
                let there = areas.iter().filter(|area| self.is_there(area, before, &walk));
                Box::new(there.map(|area| Ok(self.project.root().join(area))))
            }
        };
        // Areas are read while the walk is still finding others.
        let mut drafts: Vec<(WalkedUnit, bool)> = starts
            .par_bridge()
            .map_init(Vec::new, |buffer, start| {
                // Most areas are one unit, so the last unit is usually the right one for the next file.
                let last: Cell<Option<&ScannedUnit>> = Cell::new(None);
                let cached = |path: &str| {
                    let key = key_of(path);
                    let kept = last.get().filter(|last| last.key() == key).or_else(|| find(before, key))?;
                    last.set(Some(kept));
                    kept.cached(path)
                };
                let compare = |mut draft: WalkedUnit| {
                    let same = find(before, draft.key()).is_some_and(|before| draft.compare(before));
                    (draft, same)
                };
                let entries = match start {
                    Ok(start) => walk.area(&start, cached, buffer),
                    // A folder that cannot be listed must not be taken for an empty one.
                    Err(error) => walk.error(error).into_iter().collect(),
                };
                WalkedUnit::of_area(entries).into_iter().map(compare).collect::<Vec<_>>()
            })
            .flatten_iter()
            .collect();
        drafts.par_sort_unstable_by(|(a, _), (b, _)| a.order(b));
        let is_complete = match plan {
            WalkScope::Everything => {
                listing.is_unchanged(&self.project)
                    || walk.areas().filter_map(Result::ok).collect::<BTreeSet<_>>() == listed
            }
            WalkScope::Areas(_) => true,
        };
        (drafts, walk.is_outdated() || !is_complete)
    }

    /// Whether an area exists. If the folder of a record is gone, it may have another name now, so everything has to be
    /// read.
    fn is_there(&self, area: &str, before: &[ScannedUnit], walk: &Walk<'_>) -> bool {
        let exists = fs::symlink_metadata(self.project.root().join(area)).is_ok();
        if !exists && find(before, &format!("{area}/")).is_some() {
            walk.repeat();
        }
        exists
    }

    /// Assigns ids to new files and, if `changed` is given, adds the changes since `old`, which is in the order of keys.
    fn settle(
        &mut self,
        walked: Vec<(WalkedUnit, bool)>,
        old: &[ScannedUnit],
        mut changed: Option<&mut Vec<Change>>,
    ) -> Vec<ScannedUnit> {
        let mut settled: Vec<ScannedUnit> = Vec::with_capacity(walked.len());
        for (draft, same) in walked {
            if let Some(last) = settled.last_mut().filter(|last| last.key() == draft.key()) {
                last.report_duplicate();
                continue;
            }
            let before = find(old, draft.key());
            let kept = draft.keep(before.filter(|_| same), |path| {
                before
                    .and_then(|before| before.unit.at(path))
                    .map_or_else(|| self.ids.of(path), |file| file.id)
            });
            if let Some(changed) = changed.as_mut().filter(|_| !same) {
                changed.extend(kept.changes(before));
            }
            settled.push(kept);
        }
        let Some(changed) = changed else { return settled };
        for gone in old.iter().filter(|old| find(&settled, old.key()).is_none()) {
            changed.extend(gone.removal());
        }
        for removed in changed.iter().filter(|change| change.kind == ChangeKind::Removed) {
            let file = find(old, key_of(&removed.path)).and_then(|kept| kept.unit.at(&removed.path));
            if let Some(file) = file {
                self.ids.retire(file);
            }
        }
        settled
    }

    /// Returns the result for a project without `content/`, in which themes do not matter.
    fn scan_without_content(&mut self, before: &[ScannedUnit]) -> Scan {
        before.iter().flat_map(|kept| &kept.unit.files).for_each(|file| self.ids.retire(file));
        let root = self.project.root().display();
        let finding =
            Finding::general(&rules::NO_CONTENT, format!("there is no folder `content` in `{root}`"))
                .hint("run `allclear init` to create a site here, or set the project folder with `-C`");
        let mut changed: Vec<Change> = before.iter().flat_map(ScannedUnit::removal).collect();
        changed.sort();
        Scan { snapshot: Arc::default(), findings: Findings::from_iter([finding]), changed }
    }
}

/// Finds the unit with a key in a list in the order of keys.
fn find<'a>(kept: &'a [ScannedUnit], key: &str) -> Option<&'a ScannedUnit> {
    kept.get(kept.binary_search_by(|kept| kept.key().cmp(key)).ok()?)
}
