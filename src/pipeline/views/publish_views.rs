//! Publishes the planned views.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::memory::ViewsMemory;
use super::plan::PlannedView;
use crate::artifact::Artifact;
use crate::diagnostics::{Finding, Findings};
use crate::output::ViewsFolder;
use crate::pipeline::{BuildInputs, Built, Cache, Reason, publish};
use crate::seal::Keys;
use crate::source::Snapshot;
use crate::span::Span;

/// How many views keep what their next rendering can reuse. More would need much memory.
const MAX_CACHED: usize = 16;

/// What to publish, and what is known from earlier.
#[derive(Debug)]
pub struct ViewsRequest<'a> {
    /// The build of the public site.
    pub built: &'a Built,
    /// The snapshot that it was built from.
    pub snapshot: &'a Snapshot,
    /// The keys of the customers.
    pub keys: &'a Keys,
    /// The views.
    pub plan: &'a [PlannedView],
    /// Whether a refused view holds back only itself.
    pub keep_going: bool,
    /// The views that were published last.
    pub memory: Option<&'a ViewsMemory>,
}

/// What is to be done with the folder of a view.
#[derive(Debug)]
pub enum ReceivedView<'a> {
    /// It has to contain exactly these files, which passed the gate. Their paths are relative to it.
    Files(ViewsFolder, &'a str, &'a [Arc<Artifact>]),
    /// It stays as it is.
    Unchanged(ViewsFolder, &'a str),
    /// All others in the folder stay as they are, too.
    OthersUnchanged(ViewsFolder),
}

/// The result of publishing the views.
#[derive(Debug)]
pub struct ViewsOutcome {
    /// The views that the gate refused.
    pub refused: Vec<RefusedView>,
    /// The number of views that stay as they are because of that.
    pub held_back: usize,
    /// What is wrong with the refused views, and warnings about the others, in addition to those about the public site. Not
    /// sorted.
    pub findings: Findings,
    /// The next time at which a view changes by itself, UTC.
    pub next_change: Option<DateTime<Utc>>,
    /// What to remember once the views are written.
    pub memory: ViewsMemory,
}

/// A view that was refused.
#[derive(Clone, Debug)]
pub struct RefusedView {
    /// The id of the customer.
    pub customer: String,
    /// Why.
    pub reason: Reason,
}

/// Publishes the views, one after the other, and hands each to `receive`. After a refusal, the other views are still
/// judged, so that everything that is wrong is reported, but they are handed over only with
/// [`keep_going`](ViewsRequest::keep_going).
///
/// # Errors
///
/// Returns the first error of `receive`.
pub fn publish_views<E: Send>(
    request: &ViewsRequest<'_>,
    cache: &mut Cache,
    mut receive: impl FnMut(ReceivedView<'_>) -> Result<(), E> + Send,
) -> Result<ViewsOutcome, E> {
    rayon::scope(|_| Publishing::new(request).run(cache, &mut receive))
}

struct Publishing<'a> {
    request: &'a ViewsRequest<'a>,
    inputs: BuildInputs<'a>,
    refused: Vec<RefusedView>,
    found: FindingsOfViews,
    next_change: Option<DateTime<Utc>>,
}

impl<'a> Publishing<'a> {
    fn new(request: &'a ViewsRequest<'a>) -> Self {
        let built = request.built;
        let withheld: Vec<_> = built.withheld.iter().collect();
        let inputs = BuildInputs::new(request.snapshot, &built.content)
            .withhold(&withheld)
            .transformed(built.transformation);
        let found = FindingsOfViews::default();
        Self { request, inputs, refused: Vec::new(), found, next_change: None }
    }

