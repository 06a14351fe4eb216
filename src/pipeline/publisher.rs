//! The second half of a build: releases, renders and proves, and remembers what can be used again.
//!
//! A publisher that remembers nothing gives what any other gives: [`build()`](super::build()) asks an empty one.

use std::sync::Arc;

use super::inspect::{refusal, without_gate};
use super::proof::{Proof, Sides};
use super::watchlist::watch;
use super::{Examined, Reason};
use crate::artifact::Artifact;
use crate::diagnostics::{Finding, Findings, rules};
use crate::release::{Audience, Releaser, Site};
use crate::site::{Renderer, Theme, api_texts};
use crate::source::{Snapshot, SourceFile};

/// Publishes the site of one audience, again and again.
#[derive(Debug, Default)]
pub struct Publisher {
    releaser: Releaser,
    renderer: Renderer,
    proof: Proof,
}

/// What may be written, with what of the records went into it.
#[derive(Debug)]
pub struct Published {
    /// The files of the site.
    pub outputs: Vec<Arc<Artifact>>,
    /// What was released.
    pub site: Site,
    /// What is unwise about the theme, as warnings.
    pub unwise: Findings,
}

impl Publisher {
    /// The public site of what was examined. The files `beside` the snapshot are internal ones that are no part of it,
    /// whose words must not get out either. The error is what was found, in no order yet, and what it means.
    pub fn publish(
        &mut self,
        (snapshot, beside): (&Snapshot, &[&SourceFile]),
        examined: &Examined,
    ) -> Result<Published, (Findings, Reason)> {
        let content = |findings| (findings, Reason::Content);
        let public = &examined.content.public;
        let Some(config) = &public.site else { return Err(content(no_site())) };
        let (site, (theme, watch)) = rayon::join(
            || self.releaser.release(public, &Audience::public(), examined.now),
            || {
                let theme = Theme::load(snapshot, &config.theme);
                (theme, watch((snapshot, beside), &examined.content, &examined.forbid))
            },
        );
        let Some(site) = site else { return Err(content(no_site())) };
        let theme = theme.map_err(content)?;
        theme.require_language(&config.language).map_err(content)?;
        let interface: Vec<&str> = theme.texts().into_iter().chain(api_texts()).collect();
        let sides = Sides { watch: &watch, site: &site, interface: &interface };
        // The gate learns what to look for while the pages are made.
        let (outputs, ready) =
            rayon::join(|| self.renderer.render(&site, &theme), || self.proof.ready(sides));
        let outputs = outputs.map_err(content)?;
        let reading = ready.and_then(|ready| ready.read(&outputs, sides));
        let reading = reading.map_err(|error| without_gate(&error))?;
        let refused = refusal(&reading.gate, &reading.hits, (snapshot, beside), examined);
        self.proof.keep(reading);
        refused?;
        let unwise = theme.warnings(&config.language.value);
        Ok(Published { outputs, site, unwise })
    }
}

/// Without a `site.toml` that can be read a build stops earlier; this only keeps an empty page from ever going out.
fn no_site() -> Findings {
    Findings::from_iter([Finding::general(&rules::NO_CONTENT, rules::NO_CONTENT.summary)])
}
