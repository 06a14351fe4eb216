//! The second half of a build, for every audience: releases, renders, and lets the gate read the result.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::BuildInputs;
use super::cache::{AudienceCache, Cache};
use super::gate_findings::{findings, gate_unavailable, refusal};
use super::placeholder;
use super::public_half::{self, RenderingInputs};
use super::public_texts::Reader;
use super::publish_request::PublishRequest;
use super::refusal::Refusal;
use super::released_cache::{OwnView, Released};
use crate::artifact::Artifact;
use crate::content::{PublicContent, SiteAddress, rebased};
use crate::diagnostics::{Finding, Findings, rules};
use crate::release::{Audience, ReleaseError, Site, SlaRecords};
use crate::site::machine_texts;

/// A site that passed the gate.
#[derive(Debug)]
pub struct Published {
    /// The files of the site.
    pub outputs: Vec<Arc<Artifact>>,
    /// What was released.
    pub site: Site,
    /// Warnings about the theme.
    pub warnings: Findings,
}

/// Publishes the site of one audience as of `now` (UTC).
///
/// Only `written`, the theme, and for a customer the times that [`SlaRecords`] reads, determine the outputs. Apart from
/// these, the internal files in `inputs` can only make the gate refuse them. The site is at `address`, or at the `url` of
/// `site.toml` if it is `None`.
///
/// # Errors
///
/// Returns a refusal if the theme has errors or the gate has a hit.
pub fn publish(
    written: &PublicContent,
    audience: &Audience,
    address: Option<&SiteAddress>,
    now: DateTime<Utc>,
    inputs: &BuildInputs<'_>,
    cache: &mut Cache,
) -> Result<Published, Refusal> {
    let content = match address {
        Some(address) => Cow::Owned(rebased(written.clone(), address)),
        None => Cow::Borrowed(written),
    };
    let request = PublishRequest { content: &content, audience, address, substitution: None, now };
    publish_request(request, inputs, cache)
}

/// Publishes what a request asks for. With a substitution, the outputs have the placeholders in them.
///
/// # Errors
///
/// Returns a refusal if the theme has errors or the gate has a hit.
pub(super) fn publish_request(
    request: PublishRequest<'_>,
    inputs: &BuildInputs<'_>,
    cache: &mut Cache,
) -> Result<Published, Refusal> {
    let PublishRequest { content, audience, address, substitution, now } = request;
    let config = content.site.as_ref().ok_or_else(no_site)?;
    let (internal, audience_cache) = cache.of(request);
    let AudienceCache { releaser, renderer, gate, last, .. } = audience_cache;
    let records = SlaRecords::of(audience, &inputs.content.internal.folders);
    let (site, (theme, input)) = rayon::join(
        || releaser.release(content, audience, &records, now, inputs.verdict),
        || (inputs.theme(&config.theme), inputs.gate()),
    );
    let mut site = site.map_err(|error| not_released(&error))?;
    let theme = theme.map_err(Refusal::content)?;
    for language in config.languages() {
        theme.require_language(language).map_err(Refusal::content)?;
    }
    let interface: Vec<&str> = theme.texts().into_iter().chain(machine_texts()).collect();
    let reserved = inputs.reserved_ids(&interface);
    if !reserved.is_empty() {
        return Err(Refusal::content(reserved.clone()));
    }
    let view = inputs.view(audience);
    let released = Released {
        content,
        reader: Reader { customer: inputs.customer(audience), tier: audience.whole_tier(), now },
        interface,
        allow: config.allow.iter().map(|allowed| allowed.text.as_str()).collect(),
        view: view.filter(|_| substitution.is_none()),
        own: view.zip(substitution).map(|(view, substitution)| OwnView { view, substitution }),
    };
    if substitution.is_some() {
        placeholder::replace_name(&mut site);
        if let Some(last) = last {
            site.share_with(last);
        }
        *last = Some(site.clone());
    }
    // The gate builds its indexes while the pages are rendered.
    let (outputs, prepared) =
        rayon::join(|| renderer.render(&site, theme), || gate.prepare(internal, input, &released));
    let outputs = outputs.map_err(Refusal::content)?;
    let reading = prepared.and_then(|prepared| prepared.read(&outputs, internal, input, &released));
    let mut reading = reading.map_err(|error| gate_unavailable(&error))?;
    if reading.has_quotations() {
        let transformation = inputs.transformation;
        let verdict = inputs.verdict;
        let rendering = RenderingInputs {
            audience,
            records: &records,
            address,
            now,
            verdict,
            theme,
            transformation,
            has_placeholders: substitution.is_some(),
        };
        if public_half::gives(inputs.snapshot, rendering, &outputs) {
            reading.pass_quotations();
        } else if !reading.refuse_quotations() {
            // Only new indexes know where the words come from.
            return publish_request(request, inputs, &mut Cache::default());
        }
    }
    let refused = refusal(reading.gate(), &reading.hits, inputs);
    let reported = findings(reading.gate(), &reading.warnings, inputs);
    gate.put(reading, internal);
    if let Some(refusal) = refused {
        return Err(refusal);
    }
    let mut warnings = theme.warnings(config.languages().map(|language| language.value.as_str()));
    warnings.extend(reported);
    warnings.retain(|finding| !config.turns_off(finding.rule));
    Ok(Published { outputs, site, warnings })
}

/// The findings about an approval come from `check`. This only makes sure that its text is never published.
fn not_released(error: &ReleaseError) -> Refusal {
    match error {
        ReleaseError::NoSite => no_site(),
        ReleaseError::Unapproved(span) => {
            let message = rules::APPROVAL_MISSING.summary;
            let finding = match span {
                Some(span) => Finding::at(&rules::APPROVAL_MISSING, *span, message),
                None => Finding::general(&rules::APPROVAL_MISSING, message),
            };
            Refusal::content(Findings::from_iter([finding]))
        }
    }
}

/// A build without a valid `site.toml` fails earlier. This only makes sure that no empty page is ever published.
fn no_site() -> Refusal {
    Refusal::content(Findings::from_iter([Finding::general(&rules::NO_CONTENT, rules::NO_CONTENT.summary)]))
}
