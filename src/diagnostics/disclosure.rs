//! How much of a finding may be shown.

/// Whether findings about internal and withheld files may quote them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// Everything: for the terminal of a person who can read the files anyway.
    Full,
    /// Everything except quotations of internal files: for the preview, which shows drafts and customers' views anyway.
    NothingInternal,
    /// Path, line, column and rule only, also of drafts and of texts for some readers: for logs, JSON and annotations, which
    /// are shared.
    PlaceOnly,
}
