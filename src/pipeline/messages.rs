//! Messages made from what is released to some readers, each read by the gate, as the files of a site are.
//!
//! What a message looks like is not known here: the caller renders it from a released site. Words of internal files are
//! judged as in [`publish()`](super::publish()): they pass only in a message that comes out identically without any
//! internal file.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::gate_findings::{gate_unavailable, refusal};
use super::internal_cache::InternalCache;
use super::released_cache::{Released, ReleasedCache};
use super::transformation::Transformation;
use super::{BuildInputs, Examined, PlannedView, Refusal, Settings};
use crate::artifact::Artifact;
use crate::content::{self, PublicContent, SiteAddress, rebased};
use crate::diagnostics::{Finding, Findings, rules};
use crate::release::{Audience, Site, release};
use crate::site::{Language, Theme};
use crate::source::Snapshot;

/// Whom messages are written for.
#[derive(Clone, Copy, Debug)]
pub enum Readers<'a> {
    /// Everybody.
    Public,
    /// The customers of a tier.
    Tier(&'a str),
    /// The customer with this view.
    Customer(&'a PlannedView),
}

/// What messages are made from.
#[derive(Clone, Copy, Debug)]
pub struct MessageSources<'a> {
    /// What is released to the readers, at the address of their site.
    pub site: &'a Site,
    /// What is released to the public.
    pub public: &'a Site,
    /// The words of the interface.
    pub language: &'a Language,
}

/// Messages that the gate has read.
#[derive(Debug)]
pub struct InspectedMessages {
    /// The messages, in the order in which they were rendered.
    pub messages: Vec<Arc<Artifact>>,
    /// The paths of those that must not be sent.
    pub refused: BTreeSet<String>,
    /// Why, in no particular order.
    pub findings: Findings,
}

/// Releases, renders and inspects messages. What the gate searches for is prepared once for all readers.
#[derive(Debug)]
pub struct MessageGate<'a> {
    snapshot: &'a Snapshot,
    examined: &'a Examined,
    inputs: BuildInputs<'a>,
    theme: Theme,
    language: Language,
    internal: InternalCache,
}

/// What is released to the readers and to everybody.
struct Sites {
    site: Site,
    public: Site,
}

impl<'a> MessageGate<'a> {
    /// For examined content. `settings` are those with which it was examined.
    ///
    /// # Errors
    ///
    /// Fails if the theme has errors.
    pub fn new(snapshot: &'a Snapshot, examined: &'a Examined, settings: Settings) -> Result<Self, Refusal> {
        let config = examined.content.public.site.as_ref().ok_or_else(no_site)?;
        let theme = Theme::load(snapshot, &config.theme).map_err(Refusal::content)?;
        let language = theme.language(&config.language.value).map_err(Refusal::content)?;
        let inputs = BuildInputs::new(snapshot, &examined.content, &examined.verdict)
            .transformed(Transformation::of_clock(settings.clock));
        Ok(Self { snapshot, examined, inputs, theme, language, internal: InternalCache::default() })
    }

    /// Renders messages without inspecting them, to find out whether there are any. Nothing of the result may be sent.
    ///
    /// # Errors
    ///
    /// Fails if nothing can be released.
    pub fn preview<T>(
        &self,
        readers: Readers<'_>,
        render: impl FnOnce(MessageSources<'_>) -> T,
    ) -> Result<T, Refusal> {
        let sites = self.sites(&self.examined.content.public, readers)?;
        Ok(render(self.sources(&sites)))
    }

    /// Renders messages for readers, and lets the gate read them. `render` must return the same for the same sources.
    ///
    /// # Errors
    ///
    /// Fails if nothing can be released, or if the gate cannot be built.
    pub fn inspect(
        &mut self,
        readers: Readers<'_>,
        render: impl Fn(MessageSources<'_>) -> Vec<Artifact>,
    ) -> Result<InspectedMessages, Refusal> {
        // If anything fails, the next readers prepare the gate again.
        let mut internal = std::mem::take(&mut self.internal);
        let rendered = |content: &PublicContent| -> Result<Vec<Arc<Artifact>>, Refusal> {
            let sites = self.sites(content, readers)?;
            Ok(render(self.sources(&sites)).into_iter().map(Arc::new).collect())
        };
        let content = address_of(readers, &self.examined.content.public);
        let messages = rendered(&self.examined.content.public)?;
        let audience = audience_of(readers);
        let released = Released::to(&audience, &content, &self.theme, &self.inputs, self.examined.now);
        let released = released.ok_or_else(no_site)?;
        let mut cache = ReleasedCache::default();
        let input = self.inputs.gate();
        let prepared = cache.prepare(&mut internal, input, &released);
        let reading = prepared.and_then(|gate| gate.read(&messages, &mut internal, input, &released));
        let mut reading = reading.map_err(|error| gate_unavailable(&error))?;
        if reading.has_quotations() {
            let (alone, _) = content::load(&self.snapshot.public_half());
            let alone = self.inputs.transformation.apply(alone).public;
            if rendered(&alone).is_ok_and(|alone| alone == messages) {
                reading.pass_quotations();
            } else {
                // The indexes are always new here, so the places are right.
                reading.refuse_quotations();
            }
        }
        let refused = reading.hits.iter().map(|hit| hit.output_path.clone()).collect();
        let findings = refusal(reading.gate(), &reading.hits, &self.inputs);
        let findings = findings.map(|refusal| refusal.findings).unwrap_or_default();
        cache.put(reading, &mut internal);
        self.internal = internal;
        Ok(InspectedMessages { messages, refused, findings })
    }

    fn sources<'s>(&'s self, sites: &'s Sites) -> MessageSources<'s> {
        MessageSources { site: &sites.site, public: &sites.public, language: &self.language }
    }

    fn sites(&self, content: &PublicContent, readers: Readers<'_>) -> Result<Sites, Refusal> {
        let Examined { now, verdict, .. } = self.examined;
        let released = |content: &PublicContent, audience: &Audience| {
            release(content, audience, *now, verdict).map_err(|_| no_site())
        };
        Ok(Sites {
            site: released(&address_of(readers, content), &audience_of(readers))?,
            public: released(content, &Audience::public())?,
        })
    }
}

/// Returns the content at the address of the readers' site.
fn address_of<'c>(readers: Readers<'_>, content: &'c PublicContent) -> Cow<'c, PublicContent> {
    match readers {
        Readers::Public | Readers::Tier(_) => Cow::Borrowed(content),
        Readers::Customer(view) => {
            let address = SiteAddress { sealed_feed: None, ..view.address.clone() };
            Cow::Owned(rebased(content.clone(), &address))
        }
    }
}

fn audience_of(readers: Readers<'_>) -> Audience {
    match readers {
        Readers::Public => Audience::public(),
        Readers::Tier(tier) => Audience::tier(tier),
        Readers::Customer(view) => view.audience.clone(),
    }
}

/// Content that cannot be released was refused earlier. This only makes sure that nothing of it is sent.
fn no_site() -> Refusal {
    Refusal::content(Findings::from_iter([Finding::general(&rules::NO_CONTENT, rules::NO_CONTENT.summary)]))
}
