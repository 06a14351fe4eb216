//! Walks an area of a project and reads its files.
//!
//! An area is walked as a whole: an incident folder, a maintenance folder, any other entry of `content/`, or `themes/`.
//! It consists of whole units.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use walkdir::{DirEntry, WalkDir};

use super::opener::Opener;
use super::read::{ReadError, StampMode, StampedContent, read_image, read_text};
use super::stamp::Stamp;
use super::{Project, ScanOptions, Side};

/// A file of an area.
pub(super) struct WalkedFile {
    /// Path below the project root.
    pub(super) path: String,
    pub(super) found: FileContent,
    /// The stamp that shows whether the file changed; `None` if it must be read again in any case.
    pub(super) stamp: Option<Stamp>,
    /// Whether the file is a symbolic link, whose target can change without changing the link.
    pub(super) link: bool,
}

/// The content of a file.
pub(super) enum FileContent {
    Text(Arc<str>),
    Image(Arc<[u8]>),
    ReadError(ReadError),
    /// A file that is not used, such as a binary dump next to a timeline.
    Ignored,
}

/// The content and the stamp of a file in the previous scan.
pub(super) enum CachedFile<'a> {
    Text(&'a Arc<str>, Stamp),
    Image(&'a Arc<[u8]>, Stamp),
    Ignored(Stamp),
}

/// The settings of a walk.
pub(super) struct Walk<'a> {
    pub(super) project: &'a Project,
    options: ScanOptions,
    stamp_mode: StampMode,
    /// Opens the files in `content/`, and those in the rest of the project.
    openers: [Opener; 2],
    /// Whether something was listed and then was gone or replaced.
    is_outdated: AtomicBool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(project: &'a Project, options: ScanOptions, stamp_mode: StampMode) -> Self {
        let openers = [Opener::new(project.content()), Opener::new(project.root().to_owned())];
        Self { project, options, stamp_mode, openers, is_outdated: AtomicBool::new(false) }
    }

    /// Whether something was listed and then was gone or replaced. It may be somewhere else now, in a folder that was
    /// read before, so only another walk can tell what the project contains.
    pub(super) fn is_outdated(&self) -> bool {
        self.is_outdated.load(Ordering::Relaxed)
    }

    /// Reports that the walk has to be repeated.
    pub(super) fn repeat(&self) {
        self.is_outdated.store(true, Ordering::Relaxed);
    }

    /// Iterates over the paths of all areas, and the errors of the folders that contain them.
    pub(super) fn areas(&self) -> impl Iterator<Item = Result<PathBuf, walkdir::Error>> + Send + use<> {
        let themes = self.project.themes();
        let has_areas = |path: &Path| {
            let name = path.file_name();
            name.is_some_and(|name| name == "incidents" || name == "maintenance") && is_folder(path)
        };
        below(&self.project.content())
            .flat_map(move |start| {
                let many = start.as_deref().is_ok_and(has_areas);
                let (one, many) = match start {
                    Ok(path) if many => (None, Some(below(&path))),
                    one => (Some(one), None),
                };
                one.into_iter().chain(many.into_iter().flatten())
            })
            .chain(themes.is_dir().then_some(Ok(themes)))
    }

    /// Reads all files of an area, in no particular order; none if the area does not exist. A file is taken from `cached`
    /// if its stamp is unchanged.
    pub(super) fn area<'k>(
        &self,
        area: &Path,
        cached: impl Fn(&str) -> Option<CachedFile<'k>>,
        buffer: &mut Vec<u8>,
    ) -> Vec<WalkedFile> {
        let root = self.project.root();
        let cached = &cached;
        WalkDir::new(area)
            .follow_links(false)
            .follow_root_links(false)
            .into_iter()
            .filter_entry(|entry| {
                let closed = self.options.public_only && entry.file_type().is_dir();
                !is_ignored(&entry.file_name().to_string_lossy())
                    && (!closed || Side::may_contain_public(&relative(root, entry.path())))
            })
            .filter_map(|entry| match entry {
                Ok(entry) => self.visit(&entry, cached, buffer),
                Err(error) => self.error(error),
            })
            .collect()
    }

    /// Converts an error of the walk.
    pub(super) fn error(&self, error: walkdir::Error) -> Option<WalkedFile> {
        let path = relative(self.project.root(), error.path()?);
        Some(self.refused(path, ReadError::Io(error.into_io_error()?), false))
    }

    /// Returns a file that was not read. If it was replaced since it was listed, the walk has to be repeated.
    fn refused(&self, path: String, error: ReadError, link: bool) -> WalkedFile {
        if !error.is_race() {
            return WalkedFile::refused(path, error, link);
        }
        self.repeat();
        WalkedFile::refused(path, ReadError::Changing, link)
    }

    fn visit<'k>(
        &self,
        entry: &DirEntry,
        cached: &impl Fn(&str) -> Option<CachedFile<'k>>,
        buffer: &mut Vec<u8>,
    ) -> Option<WalkedFile> {
        let path = relative(self.project.root(), entry.path());
        let side = Side::of(&path);
        if entry.file_type().is_dir() || (self.options.public_only && side == Side::Internal) {
            return None;
        }
        let link = entry.file_type().is_symlink();
        let target = if link {
            match self.followed(entry.path(), side) {
                Ok(target) => target,
                // A link without a target is a lasting error.
                Err(error) => return Some(WalkedFile::refused(path, error, link)),
            }
        } else {
            Target { kind: entry.file_type(), path: entry.path().to_owned(), base: None }
        };
        if !target.kind.is_file() {
            return Some(WalkedFile::refused(path, ReadError::NotAFile, link));
        }
        if !link && let Some(entry) = unchanged(&path, entry, cached) {
            return Some(entry);
        }
        Some(match self.read(&target, &path, side, link, buffer) {
            Ok((found, stamp)) => WalkedFile { path, found, stamp, link },
            Err(error) => self.refused(path, error, link),
        })
    }

    fn read(
        &self,
        target: &Target,
        path: &str,
        side: Side,
        link: bool,
        buffer: &mut Vec<u8>,
    ) -> Result<(FileContent, Option<Stamp>), ReadError> {
        let stamp_mode = if link { StampMode::No } else { self.stamp_mode };
        let file = self.open(target).map_err(ReadError::Io)?;
        if side == Side::Public && is_image(path) {
            let StampedContent { content, stamp } = read_image(file, stamp_mode)?;
            return Ok((FileContent::Image(content), stamp));
        }
        let record = has_extension(path, &["md", "toml"]);
        match read_text(file, stamp_mode, buffer) {
            Ok(StampedContent { content, stamp }) => Ok((FileContent::Text(content), stamp)),
            // A log or a dump next to a timeline is read for the gate if it is text, and ignored otherwise.
            Err(error)
                if !record && side == Side::Internal && !holds_records_only(path) && !error.is_race() =>
            {
                let lasting = stamp_mode == StampMode::Yes && !matches!(error, ReadError::Io(_));
                Ok((FileContent::Ignored, lasting.then(|| Stamp::now(&target.path)).flatten()))
            }
            Err(error) => Err(error),
        }
    }

    /// Opens a file that the walk found, without following links.
    fn open(&self, target: &Target) -> io::Result<File> {
        if let Some(base) = &target.base {
            return Opener::new(base.clone()).open(&target.path);
        }
        match self.openers.iter().find(|opener| opener.contains(&target.path)) {
            Some(opener) => opener.open(&target.path),
            None => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    /// Returns the target of a symbolic link, which must be in `content/` and on the same side of the boundary.
    ///
    /// # Errors
    ///
    /// If the link may not be followed, or its target cannot be accessed.
    fn followed(&self, link: &Path, side: Side) -> Result<Target, ReadError> {
        let content = self.project.content();
        let target = link.canonicalize().map_err(ReadError::Io)?;
        let home = content.canonicalize().map_err(ReadError::Io)?;
        let Ok(inside) = target.strip_prefix(&home) else { return Err(ReadError::LinkLeaves) };
        let kind = fs::metadata(&target).map_err(ReadError::Io)?.file_type();
        if kind.is_dir() {
            return Err(ReadError::LinkToFolder);
        }
        let target_side = Side::of(&relative(self.project.root(), &content.join(inside)));
        if side == Side::Public && target_side == Side::Internal {
            return Err(ReadError::LinkCrosses);
        }
        Ok(Target { kind, path: target, base: Some(home) })
    }
}

/// A file to open.
struct Target {
    kind: fs::FileType,
    path: PathBuf,
    /// The folder below which no part of the path may be a link, if the file is the target of a link.
    base: Option<PathBuf>,
}

impl WalkedFile {
    const fn refused(path: String, error: ReadError, link: bool) -> Self {
        Self { path, found: FileContent::ReadError(error), stamp: None, link }
    }
}

/// Returns the cached file if its metadata is unchanged.
fn unchanged<'k>(
    path: &str,
    entry: &DirEntry,
    cached: &impl Fn(&str) -> Option<CachedFile<'k>>,
) -> Option<WalkedFile> {
    let cached = cached(path)?;
    let (CachedFile::Text(_, stamp) | CachedFile::Image(_, stamp) | CachedFile::Ignored(stamp)) = cached;
    let metadata = entry.metadata().ok()?;
    if Stamp::of(&metadata) != stamp {
        return None;
    }
    let found = match cached {
        CachedFile::Text(text, _) => FileContent::Text(Arc::clone(text)),
        CachedFile::Image(bytes, _) => FileContent::Image(Arc::clone(bytes)),
        CachedFile::Ignored(_) => FileContent::Ignored,
    };
    Some(WalkedFile { path: path.to_owned(), found, stamp: Some(stamp), link: false })
}

