//! `owners.toml`: the owners of components, and their internal names.

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::source::Side;
use crate::span::Spanned;

/// The owners of all components.
#[derive(Clone, Debug, Default)]
pub struct Owners {
    /// One entry per component, in the order of the file.
    pub owners: Vec<Owner>,
}

/// Internal data about a component.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The component, as written.
    pub component: Spanned<String>,
    /// The team that is paged.
    pub owner: Option<Spanned<String>>,
    /// The runbook: a link, or the id of a file in `runbooks/`.
    pub runbook: Option<Spanned<String>>,
    /// Internal names, which must never be published.
    pub aliases: Vec<Spanned<String>>,
}

const OWNER_KEYS: &[Key] = &[
    Key::optional("owner", "team", "the team that is paged"),
    Key::optional(
        "runbook",
        "link or id",
        "the runbook: a link, or the name of a file in `runbooks/` without `.md`",
    ),
    Key::optional("aliases", "list of texts", "internal names, which must never be published"),
];

pub(in crate::content) const KIND: Kind = Kind {
    name: "`owners.toml`",
    path: "owners.toml",
    side: Side::Internal,
    front_matter: FrontMatterNeed::WholeFile,
    keys: &[Key::optional("component", "table of components", "internal data about each component")],
    tables: &[("component.<name>", OWNER_KEYS)],
    text: "",
};

impl Owners {
    pub(in crate::content) fn read(reader: &Reader<'_>) -> Self {
        let owners =
            reader.named_tables("component", "an owner", OWNER_KEYS).into_iter().map(|(component, table)| {
                Owner {
                    component,
                    owner: table.line("owner"),
                    runbook: table.runbook("runbook"),
                    aliases: table.lines("aliases"),
                }
            });
        Self { owners: owners.collect() }
    }
}
