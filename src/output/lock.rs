//! A lock that lets only one build write at a time. The system releases it when the process ends, however it ends.
//!
//! The empty file `.allclear/lock` is never removed; only the lock on it matters.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::error::WriteError;
use super::output_folder::OutputFolder;

/// The time between two attempts.
const PAUSE: Duration = Duration::from_millis(20);

/// Proof that no other build of this project is writing. Dropping it releases the lock.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the project that `folder` belongs to, and waits up to `wait` for another build to end. All
    /// output folders of a project share one lock.
    ///
    /// # Errors
    ///
    /// Returns [`WriteError::Locked`] if another build still holds the lock after `wait`, and [`WriteError::Io`] if
    /// the lock file cannot be created or locked.
    pub fn take(folder: &OutputFolder, wait: Duration) -> Result<Self, WriteError> {
        let path = folder.state().join("lock");
        create_state_folder(folder.state())?;
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(WriteError::io("open", &path))?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => return Err(WriteError::io("lock", &path)(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            let left = wait.saturating_sub(started.elapsed());
            if left.is_zero() {
                return Err(WriteError::Locked { waited: wait });
            }
            thread::sleep(left.min(PAUSE));
        }
    }
}

fn create_state_folder(state: &Path) -> Result<(), WriteError> {
    match fs::create_dir(state) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(WriteError::io("create", state)(error))
        }
        _ => Ok(()),
    }
}
