//! The lock file of an import, `imports/<source>.lock`: what the import wrote, by id, with hashes.
//!
//! It is committed next to `content/`, so that everybody who runs the import again knows which files still are what an
//! import wrote. It is TOML with one line per file, sorted by path, so that a diff of it can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::apply_report::ApplyError;
use super::disk;
use super::import_manifest::{ImportManifest, MANIFEST_FILE};
use super::planned_file::{Origin, PlannedFile};
use super::toml_file::{Value, value_text};

/// The first lines of the file.
const HEAD: &str = "# What `allclear import` wrote, by id, with hashes. Commit this file and do not edit it: the next import\n\
                    # updates the files that nobody edited.\n";

/// What earlier imports of one source wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportLock {
    /// The id of the page that it was imported from.
    page: Option<String>,
    /// Whether it was read from the manifest of an earlier version, which has the files of all sources.
    is_from_manifest: bool,
    /// By path. A path stays here after somebody deleted its file, so that it is not written again.
    files: BTreeMap<String, LockedFile>,
}

/// A file that an import wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LockedFile {
    /// The kind and the id of the object; the path if it has no id.
    pub(super) id: String,
    /// The id of the incident or maintenance; empty for other objects.
    #[serde(default)]
    pub(super) record: String,
    /// The SHA-256 of the file as it was written.
    sha256: String,
    /// The SHA-256 of its text without the front matter, by which an update without an id of its own is recognized.
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LockText {
    page: Option<String>,
    #[serde(default)]
    files: BTreeMap<String, LockedFile>,
}

impl ImportLock {
    /// Returns the path of the lock file of a source, relative to the project's root.
    pub(super) fn path(source: &str) -> String {
        format!("imports/{source}.lock")
    }

    /// Reads the lock file of `source`. Where there is none, the manifest that earlier versions kept in
    /// `.allclear/imported` takes its place, with the ids in the files that it lists.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, or is damaged.
    pub fn read(root: &Path, source: &str) -> Result<Self, ApplyError> {
        let io = |path: &Path| {
            let path = path.to_path_buf();
            move |error| ApplyError::Io { path, error }
        };
        let relative = Self::path(source);
        if let Some(path) = [relative.as_str(), MANIFEST_FILE].iter().find(|path| !disk::is_safe(root, path))
        {
            return Err(ApplyError::UnsafePath((*path).to_owned()));
        }
        let path = root.join(&relative);
        if let Some(bytes) = disk::read_if_exists(&path).map_err(io(&path))? {
            let text = String::from_utf8_lossy(&bytes);
            return Self::parse(&text).map_err(|line| ApplyError::Lock { path: relative, line });
        }
        let path = root.join(MANIFEST_FILE);
        let Some(bytes) = disk::read_if_exists(&path).map_err(io(&path))? else { return Ok(Self::default()) };
        let manifest = ImportManifest::parse(&String::from_utf8_lossy(&bytes))
            .map_err(|line| ApplyError::Lock { path: MANIFEST_FILE.to_owned(), line })?;
        Ok(Self::from_manifest(root, manifest))
    }

    fn from_manifest(root: &Path, manifest: ImportManifest) -> Self {
        let mut records: BTreeMap<String, String> = BTreeMap::new();
        let mut files = BTreeMap::new();
        for (path, sha256) in manifest.into_files() {
            let text = disk::read_if_exists(&root.join(&path)).ok().flatten().unwrap_or_default();
            let text = String::from_utf8_lossy(&text).into_owned();
            if let (Some(folder), Some(id)) = (record_folder(&path), front_value(&text, "incident_id")) {
                records.insert(folder.to_owned(), id);
            }
            let kind = kind_of(&path);
            let id = front_value(&text, "id").map_or_else(|| path.clone(), |id| format!("{kind} {id}"));
            let text = text_digest(&text);
            files.insert(path, LockedFile { id, record: String::new(), sha256, text });
        }
        for (path, file) in &mut files {
            let record = record_folder(path).and_then(|folder| records.get(folder));
            file.record = record.cloned().unwrap_or_default();
        }
        Self { page: None, is_from_manifest: true, files }
    }

