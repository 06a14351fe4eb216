//! Opens files that a walk found, without following symbolic links.
//!
//! Between the listing of a folder and the opening of a file, anyone who can write to the project can replace the file or
//! a folder above it by a symbolic link. What was found to be a file must not become a link to an internal one.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A folder below which files are opened.
#[derive(Debug)]
pub(super) struct Opener {
    base: PathBuf,
    /// The open folder; `None` if it cannot be opened.
    #[cfg(unix)]
    folder: Option<File>,
}

impl Opener {
    /// Creates an opener for the files below a folder. The path of the folder itself may contain links.
    pub(super) fn new(base: PathBuf) -> Self {
        Self {
            #[cfg(unix)]
            folder: File::open(&base).ok(),
            base,
        }
    }

    /// Whether a path is below the folder.
    pub(super) fn contains(&self, path: &Path) -> bool {
        path.starts_with(&self.base)
    }

    /// Opens a file for reading. No part of its path below the folder may be a symbolic link. Does not wait for the other
    /// end of a pipe.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, or if a part of its path is a symbolic link.
    pub(super) fn open(&self, path: &Path) -> io::Result<File> {
        let Ok(below) = path.strip_prefix(&self.base) else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path is outside the folder"));
        };
        self.open_below(below)
    }

    /// Like [`Opener::open`], without the system call that old kernels do not have.
    #[cfg(all(test, unix))]
    pub(super) fn open_step_by_step(&self, path: &Path) -> io::Result<File> {
        self.open_checked(path.strip_prefix(&self.base).unwrap_or(path))
    }

    #[cfg(target_os = "linux")]
    fn open_below(&self, below: &Path) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
        use rustix::io::Errno;

        let Some(folder) = &self.folder else { return self.open_checked(below) };
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOFOLLOW;
        match openat2(folder, below, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
            Ok(file) => Ok(file.into()),
            // Old kernels and some sandboxes do not have this system call.
            Err(Errno::NOSYS | Errno::PERM | Errno::INVAL) => self.open_checked(below),
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(all(unix, not(target_os = "linux")))]
    fn open_below(&self, below: &Path) -> io::Result<File> {
        self.open_checked(below)
    }

    /// Opens folder by folder, each below the one before.
    #[cfg(unix)]
    fn open_checked(&self, below: &Path) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, openat};

        let mut folder = match &self.folder {
            Some(folder) => folder.try_clone()?,
            None => File::open(&self.base)?,
        };
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOFOLLOW;
        let parent = below.parent().unwrap_or(Path::new(""));
        for part in parent.components() {
            folder = openat(&folder, part.as_os_str(), flags | OFlags::DIRECTORY, Mode::empty())?.into();
        }
        let name = below.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(openat(&folder, name, flags, Mode::empty())?.into())
    }

    #[cfg(not(unix))]
    fn open_below(&self, below: &Path) -> io::Result<File> {
        let mut path = self.base.clone();
        for part in below.components() {
            path.push(part);
            if std::fs::symlink_metadata(&path)?.is_symlink() {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "a part of the path is a link"));
            }
        }
        File::open(path)
    }
}
