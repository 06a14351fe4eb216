//! Whether a file may be other than it was when it was read, by what the file system says of it.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// How old a change must be for the next one to show in the times of the file. File systems count in steps of up
/// to two seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// What the file system says of a file. The same stamp is the same text, as long as the stamp may be
/// [trusted](Stamp::settled).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// What programs cannot set back: which file it is, and when anything about it changed last.
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

    /// The stamp of a file that was just read, if nothing was written since.
    pub(super) fn now(file: &Path) -> Option<Self> {
        Self::of(&fs::symlink_metadata(file).ok()?).settled(SystemTime::now())
    }

    /// The stamp, if the file had rested for a while when it was read. A file that was just written may be written
    /// again within the same tick of its clock, so it has to be read once more.
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
    fn only_a_file_that_had_rested_is_believed_to_be_as_it_was() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let metadata = file.as_file().metadata().expect("a file");
        let stamp = Stamp::of(&metadata);
        let written = metadata.modified().expect("a time");
        assert_eq!(stamp.settled(written + SETTLED), None);
        assert_eq!(stamp.settled(written + SETTLED + Duration::from_secs(1)), Some(stamp));

        // A time that was set back does not make a file older than it is.
        file.as_file().set_modified(written - Duration::from_hours(1)).expect("a time");
        let stamp = Stamp::of(&file.as_file().metadata().expect("a file"));
        let settled = stamp.settled(written + SETTLED);
        assert_eq!(settled, if cfg!(unix) { None } else { Some(stamp) });
    }
}
