//! The keys of `site.toml`.

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::source::Side;

/// The keys of `[support]`, `[report]` and `[[subscribe]]`.
pub(super) const SUPPORT_KEYS: &[Key] = &[
    Key::required("label", "text", "the text of the link"),
    Key::required("url", "link", "the address of the link"),
];
pub(super) const UPTIME_KEYS: &[Key] = &[Key::optional(
    "partial_weight",
    "number",
    "how much of a partial outage counts as downtime, from 0 to 1; default 0.5",
)];
pub(super) const SEVERITY_KEYS: &[Key] = &[
    Key::optional("first_update", "duration", "time from detection to the first update"),
    Key::optional("update_every", "duration", "time between updates after that"),
    Key::optional("acknowledge", "duration", "time from detection until somebody takes responsibility"),
];
pub(super) const TIER_KEYS: &[Key] = &[
    Key::optional("uptime", "number", "the agreed uptime in percent, per month and component: `99.95`"),
    Key::optional(
        "hours",
        "text",
        "when the time of a target counts: `Mon-Fri 09:00-17:00 Europe/Tallinn`, or several such ranges, separated by commas; default `24/7`, around the clock",
    ),
    Key::optional(
        "holidays",
        "list of dates",
        "days on which it does not count, from midnight to midnight in the zone of `hours`",
    ),
];
pub(super) const TARGET_KEYS: &[Key] = &[
    Key::optional("response", "duration", "agreed time to a response"),
    Key::optional("resolution", "duration", "agreed time to a resolution"),
    Key::optional("hours", "text", "when the time of these targets counts; default: `hours` of the tier"),
];
pub(super) const APPROVAL_KEYS: &[Key] = &[
    Key::optional("since", "time", "entries before this time need no approval"),
    Key::optional("comms", "list of severities", "severities whose updates the commander must approve"),
    Key::optional("postmortem", "list of roles", "roles that must approve a post-mortem"),
];
pub(super) const GATE_KEYS: &[Key] = &[
    Key::optional(
        "forbid",
        "list of patterns",
        "hosts (`*.internal`), networks (`10.0.0.0/8`) and texts that must never be published",
    ),
    Key::optional(
        "allow",
        "list of tables",
        "words that may be published although they are a customer's name",
    ),
];
pub(super) const VIEWS_KEYS: &[Key] = &[Key::required(
    "url",
    "link",
    "the address at which `private/` is served; each view is at `<url>/<opaque id>/`",
)];
pub(super) const PUBLISH_KEYS: &[Key] = &[Key::optional(
    "response",
    "true or false",
    "whether to publish the page \"How we respond\" at `/response/`: how long incidents took, which promised updates came in time, and what was changed later, by month; default `false`",
)];
pub(super) const SEALED_KEYS: &[Key] = &[Key::optional(
    "months",
    "number",
    "how many months a sealed view contains, with the current one: 1 to 120; default 24",
)];
pub(super) const BOARD_KEYS: &[Key] = &[Key::required(
    "output",
    "text",
    "the folder, relative to the project. It must be apart from `public/`, `private/` and the content",
)];
pub(super) const RULE_KEYS: &[Key] = &[
    Key::required("level", "keyword", "`off` or `warning`, the level that such rules have by default"),
    Key::required("reason", "text", "the reason, for reviewers"),
];
pub(super) const ALLOW_KEYS: &[Key] = &[
    Key::required("text", "text", "the words to allow"),
    Key::required("reason", "text", "the reason, for reviewers"),
];

pub(in crate::content) const KIND: Kind = Kind {
    name: "`site.toml`",
    path: "site.toml",
    side: Side::Public,
    front_matter: FrontMatterNeed::WholeFile,
    keys: &[
        Key::required("title", "text", "the name of the site"),
        Key::required(
            "url",
            "link",
            "the address of the site, including the path if it is not at the root of the host",
        ),
        Key::optional("description", "text", "a description of the site, in one line"),
        Key::optional(
            "authority",
            "text",
            "the host that ids, guids and tag URIs are derived from. Write it once and keep it when the site moves; default: the host of `url`",
        ),
        Key::optional(
            "language",
            "text",
            "the language of the interface: `ar`, `de`, `en`, `es`, `fr`, `ja`, a language of the theme, or any of these with a region such as `de-AT`; default `en`",
        ),
        Key::optional(
            "languages",
            "list of texts",
            "the languages of the interface, instead of `language`. The first one is the language of your texts, and its pages are at the root; the pages of the others are below `/de/` and so on",
        ),
        Key::optional(
            "time_zone",
            "text",
            "the time zone in which days begin and end, such as `Europe/Tallinn`; default `UTC`",
        ),
        Key::optional("theme", "text", "a folder in `themes/`; default: `default`, the built-in theme"),
        Key::optional("support", "table", "a link to your support"),
        Key::optional("report", "table", "a link for customers to report a problem, shown in every header"),
        Key::optional(
            "subscribe",
            "list of tables",
            "links to sign up for news elsewhere, such as e-mail, SMS, Slack or Teams; shown under \"Subscribe\" in every header",
        ),
        Key::optional(
            "clock",
            "time",
            "a fixed time to use instead of the current one, for samples and tests",
        ),
        Key::optional("uptime", "table", "how uptime is calculated"),
        Key::optional("severity", "table of severities", "deadlines for updates, by severity"),
        Key::optional("tier", "table of tiers", "what was agreed with the customers of each tier"),
        Key::optional("approval", "table", "which entries need an approval"),
        Key::optional("gate", "table", "what must never be published"),
        Key::optional(
            "views",
            "table",
            "where the views of customers with a login are served; default: `private/` below `url`",
        ),
        Key::optional("sealed", "table", "what sealed views contain"),
        Key::optional("publish", "table", "which further pages to publish"),
        Key::optional(
            "board",
            "table",
            "where `build` and `watch` write the site for colleagues; without it, they write none",
        ),
        Key::optional(
            "rules",
            "table of rules",
            "the levels of rules that warn: `short-resolution = { level = \"off\", reason = \"our house style is brief\" }`. Errors cannot be turned off",
        ),
        Key::optional("id", "text", "the id of the site in the API; set by an import"),
    ],
    tables: &[
        ("support, report, subscribe", SUPPORT_KEYS),
        ("uptime", UPTIME_KEYS),
        ("severity.<name>", SEVERITY_KEYS),
        ("tier.<name>", TIER_KEYS),
        ("tier.<name>.<severity>", TARGET_KEYS),
        ("approval", APPROVAL_KEYS),
        ("views", VIEWS_KEYS),
        ("sealed", SEALED_KEYS),
        ("publish", PUBLISH_KEYS),
        ("board", BOARD_KEYS),
        ("gate", GATE_KEYS),
        ("gate.allow", ALLOW_KEYS),
        ("rules.<rule>", RULE_KEYS),
    ],
    text: "",
};
