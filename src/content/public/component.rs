//! `components/<group>/<id>.md`: a component, the part of the service that customers know by name.

use chrono::{DateTime, Utc};

use super::ImportedComponent;
use super::alias::{ALIASES, Alias};
use super::imported::COMPONENT_KEYS;
use crate::content::AudienceTag;
use crate::content::body::Body;
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::keyword::Keyword;
use crate::content::reader::Reader;
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

/// A component.
#[derive(Clone, Debug)]
pub struct Component {
    /// Path below `components/` without `.md`: `payments/checkout`.
    pub path: String,
    /// The name that customers see; the path if the file could not be read, so that the component is still known.
    pub name: String,
    /// A description, in one line.
    pub description: Option<String>,
    /// A longer description, for its own page.
    pub body: Body,
    /// Position among its siblings, smallest first; components without one follow, by name.
    pub order: Option<i64>,
    /// Since when it exists and uptime is measured, UTC; `None` for the first release of the site.
    pub since: Option<DateTime<Utc>>,
    /// When it was taken out of service, UTC.
    pub retired: Option<DateTime<Utc>>,
    /// Whether the home page shows it only while something is wrong with it.
    pub hidden: Option<Spanned<Hidden>>,
    /// Who sees it; `None` for everybody.
    pub audience: Option<Spanned<Vec<AudienceTag>>>,
    /// The written slug; `None` if it is derived from the path.
    pub written_slug: Option<Spanned<String>>,
    /// Earlier addresses.
    pub aliases: Vec<Alias>,
    /// Id in the API.
    pub id: Option<Spanned<String>>,
    /// Data preserved by an import.
    pub imported: ImportedComponent,
    /// Its file.
    pub span: Span,
}

/// When a component is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// It is shown on the home page only while something is wrong with it.
    UntilAffected,
}

impl Keyword for Hidden {
    const NAME: &'static str = "value of `hidden`";

    fn all() -> &'static [Self] {
        &[Self::UntilAffected]
    }

    fn word(self) -> &'static str {
        "until_affected"
    }
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a component",
    path: "components/<group>/<id>.md",
    side: Side::Public,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::required("name", "text", "the name that customers see"),
        Key::optional("description", "text", "a description, in one line"),
        Key::optional(
            "order",
            "whole number",
            "the position among its siblings, smallest first; components without it follow, by name",
        ),
        Key::optional(
            "since",
            "time",
            "uptime is measured from this time; default: the first release of the site",
        ),
        Key::optional(
            "retired",
            "time",
            "when the component was taken out of service; use this instead of deleting the file. The page shows it as long as an open record names it",
        ),
        Key::optional(
            "hidden",
            "text",
            "`until_affected`: the home page shows the component only while something is wrong with it. Its own page, feed and API entry remain",
        ),
        Key::optional("audience", "list of audiences", "who sees the component; default: everybody"),
        Key::optional(
            "slug",
            "name",
            "the address of the component, kept when the file moves; default: the path with hyphens",
        ),
        Key::optional("aliases", "list of addresses", ALIASES),
        Key::optional("id", "text", "the id in the API; default: derived from the path"),
        Key::optional("imported", "table", "data preserved by an import"),
    ],
    tables: &[("imported", COMPONENT_KEYS)],
    text: "A longer description, shown on the page of the component.",
};

impl Component {
    /// Returns since when it exists, UTC: when the system that it was imported from created it, or its `since`.
    #[must_use]
    pub fn exists_from(&self) -> Option<DateTime<Utc>> {
        self.imported.created_at.or(self.since)
    }

    pub(in crate::content) fn read(file: &SourceFile, reader: Option<&Reader<'_>>, body: Body) -> Self {
        let path = file.path.trim_start_matches("content/components/").trim_end_matches(".md").to_owned();
        let line = |key| reader.and_then(|reader| reader.line(key)).map(|text| text.value);
        let time = |key| reader.and_then(|reader| reader.time(key)).map(|time| time.value);
        Self {
            name: line("name").unwrap_or_else(|| path.clone()),
            description: line("description"),
            body,
            order: reader.and_then(|reader| reader.integer("order")).map(|order| order.value),
            since: time("since"),
            retired: time("retired"),
            hidden: reader.and_then(|reader| reader.keyword("hidden")),
            audience: reader.and_then(AudienceTag::read),
            written_slug: reader.and_then(|reader| reader.slug("slug")),
            aliases: reader.map(Alias::read_all).unwrap_or_default(),
            id: reader.and_then(|reader| reader.api_id("id")),
            imported: reader.map(ImportedComponent::read).unwrap_or_default(),
            span: file.top(),
            path,
        }
    }

    /// Returns the path of its group, if it is in one.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.path.rsplit_once('/').map(|(group, _)| group)
    }

    /// Returns its slug: the written one or, derived from the path, `payments-checkout`.
    #[must_use]
    pub fn slug(&self) -> String {
        self.written_slug.as_ref().map_or_else(|| self.path.replace('/', "-"), |slug| slug.value.clone())
    }
}
