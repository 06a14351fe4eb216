//! `components/<group>/_group.toml`: the name and the settings of a group of components.

use super::ImportedComponent;
use super::imported::COMPONENT_KEYS;
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

/// A group of components.
#[derive(Clone, Debug)]
pub struct Group {
    /// The path of its folder below `components/`.
    pub path: String,
    /// The name that customers see; `None` for the name of the folder.
    pub name: Option<String>,
    /// A description, in one line.
    pub description: Option<String>,
    /// Position among its siblings, smallest first.
    pub order: Option<i64>,
    /// Whether it is shown collapsed while all its components are operational.
    pub collapsed: bool,
    /// Id in the API.
    pub id: Option<Spanned<String>>,
    /// Data preserved by an import.
    pub imported: ImportedComponent,
    /// Its file.
    pub span: Span,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a group",
    path: "components/<group>/_group.toml",
    side: Side::Public,
    front_matter: FrontMatterNeed::WholeFile,
    keys: &[
        Key::optional("name", "text", "the name that customers see; default: the name of the folder"),
        Key::optional("description", "text", "a description, in one line"),
        Key::optional(
            "order",
            "whole number",
            "the position among its siblings, smallest first; groups without it follow, by name",
        ),
        Key::optional(
            "collapsed",
            "true or false",
            "whether the group is shown collapsed while all its components are operational",
        ),
        Key::optional("id", "text", "the id in the API; default: derived from the path of the folder"),
        Key::optional("imported", "table", "data preserved by an import"),
    ],
    tables: &[("imported", COMPONENT_KEYS)],
    text: "",
};

impl Group {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>) -> Self {
        let path =
            file.path.trim_start_matches("content/components/").trim_end_matches("/_group.toml").to_owned();
        Self {
            path,
            name: reader.line("name").map(|text| text.value),
            description: reader.line("description").map(|text| text.value),
            order: reader.integer("order").map(|order| order.value),
            collapsed: reader.flag("collapsed"),
            id: reader.api_id("id"),
            imported: ImportedComponent::read(reader),
            span: file.top(),
        }
    }
}
