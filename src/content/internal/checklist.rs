//! `checklists/<severity>.md`: what to confirm during an incident.

use crate::content::SeverityName;
use crate::content::key::{FrontMatterNeed, Kind};
use crate::source::{Side, SourceFile};
use crate::span::Span;

/// A checklist, which `new incident` copies into the record of an incident.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// The severity that it is for, from the name of the file.
    pub severity: SeverityName,
    /// Its text.
    pub text: String,
    /// Its file.
    pub span: Span,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a checklist",
    path: "checklists/<severity>.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Optional,
    keys: &[],
    tables: &[],
    text: "What to confirm during an incident of this severity, as a list of `- [ ] …` items.",
};

impl Checklist {
    pub(in crate::content) fn read(file: &SourceFile, body_start: usize) -> Self {
        let text = file.text.get(body_start..).unwrap_or_default().trim().to_owned();
        Self { severity: SeverityName::new(file.stem()), text, span: file.top() }
    }
}
