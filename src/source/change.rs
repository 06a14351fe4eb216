//! A change between two scans.

/// A file that changed between two scans.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Path below the project root.
    pub path: String,
    /// What happened to the file.
    pub kind: ChangeKind,
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The file is new.
    Added,
    /// The content changed.
    Changed,
    /// The file was deleted.
    Removed,
}
