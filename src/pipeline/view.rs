//! What somebody else than the public would see, for the preview alone: the site as if every draft were out, or as
//! one customer sees it. Nothing of it is ever written, and `build` knows nothing of it.
//!
//! A view comes from the same records through the same door, renderer and gate as the public site; what differs is
//! who asks, or that drafts are taken for published.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::inspect::{refusal, without_gate};
use super::watchlist::{forbidden, watch};
use super::{Built, Examined, Failed, Reason};
use crate::artifact::Artifact;
use crate::check::check;
use crate::content::internal::Customer;
use crate::content::public::ApprovalPolicy;
use crate::content::{ComponentNames, Content, PublicContent, publish_drafts, rebased};
use crate::diagnostics::{Finding, Findings, rules};
use crate::gate::{Gate, Hit, Input, SecretKind, ViewId};
use crate::release::{Audience, release};
use crate::site::{Theme, api_texts, render};
use crate::source::Snapshot;

/// The gate's number for the one view that is built at a time.
const VIEW: ViewId = 0;

/// Who looks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Viewer {
    /// Somebody who wants to see everything unpublished as if it were out.
    Drafts,
    /// A customer, by its id.
    Customer(String),
}

/// A site that may be looked at, and must not be written.
#[derive(Debug)]
pub struct View {
    /// Its files.
    pub outputs: Vec<Arc<Artifact>>,
    /// What would be wrong if the drafts were out, beside what is wrong anyway; sorted.
    pub findings: Findings,
}

/// The view of somebody, from what the public site was built of. Its addresses begin with `base_path`.
pub fn view(viewer: &Viewer, base_path: &str, built: &Built, snapshot: &Snapshot) -> Result<View, Failed> {
    let (forbid, _) = forbidden(&built.content.public);
    let mut content = seen_by(viewer, built);
    content.public = rebased(content.public, base_path);
    let mut findings = match viewer {
        Viewer::Drafts => {
            let unseen = unseen(&content, snapshot, built);
            approve_all(&mut content.public);
            unseen
        }
        Viewer::Customer(_) => Findings::default(),
    };
    let customer = match viewer {
        Viewer::Drafts => None,
        Viewer::Customer(id) => {
            Some(content.internal.customers.iter().find(|customer| customer.id == *id).ok_or_else(nobody)?)
        }
    };
    let audience = customer.map_or_else(Audience::public, |customer| audience(customer, &content.public));
    let examined = Examined {
        content: Arc::clone(&built.content),
        findings: Findings::default(),
        now: built.now,
        clock: built.clock,
        forbid,
    };
    match publish(&content, customer, &audience, snapshot, &examined) {
        Ok(outputs) => {
            findings.sort(snapshot);
            Ok(View { outputs, findings })
        }
        Err((found, reason)) => {
            findings.extend(found);
            findings.sort(snapshot);
            Err(Failed { findings, reason })
        }
    }
}

fn seen_by(viewer: &Viewer, built: &Built) -> Content {
    let content = Content::clone(&built.content);
    match viewer {
        Viewer::Drafts => publish_drafts(content, built.now),
        Viewer::Customer(_) => content,
    }
}

/// Takes every approval for given. What nobody has approved yet is what somebody wants to look at.
fn approve_all(content: &mut PublicContent) {
    let Some(site) = &mut content.site else { return };
    let none_needed = ApprovalPolicy {
        since: Some(DateTime::<Utc>::MAX_UTC),
        comms: BTreeSet::new(),
        postmortem: Vec::new(),
    };
    site.approval = Some(none_needed);
}

/// What the checker says once the drafts are out, without what it says anyway. That they are dated ahead is the
/// point of many a draft.
fn unseen(content: &Content, snapshot: &Snapshot, built: &Built) -> Findings {
    let known: BTreeSet<_> = check(&built.content, snapshot, built.now).iter().map(key).collect();
    check(content, snapshot, built.now)
        .into_iter()
        .filter(|finding| finding.rule.name != rules::DATED_AHEAD.name && !known.contains(&key(finding)))
        .collect()
}

fn key(finding: &Finding) -> (&'static str, Option<crate::span::Span>, String) {
    (finding.rule.name, finding.span, finding.message.clone())
}

fn audience(customer: &Customer, content: &PublicContent) -> Audience {
    let names = ComponentNames::new(&content.components);
    let used = customer.components.iter().filter_map(|written| names.one(&written.value));
    let used: BTreeSet<String> =
        used.filter_map(|index| content.components.get(index)).map(|found| found.path.clone()).collect();
    let tier = customer.tier.as_ref().map(|tier| tier.value.as_str());
    Audience::customer(&customer.id, tier, (!customer.components.is_empty()).then_some(used))
}

/// Releases, renders and proves, as for the public.
fn publish(
    content: &Content,
    customer: Option<&Customer>,
    audience: &Audience,
    snapshot: &Snapshot,
    examined: &Examined,
) -> Result<Vec<Arc<Artifact>>, (Findings, Reason)> {
    let wrong = |findings| (findings, Reason::Content);
    let (Some(config), Some(site)) = (&content.public.site, release(&content.public, audience, examined.now))
    else {
        return Err(wrong(Findings::from_iter([Finding::general(
            &rules::NO_CONTENT,
            rules::NO_CONTENT.summary,
        )])));
    };
    let theme = Theme::load(snapshot, &config.theme).map_err(wrong)?;
    let released: Vec<&str> = site.texts().into_iter().chain(theme.texts()).chain(api_texts()).collect();
    let mut watch = Input { released, ..watch((snapshot, &[]), content, &examined.forbid) };
    if let Some(customer) = customer {
        allow_own_names(&mut watch, customer);
    }
    let (outputs, gate) = rayon::join(|| render(&site, &theme), || Gate::new(&watch));
    let outputs = outputs.map_err(wrong)?;
    let gate = gate.map_err(|error| without_gate(&error))?;
    let look = |output: &Arc<Artifact>| match customer {
        Some(_) => gate.inspect_in(VIEW, &output.path, &output.bytes),
        None => gate.inspect(&output.path, &output.bytes),
    };
    let hits: Vec<Hit> = outputs.par_iter().flat_map_iter(look).collect();
    refusal(&gate, &hits, (snapshot, &[]), examined)?;
    Ok(outputs)
}

/// A customer's own view may name it, and no other.
fn allow_own_names(watch: &mut Input<'_>, customer: &Customer) {
    let file = customer.span.file.index();
    for name in &mut watch.names {
        if name.kind == SecretKind::Customer && name.at.source == file {
            name.allowed_in = Some(VIEW);
        }
    }
}

fn nobody() -> Failed {
    let finding = Finding::general(&rules::NO_CONTENT, "there is no customer of this id any more");
    Failed { findings: Findings::from_iter([finding]), reason: Reason::Content }
}
