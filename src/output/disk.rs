//! The few things that this room asks of a file system, so that a test can fail any one of them.
//!
//! Nothing here decides anything; no method follows a symbolic link at the end of its path, except where
//! [`Disk::find`] was asked first.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A plain file.
    File {
        /// Its length in bytes.
        len: u64,
    },
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// A file system.
pub(super) trait Disk: Sync {
    /// What stands at `path`, links not followed; `None` where nothing does.
    fn find(&self, path: &Path) -> io::Result<Option<Found>>;
    /// Whether the plain file at `path`, known to be as long as `bytes`, holds them.
    fn holds(&self, path: &Path, bytes: &[u8]) -> io::Result<bool>;
    /// The bytes of a file; `None` where there is none.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;
    /// The names in a folder, sorted.
    fn list(&self, path: &Path) -> io::Result<Vec<OsString>>;
    /// Writes a file where none stands, readable by all (0644) whatever the umask.
    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes a folder where none stands, readable by all (0755) whatever the umask.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Puts the file `from` in the place of `to` in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file or a link.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}

/// The file system of the machine.
///
/// It looks once whether the umask lets the wanted modes through, and spares a call for each file if it does.
#[derive(Debug, Default)]
pub(super) struct RealDisk {
    #[cfg(unix)]
    file_mode_holds: AtomicBool,
    #[cfg(unix)]
    folder_mode_holds: AtomicBool,
}

impl Disk for RealDisk {
    fn find(&self, path: &Path) -> io::Result<Option<Found>> {
        let metadata = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let kind = metadata.file_type();
        Ok(Some(if kind.is_file() {
            Found::File { len: metadata.len() }
        } else if kind.is_dir() {
            Found::Folder
        } else if kind.is_symlink() {
            Found::Link
        } else {
            Found::Other
        }))
    }

    fn holds(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        let mut held = vec![0; bytes.len()];
        match File::open(path)?.read_exact(&mut held) {
            Ok(()) => Ok(held == bytes),
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
        set_mode(&file, 0o644, &self.file_mode_holds)?;
        file.write_all(bytes)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o755);
        builder.create(path)?;
        #[cfg(unix)]
        if !self.folder_mode_holds.load(Ordering::Relaxed) {
            set_mode(&File::open(path)?, 0o755, &self.folder_mode_holds)?;
        }
        Ok(())
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

/// Gives `file`, just made, the permissions `mode` if the umask took some, and notes in `holds` if it did not.
#[cfg(unix)]
fn set_mode(file: &File, mode: u32, holds: &AtomicBool) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    if holds.load(Ordering::Relaxed) {
        return Ok(());
    }
    if file.metadata()?.permissions().mode() & 0o777 == mode {
        holds.store(true, Ordering::Relaxed);
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}
