//! Which events concern us, and where to look because of them.
//!
//! What we read is below `content/` and `themes/`, so all else that changes in the project (the output, `.allclear/`,
//! `.git/`) is nothing to us, and neither is that somebody reads: otherwise our own looks and our own writing would
//! wake us for ever.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind};

use crate::source::{Project, Scope, is_ignored};

/// What of a project is read.
#[derive(Debug)]
pub(super) struct Interest {
    /// The project's folder, as it is named and as it really is: systems differ in which they tell.
    roots: Vec<PathBuf>,
    /// The folders in it that are read.
    read: Vec<PathBuf>,
    /// What is not read though it may lie there: output folders.
    ignored: Vec<PathBuf>,
}

impl Interest {
    pub(super) fn new(project: &Project, ignored: Vec<PathBuf>) -> Self {
        let root = project.root().to_owned();
        let below = |path: PathBuf| path.strip_prefix(&root).map(Path::to_owned).ok();
        let read = [project.content(), project.themes()].into_iter().filter_map(below).collect();
        let canonical = fs::canonicalize(&root).ok().filter(|canonical| *canonical != root);
        Self { roots: [Some(root), canonical].into_iter().flatten().collect(), read, ignored }
    }

    /// Where to look because of an event; nowhere if it does not concern us.
    pub(super) fn scope(&self, event: &Event) -> Option<Scope> {
        if event.need_rescan() {
            return Some(Scope::Everything);
        }
        if event.kind.is_access() {
            return None;
        }
        if event.paths.is_empty() {
            return Some(Scope::Everything);
        }
        let scopes = event.paths.iter().filter_map(|path| self.of_path(path, event.kind));
        scopes.reduce(|mut all, more| {
            all.widen(more);
            all
        })
    }

    fn of_path(&self, path: &Path, kind: EventKind) -> Option<Scope> {
        if self.ignored.iter().any(|ignored| path.starts_with(ignored)) {
            return None;
        }
        let below = self.roots.iter().find_map(|root| path.strip_prefix(root).ok())?;
        if self.read.iter().any(|read| read.starts_with(below)) {
            // The project's folder, or one of those that are read, as a whole.
            return Some(Scope::Everything);
        }
        if !self.read.iter().any(|read| below.starts_with(read)) || below.iter().any(is_ignored_part) {
            return None;
        }
        let folder = if is_folder(path, kind) { below } else { below.parent()? };
        // A name that cannot be written as a path of a scan may be anywhere.
        Some(portable(folder).map_or(Scope::Everything, |folder| Scope::Folders(BTreeSet::from([folder]))))
    }
}

fn is_ignored_part(part: &OsStr) -> bool {
    is_ignored(&part.to_string_lossy())
}

/// Whether an event is about a folder. Of what has gone without saying what it was, the folder that it was in is
/// looked at, and that covers both.
fn is_folder(path: &Path, kind: EventKind) -> bool {
    match kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Create(CreateKind::File)
        | EventKind::Remove(RemoveKind::File)
        | EventKind::Modify(ModifyKind::Data(_)) => false,
        _ => fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir()),
    }
}

/// The path with `/` between its parts, if every part is an ordinary name in UTF-8.
fn portable(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    Some(parts?.join("/"))
}
