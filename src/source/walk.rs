//! Walking one area of a project and reading what is there.
//!
//! An area is what is walked as a whole: one incident, one maintenance, or any other entry of `content/`, or
//! `themes/`. It holds whole units.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::read::{ReadError, StampMode, StampedContent, read_image, read_text};
use super::stamp::Stamp;
use super::{Project, ScanOptions, Side};

/// One file of an area.
pub(super) struct WalkedFile {
    /// Path below the project root.
    pub(super) path: String,
    pub(super) found: FileContent,
    /// By which it need not be read again; none if it has to be.
    pub(super) stamp: Option<Stamp>,
    /// Whether it is a symbolic link, whose target may change without a trace here.
    pub(super) link: bool,
}

/// What a file is.
pub(super) enum FileContent {
    Text(Arc<str>),
    Image(Arc<[u8]>),
    ReadError(ReadError),
    /// Nothing that is of use, such as a dump beside a timeline.
    Nothing,
}

/// What is known of a file from the scan before.
pub(super) enum CachedFile<'a> {
    Text(&'a Arc<str>, Stamp),
    Image(&'a Arc<[u8]>, Stamp),
    Nothing(Stamp),
}

/// How to walk.
pub(super) struct Walk<'a> {
    pub(super) project: &'a Project,
    pub(super) options: ScanOptions,
    pub(super) stamp_mode: StampMode,
}

impl Walk<'_> {
    /// Where the areas that are there begin, and what went wrong with the folders that hold them.
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

    /// Everything in an area that may be read, in no order. What `known` knows by its path is not read again if its
    /// stamp is the same. Nothing, if there is no such area.
    pub(super) fn area<'k>(
        &self,
        area: &Path,
        known: impl Fn(&str) -> Option<CachedFile<'k>>,
        buffer: &mut Vec<u8>,
    ) -> Vec<WalkedFile> {
        let root = self.project.root();
        let known = &known;
        WalkDir::new(area)
            .follow_links(false)
            .follow_root_links(false)
            .into_iter()
            .filter_entry(|entry| {
                let closed = self.options.public_only && entry.file_type().is_dir();
                !is_ignored(&entry.file_name().to_string_lossy())
                    && (!closed || Side::may_hold_public(&relative(root, entry.path())))
            })
            .filter_map(|entry| match entry {
                Ok(entry) => self.visit(&entry, known, buffer),
                Err(error) => self.error(error),
            })
            .collect()
    }

    /// What cannot be listed or looked at; nothing, if it is gone.
    pub(super) fn error(&self, error: walkdir::Error) -> Option<WalkedFile> {
        let path = relative(self.project.root(), error.path()?);
        let error = ReadError::Io(error.into_io_error()?);
        (!error.is_gone()).then(|| WalkedFile::refused(path, error, false))
    }

    fn visit<'k>(
        &self,
        entry: &DirEntry,
        known: &impl Fn(&str) -> Option<CachedFile<'k>>,
        buffer: &mut Vec<u8>,
    ) -> Option<WalkedFile> {
        let path = relative(self.project.root(), entry.path());
        let side = Side::of(&path);
        if entry.file_type().is_dir() || (self.options.public_only && side == Side::Internal) {
            return None;
        }
        let link = entry.file_type().is_symlink();
        let kind = if link {
            match self.followed(entry.path(), side) {
                Ok(kind) => kind,
                Err(error) => return Some(WalkedFile::refused(path, error, link)),
            }
        } else {
            entry.file_type()
        };
        if !kind.is_file() {
            return Some(WalkedFile::refused(path, ReadError::NotAFile, link));
        }
        if !link && let Some(entry) = unchanged(&path, entry, known) {
            return Some(entry);
        }
        match self.read(entry.path(), &path, side, link, buffer) {
            Ok((found, stamp)) => Some(WalkedFile { path, found, stamp, link }),
            Err(error) if error.is_gone() && !link => None,
            Err(error) => Some(WalkedFile::refused(path, error, link)),
        }
    }

    fn read(
        &self,
        file: &Path,
        path: &str,
        side: Side,
        link: bool,
        buffer: &mut Vec<u8>,
    ) -> Result<(FileContent, Option<Stamp>), ReadError> {
        let stamp_mode = if link { StampMode::No } else { self.stamp_mode };
        if side == Side::Public && is_image(path) {
            let StampedContent { content, stamp } = read_image(file, stamp_mode)?;
            return Ok((FileContent::Image(content), stamp));
        }
        let record = has_extension(path, &["md", "toml"]);
        match read_text(file, stamp_mode, buffer) {
            Ok(StampedContent { content, stamp }) => Ok((FileContent::Text(content), stamp)),
            // A log or a dump beside the timeline is raw text for the gate, if it is text at all.
            Err(error) if !record && side == Side::Internal => {
                let lasting = stamp_mode == StampMode::Yes && !matches!(error, ReadError::Io(_));
                Ok((FileContent::Nothing, lasting.then(|| Stamp::now(file)).flatten()))
            }
            Err(error) => Err(error),
        }
    }

    /// Where a symbolic link leads, if it may be followed: to a file of `content/` on the same side of the boundary.
    fn followed(&self, link: &Path, side: Side) -> Result<fs::FileType, ReadError> {
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
        Ok(kind)
    }
}

impl WalkedFile {
    const fn refused(path: String, error: ReadError, link: bool) -> Self {
        Self { path, found: FileContent::ReadError(error), stamp: None, link }
    }
}

/// What is known of a file, if the file system says that it is as it was.
fn unchanged<'k>(
    path: &str,
    entry: &DirEntry,
    known: &impl Fn(&str) -> Option<CachedFile<'k>>,
) -> Option<WalkedFile> {
    let known = known(path)?;
    let (CachedFile::Text(_, stamp) | CachedFile::Image(_, stamp) | CachedFile::Nothing(stamp)) = known;
    let metadata = entry.metadata().ok()?;
    if Stamp::of(&metadata) != stamp {
        return None;
    }
    let found = match known {
        CachedFile::Text(text, _) => FileContent::Text(Arc::clone(text)),
        CachedFile::Image(bytes, _) => FileContent::Image(Arc::clone(bytes)),
        CachedFile::Nothing(_) => FileContent::Nothing,
    };
    Some(WalkedFile { path: path.to_owned(), found, stamp: Some(stamp), link: false })
}

/// The area that a path below the root belongs to; none for a folder that holds several, and outside of what is
/// read.
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

/// Whether a folder is there, and not by way of a link.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
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

fn below(folder: &Path) -> impl Iterator<Item = Result<PathBuf, walkdir::Error>> + Send + use<> {
    let entries = WalkDir::new(folder).min_depth(1).max_depth(1);
    entries.into_iter().map(|entry| entry.map(DirEntry::into_path))
}

/// Adds a name, with U+FFFD for each control character.
pub(super) fn push_printable(path: &mut String, name: &str) {
    if name.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        path.push_str(name);
    } else {
        path.extend(name.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }));
    }
}

/// The path below the root, with `/` between its parts. Bytes that are not UTF-8 and control characters, which could
/// forge lines of a log, show as U+FFFD, which no id, slug or time allows, so such a name is reported by the rules
/// for names.
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

/// The path below the root as it is, if its names are of printable ASCII: nearly all are, and taking a path apart
/// is slow.
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
