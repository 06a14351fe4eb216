//! Walking `content/` and `themes/` and reading what is there.
//!
//! Folders of incidents are walked and read in parallel, since opening tens of thousands of small files is
//! what a build mostly waits for. The result does not depend on the order in which that happens.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::read::{Trouble, read_image, read_text};
use super::{FileId, Image, Place, Project, Side, Snapshot, SourceFile};
use crate::diagnostics::{Finding, Findings, rules};

/// What a scan reads.
#[derive(Clone, Copy, Debug)]
pub struct ScanOptions {
    /// Reads no internal file at all: for a build machine that has none, or must not see them.
    pub public_only: bool,
}

/// What became of one entry of a folder.
enum Entry {
    Text { path: String, text: Result<Arc<str>, Trouble> },
    Image(Image),
}

/// Reads every file of `content/`. What cannot be read is a finding and an empty file; it never hides the rest.
#[must_use]
pub fn scan(project: &Project, options: ScanOptions) -> (Snapshot, Findings) {
    let root = project.root();
    let content = project.content();
    if !content.is_dir() {
        let finding =
            Finding::general(&rules::NO_CONTENT, format!("no folder `content` in `{}`", root.display()))
                .hint("run `allclear init` to start a site here, or name the project's folder with `-C`");
        return (Snapshot::default(), Findings::from_iter([finding]));
    }
    let themes = project.themes().is_dir().then(|| project.themes());
    let walked: Vec<Vec<Entry>> = starting_points(&content)
        .into_iter()
        .chain(themes)
        .collect::<Vec<_>>()
        .into_par_iter()
        .map_init(Vec::new, |buffer, start| walk(root, &content, &start, options, buffer))
        .collect();
    let mut files = Vec::with_capacity(walked.iter().map(Vec::len).sum());
    let mut images = Vec::new();
    let mut troubles = Vec::new();
    for entry in walked.into_iter().flatten() {
        match entry {
            Entry::Image(image) => images.push(image),
            Entry::Text { path, text } => {
                let side = Side::of(&path);
                let (text, readable) = match text {
                    Ok(text) => (text, true),
                    Err(trouble) => {
                        troubles.push((path.clone(), trouble));
                        ("".into(), false)
                    }
                };
                files.push(SourceFile { id: FileId(0), path, side, text, readable });
            }
        }
    }
    let snapshot = Snapshot::new(files, images);
    let findings = troubles
        .into_iter()
        .filter_map(|(path, trouble)| Some(trouble.finding(Place::top(snapshot.at(&path)?.id))))
        .collect();
    (snapshot, findings)
}

/// The folders that are walked side by side: each incident, each maintenance, and the rest of `content/`.
fn starting_points(content: &Path) -> Vec<PathBuf> {
    let below = |folder: &Path| -> Vec<PathBuf> {
        WalkDir::new(folder)
            .min_depth(1)
            .max_depth(1)
            .into_iter()
            .flatten()
            .map(DirEntry::into_path)
            .collect()
    };
    below(content)
        .into_iter()
        .flat_map(|path| {
            let many = path.is_dir()
                && !path.is_symlink()
                && path.file_name().is_some_and(|name| name == "incidents" || name == "maintenance");
            if many { below(&path) } else { vec![path] }
        })
        .collect()
}

fn walk(root: &Path, content: &Path, start: &Path, options: ScanOptions, buffer: &mut Vec<u8>) -> Vec<Entry> {
    WalkDir::new(start)
        .follow_links(false)
        .follow_root_links(false)
        .into_iter()
        .filter_entry(|entry| {
            let closed = options.public_only && entry.file_type().is_dir();
            !is_ignored(&entry.file_name().to_string_lossy())
                && (!closed || Side::may_hold_public(&relative(root, entry.path())))
        })
        .filter_map(|entry| match entry {
            Ok(entry) => visit(root, content, &entry, options, buffer),
            Err(error) => {
                let path = relative(root, error.path()?);
                Some(Entry::Text { path, text: Err(Trouble::Io(error.to_string())) })
            }
        })
        .collect()
}

fn visit(
    root: &Path,
    content: &Path,
    entry: &DirEntry,
    options: ScanOptions,
    buffer: &mut Vec<u8>,
) -> Option<Entry> {
    let path = relative(root, entry.path());
    let side = Side::of(&path);
    if entry.file_type().is_dir() || (options.public_only && side == Side::Internal) {
        return None;
    }
    let refused = |trouble| Some(Entry::Text { path: path.clone(), text: Err(trouble) });
    let kind = if entry.file_type().is_symlink() {
        match followed(content, root, entry.path(), side) {
            Ok(kind) => kind,
            Err(trouble) => return refused(trouble),
        }
    } else {
        entry.file_type()
    };
    if !kind.is_file() {
        return refused(Trouble::NotAFile);
    }
    if side == Side::Public && is_image(&path) {
        return match read_image(entry.path()) {
            Ok(bytes) => Some(Entry::Image(Image { path, bytes: bytes.into() })),
            Err(trouble) => refused(trouble),
        };
    }
    let record = has_extension(&path, &["md", "toml"]);
    match read_text(entry.path(), buffer) {
        // A log or a dump beside the timeline is raw text for the gate, if it is text at all.
        Err(_) if !record && side == Side::Internal => None,
        text => Some(Entry::Text { path, text }),
    }
}

/// Where a symbolic link leads, if it may be followed: to a file of `content/` on the same side of the boundary.
fn followed(content: &Path, root: &Path, link: &Path, side: Side) -> Result<fs::FileType, Trouble> {
    let target = link.canonicalize().map_err(|error| Trouble::Io(error.to_string()))?;
    let home = content.canonicalize().map_err(|error| Trouble::Io(error.to_string()))?;
    let Ok(inside) = target.strip_prefix(&home) else { return Err(Trouble::LinkLeaves) };
    let kind = fs::metadata(&target).map_err(|error| Trouble::Io(error.to_string()))?.file_type();
    if kind.is_dir() {
        return Err(Trouble::LinkToFolder);
    }
    let target_side = Side::of(&relative(root, &root.join("content").join(inside)));
    if side == Side::Public && target_side == Side::Internal {
        return Err(Trouble::LinkCrosses);
    }
    Ok(kind)
}

/// The path below the root, with `/` between its parts. Bytes that are not UTF-8 show as U+FFFD, which no id,
/// slug or time allows, so such a name is reported by the rules for names.
fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut relative = String::with_capacity(below.as_os_str().len());
    for part in below.components() {
        if !relative.is_empty() {
            relative.push('/');
        }
        relative.push_str(&part.as_os_str().to_string_lossy());
    }
    relative
}

/// Files of editors, version control and operating systems.
pub(crate) fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name == "4913"
        || name == "CODEOWNERS"
        || name.contains("___jb_")
        || has_extension(name, &["swp", "swx", "swo", "tmp", "bck", "orig", "kate-swp"])
}

pub(super) fn is_image(path: &str) -> bool {
    has_extension(path, &["png", "jpg", "jpeg", "webp", "ico", "woff2"])
}

pub(super) fn has_extension(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, found)| extensions.iter().any(|wanted| found.eq_ignore_ascii_case(wanted)))
}
