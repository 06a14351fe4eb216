//! The keys of an update.

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::public::approval::KEYS as APPROVAL_KEYS;
use crate::content::public::imported::{RECORD_KEYS, UPDATE_KEYS};
use crate::source::Side;

pub(super) const INTERVAL_KEYS: &[Key] = &[
    Key::required("components", "list of components", "the components"),
    Key::required("state", "state", "their state"),
    Key::required("from", "time", "from here"),
    Key::required("to", "time", "to here"),
];
pub(super) const WINDOW_KEYS: &[Key] = &[
    Key::optional("from", "time", "the beginning; needed in the first entry"),
    Key::optional("to", "time", "the end; needed in the first entry, alone it extends"),
];
pub(super) const NOTE_KEYS: &[Key] =
    &[Key::required("at", "time", "when"), Key::required("note", "text", "what customers read about it")];
pub(super) const UPSTREAM_KEYS: &[Key] =
    &[Key::required("name", "text", "the supplier"), Key::required("url", "link", "its page on it")];

pub(in crate::content) const KIND: Kind = Kind {
    name: "an update",
    path: "incidents/<folder>/comms/<time>[-<word>].md, maintenance/<folder>/comms/<time>[-<word>].md",
    side: Side::Public,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::optional("title", "text", "what it is about; required in the first entry, later it renames"),
        Key::optional("slug", "name", "the address of the record, in the first entry"),
        Key::optional(
            "status",
            "status",
            "how things stand: incident `investigating`, `identified`, `monitoring`, `resolved`; maintenance `scheduled`, `in_progress`, `verifying`, `completed`, `cancelled`; left out, it stays",
        ),
        Key::optional("author", "person", "who wrote it; never shown"),
        Key::optional("byline", "text", "the name that the page shows"),
        Key::optional("at", "time", "when customers were told; without it, the time in the file's name"),
        Key::optional(
            "components",
            "table of states",
            "the new state of each component: `operational`, `degraded_performance`, `partial_outage`, `major_outage`, `under_maintenance`; carried until changed",
        ),
        Key::optional("interval", "list of tables", "when it really was, as found out later"),
        Key::optional(
            "next_update",
            "time or span",
            "the promise of the next update: a time, or a span after this one",
        ),
        Key::optional(
            "impact",
            "impact",
            "`none`, `minor`, `major` or `critical`: overrides the derived one",
        ),
        Key::optional("window", "table", "the planned time of a maintenance; a later one moves it"),
        Key::optional(
            "audience",
            "list of audiences",
            "`[\"public\"]`, or any of `\"tier:<id>\"` and `\"customer:<id>\"`; left out, that of the first entry, and there everybody",
        ),
        Key::optional("added", "time", "when it was written, if later than it says"),
        Key::optional("edited", "list of tables", "changes since its release, shown with their notes"),
        Key::optional("corrects", "stem of an update", "the update that this one corrects"),
        Key::optional("retracted", "table", "the text is withdrawn; the anchor stays and says so"),
        Key::optional("reopened", "true or false", "goes back from a closing status; the gap does not count"),
        Key::optional(
            "merged_into",
            "slug",
            "the incident that carries on; this one closes without `resolved`",
        ),
        Key::optional("follows", "slug", "the incident that went before"),
        Key::optional("upstream", "table", "a supplier's incident behind it"),
        Key::optional("draft", "true or false", "written ahead, released to nobody"),
        Key::optional("incident_id", "text", "the record's id in the API, in the first entry"),
        Key::optional("id", "text", "the update's id in the API"),
        Key::optional("approval", "list of tables", "who said yes to it"),
        Key::optional("imported", "table", "what an import kept"),
    ],
    tables: &[
        ("interval", INTERVAL_KEYS),
        ("window", WINDOW_KEYS),
        ("edited, retracted", NOTE_KEYS),
        ("upstream", UPSTREAM_KEYS),
        ("approval", APPROVAL_KEYS),
        ("imported", UPDATE_KEYS),
        ("imported.incident", RECORD_KEYS),
    ],
    text: "What customers read.",
};
