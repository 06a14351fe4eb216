//! The sample site.

use std::path::Path;

use allclear::check::{check, missing_internal_approvals};
use allclear::content::load;
use allclear::diagnostics::{Disclosure, terminal};
use allclear::response::{PostmortemStanding, standing};
use allclear::source::{Project, ScanOptions, scan};

#[test]
fn the_sample_site_has_no_errors_and_only_the_intended_warnings() {
    let project = Project::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let (snapshot, mut findings) = scan(&project, ScanOptions { public_only: false });
    let (content, loaded) = load(&snapshot);
    let clock = content.public.site.as_ref().and_then(|site| site.clock).expect("the sample's clock");
    findings.extend(loaded);
    findings.extend(check(&content, &snapshot, clock));
    findings.sort(&snapshot);
    assert_eq!(terminal(&findings, &snapshot, Disclosure::Full, false), "");
}

#[test]
fn the_post_mortems_of_the_sample_site_are_approved_or_in_review() {
    let project = Project::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let (snapshot, _) = scan(&project, ScanOptions { public_only: false });
    let (content, _) = load(&snapshot);
    let clock = content.public.site.as_ref().and_then(|site| site.clock).expect("the sample's clock");
    let found: Vec<(&str, PostmortemStanding, usize)> = content
        .internal
        .folders
        .iter()
        .filter(|folder| folder.postmortem.is_some())
        .map(|folder| {
            let missing = missing_internal_approvals(folder, &content, &snapshot, clock).len();
            (folder.name.as_str(), standing(folder, &content, clock), missing)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("2026-03-14-pg-failover", PostmortemStanding::Published, 0),
            ("2026-09-10-ledger-lag", PostmortemStanding::Published, 0),
            ("2026-09-24-hook-signature", PostmortemStanding::InReview, 2),
        ]
    );
}
