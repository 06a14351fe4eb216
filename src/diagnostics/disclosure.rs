//! How much of a finding may be shown.

/// Whether text of internal files may be shown beside findings about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// On the terminal of somebody who can read the files anyway.
    Full,
    /// In logs, JSON and annotations, which travel: path, line, column and rule only.
    PlaceOnly,
}
