//! `pages/<slug>.md`: a free page.

use super::alias::{ALIASES, Alias};
use crate::content::body::Body;
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::source::{Side, SourceFile};
use crate::span::Span;

/// A free page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The name of its file, used as its address.
    pub slug: String,
    /// Its headline.
    pub title: String,
    /// Position in the navigation, smallest first; `None` if it is not in the navigation.
    pub nav: Option<i64>,
    /// Earlier addresses.
    pub aliases: Vec<Alias>,
    /// Its text.
    pub body: Body,
    /// Its file.
    pub span: Span,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a page",
    path: "pages/<slug>.md",
    side: Side::Public,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::required("title", "text", "the headline"),
        Key::optional(
            "nav",
            "whole number",
            "the position in the navigation, smallest first; without it, the page is not in the navigation",
        ),
        Key::optional("aliases", "list of addresses", ALIASES),
    ],
    tables: &[],
    text: "The content of the page.",
};

impl Page {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>, body: Body) -> Option<Self> {
        let (title, nav) = (reader.line("title"), reader.integer("nav"));
        Some(Self {
            slug: file.stem().to_owned(),
            title: title?.value,
            nav: nav.map(|nav| nav.value),
            aliases: Alias::read_all(reader),
            body,
            span: file.top(),
        })
    }
}
