//! Publishing although some incidents or maintenances have errors: each of those as it was in an earlier revision.
//!
//! A folder is taken as a whole or not at all, and what comes of it is a snapshot like any other, judged from the
//! beginning. Where that does not help, nothing is published: what is out stays as it is, and nothing that was public
//! goes away by a slip.

use std::collections::{BTreeMap, BTreeSet};

use super::pipeline::build_beside;
use super::withdrawn::{record, withdrawn};
use super::{Built, Failed, Reason, Settings};
use crate::content;
use crate::diagnostics::{Finding, Findings, Severity};
use crate::source::{Side, Snapshot, SourceFile, StoredFiles, record_folder};
use crate::span::Span;

/// The folders of incidents and maintenances as they were.
pub trait Earlier {
    /// Why they cannot be read.
    type Error;
    /// The paths of all their files.
    fn paths(&self) -> impl Iterator<Item = &str>;
    /// The files of one folder; none if it was not there.
    fn read(&self, folder: &str) -> Result<StoredFiles, Self::Error>;
}

/// A folder that is published otherwise than it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The folder that has errors.
    pub folder: String,
    /// The earlier folder that stands in for it, which has another name if it was renamed; `None` if there was none,
    /// and so it is left out.
    pub instead: Option<String>,
    /// The folder with errors that this one's updates went into, if this one is gone and so has none itself.
    pub moved_to: Option<String>,
}

/// A site that may be written although some of its content has errors.
#[derive(Debug)]
pub struct Kept {
    /// The site.
    pub built: Built,
    /// What it was made of.
    pub snapshot: Snapshot,
    /// The folders that are published otherwise than they are, sorted.
    pub stale: Vec<Stale>,
    /// The errors that were the reason, each with the snapshot that it is about.
    pub reasons: Vec<(Snapshot, Findings)>,
}

/// Why falling back did not help.
#[derive(Debug)]
pub struct NotKept {
    /// What is wrong.
    pub failed: Failed,
    /// The snapshot that it is about.
    pub snapshot: Snapshot,
    /// Why the earlier revision is no help; without words, if the gate says it all.
    pub why: Option<String>,
}

/// Builds what failed once more, with each folder that has errors as it was. `found` is what was wrong with the files
/// of `snapshot` as such, and `failed` what its build failed on.
pub fn keep_going<E: Earlier>(
    snapshot: &Snapshot,
    found: &Findings,
    failed: &Failed,
    settings: Settings,
    earlier: &E,
) -> Result<Result<Kept, Box<NotKept>>, E::Error> {
    let mut fallback =
        Fallback { snapshot, earlier, stale: Vec::new(), instead: BTreeMap::new(), read: BTreeMap::new() };
    let mut reasons: Vec<(Snapshot, Findings)> = Vec::new();
    let (mut now, mut why_now) = (snapshot.clone(), failed.clone());
    loop {
        // What the gate or `--strict` refuses is not for an earlier revision to mend.
        if why_now.reason != Reason::Content {
            return Ok(Err(Box::new(NotKept { failed: why_now, snapshot: now, why: None })));
        }
        let exchanged = match fallback.exchange(&now, &why_now.findings)? {
            Ok(()) => fallback.restore()?,
            refused => refused,
        };
        if let Err(why) = exchanged {
            let (snapshot, failed) = (snapshot.clone(), failed.clone());
            return Ok(Err(Box::new(NotKept { failed, snapshot, why: Some(why) })));
        }
        let (mixed, mixed_found) = snapshot.with_folders(found, &fallback.instead);
        let errors = why_now.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned();
        reasons.push((now, errors.collect()));
        match build_beside(&mixed, mixed_found, settings, &fallback.withheld()) {
            Ok(built) => {
                if let Some(why) = fallback.withdrawn(&built) {
                    let (snapshot, failed) = (snapshot.clone(), failed.clone());
                    return Ok(Err(Box::new(NotKept { failed, snapshot, why: Some(why) })));
                }
                let mut stale = fallback.stale;
                stale.sort_by(|a, b| a.folder.cmp(&b.folder));
                return Ok(Ok(Kept { built, snapshot: mixed, stale, reasons }));
            }
            Err(failed) => (now, why_now) = (mixed, failed),
        }
    }
}

