//! Publishing although some incidents or maintenances have errors: each of those is taken from an earlier revision.
//!
//! A folder is replaced as a whole or not at all, and the result is a snapshot like any other, checked from the
//! beginning. If that does not help, nothing is published, and the published site stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::build::build_withholding;
use super::withdrawn::{record, withdrawn};
use super::wording::{Version, removed_wording};
use super::{Built, Failed, Reason, Settings};
use crate::content;
use crate::diagnostics::{Finding, Findings, Severity, rules};
use crate::source::{Side, Snapshot, SourceFile, StoredFiles, record_folder};
use crate::span::Span;

/// The folders of incidents and maintenances in an earlier revision.
pub trait EarlierRevision {
    /// Why a folder cannot be read.
    type Error;
    /// Returns the paths of all their files.
    fn paths(&self) -> impl Iterator<Item = &str>;
    /// Reads the files of one folder; none if it did not exist.
    ///
    /// # Errors
    ///
    /// Fails if the revision cannot be read.
    fn read(&self, folder: &str) -> Result<StoredFiles, Self::Error>;
}

/// A folder that is not published in its current state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleFolder {
    /// The folder that has errors.
    pub folder: String,
    /// The earlier folder that replaces it, which has another name if the folder was renamed. `None` if there was
    /// none, so that the folder is left out.
    pub instead: Option<String>,
    /// The folder with errors to which the updates of this one were moved, if this one no longer exists.
    pub moved_to: Option<String>,
}

/// A site that may be written although some of the content has errors.
#[derive(Debug)]
pub struct Recovered {
    /// The site.
    pub built: Built,
    /// The snapshot that it was built from.
    pub snapshot: Snapshot,
    /// The folders that are not published in their current state, sorted.
    pub stale: Vec<StaleFolder>,
    /// The errors that made this necessary, with the snapshot that they refer to.
    pub reasons: Vec<(Snapshot, Findings)>,
}

/// Why an earlier revision did not help.
#[derive(Debug)]
pub struct NotRecovered {
    /// What is wrong.
    pub failed: Failed,
    /// The snapshot that the findings refer to.
    pub snapshot: Snapshot,
    /// Why the earlier revision does not help; `None` if the findings say so.
    pub why: Option<String>,
}

/// Repeats a failed build with each folder that has errors taken from an earlier revision. `found` are the findings
/// about the files of `snapshot` themselves, and `failed` is the failure of its build.
///
/// # Errors
///
/// Fails if the revision cannot be read.
pub fn keep_going<E: EarlierRevision>(
    snapshot: &Snapshot,
    found: &Findings,
    failed: &Failed,
    settings: Settings,
    earlier: &E,
) -> Result<Result<Recovered, Box<NotRecovered>>, E::Error> {
    let mut fallback =
        Fallback { snapshot, earlier, stale: Vec::new(), instead: BTreeMap::new(), read: BTreeMap::new() };
    let mut reasons: Vec<(Snapshot, Findings)> = Vec::new();
    let (mut now, mut why_now) = (snapshot.clone(), failed.clone());
    loop {
        // A refusal by the gate or by `--strict` cannot be fixed by an earlier revision.
        if why_now.reason != Reason::Content {
            return Ok(Err(Box::new(NotRecovered { failed: why_now, snapshot: now, why: None })));
        }
        let replaced = match fallback.replace(&now, &why_now.findings)? {
            Ok(()) => fallback.restore()?,
            refused => refused,
        };
        if let Err(why) = replaced {
            let (snapshot, failed) = (snapshot.clone(), failed.clone());
            return Ok(Err(Box::new(NotRecovered { failed, snapshot, why: Some(why) })));
        }
        let (mixed, mixed_found) = snapshot.with_folders(found, &fallback.instead);
        let errors = why_now.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned();
        reasons.push((now, errors.collect()));
        match build_withholding(&mixed, mixed_found, settings, &fallback.withheld()) {
            Ok(built) => {
                if let Some(why) = fallback.withdrawn(&built, &mixed, &failed.findings) {
                    let (snapshot, failed) = (snapshot.clone(), failed.clone());
                    return Ok(Err(Box::new(NotRecovered { failed, snapshot, why: Some(why) })));
                }
                let mut stale = fallback.stale;
                stale.sort_by(|a, b| a.folder.cmp(&b.folder));
                return Ok(Ok(Recovered { built, snapshot: mixed, stale, reasons }));
            }
            Err(again) => (now, why_now) = (mixed, again),
        }
    }
}

/// The folders replaced so far.
struct Fallback<'a, E: EarlierRevision> {
    /// The current content.
    snapshot: &'a Snapshot,
    earlier: &'a E,
    stale: Vec<StaleFolder>,
    /// By folder, the files that replace it: its earlier files, or none.
    instead: BTreeMap<String, StoredFiles>,
    /// The earlier folders that were read and are not used yet.
    read: BTreeMap<String, StoredFiles>,
}

