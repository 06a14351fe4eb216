//! Publishes the planned views.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::memory::{Changes, ViewsMemory};
use super::plan::PlannedView;
use super::received_view::ReceivedView;
use super::sealed::SealedViews;
use crate::content::internal::Access;
use crate::content::{PublicContent, SiteAddress, rebased};
use crate::diagnostics::{Finding, Findings};
use crate::output::ViewsFolder;
use crate::pipeline::placeholder::{self, Substitution};
use crate::pipeline::publish::publish_request;
use crate::pipeline::publish_request::PublishRequest;
use crate::pipeline::refusal::Refusal;
use crate::pipeline::{BuildInputs, Built, Cache, Published, Reason, publish};
use crate::seal::Keys;
use crate::site::Theme;
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
    /// How the view is protected.
    pub access: Access,
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
    rayon::scope(|_| {
        let built = request.built;
        let withheld: Vec<_> = built.withheld.iter().collect();
        let inputs = BuildInputs::new(request.snapshot, &built.content, &built.verdict)
            .withhold(&withheld)
            .transformed(built.transformation);
        Publishing::new(request, &inputs).run(cache, &mut receive)
    })
}

struct Publishing<'a> {
    request: &'a ViewsRequest<'a>,
    inputs: &'a BuildInputs<'a>,
    /// What is remembered, and what has changed since then. `None` if everything has to be published.
    known: Option<(&'a ViewsMemory, Changes)>,
    /// What to remember.
    next: ViewsMemory,
    /// `None` if it has errors.
    theme: Option<&'a Theme>,
    /// The content at the addresses with placeholders, one for each kind of access.
    moved: Vec<(SiteAddress, PublicContent)>,
    /// The sealed views, unless none of them has changed.
    sealed: Option<SealedViews<'a>>,
    refused: Vec<RefusedView>,
    found: FindingsOfViews,
    next_change: Option<DateTime<Utc>>,
}

impl<'a> Publishing<'a> {
    fn new(request: &'a ViewsRequest<'a>, inputs: &'a BuildInputs<'a>) -> Self {
        let (content, theme) = (&request.built.content, theme(request, inputs));
        let known = request.memory.and_then(|memory| {
            let changes = memory.changes(content, theme?, inputs.gate())?;
            Some((memory, changes))
        });
        // The same inputs can only come again if the content is as it was loaded.
        let remembers = request.memory.is_some() && inputs.transformation.is_none();
        let next = theme
            .filter(|_| remembers)
            .map_or_else(ViewsMemory::default, |theme| ViewsMemory::of(content, theme, inputs.gate()));
        Self {
            request,
            inputs,
            known,
            next,
            theme,
            moved: Vec::new(),
            sealed: None,
            refused: Vec::new(),
            found: FindingsOfViews::default(),
            next_change: None,
        }
    }