    fn run<E>(
        mut self,
        cache: &mut Cache,
        receive: &mut impl FnMut(ReceivedView<'_>) -> Result<(), E>,
    ) -> Result<ViewsOutcome, E> {
        let ViewsRequest { built, plan, keep_going, memory, .. } = *self.request;
        let mut next = self.new_memory();
        let changes = memory.and_then(|memory| {
            let theme = self.theme()?;
            Some((memory, memory.changes(&built.content, theme, self.inputs.gate())?))
        });
        let mut rendered = Vec::new();
        for view in plan {
            let holds_back = !self.refused.is_empty() && !keep_going;
            if let Some((memory, changes)) = &changes
                && memory.is_current(view, changes, built.now)
            {
                self.changes_at(memory.next_change(view));
                next.keep(view, memory);
                if !holds_back {
                    receive(ReceivedView::Unchanged(view.folder(), view.id.as_str()))?;
                }
                continue;
            }
            let written = &built.content.public;
            match publish(written, &view.audience, Some(&view.address), built.now, &self.inputs, cache) {
                Ok(published) => {
                    self.changes_at(published.site.next_change);
                    next.add(view, built.now, published.site.next_change);
                    self.found.add(&published.warnings);
                    if !holds_back {
                        receive(ReceivedView::Files(view.folder(), view.id.as_str(), &published.outputs))?;
                    }
                }
                Err(refusal) => {
                    self.found.add(&refusal.findings);
                    self.refused
                        .push(RefusedView { customer: view.customer.clone(), reason: refusal.reason });
                    if keep_going {
                        receive(ReceivedView::Unchanged(view.folder(), view.id.as_str()))?;
                    }
                }
            }
            rendered.push(&view.audience);
            if rendered.len() > MAX_CACHED || memory.is_none() {
                rendered.drain(..).for_each(|audience| cache.forget(audience));
            }
        }
        if memory.is_some() {
            cache.forget_customers_except(&rendered);
        }
        Ok(ViewsOutcome {
            held_back: self.refused.len(),
            refused: self.refused,
            findings: self.found.finish(&built.findings),
            next_change: self.next_change,
            memory: next,
        })
    }

    fn theme(&self) -> Option<&crate::site::Theme> {
        let site = self.request.built.content.public.site.as_ref()?;
        self.inputs.theme(&site.theme).ok()
    }

    /// A memory of the inputs, if the request has one and the same inputs can come again.
    fn new_memory(&self) -> ViewsMemory {
        let theme = self.theme().filter(|_| self.request.memory.is_some());
        let theme = theme.filter(|_| self.inputs.transformation.is_none());
        theme.map_or_else(ViewsMemory::default, |theme| {
            ViewsMemory::of(&self.request.built.content, theme, self.inputs.gate())
        })
    }

    fn changes_at(&mut self, at: Option<DateTime<Utc>>) {
        self.next_change = self.next_change.into_iter().chain(at).min();
    }
}

/// The findings of several views. What is wrong in many of them is reported once.
#[derive(Debug, Default)]
struct FindingsOfViews {
    found: BTreeMap<Key, (Finding, usize)>,
}

type Key = (&'static str, Option<Span>, String);

impl FindingsOfViews {
    fn add(&mut self, findings: &Findings) {
        for finding in findings.iter() {
            let (_, count) = self.found.entry(key(finding)).or_insert_with(|| (finding.clone(), 0));
            *count += 1;
        }
    }

    /// Returns the findings without those about the public site. The message says in how many views, because neither the
    /// name nor the address of one may be in a log.
    fn finish(self, public: &Findings) -> Findings {
        let known: Vec<Key> = public.iter().map(key).collect();
        let new = self.found.into_iter().filter(|(key, _)| !known.contains(key));
        new.map(|(_, (mut finding, count))| {
            let views = if count == 1 {
                "the view of 1 customer".to_owned()
            } else {
                format!("the views of {count} customers")
            };
            finding.message = format!("{}, in {views}", finding.message);
            finding
        })
        .collect()
    }
}

fn key(finding: &Finding) -> Key {
    (finding.rule.name, finding.span, finding.message.clone())
}
