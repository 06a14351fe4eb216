//! The file system operations that writing needs, behind a trait so that tests can make any of them fail.
//!
//! No decisions are made here. No method follows a symbolic link at the end of its path, except those that are only
//! called after [`Disk::kind`].

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A regular file.
    File {
        /// The length in bytes.
        len: u64,
    },
    /// A folder.
    Folder,
    /// A symbolic link, whatever its target.
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// A file system.
pub(super) trait Disk: Sync {
    /// What is at `path`, without following links; `None` if there is nothing.
    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>>;
    /// Whether the regular file at `path`, which has the length of `bytes`, has the same bytes.
    fn has_bytes(&self, path: &Path, bytes: &[u8]) -> io::Result<bool>;
    /// The bytes of a file; `None` if there is no file.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;
    /// The names in a folder, sorted.
    fn list(&self, path: &Path) -> io::Result<Vec<OsString>>;
    /// Creates a file, readable by everyone (0644) whatever the umask. Fails if anything is at `path`.
    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Creates a folder, readable by everyone (0755) whatever the umask. Fails if anything is at `path`.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Creates a folder that only its owner can access (0700). Fails if anything is at `path`.
    fn create_private_folder(&self, path: &Path) -> io::Result<()>;
    /// Replaces the file `to` with `from` in one atomic step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file or a link.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}

impl<D: Disk> Disk for &D {
    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>> {
        (**self).kind(path)
    }

    fn has_bytes(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        (**self).has_bytes(path, bytes)
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        (**self).read(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        (**self).list(path)
    }

    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        (**self).create_file(path, bytes)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        (**self).create_folder(path)
    }

    fn create_private_folder(&self, path: &Path) -> io::Result<()> {
        (**self).create_private_folder(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        (**self).rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        (**self).remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        (**self).remove_folder(path)
    }
}

/// The real file system.
///
/// It checks once whether the umask preserves the wanted modes; if it does, setting them for each file is skipped.
#[derive(Debug, Default)]
pub(super) struct RealDisk {
    #[cfg(unix)]
    umask_keeps_file_mode: AtomicBool,
    #[cfg(unix)]
    umask_keeps_folder_mode: AtomicBool,
}

impl Disk for RealDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>> {
        let metadata = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let kind = metadata.file_type();
        Ok(Some(if kind.is_file() {
            EntryKind::File { len: metadata.len() }
        } else if kind.is_dir() {
            EntryKind::Folder
        } else if kind.is_symlink() {
            EntryKind::Link
        } else {
            EntryKind::Other
        }))
    }

    fn has_bytes(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        let mut found = vec![0; bytes.len()];
        match File::open(path)?.read_exact(&mut found) {
            Ok(()) => Ok(found == bytes),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let mut names =
            fs::read_dir(path)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<OsString>>>()?;
        names.sort();
        Ok(names)
    }

    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
        let mut file = options.open(path)?;
        #[cfg(unix)]
        set_mode(&file, 0o644, &self.umask_keeps_file_mode)?;
        file.write_all(bytes)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o755);
        builder.create(path)?;
        #[cfg(unix)]
        if !self.umask_keeps_folder_mode.load(Ordering::Relaxed) {
            set_mode(&File::open(path)?, 0o755, &self.umask_keeps_folder_mode)?;
        }
        Ok(())
    }

    fn create_private_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

/// Sets the permissions of `file`, which was just created, to `mode` if the umask changed them. Records in `is_kept`
/// that it did not.
#[cfg(unix)]
fn set_mode(file: &File, mode: u32, is_kept: &AtomicBool) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    if is_kept.load(Ordering::Relaxed) {
        return Ok(());
    }
    if file.metadata()?.permissions().mode() & 0o777 == mode {
        is_kept.store(true, Ordering::Relaxed);
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}
