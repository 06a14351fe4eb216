//! `snippets/<name>.md`: a template for updates.

use crate::content::key::{FrontMatterNeed, Kind};
use crate::source::{Side, SourceFile};

/// A text with the placeholders `{{ title }}`, `{{ components }}` and `{{ next_update }}`.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// Name of its file.
    pub name: String,
    /// Its text.
    pub text: String,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a snippet",
    path: "snippets/<name>.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Optional,
    keys: &[],
    tables: &[],
    text: "A template for updates, with the placeholders `{{ title }}`, `{{ components }}` and `{{ next_update }}`.",
};

impl Snippet {
    pub(in crate::content) fn read(file: &SourceFile, body_start: usize) -> Self {
        let text = file.text.get(body_start..).unwrap_or_default().to_owned();
        Self { name: file.stem().to_owned(), text }
    }
}
