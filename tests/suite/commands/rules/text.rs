//! Rules about the texts that customers read.

use super::{Example, FIRST, site};
use crate::support::Project;

fn saying(text: &str) -> Project {
    site().update("2026-03-14T1130Z", FIRST, text)
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "tab-indented",
        wrong: || saying("Some requests fail.\n\n\tYou can try again."),
        right: || saying("Some requests fail:\n\n- uploads\n\n\tand large ones\n\n```\n\tcode\n```"),
    },
    Example {
        rule: "raw-html",
        wrong: || saying("Some requests <b>fail</b>."),
        right: || saying("Some requests **fail**."),
    },
    Example {
        rule: "link-scheme",
        wrong: || saying("See [our guide](javascript:alert(1))."),
        right: || saying("See [our guide](https://docs.test.example/retry)."),
    },
    Example {
        rule: "picture",
        wrong: || saying("![errors by minute](https://charts.test.example/1.png)"),
        right: || saying("[Errors by minute](https://charts.test.example/1.png)"),
    },
    Example {
        rule: "text-limit",
        wrong: || saying(&format!("{} deep", "> ".repeat(40))),
        right: || saying(&format!("{} not so deep", "> ".repeat(4))),
    },
    Example {
        rule: "place-left-open",
        wrong: || saying("The next update comes at {{ next_update }}."),
        right: || saying("Braces such as {{ name }} in a template are text."),
    },
    Example { rule: "empty-text", wrong: || saying(""), right: || saying("Some requests fail.") },
];