/// Returns the area that a path below the root belongs to; `None` for folders that contain several areas and for paths
/// that are not read.
pub(super) fn area_of(path: &str) -> Option<&str> {
    let mut parts = path.split('/');
    let depth = match (parts.next(), parts.next()) {
        (Some("themes"), _) => return Some("themes"),
        (Some("content"), Some("incidents" | "maintenance")) => 3,
        (Some("content"), Some(_)) => 2,
        _ => return None,
    };
    let mut ends = memchr::memchr_iter(b'/', path.as_bytes()).chain(std::iter::once(path.len()));
    ends.nth(depth - 1).map(|end| &path[..end])
}

/// Whether the path is a folder and not a symbolic link.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Whether this is a file of an editor, a version control system or an operating system.
pub(crate) fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name == "4913"
        || name == "CODEOWNERS"
        || name.contains("___jb_")
        || has_extension(name, &["swp", "swx", "swo", "tmp", "bck", "orig", "kate-swp"])
}

fn below(folder: &Path) -> impl Iterator<Item = Result<PathBuf, walkdir::Error>> + Send + use<> {
    let entries = WalkDir::new(folder).min_depth(1).max_depth(1);
    entries.into_iter().map(|entry| entry.map(DirEntry::into_path))
}

/// Appends a name, with U+FFFD in place of control characters.
pub(super) fn push_printable(path: &mut String, name: &str) {
    if name.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        path.push_str(name);
    } else {
        path.extend(name.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }));
    }
}

