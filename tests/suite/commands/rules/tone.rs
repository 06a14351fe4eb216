//! Rules about the wording of post-mortems.

use super::analysis::{TEXT, WHYS, internal};
use super::{Example, site};
use crate::support::Project;

/// An internal post-mortem that also says this.
fn saying(text: &str) -> Project {
    internal(site(), WHYS, &format!("{TEXT}\n## What was hard\n\n{text}\n"))
}

/// An internal post-mortem with another answer to the last why.
fn because(answer: &str) -> Project {
    internal(site(), &WHYS.replace("No test cuts connections off.", answer), TEXT)
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "blame",
        wrong: || saying("The cause was human error, and it was careless to deploy on a Friday."),
        right: || {
            saying(
                "We do not write \"human error\".\n\n> careless\n\n```\noperator error\n```\n\nThe user `error` was logged.",
            )
        },
    },
    Example {
        rule: "person-as-cause",
        wrong: || because("Omar did not test it."),
        right: || saying("Omar Haddad restarted the pooler. Lena's drill had shown the steps."),
    },
    Example {
        rule: "be-more-careful",
        wrong: || saying("We will be more careful with deploys. Remember to check the pool."),
        right: || saying("The deploy takes more care of open connections: it waits until they are closed."),
    },
    Example {
        rule: "counterfactual",
        wrong: || saying("The alert should have fired. If only we had looked. We failed to see the graph."),
        right: || {
            saying(
                "The service failed to start, and should start faster.\n\n## Where we were lucky\n\nA longer outage would have cost data.",
            )
        },
    },
];

#[test]
fn a_person_is_no_cause_in_any_form() {
    for answer in ["Who deployed it was new.", "Omar Haddad was on call.", "lena and Lena's change."] {
        assert!(super::report(&because(answer)).contains("warning[person-as-cause]"), "{answer}");
    }
    for text in [
        "Omar accidentally deleted it.",
        "Lena deployed the wrong build.",
        "It was caused by Omar.",
        "The long outage of the pooler was caused by Omar.",
        "Lena Kask's mistake cost an hour.",
    ] {
        assert!(super::report(&saying(text)).contains("warning[person-as-cause]"), "{text}");
    }
    for text in [
        "Omar found the broken query.",
        "The omar tool deleted it wrongly.",
        "Found by Omar.",
        "Omar",
        "We know what it was caused by. Omar slept.",
    ] {
        assert_eq!(super::report(&saying(text)), "", "{text}");
    }
}

#[test]
fn only_people_can_be_said_to_have_failed() {
    for text in ["Omar Haddad failed to notice.", "Our engineers failed to notice."] {
        assert!(super::report(&saying(text)).contains("warning[counterfactual]"), "{text}");
    }
    assert_eq!(super::report(&saying("Three pods failed to restart.")), "");
}

#[test]
fn customers_may_be_reminded() {
    let published = |text: &str| {
        let text = format!("+++\ntitle = \"API errors\"\n+++\n4 requests failed. {text}\n");
        super::report(&super::incident().file("content/incidents/2026-03-14-api/comms/postmortem.md", &text))
    };
    assert_eq!(published("Remember to renew your key."), "");
    assert!(published("We will pay closer attention.").contains("warning[be-more-careful]"));
}
