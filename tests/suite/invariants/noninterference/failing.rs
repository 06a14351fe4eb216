//! An internal file may make a build fail, but it may not change the public site.

use crate::support::property;
use proptest::prelude::*;

use super::internal_half::InternalHalf;
use super::public_half::{Files, PublicHalf};
use super::{built, must_build, same_outputs, snapshot};

/// A change of an internal file: a description, and the change.
type Change = (&'static str, fn(&mut Files));

const CHANGES: [Change; 9] = [
    ("a person with the name of the site", |files| {
        files.insert("content/people.toml".into(), "[person.lena]\nname = \"Harbor status\"\n[person.omar]\nname = \"O\"\n[team.core]\nname = \"C\"\n".into());
    }),
    ("an alias that is a public name", |files| {
        files.insert("content/owners.toml".into(), "[component.api]\naliases = [\"Harbor\"]\n".into());
    }),
    ("a customer with the name of the site", |files| {
        files.insert(
            "content/customers/x.md".into(),
            "+++\nname = \"Harbor\"\naccess = \"gated\"\n+++\n".into(),
        );
    }),
    ("a customer without access", |files| {
        files.insert("content/customers/x.md".into(), "+++\nname = \"Zorzor\"\n+++\n".into());
    }),
    ("people in invalid TOML", |files| {
        files.insert("content/people.toml".into(), "[person.lena\n".into());
    }),
    ("a record with an unknown key", |files| {
        files.insert(
            "content/incidents/2026-03-01-x/incident.md".into(),
            "+++\ntitle = \"x\"\nseverity = \"P1\"\naudience = [\"public\"]\n+++\n".into(),
        );
    }),
    ("a record with an unknown file", |files| {
        files.insert("content/incidents/2026-03-01-x/post-mortem.md".into(), "+++\n+++\n".into());
    }),
    ("a timeline with an unknown key", |files| {
        files.insert(
            "content/incidents/2026-03-01-x/timeline/2026-03-01T0000Z-monitor.md".into(),
            "+++\npublic = true\n+++\nzor\n".into(),
        );
    }),
    ("a near miss whose updates are released", |files| {
        let released = files.keys().find_map(|path| {
            let folder = path.strip_suffix("-first.md")?.rsplit_once("/comms/")?.0;
            folder.starts_with("content/incidents/").then(|| folder.to_owned())
        });
        if let Some(folder) = released {
            files.insert(
                format!("{folder}/incident.md"),
                "+++\ntitle = \"x\"\nseverity = \"P4\"\nkind = \"near_miss\"\n+++\n".into(),
            );
        }
    }),
];

proptest! {
    #![proptest_config(property(64))]

    #[test]
    fn an_internal_file_may_stop_a_build_but_not_change_it(
        public in PublicHalf::strategy(),
        internal in InternalHalf::strategy(),
        change in 0..CHANGES.len(),
    ) {
        let mut files = internal.around(&public);
        let good = must_build(&files)?;
        let before = files.clone();
        let (what, apply) = CHANGES[change];
        apply(&mut files);
        match built(&snapshot(&files)) {
            Ok(built) => {
                // A mistake in a timeline does not stop a build.
                prop_assert!(files == before || what.starts_with("a timeline"), "{} does not stop the build", what);
                same_outputs(&good, &built)?;
            }
            Err(_) => prop_assert!(!what.starts_with("a timeline")),
        }
    }
}
