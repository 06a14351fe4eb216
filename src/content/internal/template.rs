//! `templates/<name>.md`: a template for post-mortems.

use crate::content::key::{FrontMatterNeed, Kind};
use crate::source::{Side, SourceFile};

/// The text of a post-mortem with places for generated blocks.
#[derive(Clone, Debug)]
pub struct Template {
    /// Name of its file.
    pub name: String,
    /// Its text.
    pub text: String,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a template",
    path: "templates/<name>.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Optional,
    keys: &[],
    tables: &[],
    text: "A template for post-mortems: headings, and on lines of their own the blocks that are generated, such as `{{ facts }}`.",
};

impl Template {
    pub(in crate::content) fn read(file: &SourceFile, body_start: usize) -> Self {
        let text = file.text.get(body_start..).unwrap_or_default().to_owned();
        Self { name: file.stem().to_owned(), text }
    }
}
