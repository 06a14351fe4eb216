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
    /// The components that are worked on, as written.
    pub components: Vec<Spanned<String>>,
    /// Who does the work.
    pub owner: Option<Spanned<String>>,
    /// The affected tiers.
    pub tiers: Vec<Spanned<String>>,
    /// The affected customers.
    pub customers: Vec<Spanned<String>>,
    /// The ticket of the work.
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
        Key::optional("title", "text", "the internal title"),
        Key::optional("components", "list of components", "the components that are worked on"),
        Key::optional("owner", "person or team", "who does the work"),
        Key::optional("tiers", "list of tiers", "the affected tiers"),
        Key::optional(
            "customers",
            "list of customers",
            "the affected customers; this does not release anything to them",
        ),
        Key::optional("ticket", "text", "the ticket of the work"),
    ],
    tables: &[],
    text: "The plan: steps, checks and rollback.",
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
