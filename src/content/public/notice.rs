//! `notices/*.md`: an announcement that is not an incident.

use chrono::{DateTime, Utc};

use super::alias::{ALIASES, Alias};
use crate::content::AudienceTag;
use crate::content::body::Body;
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::diagnostics::rules;
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

/// An announcement, shown on the home page while it is valid.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The name of its file, used as its anchor.
    pub stem: String,
    /// Its headline.
    pub title: String,
    /// When it appears, UTC.
    pub from: DateTime<Utc>,
    /// When it disappears, UTC; `None` if it stays until the file is deleted.
    pub to: Option<DateTime<Utc>>,
    /// Whether it is shown above everything else.
    pub pinned: bool,
    /// Who sees it; `None` for everybody.
    pub audience: Option<Spanned<Vec<AudienceTag>>>,
    /// Earlier addresses.
    pub aliases: Vec<Alias>,
    /// Its text.
    pub body: Body,
    /// Its file.
    pub span: Span,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a notice",
    path: "notices/<name>.md",
    side: Side::Public,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::required("title", "text", "the headline"),
        Key::required("from", "time", "when the notice appears"),
        Key::optional("to", "time", "when the notice disappears; default: when the file is deleted"),
        Key::optional("pinned", "true or false", "whether the notice is shown above everything else"),
        Key::optional("audience", "list of audiences", "who sees the notice; default: everybody"),
        Key::optional("aliases", "list of addresses", ALIASES),
    ],
    tables: &[],
    text: "The announcement.",
};

impl Notice {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>, body: Body) -> Option<Self> {
        let (title, from, to) = (reader.line("title"), reader.time("from"), reader.time("to"));
        if let (Some(from), Some(to)) = (&from, &to)
            && to.value <= from.value
        {
            let message = "the notice ends before it begins";
            reader.wrong(&rules::REVERSED_SPAN, to.span, message, "`to` must be later than `from`");
        }
        let audience = AudienceTag::read(reader);
        Some(Self {
            stem: file.stem().to_owned(),
            title: title?.value,
            from: from?.value,
            to: to.map(|to| to.value),
            pinned: reader.flag("pinned"),
            audience,
            aliases: Alias::read_all(reader),
            body,
            span: file.top(),
        })
    }
}
