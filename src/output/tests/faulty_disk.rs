//! A disk that fails, or a process that is killed, at a chosen operation.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::disk::{Disk, EntryKind, RealDisk};

/// What happens at the chosen operation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// The process is killed: this and all later operations do nothing. A file that is being written is left half
    /// written.
    Kill,
    /// The operation fails with this error, and later ones succeed.
    Error(ErrorKind),
    /// The staging folder is on another file system than the output folders. This does not depend on an operation.
    OtherFileSystem,
}

pub(super) struct FaultyDisk {
    real: RealDisk,
    fault: Fault,
    at: usize,
    count: AtomicUsize,
}

impl FaultyDisk {
    /// A disk on which operation number `at`, counted from 1, has `fault`.
    pub(super) fn new(fault: Fault, at: usize) -> Self {
        Self { real: RealDisk::default(), fault, at, count: AtomicUsize::new(0) }
    }

    /// Whether the build reached the fault.
    pub(super) fn was_hit(&self) -> bool {
        self.count.load(Ordering::SeqCst) >= self.at
    }

    fn step(&self) -> Result<(), (usize, io::Error)> {
        let number = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        match self.fault {
            Fault::Kill if number >= self.at => Err((number, io::Error::other("killed"))),
            Fault::Error(kind) if number == self.at => Err((number, kind.into())),
            _ => Ok(()),
        }
    }

    fn run<T>(&self, operation: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.step().map_err(|(_, error)| error)?;
        operation()
    }
}

impl Disk for FaultyDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>> {
        self.run(|| self.real.kind(path))
    }

    fn has_bytes(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        self.run(|| self.real.has_bytes(path, bytes))
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.run(|| self.real.read(path))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.run(|| self.real.list(path))
    }

    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err((number, error)) = self.step() {
            if number == self.at {
                self.real.create_file(path, &bytes[..bytes.len() / 2])?;
            }
            return Err(error);
        }
        self.real.create_file(path, bytes)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.run(|| self.real.create_folder(path))
    }

    fn create_private_folder(&self, path: &Path) -> io::Result<()> {
        self.run(|| self.real.create_private_folder(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if matches!(self.fault, Fault::OtherFileSystem)
            && from.components().any(|part| part.as_os_str() == "staging")
        {
            return Err(ErrorKind::CrossesDevices.into());
        }
        self.run(|| self.real.rename(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.run(|| self.real.remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.run(|| self.real.remove_folder(path))
    }
}
