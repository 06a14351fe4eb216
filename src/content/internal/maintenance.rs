//! `maintenance/<folder>/maintenance.md`: the plan of a maintenance.

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

/// The plan of a maintenance.
#[derive(Clone, Debug)]
pub struct MaintenancePlan {
    /// Its internal title.
    pub title: Option<Spanned<String>>,
    /// What is worked on, as written.
    pub components: Vec<Spanned<String>>,
    /// Who does it.
    pub owner: Option<Spanned<String>>,
    /// Tiers of customers that feel it.
    pub tiers: Vec<Spanned<String>>,
    /// Customers that feel it.
    pub customers: Vec<Spanned<String>>,
    /// Where the work is tracked.
    pub ticket: Option<Spanned<String>>,
    /// Its file.
    pub span: Span,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a maintenance plan",
    path: "maintenance/<folder>/maintenance.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Optional,
    keys: &[
        Key::optional("title", "text", "what it is called in the house"),
        Key::optional("components", "list of components", "what is worked on"),
        Key::optional("owner", "person or team", "who does it"),
        Key::optional("tiers", "list of tiers", "tiers of customers that feel it"),
        Key::optional("customers", "list of customers", "customers that feel it; releases nothing to them"),
        Key::optional("ticket", "text", "where the work is tracked"),
    ],
    tables: &[],
    text: "The plan: steps, checks, the way back.",
};

impl MaintenancePlan {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>) -> Self {
        Self {
            title: reader.line("title"),
            components: reader.lines("components"),
            owner: reader.line("owner"),
            tiers: reader.lines("tiers"),
            customers: reader.lines("customers"),
            ticket: reader.line("ticket"),
            span: file.top(),
        }
    }
}
