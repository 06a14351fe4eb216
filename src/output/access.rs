//! Who can access a folder.

use std::io;
use std::path::Path;

use super::disk::Disk;

/// Who can access a folder that allclear creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Everyone, such as the user of a web server.
    Everyone,
    /// Only its owner.
    Owner,
}

impl Access {
    /// Creates a folder with this access.
    pub(super) fn create(self, disk: &impl Disk, path: &Path) -> io::Result<()> {
        match self {
            Self::Everyone => disk.create_folder(path),
            Self::Owner => disk.create_private_folder(path),
        }
    }
}
