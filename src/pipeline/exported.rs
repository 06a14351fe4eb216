//! Texts about released data that are no files of a site, such as a post-mortem for a wiki. The gate reads them as it reads the
//! pages: what may be sent elsewhere is what may be published.

use std::borrow::Cow;

use super::cache::Cache;
use super::examine::failed;
use super::gate_findings::{findings, gate_unavailable, refusal};
use super::public_half::{self, RenderingInputs};
use super::publish::publish;
use super::refusal::Refusal;
use super::released_cache::Released;
use super::views::planned;
use super::{BuildInputs, Built, Failed};
use crate::artifact::Artifact;
use crate::content::internal::{Access, Customer};
use crate::content::{SiteAddress, rebased};
use crate::diagnostics::Findings;
use crate::gate::{Gate, Hit, HitRule, InternalIndex, ReleasedIndex};
use crate::release::{Audience, Site, SlaRecords};
use crate::seal::Keys;
use crate::site::Theme;
use crate::source::Snapshot;

/// Renders texts from a site. It must depend on nothing else, because the gate compares it with a rendering of the public files
/// alone.
pub type RenderTexts<'a> = &'a dyn Fn(&Site, &Theme) -> Vec<Artifact>;

/// Who gets texts.
#[derive(Clone, Copy, Debug)]
pub enum Recipient<'a> {
    /// Everybody.
    Public,
    /// A customer. With keys, links lead to a gated view; without them, and for other views, to the public site.
    Customer(&'a Customer, Option<&'a Keys>),
}

/// Texts that passed the gate.
#[derive(Debug)]
pub struct Exported {
    /// The texts.
    pub texts: Vec<Artifact>,
    /// What the gate only reports, sorted.
    pub warnings: Findings,
}

/// Renders texts for a recipient from what a build released, and lets the gate read them.
///
/// # Errors
///
/// Fails if the site of the recipient cannot be published, or if the gate refuses a text.
pub fn exported(
    render: RenderTexts<'_>,
    recipient: Recipient<'_>,
    built: &Built,
    snapshot: &Snapshot,
) -> Result<Exported, Failed> {
    let withheld: Vec<_> = built.withheld.iter().collect();
    let inputs = BuildInputs::new(snapshot, &built.content, &built.verdict)
        .withhold(&withheld)
        .transformed(built.transformation);
    let (audience, address) = match recipient {
        Recipient::Public => (Audience::public(), None),
        Recipient::Customer(customer, keys) => {
            let audience = Audience::of_customer(customer, &built.content.public);
            (audience, keys.and_then(|keys| gated_address(customer, keys, built)))
        }
    };
    let outcome =
        Export { render, audience: &audience, address: address.as_ref(), built, inputs: &inputs }.texts();
    match outcome {
        Ok((texts, mut warnings)) => {
            warnings.sort(snapshot);
            Ok(Exported { texts, warnings })
        }
        Err(refusal) => Err(failed(refusal.findings, snapshot, refusal.reason)),
    }
}

/// The address of a gated view. That of an unlisted one is a secret, and a sealed one needs a code.
fn gated_address(customer: &Customer, keys: &Keys, built: &Built) -> Option<SiteAddress> {
    let is_gated = customer.access.as_ref().is_some_and(|access| access.value == Access::Gated);
    is_gated.then(|| planned(customer, keys, &built.content)).flatten().map(|view| view.address)
}

/// One export.
struct Export<'a, 'b> {
    render: RenderTexts<'a>,
    audience: &'a Audience,
    address: Option<&'a SiteAddress>,
    built: &'a Built,
    inputs: &'a BuildInputs<'b>,
}

impl Export<'_, '_> {
    fn texts(&self) -> Result<(Vec<Artifact>, Findings), Refusal> {
        let Self { inputs, built, .. } = self;
        let content = match self.address {
            Some(address) => rebased(built.content.public.clone(), address),
            None => built.content.public.clone(),
        };
        let Some(config) = &content.site else { return Err(Refusal::content(Findings::default())) };
        let theme = inputs.theme(&config.theme).map_err(Refusal::content)?;
        let site = self.site()?;
        let texts = (self.render)(&site, theme);
        let released = Released::to(self.audience, &content, theme, inputs, built.now);
        let Some(released) = released else { return Err(Refusal::content(Findings::default())) };
        let internal = InternalIndex::new(inputs.gate()).map_err(|error| gate_unavailable(&error))?;
        let index = ReleasedIndex::new(&internal, &released.texts());
        let gate = Gate::new(&internal, &index, released.view);
        let hits = texts.iter().flat_map(|text| gate.inspect(&text.path, &text.bytes));
        let (reported, hits): (Vec<Hit>, Vec<Hit>) = hits.partition(|hit| hit.common);
        let (quoted, mut hits): (Vec<Hit>, Vec<Hit>) =
            hits.into_iter().partition(|hit| hit.rule == HitRule::InternalText);
        if !quoted.is_empty() && !self.public_half_gives(&texts, theme) {
            hits.extend(quoted);
        }
        match refusal(gate, &hits, inputs) {
            Some(refusal) => Err(refusal),
            None => Ok((texts, findings(gate, &reported, inputs))),
        }
    }

    /// Returns what the recipient may see. The site itself has to pass the gate first.
    fn site(&self) -> Result<Cow<'_, Site>, Refusal> {
        let Self { built, inputs, .. } = self;
        if self.audience.customer_id().is_none() {
            return Ok(Cow::Borrowed(&built.site));
        }
        let public = &built.content.public;
        let cache = &mut Cache::default();
        let published = publish(public, self.audience, self.address, built.now, inputs, cache)?;
        Ok(Cow::Owned(published.site))
    }

    /// Whether the public files alone give the same texts, so that no word in them can come from an internal file.
    fn public_half_gives(&self, texts: &[Artifact], theme: &Theme) -> bool {
        let records = SlaRecords::of(self.audience, &self.built.content.internal.folders);
        let rendering = RenderingInputs {
            audience: self.audience,
            records: &records,
            address: self.address,
            now: self.built.now,
            verdict: &self.built.verdict,
            theme,
            transformation: self.inputs.transformation,
            has_placeholders: false,
        };
        let site = public_half::site(self.inputs.snapshot, rendering);
        site.is_some_and(|site| (self.render)(&site, theme) == texts)
    }
}
