//! Scanning again and again: for whoever watches a project while people write in it.
//!
//! Not for telling *when* to look: that is `preview`'s business. A scan is the truth about the files; an event of
//! the operating system is only a reason to scan.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::file_ids::FileIds;
use super::read::StampMode;
use super::scanned_unit::{ScannedUnit, WalkedUnit};
use super::unit::key_of;
use super::walk::{Walk, area_of, is_folder, is_ignored};
use super::{Project, ScanOptions, Snapshot};
use crate::diagnostics::{Finding, Findings, rules};

/// Where something may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Anywhere.
    Everything,
    /// In these folders or below them: paths below the project root with `/` between the parts, such as
    /// `content/incidents/2026-03-14-pg-failover/comms`. A folder that is gone is no error.
    Folders(BTreeSet<String>),
}

impl Scope {
    /// Takes in another scope.
    pub fn widen(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Folders(folders), Self::Folders(more)) => folders.extend(more),
            (Self::Everything, _) => {}
            (Self::Folders(_), Self::Everything) => *self = Self::Everything,
        }
    }
}

/// One file that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Path below the project root.
    pub path: String,
    /// What became of it.
    pub kind: ChangeKind,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// Its text or its bytes are others.
    Changed,
    /// It is gone.
    Removed,
}

/// What a scan gave.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The files as they are now.
    pub snapshot: Arc<Snapshot>,
    /// What is wrong with the files as such.
    pub findings: Findings,
    /// What changed since the scan before, in the order of paths; at the first scan: nothing.
    pub changed: Vec<Change>,
}

/// Scans a project, and remembers what it read.
///
/// Folders of incidents are walked and read in parallel, since opening tens of thousands of small files is what a
/// build mostly waits for. The result does not depend on the order in which that happens.
#[derive(Debug)]
pub struct Scanner {
    project: Project,
    options: ScanOptions,
    stamp_mode: StampMode,
    /// In the order of keys; none before the first scan, and while there is no `content/`.
    kept: Option<Vec<ScannedUnit>>,
    begun: bool,
    ids: FileIds,
}

/// What is walked.
enum WalkScope {
    Everything,
    Areas(BTreeSet<String>),
}

impl Scanner {
    /// A scanner that has read nothing yet.
    #[must_use]
    pub fn new(project: Project, options: ScanOptions) -> Self {
        let ids = FileIds::default();
        Self { project, options, stamp_mode: StampMode::Yes, kept: None, begun: false, ids }
    }

    /// A scanner that will scan once: it need not know when it would have to read again.
    pub(super) fn once(project: Project, options: ScanOptions) -> Self {
        Self { stamp_mode: StampMode::No, ..Self::new(project, options) }
    }

    /// Looks at what may have changed. The result is the same as that of a fresh scan of everything, if nothing
    /// outside `scope` changed.
    pub fn scan(&mut self, scope: &Scope) -> Scan {
        let first = !std::mem::replace(&mut self.begun, true);
        let plan = self.plan(scope);
        let before = self.kept.take().unwrap_or_default();
        if !self.project.content().is_dir() {
            return self.scan_without_content(&before);
        }
        let walked = self.walk(&plan, &before);
        let (old, mut kept): (Vec<ScannedUnit>, Vec<ScannedUnit>) = match &plan {
            WalkScope::Everything => (before, Vec::new()),
            WalkScope::Areas(areas) => before
                .into_iter()
                .partition(|kept| area_of(kept.key()).is_some_and(|area| areas.contains(area))),
        };
        let mut changed = Vec::new();
        // All that a first scan finds is new, and nobody asks for a list of it.
        kept.extend(self.settle(walked, &old, (!first).then_some(&mut changed)));
        kept.sort_by(|a, b| a.key().cmp(b.key()));
        changed.sort();
        let snapshot = Snapshot::of_units(kept.iter().map(|kept| Arc::clone(&kept.unit)).collect());
        let findings = kept.iter().flat_map(|kept| &kept.findings).cloned().collect();
        self.kept = Some(kept);
        Scan { snapshot: Arc::new(snapshot), findings, changed }
    }

    fn plan(&self, scope: &Scope) -> WalkScope {
        let (Scope::Folders(folders), Some(kept)) = (scope, &self.kept) else { return WalkScope::Everything };
        // Where links lead is in no scope.
        let links = kept.iter().filter(|kept| kept.links).map(ScannedUnit::key);
        let mut areas: BTreeSet<String> = links.filter_map(area_of).map(str::to_owned).collect();
        for folder in folders.iter().map(|folder| folder.trim_matches('/')) {
            let many = ["content/incidents", "content/maintenance"];
            let around = many.iter().find(|many| folder.starts_with(**many));
            // A name that is no UTF-8 cannot be looked up by what is shown of it.
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

    /// Whether this is, and was, a folder whose entries are areas.
    fn has_areas(&self, folder: &str) -> bool {
        let was = self.kept.as_ref().is_none_or(|kept| find(kept, folder).is_none());
        was && is_folder(&self.project.root().join(folder))
    }

    /// What is there now, in the order of keys, each with whether it is as it was.
    fn walk(&self, plan: &WalkScope, before: &[ScannedUnit]) -> Vec<(WalkedUnit, bool)> {
        let walk = Walk { project: &self.project, options: self.options, stamp_mode: self.stamp_mode };
        let starts: Box<dyn Iterator<Item = Result<PathBuf, walkdir::Error>> + Send> = match plan {
            WalkScope::Everything => Box::new(walk.areas()),
            WalkScope::Areas(areas) => Box::new(areas.iter().map(|area| Ok(self.project.root().join(area)))),
        };
        // Areas are read while others are looked for.
        let mut drafts: Vec<(WalkedUnit, bool)> = starts
            .par_bridge()
            .map_init(Vec::new, |buffer, start| {
                // Most areas are one unit, which need not be looked for again for each of its files.
                let last: Cell<Option<&ScannedUnit>> = Cell::new(None);
                let known = |path: &str| {
                    let key = key_of(path);
                    let kept = last.get().filter(|last| last.key() == key).or_else(|| find(before, key))?;
                    last.set(Some(kept));
                    kept.known(path)
                };
                let compare = |mut draft: WalkedUnit| {
                    let same = find(before, draft.key()).is_some_and(|before| draft.compare(before));
                    (draft, same)
                };
                let entries = match start {
                    Ok(start) => walk.area(&start, known, buffer),
                    // A folder that cannot be listed never passes for an empty one.
                    Err(error) => walk.error(error).into_iter().collect(),
                };
                WalkedUnit::of_area(entries).into_iter().map(compare).collect::<Vec<_>>()
            })
            .flatten_iter()
            .collect();
        drafts.par_sort_unstable_by(|(a, _), (b, _)| a.order(b));
        drafts
    }

    /// Gives ids to what is new, and tells what changed since `old`, which is in the order of keys, if that is asked
    /// for.
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

    /// Nothing is there, not even the themes count.
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

/// The unit of a key in a list in the order of keys.
fn find<'a>(kept: &'a [ScannedUnit], key: &str) -> Option<&'a ScannedUnit> {
    kept.get(kept.binary_search_by(|kept| kept.key().cmp(key)).ok()?)
}
