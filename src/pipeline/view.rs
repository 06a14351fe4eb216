//! Sites other than the public one, for the preview alone: with every draft published, or as one customer sees it.
//! Nothing of them is ever written.
//!
//! They are published by the same function as the public site. What differs is the audience, or that drafts count as
//! published.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::transformation::Transformation;
use super::{BuildInputs, Built, Cache, ClockSource, Failed, Reason, publish};
use crate::artifact::Artifact;
use crate::check::check;
use crate::content::public::ApprovalPolicy;
use crate::content::{Content, PublicContent, SiteAddress, publish_drafts};
use crate::diagnostics::{Finding, Findings, rules};
use crate::release::Audience;
use crate::source::Snapshot;
use crate::span::Span;

/// The reader of a preview.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Viewer {
    /// The public, once every draft is published.
    Drafts,
    /// A customer, by its id.
    Customer(String),
}

/// A site that may be shown in the preview, and must not be written.
#[derive(Debug)]
pub struct View {
    /// Its files.
    pub outputs: Vec<Arc<Artifact>>,
    /// The findings that there would be if the drafts were published, in addition to those of the build; sorted.
    pub findings: Findings,
}

/// Publishes the site of a viewer in memory, from the records of the public site. Its addresses begin with `base_path`.
///
/// # Errors
///
/// Fails if there is no such customer, and for the same reasons as the public site.
pub fn view(viewer: &Viewer, base_path: &str, built: &Built, snapshot: &Snapshot) -> Result<View, Failed> {
    let (content, mut findings) = match viewer {
        Viewer::Drafts => with_drafts(built, snapshot),
        Viewer::Customer(_) => (Arc::clone(&built.content), Findings::default()),
    };
    let audience = match viewer {
        Viewer::Drafts => Audience::public(),
        Viewer::Customer(id) => {
            let mut customers = content.internal.customers.iter();
            let customer = customers.find(|customer| customer.id == *id).ok_or_else(no_customer)?;
            Audience::of_customer(customer, &content.public)
        }
    };
    let transformation = Transformation {
        as_of: (built.clock == ClockSource::Option("--as-of")).then_some(built.now),
        then: (*viewer == Viewer::Drafts).then_some((published_and_approved, built.now)),
    };
    let inputs = BuildInputs::new(snapshot, &content, &built.verdict).transformed(transformation);
    let address = SiteAddress { base_path: base_path.to_owned(), url: None, sealed_feed: None };
    let published =
        publish(&content.public, &audience, Some(&address), built.now, &inputs, &mut Cache::default());
    let result = match published {
        Ok(published) => Ok(published.outputs),
        Err(refusal) => {
            findings.extend(refusal.findings);
            Err(refusal.reason)
        }
    };
    findings.sort(snapshot);
    match result {
        Ok(outputs) => Ok(View { outputs, findings }),
        Err(reason) => Err(Failed { findings, reason }),
    }
}

/// Returns the content with every draft published, and the findings that this adds.
fn with_drafts(built: &Built, snapshot: &Snapshot) -> (Arc<Content>, Findings) {
    let mut content = publish_drafts(Content::clone(&built.content), built.now);
    let findings = added_findings(&content, snapshot, built);
    approve_all(&mut content.public);
    (Arc::new(content), findings)
}

fn published_and_approved(content: Content, now: DateTime<Utc>) -> Content {
    let mut content = publish_drafts(content, now);
    approve_all(&mut content.public);
    content
}

/// Treats everything as approved, because drafts are previewed before they are approved.
fn approve_all(content: &mut PublicContent) {
    let Some(site) = &mut content.site else { return };
    let none_needed = ApprovalPolicy {
        since: Some(DateTime::<Utc>::MAX_UTC),
        comms: BTreeSet::new(),
        postmortem: Vec::new(),
    };
    site.approval = Some(none_needed);
}

/// Returns the findings once the drafts are published, without those of the build. Many drafts are dated ahead on
/// purpose, so that is not among them.
fn added_findings(content: &Content, snapshot: &Snapshot, built: &Built) -> Findings {
    let known: BTreeSet<_> = check(&built.content, snapshot, built.now).iter().map(key).collect();
    check(content, snapshot, built.now)
        .into_iter()
        .filter(|finding| finding.rule.name != rules::DATED_AHEAD.name && !known.contains(&key(finding)))
        .collect()
}

fn key(finding: &Finding) -> (&'static str, Option<Span>, String) {
    (finding.rule.name, finding.span, finding.message.clone())
}

fn no_customer() -> Failed {
    let finding = Finding::general(&rules::NO_CONTENT, "there is no customer with this id any more");
    Failed { findings: Findings::from_iter([finding]), reason: Reason::Content }
}
