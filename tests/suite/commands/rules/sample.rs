//! The sample site.

use std::path::Path;

use allclear::check::check;
use allclear::content::load;
use allclear::diagnostics::{Disclosure, terminal};
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
