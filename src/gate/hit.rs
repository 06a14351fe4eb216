//! What the gate found, without the text itself.

use std::fmt;

/// A place in a source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceOffset {
    /// The caller's number for the file.
    pub source: usize,
    /// Byte offset into it.
    pub offset: usize,
}

/// Something that must not be published. Never contains the text itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Which rule it breaks.
    pub rule: HitRule,
    /// The path of the output, as given to the gate.
    pub output_path: String,
    /// Where the text comes from; `None` for a comment, a file type or a forbidden pattern.
    pub source: Option<SourceOffset>,
    /// Index of the pattern in [`Input::forbid`](super::Input::forbid), for [`HitRule::Forbidden`].
    pub pattern: Option<usize>,
}

/// The rules of the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitRule {
    /// Six consecutive words of an internal file that occur in no released text.
    InternalText,
    /// A person's full name, e-mail address or account.
    Person,
    /// A customer's name or alias, outside that customer's view.
    Customer,
    /// An internal name from `owners.toml`.
    Alias,
    /// A pattern of `[gate] forbid`.
    Forbidden,
    /// A comment in an HTML page. The built-in theme writes none.
    Comment,
    /// A file type that allclear does not publish.
    FileType,
}

impl HitRule {
    /// The rule's name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InternalText => "gate-internal-text",
            Self::Person => "gate-person",
            Self::Customer => "gate-customer",
            Self::Alias => "gate-alias",
            Self::Forbidden => "gate-forbidden",
            Self::Comment => "gate-comment",
            Self::FileType => "gate-file-type",
        }
    }
}

impl fmt::Display for HitRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
