//! What a build changed in its output folder.

/// The result of writing one folder. Paths are relative to the folder, separated by `/`, and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// Files that are new or have new bytes.
    pub written: Vec<String>,
    /// The number of files that already had the right bytes and were not touched.
    pub unchanged: usize,
    /// Files that an earlier build wrote and this one does not have.
    pub removed: Vec<String>,
    /// Warnings for the user, one sentence each.
    pub warnings: Vec<String>,
}
