//! What the gate found, without the text itself.

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
    /// Whether it is also an ordinary word, so that it is only reported.
    pub common: bool,
}

/// The rules of the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitRule {
    /// Six consecutive words of an internal file that occur in no text written for a page. Engineers quote the page, so
    /// this proves nothing by itself: the caller compares the outputs with those of the public-side files alone.
    InternalText,
    /// Six consecutive words of a text that is not released to the audience, and that occur in no released text.
    WithheldText,
    /// A person's full name, e-mail address or account.
    Person,
    /// A customer's name or alias, outside that customer's view.
    Customer,
    /// An internal name from `owners.toml`.
    Alias,
    /// The address of a runbook, a ticket or a piece of evidence.
    Address,
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
            Self::WithheldText => "gate-withheld-text",
            Self::Person => "gate-person",
            Self::Customer => "gate-customer",
            Self::Alias => "gate-alias",
            Self::Address => "gate-address",
            Self::Forbidden => "gate-forbidden",
            Self::Comment => "gate-comment",
            Self::FileType => "gate-file-type",
        }
    }
}
