//! The keys of `site.toml`.

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::source::Side;

pub(super) const SUPPORT_KEYS: &[Key] =
    &[Key::required("label", "text", "the words of the link"), Key::required("url", "link", "its address")];
pub(super) const UPTIME_KEYS: &[Key] = &[Key::optional(
    "partial_weight",
    "number",
    "how much of a partial outage counts, 0 to 1; without it, 0.5",
)];
pub(super) const SEVERITY_KEYS: &[Key] = &[
    Key::optional("first_update", "span", "how soon after detection customers hear first"),
    Key::optional("update_every", "span", "how often they hear after that"),
];
pub(super) const TIER_KEYS: &[Key] = &[
    Key::optional("response", "span", "time to a response"),
    Key::optional("resolution", "span", "time to a resolution"),
];
pub(super) const APPROVAL_KEYS: &[Key] = &[
    Key::optional("since", "time", "entries before this need none"),
    Key::optional("comms", "list of severities", "severities whose updates need the commander"),
    Key::optional("postmortem", "list of roles", "roles that a post-mortem needs"),
];
pub(super) const GATE_KEYS: &[Key] = &[
    Key::optional(
        "forbid",
        "list of patterns",
        "hosts (`*.internal`), networks (`10.0.0.0/8`) and texts that must never be published",
    ),
    Key::optional("allow", "list of tables", "words that are allowed although they name a customer"),
];
pub(super) const ALLOW_KEYS: &[Key] =
    &[Key::required("text", "text", "the words"), Key::required("reason", "text", "why they are allowed")];

pub(in crate::content) const KIND: Kind = Kind {
    name: "`site.toml`",
    path: "site.toml",
    side: Side::Public,
    front_matter: FrontMatterNeed::WholeFile,
    keys: &[
        Key::required("title", "text", "the site's name"),
        Key::required("url", "link", "the site's address; with a path if it is hosted below one"),
        Key::optional("description", "text", "what the site is, in one line"),
        Key::optional(
            "language",
            "text",
            "the language of the page's own words: `ar`, `de`, `en`, `es`, `fr`, `ja`, one of the theme, or one of these with a region such as `de-AT`; without it, `en`",
        ),
        Key::optional(
            "time_zone",
            "text",
            "where days begin and end, such as `Europe/Tallinn`; without it, `UTC`",
        ),
        Key::optional("theme", "text", "a folder of `themes/`; without it, `default`, the built-in theme"),
        Key::optional("support", "table", "where customers find help"),
        Key::optional("clock", "time", "freezes the clock, for samples and tests"),
        Key::optional("uptime", "table", "how uptime is computed"),
        Key::optional("severity", "table of severities", "deadlines that the checker judges by"),
        Key::optional("tier", "table of tiers", "targets by tier and severity"),
        Key::optional("approval", "table", "which entries need an approval"),
        Key::optional("gate", "table", "what must never be published"),
        Key::optional("id", "text", "the site's id in the API, kept from an import"),
    ],
    tables: &[
        ("support", SUPPORT_KEYS),
        ("uptime", UPTIME_KEYS),
        ("severity.<name>", SEVERITY_KEYS),
        ("tier.<name>.<severity>", TIER_KEYS),
        ("approval", APPROVAL_KEYS),
        ("gate", GATE_KEYS),
        ("gate.allow", ALLOW_KEYS),
    ],
    text: "",
};