    fn parse(text: &str) -> Result<Self, usize> {
        let parsed: LockText = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            text.get(..at).unwrap_or(text).matches('\n').count() + 1
        })?;
        Ok(Self { page: parsed.page, is_from_manifest: false, files: parsed.files })
    }

    /// Returns the text of the file.
    pub(super) fn text(&self) -> String {
        let mut out = format!("{HEAD}\n");
        if let Some(page) = &self.page {
            writeln!(out, "page = {}\n", value_text(&Value::Text(page.clone())))
                .expect("writing to a string cannot fail");
        }
        out.push_str("[files]\n");
        for (path, file) in &self.files {
            let mut pairs = vec![("id", &file.id)];
            pairs.extend((!file.record.is_empty()).then_some(("record", &file.record)));
            pairs.push(("sha256", &file.sha256));
            pairs.extend((!file.text.is_empty()).then_some(("text", &file.text)));
            let pairs = pairs.into_iter().map(|(key, value)| (key.to_owned(), Value::Text(value.clone())));
            let line = value_text(&Value::Inline(pairs.collect()));
            writeln!(out, "{} = {line}", value_text(&Value::Text(path.clone())))
                .expect("writing to a string cannot fail");
        }
        out
    }

    /// Returns the id of the page that it was imported from.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    pub(super) fn set_page(&mut self, page: Option<&str>) {
        self.page = page.map(str::to_owned).or_else(|| self.page.take());
        self.is_from_manifest = false;
    }

    pub(super) const fn is_from_manifest(&self) -> bool {
        self.is_from_manifest
    }

    /// Returns the path at which an object with this id was last written.
    #[must_use]
    pub fn path_of(&self, id: &str) -> Option<&str> {
        self.files.iter().find(|(_, file)| file.id == id).map(|(path, _)| path.as_str())
    }

    /// Returns the paths by the ids of the objects.
    #[must_use]
    pub fn paths(&self) -> BTreeMap<&str, &str> {
        self.files.iter().map(|(path, file)| (file.id.as_str(), path.as_str())).collect()
    }

    /// Returns the folder of each incident and maintenance, without `content/`, by its id: `incidents/2026-03-14-down`.
    #[must_use]
    pub fn record_folders(&self) -> BTreeMap<String, String> {
        let records = self.files.iter().filter(|(_, file)| !file.record.is_empty());
        records
            .filter_map(|(path, file)| Some((file.record.clone(), record_folder(path)?.to_owned())))
            .collect()
    }

    /// Returns the ids of the updates of a record that had this text, without their kind.
    #[must_use]
    pub fn update_ids(&self, record: &str, body: &str) -> Vec<&str> {
        let digest = hex_digest(body.trim().as_bytes());
        let same = self.files.values().filter(|file| file.record == record && file.text == digest);
        same.filter_map(|file| file.id.strip_prefix("update ")).collect()
    }

    /// Returns the id of the update at a path, without its kind.
    #[must_use]
    pub fn update_id_at(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.id.strip_prefix("update ")
    }

    /// Returns the day of the first file of a record, as its name has it: `2026-03-14`.
    #[must_use]
    pub fn first_day(&self, record: &str) -> Option<String> {
        let files = self.files.iter().filter(|(_, file)| file.record == record);
        let day = |path: &str| path.rsplit('/').next()?.get(..10).map(str::to_owned);
        files
            .filter_map(|(path, _)| day(path))
            .filter(|day| day.starts_with(|c: char| c.is_ascii_digit()))
            .min()
    }

    /// Returns the ids for which `is_meant`, given the id and its record, holds.
    #[must_use]
    pub fn ids_where(&self, is_meant: impl Fn(&str, &str) -> bool) -> BTreeSet<String> {
        let files = self.files.values().filter(|file| is_meant(&file.id, &file.record));
        files.map(|file| file.id.clone()).collect()
    }

    pub(super) fn get(&self, path: &str) -> Option<&LockedFile> {
        self.files.get(path)
    }

    /// Whether an import last wrote exactly `bytes` to `path`.
    pub(super) fn matches(&self, path: &str, bytes: &[u8]) -> bool {
        self.files.get(path).is_some_and(|file| file.sha256 == hex_digest(bytes))
    }

    /// Records that an import wrote `file`.
    pub(super) fn set(&mut self, file: &PlannedFile) {
        let Origin { id, record } = file.origin.clone().unwrap_or_default();
        let id = if id.is_empty() { file.path.clone() } else { id };
        let text = if record.is_empty() { String::new() } else { text_digest(&file.text) };
        let sha256 = hex_digest(file.text.as_bytes());
        self.files.insert(file.path.clone(), LockedFile { id, record, sha256, text });
    }

    pub(super) fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Returns the paths of all files that imports wrote, with their ids and records.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &LockedFile)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }
}

/// Returns the folder of a record: `incidents/x` for `content/incidents/x/comms/y.md`.
fn record_folder(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("content/")?;
    let (folder, _) = inside.split_once("/comms/")?;
    (folder.starts_with("incidents/") || folder.starts_with("maintenance/")).then_some(folder)
}

/// The kind of the object in a file, as the first word of its id.
fn kind_of(path: &str) -> &'static str {
    if path.ends_with("/comms/postmortem.md") {
        "postmortem"
    } else if record_folder(path).is_some() {
        "update"
    } else if path.ends_with("/_group.toml") {
        "group"
    } else {
        "component"
    }
}

/// Returns a text in the front matter that an import wrote.
fn front_value(text: &str, key: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
    line.strip_suffix('"').map(str::to_owned)
}

fn text_digest(file: &str) -> String {
    let body = file.splitn(3, "+++\n").nth(2).unwrap_or_default();
    hex_digest(body.trim().as_bytes())
}

fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        write!(out, "{byte:02x}").expect("writing to a string cannot fail");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_reads_back_what_it_wrote() {
        let mut lock = ImportLock::default();
        lock.set_page(Some("p1"));
        let path = "content/incidents/x/comms/a.md";
        let file = PlannedFile::new(path, "+++\nid = \"u1\"\n+++\nDown.\n").with_origin("update u1", "i1");
        lock.set(&file);
        lock.set(&PlannedFile::new("content/b \"c\".md", "b\n"));
        assert_eq!(ImportLock::parse(&lock.text()), Ok(lock.clone()));
        assert_eq!(lock.path_of("update u1"), Some(path));
        assert_eq!(lock.record_folders()["i1"], "incidents/x");
        assert_eq!(lock.update_ids("i1", "Down."), ["u1"]);
        assert!(lock.matches(path, file.text.as_bytes()) && !lock.matches(path, b"Up.\n"));
    }

    #[test]
    fn a_damaged_lock_is_reported_with_its_line() {
        assert_eq!(ImportLock::parse(""), Ok(ImportLock::default()));
        assert_eq!(ImportLock::parse("[files]\n\"a\" = 1\n"), Err(2));
    }
}
