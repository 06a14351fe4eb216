//! The addresses of pages: how long they may be, and which names they cannot have.

use super::{FIRST, site};
use crate::support::Project;

fn reports(project: &Project, message: &str) -> bool {
    super::report(project).contains(message)
}

#[test]
fn an_address_has_at_most_200_characters() {
    // The address of a component has its groups.
    let project = |length: usize| {
        let path = format!(
            "content/components/{}/{}/{}.md",
            "g".repeat(66),
            "h".repeat(66),
            "c".repeat(length - 134)
        );
        site().file(&path, "+++\nname = \"Crane\"\n+++\n")
    };
    let message = "at most 200 fit into the name of a file";
    assert!(reports(&project(201), message));
    assert!(!reports(&project(200), message));
}

#[test]
fn a_component_is_in_at_most_eight_groups() {
    let project = |groups: usize| {
        let path = format!("content/components/{}c.md", "g/".repeat(groups));
        site().file(&path, "+++\nname = \"Crane\"\nslug = \"crane\"\n+++\n")
    };
    let message = "groups within each other";
    assert!(reports(&project(9), message));
    assert!(!reports(&project(8), message));
}

#[test]
fn a_device_of_windows_is_no_address() {
    let project = |slug: &str| {
        site().update(
            "2026-03-14T1130Z",
            &FIRST.replace("2026-03-14-api-errors", slug),
            "Some requests fail.",
        )
    };
    for slug in ["com1", "lpt9", "nul"] {
        assert!(reports(&project(slug), "is a device name on Windows"), "{slug}");
    }
    for slug in ["com", "com10", "comx", "lpt", "null"] {
        assert!(!reports(&project(slug), "is a device name on Windows"), "{slug}");
    }
}
