//! Renders a site once more from the public-side files alone, to prove that no internal file influenced it.
//!
//! Engineers quote the page in timelines: addresses, headlines, states with times. So six words of an internal file in
//! an output prove nothing. But an output that comes out identically without any internal file cannot have taken the
//! words from one.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::transformation::Transformation;
use crate::artifact::Artifact;
use crate::check::Verdict;
use crate::content::{self, rebased};
use crate::release::{Audience, Releaser};
use crate::site::{Renderer, Theme};
use crate::source::Snapshot;

/// Everything besides the snapshot that the first rendering depended on.
#[derive(Clone, Copy, Debug)]
pub(super) struct RenderingInputs<'a> {
    pub(super) audience: &'a Audience,
    pub(super) base_path: Option<&'a str>,
    pub(super) now: DateTime<Utc>,
    pub(super) verdict: &'a Verdict,
    pub(super) theme: &'a Theme,
    pub(super) transformation: Transformation,
}

/// Whether the public-side files of a snapshot alone give exactly these outputs: the same paths with the same bytes.
///
/// The files are loaded afresh, as `--public-only` does, and without any cache.
pub(super) fn gives(snapshot: &Snapshot, inputs: RenderingInputs<'_>, outputs: &[Arc<Artifact>]) -> bool {
    let RenderingInputs { audience, base_path, now, verdict, theme, transformation } = inputs;
    let (content, _) = content::load(&snapshot.public_half());
    let mut content = transformation.apply(content).public;
    if let Some(base_path) = base_path {
        content = rebased(content, base_path);
    }
    let Ok(site) = Releaser::default().release(&content, audience, now, verdict) else { return false };
    let alone = Renderer::default().render(&site, theme);
    alone.is_ok_and(|alone| alone == outputs)
}
