//! What a build did to its output folder, for the command to tell. It prints nothing itself.

/// The outcome of writing one folder. Paths are relative to the folder, parted by `/`, and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have new bytes.
    pub written: Vec<String>,
    /// How many files already had the right bytes and were not touched.
    pub unchanged: usize,
    /// Files that an earlier build wrote and this one does not have.
    pub removed: Vec<String>,
    /// What the user should know though it stopped nothing, one sentence each.
    pub warnings: Vec<String>,
}
