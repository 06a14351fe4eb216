//! One build at a time: a lock that the system lets go of when the process ends, however it ends.
//!
//! The file `.allclear/lock` stays where it is and is empty; what counts is the lock on it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::{Folder, WriteError};

/// How long to sleep between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// Proof that no other build of this project writes; given back when dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the project that `folder` belongs to, and waits up to `wait` for another build to end.
    /// One lock serves all output folders of a project.
    pub fn take(folder: &Folder, wait: Duration) -> Result<Self, WriteError> {
        let path = folder.state().join("lock");
        make_state_folder(folder.state())?;
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

fn make_state_folder(state: &Path) -> Result<(), WriteError> {
    match fs::create_dir(state) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(WriteError::io("make", state)(error))
        }
        _ => Ok(()),
    }
}
