//! Reading a zip archive to import, with the same result as for the folder that it contains.
//!
//! An archive may come from anybody. Nothing is unpacked to the disk, and an archive with a link or a path that leads outside of
//! its folder is refused as a whole. The sizes that it declares are not trusted: what is read is counted.

use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::folder::{Folder, MAX_FILE, MAX_TOTAL};
use super::plan::Input;

/// The limits for an archive: the files in it, and the bytes of one wanted file and of all of them.
#[derive(Clone, Copy, Debug)]
struct Limits {
    files: usize,
    file: u64,
    total: u64,
}

const LIMITS: Limits = Limits { files: 500_000, file: MAX_FILE, total: MAX_TOTAL };

/// Why an archive cannot be read.
#[derive(Debug)]
pub enum ArchiveError {
    /// Not an archive, a damaged one, or one that the system does not let us read.
    Unreadable(String),
    /// It contains a link, or a path that is absolute or has `..`.
    Unsafe(String),
    /// It, or a file in it, is larger than anything that is imported.
    TooLarge(String),
}

impl Folder {
    /// Whether a file is a zip archive, by its first bytes.
    #[must_use]
    pub fn is_archive(path: &Path) -> bool {
        let mut start = [0; 4];
        let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
        read.is_ok() && start.starts_with(b"PK")
    }

    /// Reads the archive at `path` like a folder; `wanted` selects the files to read.
    ///
    /// # Errors
    ///
    /// Returns an error if the archive cannot be read, is unsafe or too large. Nothing was read into the result then.
    pub fn read_archive(
        path: &Path,
        name: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, ArchiveError> {
        let file = File::open(path).map_err(|error| ArchiveError::Unreadable(error.to_string()))?;
        read(BufReader::new(file), name, wanted, LIMITS)
    }
}

fn read<R: Read + Seek>(
    reader: R,
    name: &str,
    wanted: impl Fn(&str) -> bool,
    limits: Limits,
) -> Result<Folder, ArchiveError> {
    let mut archive = ZipArchive::new(reader).map_err(|error| unreadable(&error))?;
    if archive.len() > limits.files {
        return Err(ArchiveError::TooLarge(format!("it has more than {} files", limits.files)));
    }
    let mut chosen: Vec<(String, usize)> = Vec::new();
    let mut folder = Folder { name: name.to_owned(), ..Folder::default() };
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| unreadable(&error))?;
        let path = entry.name().to_owned();
        if entry.is_symlink() {
            return Err(ArchiveError::Unsafe(format!("`{}` is a link", shown(&path))));
        }
        if !is_safe(&path) {
            return Err(ArchiveError::Unsafe(format!("`{}` leads outside of it", shown(&path))));
        }
        if entry.is_dir() || path.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        if wanted(&path) { chosen.push((path, index)) } else { folder.others.push(path) }
    }
    let mut total: u64 = 0;
    for (path, index) in chosen {
        let entry = archive.by_index(index).map_err(|error| unreadable(&error))?;
        let limit = limits.file.min(limits.total.saturating_sub(total));
        let mut bytes = Vec::new();
        entry
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| ArchiveError::Unreadable(format!("`{}`: {error}", shown(&path))))?;
        if bytes.len() as u64 > limit {
            return Err(ArchiveError::TooLarge(format!(
                "`{}` unpacks to more than {} MB, or all files to more than {} MB",
                shown(&path),
                limits.file >> 20,
                limits.total >> 20
            )));
        }
        total += bytes.len() as u64;
        match String::from_utf8(bytes) {
            Ok(text) => folder.texts.push(Input { name: path, text }),
            Err(_) => folder.others.push(path),
        }
    }
    folder.texts.sort_by(|a, b| a.name.cmp(&b.name));
    folder.others.sort();
    Ok(folder)
}

/// Whether a path stays inside of the archive, on every system.
fn is_safe(path: &str) -> bool {
    let inside = path.strip_suffix('/').unwrap_or(path);
    let is_part = |part: &str| !part.is_empty() && part != ".." && part != ".";
    !path.contains(['\\', '\0', ':']) && inside.split('/').all(is_part)
}

/// Returns a path for a message: without characters that would change the terminal, and not too long.
fn shown(path: &str) -> String {
    path.chars().filter(|c| !c.is_control()).take(80).collect()
}

fn unreadable(error: &ZipError) -> ArchiveError {
    ArchiveError::Unreadable(error.to_string())
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "it cannot be read: {why}"),
            Self::Unsafe(why) => write!(f, "it is unsafe: {why}"),
            Self::TooLarge(why) => write!(f, "it is too large: {why}"),
        }
    }
}

impl std::error::Error for ArchiveError {}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use proptest::prelude::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const SMALL: Limits = Limits { files: 4, file: 1000, total: 1500 };

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn texts(bytes: Vec<u8>) -> Result<Vec<String>, String> {
        let folder = read(
            Cursor::new(bytes),
            "a.zip",
            |path| Path::new(path).extension().is_some_and(|ending| ending == "json"),
            SMALL,
        );
        folder
            .map(|folder| folder.texts.into_iter().map(|input| input.name).collect())
            .map_err(|e| e.to_string())
    }

    #[test]
    fn only_wanted_files_are_read() {
        let bytes =
            archive(&[("b.json", b"{}"), ("a/c.json", b"[]"), ("x.png", &[0; 5000]), (".d.json", b"1")]);
        assert_eq!(texts(bytes).unwrap(), ["a/c.json", "b.json"]);
    }

    #[test]
    fn a_file_or_an_archive_that_unpacks_to_too_much_is_refused() {
        let large = |size| vec![b' '; size];
        assert!(texts(archive(&[("a.json", &large(1000))])).is_ok());
        for bomb in [
            archive(&[("a.json", &large(1001))]),
            archive(&[("a.json", &large(900)), ("b.json", &large(900))]),
            archive(&[("a", b""), ("b", b""), ("c", b""), ("d", b""), ("e", b"")]),
        ] {
            assert!(texts(bomb).unwrap_err().starts_with("it is too large"));
        }
    }

    #[test]
    fn links_and_paths_that_lead_outside_are_refused() {
        for name in ["../a.json", "a/../../b.json", "/etc/a.json", "C:/a.json", "a\\..\\b.json", "a//b.json"]
        {
            let error = texts(archive(&[("ok.json", b"{}"), (name, b"{}")])).unwrap_err();
            assert!(error.contains("unsafe"), "{name}: {error}");
        }
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_symlink("a.json", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        let error = texts(writer.finish().unwrap().into_inner()).unwrap_err();
        assert!(error.contains("is a link"), "{error}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn damaged_archives_cause_neither_a_panic_nor_more_than_the_limits(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut bytes = archive(&[("b.json", b"{\"a\": 1}"), ("a/c.json", &[b' '; 900])]);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let _ = texts(bytes.clone());
            bytes.truncate(cut.index(bytes.len()));
            let _ = texts(bytes);
        }
    }
}
