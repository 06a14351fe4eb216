//! Renders a site once more from the public-side files alone, to prove that no internal file influenced it.
//!
//! Engineers quote the page in timelines: addresses, headlines, states with times. So six words of an internal file in
//! an output prove nothing. But an output that comes out identically without any internal file cannot have taken the
//! words from one.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::placeholder::{self, Substitution};
use super::transformation::Transformation;
use super::views::PlannedView;
use crate::artifact::Artifact;
use crate::check::Verdict;
use crate::content::{self, SiteAddress, rebased};
use crate::release::{Audience, Releaser, Site, SlaRecords};
use crate::site::{Renderer, Theme};
use crate::source::Snapshot;

/// Everything besides the snapshot that the first rendering depended on.
#[derive(Clone, Copy, Debug)]
pub(super) struct RenderingInputs<'a> {
    pub(super) audience: &'a Audience,
    /// The times and severities that a customer's agreement needs. They are typed values and contain no text.
    pub(super) records: &'a SlaRecords<'a>,
    pub(super) address: Option<&'a SiteAddress>,
    pub(super) now: DateTime<Utc>,
    pub(super) verdict: &'a Verdict,
    pub(super) theme: &'a Theme,
    pub(super) transformation: Transformation,
    /// Whether the name of the customer is a placeholder.
    pub(super) has_placeholders: bool,
}

/// Whether the public-side files of a snapshot alone give exactly these outputs: the same paths with the same bytes.
///
/// The files are loaded afresh, as `--public-only` does, and without any cache.
pub(super) fn gives(snapshot: &Snapshot, inputs: RenderingInputs<'_>, outputs: &[Arc<Artifact>]) -> bool {
    let RenderingInputs { address, theme, .. } = inputs;
    let Some(site) = site(snapshot, inputs) else { return false };
    let sealed_feed = address.and_then(|address| address.sealed_feed.as_deref());
    let mut renderer = sealed_feed.map_or_else(Renderer::default, Renderer::sealed);
    let alone = renderer.render(&site, theme);
    alone.is_ok_and(|alone| alone == outputs)
}

/// Returns what the public-side files of a snapshot alone release; `None` if they give no site. They are loaded afresh.
pub(super) fn site(snapshot: &Snapshot, inputs: RenderingInputs<'_>) -> Option<Site> {
    let RenderingInputs {
        audience, records, address, now, verdict, transformation, has_placeholders, ..
    } = inputs;
    let (content, _) = content::load(&snapshot.public_half());
    let mut content = transformation.apply(content).public;
    if let Some(address) = address {
        content = rebased(content, address);
    }
    let mut site = Releaser::default().release(&content, audience, records, now, verdict).ok()?;
    if has_placeholders {
        placeholder::replace_name(&mut site);
    }
    Some(site)
}

/// Returns the outputs that the public-side files of a snapshot alone give for an audience, with its view if it has one;
/// none if they give no site.
pub(super) fn rendered(
    snapshot: &Snapshot,
    audience: &Audience,
    records: &SlaRecords<'_>,
    view: Option<&PlannedView>,
    now: DateTime<Utc>,
    theme: &Theme,
) -> Vec<Arc<Artifact>> {
    // Approvals decide whether a site is published at all, not what is in it.
    let verdict = &Verdict::elsewhere();
    let transformation = Transformation::NONE;
    let outputs = |address: Option<&SiteAddress>, has_placeholders| {
        let inputs = RenderingInputs {
            audience,
            records,
            address,
            now,
            verdict,
            theme,
            transformation,
            has_placeholders,
        };
        site(snapshot, inputs).and_then(|site| Renderer::default().render(&site, theme).ok())
    };
    let with_placeholders = view.and_then(|view| {
        let substitution = Substitution::of(view, theme)?;
        let outputs = outputs(Some(&placeholder::address(view)), true)?;
        substitution.apply_to_all(&outputs)
    });
    let directly = || outputs(view.map(|view| &view.address), false);
    with_placeholders.or_else(directly).unwrap_or_default()
}
