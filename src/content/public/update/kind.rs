//! The keys of an update.

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::public::alias::ALIASES;
use crate::content::public::approval::KEYS as APPROVAL_KEYS;
use crate::content::public::imported::{RECORD_KEYS, UPDATE_KEYS};
use crate::source::Side;

pub(super) const INTERVAL_KEYS: &[Key] = &[
    Key::required("components", "list of components", "the affected components"),
    Key::required("state", "state", "their state during the interval"),
    Key::required("from", "time", "when the state began"),
    Key::optional(
        "to",
        "time",
        "when the state ended; default: when the incident ends. As long as it is open, the components stay in this state or a worse one until a later entry changes it",
    ),
];
pub(super) const WINDOW_KEYS: &[Key] = &[
    Key::optional("from", "time", "planned start; required in the first entry"),
    Key::optional(
        "to",
        "time",
        "planned end; required in the first entry. Later, `to` alone extends the window",
    ),
];
pub(in crate::content) const NOTE_KEYS: &[Key] = &[
    Key::required("at", "time", "when it was done"),
    Key::required("note", "text", "the note that customers read"),
];
pub(super) const RETRACTION_KEYS: &[Key] = &[
    Key::required("at", "time", "when it was done"),
    Key::optional("note", "text", "why, for customers; shown in the place of the text"),
];
pub(super) const UPSTREAM_KEYS: &[Key] = &[
    Key::required("name", "text", "the supplier"),
    Key::required("url", "link", "the supplier's page about the incident"),
];

pub(in crate::content) const KIND: Kind = Kind {
    name: "an update",
    path: "incidents/<folder>/comms/<time>[-<word>].md, maintenance/<folder>/comms/<time>[-<word>].md",
    side: Side::Public,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::optional(
            "title",
            "text",
            "the title of the record; required in the first entry. In a later entry it renames the record",
        ),
        Key::optional("slug", "name", "the address of the record; in the first entry"),
        Key::optional(
            "status",
            "status",
            "for an incident `investigating`, `identified`, `monitoring` or `resolved`; for a maintenance `scheduled`, `in_progress`, `verifying`, `completed` or `cancelled`. Default: the status of the entry before",
        ),
        Key::optional("author", "person", "who wrote it; never shown"),
        Key::optional("byline", "text", "the author's name as shown on the page"),
        Key::optional(
            "at",
            "time",
            "when the update was published; default: the time in the name of the file",
        ),
        Key::optional(
            "components",
            "table of states",
            "the new state of each component: `operational`, `degraded_performance`, `partial_outage`, `major_outage`, `under_maintenance`. A state holds until a later update changes it. A closing entry sets all to `operational`, and no state may follow it unless the record is reopened",
        ),
        Key::optional("interval", "list of tables", "corrections of when components were affected"),
        Key::optional(
            "summary",
            "text",
            "one paragraph of Markdown on impact and workaround, which stays above the updates until a later `summary` replaces it, `\"\"` clears it, or the record is closed",
        ),
        Key::optional(
            "next_update",
            "time or duration",
            "when the next update is due: a time, or a duration after this update",
        ),
        Key::optional(
            "impact",
            "impact",
            "`none`, `minor`, `major` or `critical`; default: derived from the states of the components",
        ),
        Key::optional("window", "table", "the planned time of a maintenance; a later entry can move it"),
        Key::optional(
            "audience",
            "list of audiences",
            "`[\"public\"]`, or a list of `\"tier:<id>\"` and `\"customer:<id>\"`; default: the audience of the first entry, and there everybody",
        ),
        Key::optional("added", "time", "when the entry was written, if that was later than its date"),
        Key::optional(
            "edited",
            "list of tables",
            "changes since the update was published, shown with their notes",
        ),
        Key::optional(
            "corrects",
            "file name",
            "the update that this one corrects: its file name without `.md`",
        ),
        Key::optional(
            "retracted",
            "table",
            "withdraws the text; the page shows the note in its place. A problem that the update reported counts until a later update says otherwise; an end, a better state or a promise no longer counts",
        ),
        Key::optional(
            "reopened",
            "true or false",
            "reopens a closed record; the time in between does not count as an outage",
        ),
        Key::optional(
            "merged_into",
            "slug",
            "the incident that continues this one, which is closed without `resolved`. The other incident takes over the states; it has to be open, and released to everybody who sees this one",
        ),
        Key::optional("follows", "slug", "the incident that this one follows"),
        Key::optional("upstream", "table", "the incident of a supplier that causes this one"),
        Key::optional("draft", "true or false", "whether the entry is a draft, which is released to nobody"),
        Key::optional("aliases", "list of addresses", ALIASES),
        Key::optional("incident_id", "text", "the id of the record in the API; in the first entry"),
        Key::optional(
            "id",
            "text",
            "the permanent id of the update in feeds and the API; default: derived from the slug and the file name",
        ),
        Key::optional("approval", "list of tables", "who approved it"),
        Key::optional("imported", "table", "data preserved by an import"),
    ],
    tables: &[
        ("interval", INTERVAL_KEYS),
        ("window", WINDOW_KEYS),
        ("edited", NOTE_KEYS),
        ("retracted", RETRACTION_KEYS),
        ("upstream", UPSTREAM_KEYS),
        ("approval", APPROVAL_KEYS),
        ("imported", UPDATE_KEYS),
        ("imported.incident", RECORD_KEYS),
    ],
    text: "What customers read.",
};
