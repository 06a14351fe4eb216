//! Rules about front matter and TOML.

use super::{Example, FIRST, incident, site, then};
use crate::support::Project;

fn page(text: &str) -> Project {
    site().file("content/pages/about.md", text)
}

fn site_toml(more: &str) -> Project {
    site().file(
        "content/site.toml",
        &format!("title = \"Test status\"\nurl = \"https://status.test.example\"\n{more}\n"),
    )
}

fn named(stem: &str) -> Project {
    site().update(stem, &format!("{FIRST}\nat = 2026-03-14T11:30:00Z"), "Some requests fail.")
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "syntax",
        wrong: || then("author = “lena”\nnext_update = \"60m\""),
        right: || then("author = \"lena\"\nnext_update = \"60m\""),
    },
    Example {
        rule: "no-front-matter",
        wrong: || page("---\ntitle: About\n---\nWe take payments.\n"),
        right: || page("+++\ntitle = \"About\"\n+++\nWe take payments.\n"),
    },
    Example {
        rule: "too-deep",
        wrong: || site_toml(&format!("[uptime]\npartial_weight = {}{}", "[".repeat(20), "]".repeat(20))),
        right: || site_toml("[uptime]\npartial_weight = 0.25"),
    },
    Example {
        rule: "unknown-key",
        wrong: || then("author = \"lena\"\nnext_udpate = \"60m\""),
        right: || then("author = \"lena\"\nnext_update = \"60m\""),
    },
    Example {
        rule: "unknown-value",
        wrong: || then("status = \"identfied\"\nnext_update = \"60m\""),
        right: || then("status = \"identified\"\nnext_update = \"60m\""),
    },
    Example {
        rule: "wrong-type",
        wrong: || then("next_update = \"60m\"\nreopened = \"true\""),
        right: || then("next_update = \"60m\"\nreopened = true"),
    },
    Example {
        rule: "missing-key",
        wrong: || page("+++\nnav = 1\n+++\nWe take payments.\n"),
        right: || page("+++\ntitle = \"About\"\nnav = 1\n+++\nWe take payments.\n"),
    },
    Example {
        rule: "invalid-value",
        wrong: || then("next_update = \"half an hour\""),
        right: || then("next_update = \"30m\""),
    },
    Example {
        rule: "local-time",
        wrong: || then("next_update = 2026-03-14T12:30:00"),
        right: || then("next_update = 2026-03-14T12:30:00Z"),
    },
    Example {
        rule: "invalid-time",
        wrong: || then("next_update = 1926-03-14T12:30:00Z"),
        right: || then("next_update = 2026-03-14T12:30:00Z"),
    },
    Example {
        rule: "file-name-time",
        wrong: || named("investigating"),
        right: || named("2026-03-14T1130Z-investigating"),
    },
    Example {
        rule: "invalid-name",
        wrong: || incident().file("content/components/Mobile App.md", "+++\nname = \"Mobile app\"\n+++\n"),
        right: || incident().file("content/components/mobile-app.md", "+++\nname = \"Mobile app\"\n+++\n"),
    },
];
