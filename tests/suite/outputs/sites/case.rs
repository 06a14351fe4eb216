//! A fixture site of `tests/sites/`.

use std::path::PathBuf;

use allclear::check::judge;
use allclear::content;
use allclear::diagnostics::{Disclosure, Findings, terminal};
use allclear::pipeline::{Built, Clock, Settings, build, examine};
use allclear::release::{Audience, Site, release};
use allclear::source::{Project, ScanOptions, Snapshot, scan};
use chrono::{DateTime, Utc};

/// One site, for one idea.
pub(super) struct Case {
    pub(super) folder: PathBuf,
}

impl Case {
    pub(super) fn of(name: &str) -> Self {
        Self { folder: Self::all().join(name) }
    }

    /// The folder of all of them.
    pub(super) fn all() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sites")
    }

    fn scan(&self) -> (Snapshot, Findings) {
        scan(&Project::new(&self.folder), ScanOptions { public_only: false })
    }

    /// The site, built as of the clock of its `site.toml`.
    pub(super) fn build(&self) -> Built {
        let (snapshot, found) = self.scan();
        let clock = content::load(&snapshot).0.public.site.and_then(|site| site.clock);
        let clock = Clock::AsOf(clock.expect("every fixture has a clock"));
        let settings = Settings { clock, strict_internal: true, strict: false, judged_elsewhere: false };
        build(&snapshot, found, settings).unwrap_or_else(|failed| {
            panic!("{}", terminal(&failed.findings, &snapshot, Disclosure::Full, false))
        })
    }

    /// The public site at a time.
    pub(super) fn at(&self, now: &str) -> Site {
        let (snapshot, found) = self.scan();
        let now: DateTime<Utc> = now.parse().expect("a time");
        let settings = Settings {
            clock: Clock::AsOf(now),
            strict_internal: true,
            strict: false,
            judged_elsewhere: false,
        };
        let examined = examine(&snapshot, found, settings).unwrap_or_else(|failed| {
            panic!("{}", terminal(&failed.findings, &snapshot, Disclosure::Full, false))
        });
        examined.public_site().expect("a site")
    }

    /// The site that an audience sees at a time.
    pub(super) fn seen_by(&self, audience: &Audience, now: &str) -> Site {
        let snapshot = self.scan().0;
        let (content, _) = content::load(&snapshot);
        let now = now.parse().expect("a time");
        let (verdict, _) = judge(&content, &snapshot, Some(now));
        release(&content.public, audience, now, &verdict).expect("a site")
    }
}