    fn run<E>(
        mut self,
        cache: &mut Cache,
        receive: &mut impl FnMut(ReceivedView<'_>) -> Result<(), E>,
    ) -> Result<ViewsOutcome, E> {
        let ViewsRequest { built, plan, keep_going, memory, .. } = *self.request;
        let seals = self.begin_sealing();
        let mut rendered = Vec::new();
        for view in plan {
            let is_sealed = view.access == Access::Sealed;
            let hands_over = (self.refused.is_empty() || keep_going) && !is_sealed;
            let (folder, id) = (view.folder(), view.id.as_str());
            if self.is_current(view) && !(is_sealed && seals) {
                if let Some((memory, _)) = self.known.as_ref() {
                    let next_change = memory.next_change(view);
                    self.next.keep(view, memory);
                    self.changes_at(next_change);
                }
                if hands_over {
                    receive(ReceivedView::Unchanged(folder, id))?;
                }
                continue;
            }
            match self.publish(view, cache) {
                Ok(published) if hands_over => {
                    receive(ReceivedView::Files(folder, id, &published.outputs))?;
                }
                Ok(_) => {}
                Err(refusal) => {
                    self.found.add(&refusal.findings);
                    let (customer, access) = (view.customer.clone(), view.access);
                    self.refused.push(RefusedView { customer, access, reason: refusal.reason });
                    if keep_going && !is_sealed {
                        receive(ReceivedView::Unchanged(folder, id))?;
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
        let held_back = self.seal(seals, receive)?;
        Ok(ViewsOutcome {
            held_back,
            refused: self.refused,
            findings: self.found.finish(&built.findings),
            next_change: self.next_change,
            memory: self.next,
        })
    }

    /// Whether the files of a view are as they have to be.
    fn is_current(&self, view: &PlannedView) -> bool {
        let known = self.known.as_ref();
        known.is_some_and(|(memory, changes)| memory.is_current(view, changes, self.request.built.now))
    }

    /// Starts to seal views if any sealed view has changed: then all of them change. Returns whether one has.
    fn begin_sealing(&mut self) -> bool {
        let ViewsRequest { built, keys, plan, .. } = *self.request;
        let mut sealed = plan.iter().filter(|view| view.access == Access::Sealed);
        if sealed.all(|view| self.is_current(view)) {
            return false;
        }
        let months = built.content.public.site.as_ref().map_or(0, |site| site.sealed_months);
        // A theme with errors refuses every view anyway.
        self.sealed = theme(self.request, self.inputs)
            .and_then(|theme| SealedViews::new(keys, months, &built.site, theme).ok());
        true
    }

    /// Publishes one view, and adds it to the sealed ones if it is one of them.
    fn publish(&mut self, view: &PlannedView, cache: &mut Cache) -> Result<Published, Refusal> {
        let now = self.request.built.now;
        let published = if let Some(published) = self.publish_with_placeholders(view, cache)? {
            published
        } else {
            let written = &self.request.built.content.public;
            publish(written, &view.audience, Some(&view.address), now, self.inputs, cache)?
        };
        if view.access == Access::Sealed
            && let Some(sealed) = &mut self.sealed
        {
            sealed.add(view, &published.outputs, &published.site).map_err(Refusal::content)?;
        }
        self.next.add(view, now, published.site.next_change);
        self.found.add(&published.warnings);
        self.changes_at(published.site.next_change);
        Ok(published)
    }

    /// Publishes a view that is not sealed together with those of customers who see the same. Returns `None` if that is not
    /// possible, because a theme does more with the name or the address than show it.
    fn publish_with_placeholders(
        &mut self,
        view: &PlannedView,
        cache: &mut Cache,
    ) -> Result<Option<Published>, Refusal> {
        let substitution = self.theme.and_then(|theme| Substitution::of(view, theme));
        let Some(substitution) = substitution else { return Ok(None) };
        let address = placeholder::address(view);
        let known = self.moved.iter().position(|(other, _)| *other == address);
        let index = known.unwrap_or_else(|| {
            let content = rebased(self.request.built.content.public.clone(), &address);
            self.moved.push((address, content));
            self.moved.len() - 1
        });
        let Some((address, content)) = self.moved.get(index) else { return Ok(None) };
        let request = PublishRequest {
            content,
            audience: &view.audience,
            address: Some(address),
            substitution: Some(&substitution),
            now: self.request.built.now,
        };
        let Published { outputs, site, warnings } = publish_request(request, self.inputs, cache)?;
        let outputs = substitution.apply_to_all(&outputs);
        Ok(outputs.map(|outputs| Published { outputs, site, warnings }))
    }

    /// Hands over the sealed views, unless one of them was refused. Returns how many views are held back.
    fn seal<E>(
        &mut self,
        seals: bool,
        receive: &mut impl FnMut(ReceivedView<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let ViewsRequest { plan, keep_going, .. } = *self.request;
        let count = plan.iter().filter(|view| view.access == Access::Sealed).count();
        let refused = self.refused.iter().filter(|view| view.access == Access::Sealed).count();
        let held_back = if refused > 0 { self.refused.len() - refused + count } else { self.refused.len() };
        if count == 0 || !self.refused.is_empty() && !keep_going {
            return Ok(held_back);
        }
        match self.sealed.take() {
            Some(sealed) if refused == 0 && seals => sealed.finish(receive)?,
            // The names of dummies and of feeds are not known without sealing.
            _ => receive(ReceivedView::OthersUnchanged(ViewsFolder::Public))?,
        }
        Ok(held_back)
    }

    fn changes_at(&mut self, at: Option<DateTime<Utc>>) {
        self.next_change = self.next_change.into_iter().chain(at).min();
    }
}

/// Returns the theme; `None` if it has errors.
fn theme<'a>(request: &'a ViewsRequest<'a>, inputs: &'a BuildInputs<'a>) -> Option<&'a Theme> {
    let site = request.built.content.public.site.as_ref()?;
    inputs.theme(&site.theme).ok()
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
