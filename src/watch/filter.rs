//! Which events matter, and what to scan because of them.
//!
//! Builds only read files below `content/` and `themes/`. Changes anywhere else in the project (the output,
//! `.allclear/`, `.git/`) and read accesses are ignored; otherwise our own scans and writes would wake us forever.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind};

use crate::source::{Project, Scope, is_ignored};

/// Turns events into scopes to scan.
#[derive(Debug)]
pub(super) struct EventFilter {
    /// The project root, as given and with links resolved: systems differ in which of them they report.
    roots: Vec<PathBuf>,
    /// The folders that builds read, relative to the root.
    read: Vec<PathBuf>,
    /// Folders to ignore even inside those, such as the output folder.
    ignored: Vec<PathBuf>,
}

impl EventFilter {
    pub(super) fn new(project: &Project, ignored: Vec<PathBuf>) -> Self {
        let root = project.root().to_owned();
        let below = |path: PathBuf| path.strip_prefix(&root).map(Path::to_owned).ok();
        let read = [project.content(), project.themes()].into_iter().filter_map(below).collect();
        let canonical = fs::canonicalize(&root).ok().filter(|canonical| *canonical != root);
        Self { roots: [Some(root), canonical].into_iter().flatten().collect(), read, ignored }
    }

    /// Returns what to scan because of an event, or `None` if the event does not matter.
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
        let scopes = event.paths.iter().filter_map(|path| self.path_scope(path, event.kind));
        scopes.reduce(|mut all, more| {
            all.widen(more);
            all
        })
    }

    fn path_scope(&self, path: &Path, kind: EventKind) -> Option<Scope> {
        if self.ignored.iter().any(|ignored| path.starts_with(ignored)) {
            return None;
        }
        let below = self.roots.iter().find_map(|root| path.strip_prefix(root).ok())?;
        if self.read.iter().any(|read| read.starts_with(below)) {
            // The root, or one of the folders that are read.
            return Some(Scope::Everything);
        }
        if !self.read.iter().any(|read| below.starts_with(read)) || below.iter().any(is_ignored_part) {
            return None;
        }
        let folder = if is_folder(path, kind) { below } else { below.parent()? };
        // A name that is not UTF-8 cannot be expressed as a scope.
        Some(portable(folder).map_or(Scope::Everything, |folder| Scope::Folders(BTreeSet::from([folder]))))
    }
}

fn is_ignored_part(part: &OsStr) -> bool {
    is_ignored(&part.to_string_lossy())
}

/// Whether an event is about a folder. If something is gone and its type is unknown, this returns `false`, and the
/// scan of its parent folder covers both cases.
fn is_folder(path: &Path, kind: EventKind) -> bool {
    match kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Create(CreateKind::File)
        | EventKind::Remove(RemoveKind::File)
        | EventKind::Modify(ModifyKind::Data(_)) => false,
        _ => fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir()),
    }
}

/// The path with `/` as separator, if every part is a normal UTF-8 name.
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