/// What was exchanged so far.
struct Fallback<'a, E: Earlier> {
    /// The content as it is.
    snapshot: &'a Snapshot,
    earlier: &'a E,
    stale: Vec<Stale>,
    /// By folder, what is there now: a folder with errors holds nothing, or what it held earlier.
    instead: BTreeMap<String, StoredFiles>,
    /// The earlier folders that were looked at and not used yet.
    read: BTreeMap<String, StoredFiles>,
}

impl<E: Earlier> Fallback<'_, E> {
    /// Exchanges the folders that the errors are in; or says why that cannot help.
    fn exchange(&mut self, now: &Snapshot, findings: &Findings) -> Result<Result<(), String>, E::Error> {
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

    /// The folder to exchange because of an error: the one it is in, or the other one that it is about, whichever
    /// is not yet as it was.
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
            None => {
                "only what lies in the folder of an incident or a maintenance can be taken from a revision"
                    .to_owned()
            }
        }))
    }

    /// Whether a folder is other than it was earlier, and not exchanged already.
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

    /// Lets a folder be as it was.
    fn take(&mut self, folder: &str) -> Result<Result<(), String>, E::Error> {
        let dark = self.snapshot.below(folder).find(|file| file.side == Side::Internal && !file.readable);
        if let Some(file) = dark {
            let path = &file.path;
            return Ok(Err(format!(
                "`{path}` cannot be read, so nothing could prove that none of it gets out"
            )));
        }
        let stored = self.read.remove(folder).unwrap_or_default();
        if !stored.is_empty() {
            self.instead.insert(folder.to_owned(), stored);
            let (folder, instead) = (folder.to_owned(), Some(folder.to_owned()));
            self.stale.push(Stale { folder, instead, moved_to: None });
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
        self.stale.push(Stale { folder: folder.to_owned(), instead, moved_to: None });
        Ok(Ok(()))
    }

    /// Restores the folders whose updates went into one that is exchanged, and so would be in neither; or says why that
    /// cannot be.
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
                    "`{stem}` went from `{former}` to `{folder}`, which has errors, and would be in neither"
                )));
            }
            self.instead.append(&mut earlier);
            self.stale.push(Stale { folder: former.clone(), instead: Some(former), moved_to: Some(folder) });
        }
        Ok(Ok(()))
    }

    /// The updates that are in another folder than they were, which is exchanged for one without them.
    fn moved(&self) -> Vec<Moved> {
        let then: BTreeSet<&str> = self.earlier.paths().collect();
        let mut moved = Vec::new();
        for path in &then {
            let Some(former) = record_folder(path) else { continue };
            let Some(stem) = name_of_update(path).and_then(|name| name.strip_suffix(".md")) else { continue };
            if self.snapshot.at(path).is_some() || self.instead.contains_key(former) {
                continue;
            }
            let now = |stale: &&Stale| {
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

    /// The name that a folder had, if it was there under another one, be it as an incident or as a maintenance. A folder
    /// that has gone and shares the name of an update is the same record: those names are its updates' identity. If
    /// others of its kind have gone, nobody can tell.
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

    /// Why what was built must not get out: a folder as it is now keeps in what it let out earlier.
    fn withdrawn(&self, built: &Built) -> Option<String> {
        let (now, _) = content::load(self.snapshot);
        self.stale.iter().find_map(|Stale { folder, instead, moved_to }| {
            let folder = moved_to.as_ref().unwrap_or(folder);
            let text = withdrawn(folder, instead.as_ref()?, (&now, built.now), &built.content)?;
            Some(format!("`{folder}` may not let out `{text}` any more, and that revision would"))
        })
    }

    /// The internal files that stand in no snapshot now. Their words must not get out all the same.
    fn withheld(&self) -> Vec<&SourceFile> {
        let folders = self.stale.iter().flat_map(|stale| self.snapshot.below(&stale.folder));
        folders.filter(|file| file.side == Side::Internal).collect()
    }
}

/// An update that went from one folder to another.
struct Moved {
    former: String,
    stem: String,
    folder: String,
}

/// The file name of an update or a picture beside it.
fn name_of_update(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    (Side::of(path) == Side::Public && name != "postmortem.md").then_some(name)
}
