//! The options of a scan.

/// Options of a scan.
#[derive(Clone, Copy, Debug)]
pub struct ScanOptions {
    /// Reads public files only, for build machines that have no internal files or must not see them.
    pub public_only: bool,
}
