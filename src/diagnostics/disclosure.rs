//! How much of a finding may be shown.

/// Whether findings about internal and withheld files may quote them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// Everything: for the terminal of a person who can read the files anyway.
    Full,
    /// Path, line, column and rule only: for logs, JSON and annotations, which are shared.
    PlaceOnly,
}
