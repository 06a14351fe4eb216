//! The whole build, from files that were read to outputs that passed the gate.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::examine::failed;
use super::inspect::inspect;
use super::watchlist::watch;
use super::{ClockSource, Examined, Failed, Reason, Settings, examine};
use crate::content::Content;
use crate::diagnostics::{Finding, Findings, Severity, rules};
use crate::output::Output;
use crate::output::gate::Gate;
use crate::release::Site;
use crate::site::{Theme, api_texts, render};
use crate::source::{Snapshot, SourceFile};

/// A site that may be written.
#[derive(Debug)]
pub struct Built {
    /// The files of the public site.
    pub outputs: Vec<Arc<Output>>,
    /// Warnings, sorted.
    pub findings: Findings,
    /// When the output changes by itself next, UTC.
    pub next_change: Option<DateTime<Utc>>,
    /// The moment that the site shows, UTC.
    pub now: DateTime<Utc>,
    /// Who said what time it is.
    pub clock: ClockSource,
    /// The records that it was made of.
    pub content: Arc<Content>,
    /// What of them was released.
    pub site: Site,
}

/// Builds the public site of a snapshot in memory. `found` is what was wrong with the files as such.
pub fn build(snapshot: &Snapshot, found: Findings, settings: Settings) -> Result<Built, Failed> {
    build_beside(snapshot, found, settings, &[])
}

/// Builds a snapshot beside which there are internal files that are no part of it. They have no say in anything, but
/// the gate lets none of their words out.
pub(super) fn build_beside(
    snapshot: &Snapshot,
    found: Findings,
    settings: Settings,
    beside: &[&SourceFile],
) -> Result<Built, Failed> {
    let mut examined = examine(snapshot, found, settings)?;
    match publish(snapshot, &examined, beside) {
        Ok(Published { outputs, site, unwise }) => {
            let Examined { content, mut findings, now, clock, .. } = examined;
            findings.extend(unwise);
            if settings.strict && findings.count(Severity::Warning) > 0 {
                return Err(failed(findings, snapshot, Reason::Warnings));
            }
            findings.sort(snapshot);
            Ok(Built { outputs, findings, next_change: site.next_change, now, clock, content, site })
        }
        Err((found, reason)) => {
            examined.findings.extend(found);
            Err(failed(examined.findings, snapshot, reason))
        }
    }
}

/// What may be written, with what of the records went into it.
struct Published {
    outputs: Vec<Arc<Output>>,
    site: Site,
    /// What is unwise about the theme.
    unwise: Findings,
}

/// Releases, renders and proves. What is unwise about the theme comes along.
fn publish(
    snapshot: &Snapshot,
    examined: &Examined,
    beside: &[&SourceFile],
) -> Result<Published, (Findings, Reason)> {
    let content = |findings| (findings, Reason::Content);
    let (Some(config), Some(site)) = (&examined.content.public.site, examined.public_site()) else {
        return Err(content(no_site()));
    };
    let theme = Theme::load(snapshot, &config.theme).map_err(content)?;
    theme.require_language(&config.language).map_err(content)?;
    let released: Vec<&str> = site.texts().into_iter().chain(theme.texts()).chain(api_texts()).collect();
    let watch = watch((snapshot, beside), &examined.content, &examined.forbid, released);
    // The gate learns what to look for while the pages are made.
    let (outputs, gate) = rayon::join(|| render(&site, &theme), || Gate::new(&watch));
    let outputs = outputs.map_err(content)?;
    inspect(&outputs, gate, (snapshot, beside), examined)?;
    let unwise = theme.warnings(&config.language.value);
    Ok(Published { outputs, site, unwise })
}

/// Without a `site.toml` that can be read a build stops earlier; this only keeps an empty page from ever going out.
fn no_site() -> Findings {
    Findings::from_iter([Finding::general(&rules::NO_CONTENT, rules::NO_CONTENT.summary)])
}