/// Returns the path below the root, with `/` between its parts. U+FFFD replaces bytes that are not UTF-8, and control
/// characters, which could forge lines of a log. No id, slug or time allows U+FFFD, so the rules for names report such
/// files.
fn relative(root: &Path, path: &Path) -> String {
    if let Some(plain) = plain_below(root, path) {
        return plain.to_owned();
    }
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut relative = String::with_capacity(below.as_os_str().len());
    for part in below.components() {
        if !relative.is_empty() {
            relative.push('/');
        }
        push_printable(&mut relative, &part.as_os_str().to_string_lossy());
    }
    relative
}

/// Returns the path below the root unchanged if it is printable ASCII. Nearly all paths are, and splitting them is slow.
fn plain_below<'a>(root: &Path, path: &'a Path) -> Option<&'a str> {
    let below = path.to_str()?.strip_prefix(root.to_str()?)?.strip_prefix('/')?;
    below.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'\\').then_some(below)
}

pub(super) fn is_image(path: &str) -> bool {
    has_extension(path, &["png", "jpg", "jpeg", "webp", "ico", "woff2"])
}

pub(super) fn has_extension(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, found)| extensions.iter().any(|wanted| found.eq_ignore_ascii_case(wanted)))
}

/// Whether a folder contains records only, so that a file of another type there is a mistake. The gate does not know the
/// customer that such a file is about.
fn holds_records_only(path: &str) -> bool {
    ["content/customers/", "content/snippets/"].iter().any(|folder| path.starts_with(folder))
}