impl<E: EarlierRevision> Fallback<'_, E> {
    /// Replaces the folders that have errors, or returns why that cannot help.
    fn replace(&mut self, now: &Snapshot, findings: &Findings) -> Result<Result<(), String>, E::Error> {
        let mut chosen = BTreeSet::new();
        for error in findings.iter().filter(|finding| finding.severity == Severity::Error) {
            match self.choose(now, error)? {
                Ok(folder) => chosen.insert(folder),
                Err(why) => return Ok(Err(why)),
            };
        }
        for folder in chosen {
            if let Err(why) = self.take(&folder)? {
                return Ok(Err(why));
            }
        }
        Ok(Ok(()))
    }

    /// Returns the folder to replace because of an error: the one that it is in, or the other one that it refers to,
    /// whichever has not been replaced yet.
    fn choose(&mut self, now: &Snapshot, error: &Finding) -> Result<Result<String, String>, E::Error> {
        let folder_of = |span: Span| {
            let path = &now.file(span.file)?.path;
            record_folder(path).map(str::to_owned)
        };
        let related = error.related.as_ref().map(|related| related.span);
        let involved: Vec<String> = error.span.into_iter().chain(related).filter_map(folder_of).collect();
        for folder in &involved {
            if self.differs(folder)? {
                return Ok(Ok(folder.clone()));
            }
        }
        Ok(Err(match involved.first() {
            Some(folder) => format!("`{folder}` has errors in that revision too"),
            None => "only the folder of an incident or a maintenance can be taken from a revision".to_owned(),
        }))
    }

    /// Whether a folder differs from the earlier one and has not been replaced yet.
    fn differs(&mut self, folder: &str) -> Result<bool, E::Error> {
        if self.instead.contains_key(folder)
            || self.stale.iter().any(|s| s.instead.as_deref() == Some(folder))
        {
            return Ok(false);
        }
        if !self.read.contains_key(folder) {
            self.read.insert(folder.to_owned(), self.earlier.read(folder)?);
        }
        Ok(self.read.get(folder).is_some_and(|stored| !self.snapshot.has_same_files(folder, stored)))
    }

    /// Replaces a folder by the earlier one.
    fn take(&mut self, folder: &str) -> Result<Result<(), String>, E::Error> {
        let unreadable =
            self.snapshot.below(folder).find(|file| file.side == Side::Internal && !file.readable);
        if let Some(file) = unreadable {
            let path = &file.path;
            return Ok(Err(format!(
                "`{path}` cannot be read, so nothing could prove that none of it is published"
            )));
        }
        let stored = self.read.remove(folder).unwrap_or_default();
        if !stored.is_empty() {
            self.instead.insert(folder.to_owned(), stored);
            let (folder, instead) = (folder.to_owned(), Some(folder.to_owned()));
            self.stale.push(StaleFolder { folder, instead, moved_to: None });
            return Ok(Ok(()));
        }
        let instead = match self.former_name(folder) {
            Ok(former) => former,
            Err(why) => return Ok(Err(why)),
        };
        self.instead.insert(folder.to_owned(), StoredFiles::default());
        if let Some(former) = &instead {
            self.instead.insert(former.clone(), self.earlier.read(former)?);
        }
        self.stale.push(StaleFolder { folder: folder.to_owned(), instead, moved_to: None });
        Ok(Ok(()))
    }

    /// Restores the folders whose updates were moved to a replaced folder, because otherwise they would be in neither.
    /// Returns why, if that is impossible.
    fn restore(&mut self) -> Result<Result<(), String>, E::Error> {
        for Moved { former, stem, folder } in self.moved() {
            if self.instead.contains_key(&former) {
                continue;
            }
            let mut earlier = BTreeMap::from([(former.clone(), self.earlier.read(&former)?)]);
            let (then, _) = content::load(&self.snapshot.with_folders(&Findings::default(), &earlier).0);
            let mut updates = record(&then, &former).into_iter().flat_map(|record| &record.updates);
            if updates.any(|update| update.draft && update.stem == stem) {
                continue;
            }
            if self.snapshot.below(&former).next().is_some() {
                return Ok(Err(format!(
                    "`{stem}` was moved from `{former}` to `{folder}`, which has errors, and would be in neither"
                )));
            }
            self.instead.append(&mut earlier);
            self.stale.push(StaleFolder {
                folder: former.clone(),
                instead: Some(former),
                moved_to: Some(folder),
            });
        }
        Ok(Ok(()))
    }

    /// Returns the updates that were moved to a folder which has been replaced by one without them.
    fn moved(&self) -> Vec<Moved> {
        let then: BTreeSet<&str> = self.earlier.paths().collect();
        let mut moved = Vec::new();
        for path in &then {
            let Some(former) = record_folder(path) else { continue };
            let Some(stem) = name_of_update(path).and_then(|name| name.strip_suffix(".md")) else { continue };
            if self.snapshot.at(path).is_some() || self.instead.contains_key(former) {
                continue;
            }
            let now = |stale: &&StaleFolder| {
                let path = path.replacen(former, &stale.folder, 1);
                self.snapshot.at(&path).is_some() && !then.contains(path.as_str())
            };
            moved.extend(self.stale.iter().find(now).map(|stale| Moved {
                former: former.to_owned(),
                stem: stem.to_owned(),
                folder: stale.folder.clone(),
            }));
        }
        moved
    }

    /// Returns the earlier name of a folder that was renamed, as an incident or as a maintenance. A folder that is
    /// gone and shares the file name of an update is the same record, because those names are the identity of its
    /// updates. If only other folders of its kind are gone, the question has no answer, which is an error.
    fn former_name(&self, folder: &str) -> Result<Option<String>, String> {
        let updates: BTreeSet<&str> =
            self.snapshot.below(folder).filter_map(|file| name_of_update(&file.path)).collect();
        let kind = |folder: &str| folder.rsplit_once('/').map(|(kind, _)| kind.to_owned());
        let mut gone: BTreeMap<&str, usize> = BTreeMap::new();
        for path in self.earlier.paths() {
            let Some(former) = record_folder(path) else { continue };
            let is_taken = self.instead.contains_key(former) || self.snapshot.below(former).next().is_some();
            let shared = name_of_update(path).is_some_and(|name| updates.contains(name));
            let may_be = shared || kind(former) == kind(folder);
            if may_be && !is_taken && Side::of(path) == Side::Public {
                *gone.entry(former).or_default() += usize::from(shared);
            }
        }
        match gone.into_iter().max_by_key(|(_, shared)| *shared) {
            None => Ok(None),
            Some((former, 0)) => Err(format!(
                "`{folder}` is new and has errors, while `{former}` is gone: it may be the same under another name"
            )),
            Some((former, _)) => Ok(Some(former.to_owned())),
        }
    }

    /// Returns why the built site must not be published: the current folder withholds a text that the earlier one
    /// published.
    /// `errors` are the findings about the current content.
    fn withdrawn(&self, built: &Built, mixed: &Snapshot, errors: &Findings) -> Option<String> {
        let (now, _) = content::load(self.snapshot);
        self.stale.iter().find_map(|StaleFolder { folder, instead, moved_to }| {
            let folder = moved_to.as_ref().unwrap_or(folder);
            let instead = instead.as_ref()?;
            if let Some(text) = withdrawn(folder, instead, (&now, built.now), &built.content) {
                return Some(format!("`{folder}` no longer publishes `{text}`, and that revision would"));
            }
            let now = Version { snapshot: self.snapshot, content: &now, folder };
            let earlier = Version { snapshot: mixed, content: &built.content, folder: instead };
            let text = removed_wording(now, earlier, self.only_lacks_approval(folder, errors))?;
            Some(format!(
                "`{text}` in `{folder}` was edited, and that revision would bring back what the edit removed"
            ))
        })
    }

    /// Whether the only errors in a folder are that an edit of its post-mortem has not been approved.
    fn only_lacks_approval(&self, folder: &str, errors: &Findings) -> bool {
        let postmortem = format!("{folder}/comms/postmortem.md");
        let in_folder = |finding: &&Finding| {
            let spans = finding.span.into_iter().chain(finding.related.as_ref().map(|related| related.span));
            let mut paths = spans.filter_map(|span| Some(self.snapshot.file(span.file)?.path.as_str()));
            finding.severity == Severity::Error && paths.any(|path| record_folder(path) == Some(folder))
        };
        let lacks_approval = |finding: &Finding| {
            let file = finding.span.and_then(|span| self.snapshot.file(span.file));
            let is_approval =
                [rules::APPROVAL_MISSING.name, rules::APPROVAL_VOID.name].contains(&finding.rule.name);
            is_approval && file.is_some_and(|file| file.path == postmortem)
        };
        let mut own = errors.iter().filter(in_folder).peekable();
        own.peek().is_some() && own.all(lacks_approval)
    }

    /// Returns the internal files that are in no snapshot now. Their words must not be published either.
    fn withheld(&self) -> Vec<&SourceFile> {
        let folders = self.stale.iter().flat_map(|stale| self.snapshot.below(&stale.folder));
        folders.filter(|file| file.side == Side::Internal).collect()
    }
}

/// An update that was moved from one folder to another.
struct Moved {
    former: String,
    stem: String,
    folder: String,
}

/// Returns the file name of an update or of an image next to it.
fn name_of_update(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    (Side::of(path) == Side::Public && name != "postmortem.md").then_some(name)
}
