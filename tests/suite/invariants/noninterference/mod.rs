//! Noninterference, as a property of generated sites: internal data does not change a byte of the public site, and data
//! about one customer does not change what another customer sees.
//!
//! A generated site has a public half and an internal half that fits it. With two different internal halves, the same
//! public half must give the same file names and bytes. Both sites must build, since a failed build proves nothing.

mod failing;
pub(crate) mod internal_half;
pub(crate) mod public_half;
mod record;
mod vocabulary;

use std::collections::BTreeSet;

use allclear::check::Verdict;
use allclear::content;
use allclear::diagnostics::{Disclosure, Findings, terminal};
use allclear::pipeline::{Built, Clock, Failed, Settings, build};
use allclear::release::{Audience, Site, release};
use allclear::source::Snapshot;
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::support::{NOW, property};
use internal_half::InternalHalf;
use public_half::{Files, PublicHalf};

fn now() -> DateTime<Utc> {
    NOW.parse().expect("a time")
}

pub(super) fn snapshot(files: &Files) -> Snapshot {
    Snapshot::of_texts(files.iter().map(|(path, text)| (path.clone(), text.clone())))
}

fn built(snapshot: &Snapshot) -> Result<Built, Failed> {
    let settings =
        Settings { clock: Clock::Now(now()), strict_internal: false, strict: false, judged_elsewhere: false };
    build(snapshot, Findings::default(), settings)
}

/// Builds a site without errors; a site that does not build is an error in the generator.
pub(super) fn must_build(files: &Files) -> Result<Built, TestCaseError> {
    let snapshot = snapshot(files);
    built(&snapshot).map_err(|failed| {
        let findings = terminal(&failed.findings, &snapshot, Disclosure::Full, false);
        let why = findings.find("error").map_or(findings.as_str(), |at| &findings[at..]);
        TestCaseError::fail(format!("a generated site does not build: {:?}\n{why}", failed.reason))
    })
}

/// Fails with the first difference between two builds.
fn same_outputs(one: &Built, other: &Built) -> Result<(), TestCaseError> {
    let paths = |built: &Built| built.outputs.iter().map(|output| output.path.clone()).collect::<Vec<_>>();
    prop_assert_eq!(paths(one), paths(other), "the names of public files differ");
    for (a, b) in one.outputs.iter().zip(&other.outputs) {
        if a.bytes != b.bytes {
            let (a_text, b_text) = (String::from_utf8_lossy(&a.bytes), String::from_utf8_lossy(&b.bytes));
            let lines = a_text.lines().zip(b_text.lines()).find(|(a, b)| a != b);
            return Err(TestCaseError::fail(format!("`{}` differs: {lines:#?}", a.path)));
        }
    }
    prop_assert_eq!(one.next_change, other.next_change, "the next change differs");
    Ok(())
}

/// The release for the customer `acme`, who uses these components; `None` means all that the customer may see.
pub(super) fn seen_by_acme(files: &Files, components: Option<BTreeSet<String>>) -> Option<Site> {
    let (content, _) = content::load(&snapshot(files));
    let audience = Audience::customer("acme", Some("gold"), components);
    release(&content.public, &audience, now(), &Verdict::default()).ok()
}

pub(super) const ACME: &str = "+++\nname = \"Acmezor Brax\"\ntier = \"gold\"\naccess = \"gated\"\n+++\n";

proptest! {
    #![proptest_config(property(256))]

    #[test]
    fn internal_data_does_not_change_the_public_site(
        public in PublicHalf::strategy(),
        one in InternalHalf::strategy(),
        other in InternalHalf::strategy(),
    ) {
        same_outputs(&must_build(&one.around(&public))?, &must_build(&other.around(&public))?)?;
    }

    #[test]
    fn data_about_one_customer_does_not_change_what_another_sees(
        public in PublicHalf::strategy().prop_map(PublicHalf::for_customer),
        one in InternalHalf::strategy(),
        other in InternalHalf::strategy(),
        uses in proptest::option::of(0..4_usize),
    ) {
        let (mut one, mut other) = (one.around(&public), other.around(&public));
        for files in [&mut one, &mut other] {
            files.insert("content/customers/acme.md".into(), ACME.into());
        }
        let components = uses.map(|count| public.components().into_iter().take(count).collect::<BTreeSet<_>>());
        let (one, other) = (seen_by_acme(&one, components.clone()), seen_by_acme(&other, components));
        prop_assert!(one.is_some());
        prop_assert_eq!(one, other);
    }
}

proptest! {
    #![proptest_config(property(64))]

    #[test]
    fn the_public_site_is_the_same_without_an_internal_half(
        public in PublicHalf::strategy(),
        internal in InternalHalf::strategy(),
    ) {
        let whole = internal.around(&public);
        let bare: Files = whole
            .iter()
            .filter(|(path, _)| allclear::source::Side::of(path) == allclear::source::Side::Public)
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect();
        same_outputs(&must_build(&whole)?, &must_build(&bare)?)?;
    }
}
