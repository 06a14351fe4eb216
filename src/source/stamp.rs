//! Detects from file system metadata whether a file may have changed since it was read.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The age after which a further change is certain to give a file another time. File systems have a resolution of up to
/// two seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// The metadata of a file. If a [settled](Stamp::settled) stamp is unchanged, so is the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Device, inode and change time (seconds, nanoseconds), which programs cannot set back.
    #[cfg(unix)]
    identity: (u64, u64, i64, i64),
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            #[cfg(unix)]
            identity: (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    /// Returns the current stamp of a file, if it is settled.
    pub(super) fn now(file: &Path) -> Option<Self> {
        Self::of(&fs::symlink_metadata(file).ok()?).settled(SystemTime::now())
    }

    /// Returns the stamp if the file had not changed for a while when it was read. A file that was just written may be
    /// written again without getting another time, so it has to be read again.
    pub(super) fn settled(self, read: SystemTime) -> Option<Self> {
        let before = read.checked_sub(SETTLED)?;
        let rested = self.modified.is_some_and(|at| at < before);
        #[cfg(unix)]
        let rested = rested && self.changed().is_some_and(|at| at < before);
        rested.then_some(self)
    }

    #[cfg(unix)]
    fn changed(&self) -> Option<SystemTime> {
        let (_, _, seconds, nanos) = self.identity;
        let span = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(nanos).ok()?);
        SystemTime::UNIX_EPOCH.checked_add(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_that_had_not_changed_for_a_while_has_a_settled_stamp() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let metadata = file.as_file().metadata().expect("a file");
        let stamp = Stamp::of(&metadata);
        let written = metadata.modified().expect("a time");
        assert_eq!(stamp.settled(written + SETTLED), None);
        assert_eq!(stamp.settled(written + SETTLED + Duration::from_secs(1)), Some(stamp));

        // Setting the modification time back does not make a file settled.
        file.as_file().set_modified(written - Duration::from_hours(1)).expect("a time");
        let stamp = Stamp::of(&file.as_file().metadata().expect("a file"));
        let settled = stamp.settled(written + SETTLED);
        assert_eq!(settled, if cfg!(unix) { None } else { Some(stamp) });
    }
}
