//! What is remembered of the views that were published, to find those that have not changed.
//!
//! A view is a function of what its audience may see, the theme, its address and the time. If all of these are as they
//! were, so are its bytes, and neither rendering nor the gate can find anything new: what did not exist when the bytes were
//! written cannot have got into them. The gate only searches again if there are new names to search for.
//!
//! Pages are not kept. So the memory that is needed depends on the content, not on the number of customers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::audience_facts::{ClockFacts, may_see};
use super::plan::PlannedView;
use crate::content::public::Record;
use crate::content::{Content, Folder, SharedRevision, SiteAddress};
use crate::gate::{Input, SecretKind};
use crate::release::Audience;
use crate::seal::OpaqueId;
use crate::site::Theme;

/// What is remembered of the views that were published last.
#[derive(Clone, Debug, Default)]
pub struct ViewsMemory {
    inputs: Option<CommonInputs>,
    /// By the customer's id.
    views: BTreeMap<String, KnownView>,
}

/// The inputs that views have in common.
#[derive(Clone, Debug)]
struct CommonInputs {
    shared: SharedRevision,
    theme: Theme,
    records: Vec<Arc<Record>>,
    folders: Vec<Arc<Folder>>,
    names: BTreeSet<(SecretKind, String)>,
}

#[derive(Clone, Debug)]
struct KnownView {
    id: OpaqueId,
    audience: Audience,
    address: SiteAddress,
    /// The view shows the same from the first time to before the second one, UTC.
    valid: (DateTime<Utc>, DateTime<Utc>),
}

/// The records that changed since views were published, in their old and in their new form.
#[derive(Debug)]
pub(super) struct Changes {
    changed: Vec<Arc<Record>>,
}

impl ViewsMemory {
    /// Returns what changed, or `None` if every view has to be published again.
    pub(super) fn changes(&self, content: &Content, theme: &Theme, input: &Input<'_>) -> Option<Changes> {
        let known = self.inputs.as_ref()?;
        let is_known = known.shared.is_same_as(&content.shared_revision)
            && known.theme == *theme
            && input.names.iter().all(|name| known.names.contains(&(name.kind, name.text.to_owned())));
        is_known.then(|| Changes::between(known, content))
    }

    /// Whether the files of a view are what a build would make.
    pub(super) fn is_current(&self, view: &PlannedView, changes: &Changes, now: DateTime<Utc>) -> bool {
        let Some(known) = self.views.get(&view.customer) else { return false };
        known.id == view.id
            && known.audience == view.audience
            && known.address == view.address
            && known.valid.0 <= now
            && now < known.valid.1
            && !changes.changed.iter().any(|record| may_see(&view.audience, record))
    }

    /// When a view that is current changes by itself, UTC.
    pub(super) fn next_change(&self, view: &PlannedView) -> Option<DateTime<Utc>> {
        let until = self.views.get(&view.customer)?.valid.1;
        (until < DateTime::<Utc>::MAX_UTC).then_some(until)
    }

    /// Returns a memory of these inputs without views.
    pub(super) fn of(content: &Content, theme: &Theme, input: &Input<'_>) -> Self {
        let names = input.names.iter().map(|name| (name.kind, name.text.to_owned()));
        let inputs = CommonInputs {
            shared: content.shared_revision.clone(),
            theme: theme.clone(),
            records: content.public.records.clone(),
            folders: content.internal.folders.clone(),
            names: names.collect(),
        };
        Self { inputs: Some(inputs), views: BTreeMap::new() }
    }

    /// Remembers a view that is still current.
    pub(super) fn keep(&mut self, view: &PlannedView, before: &Self) {
        if let Some(known) = before.views.get(&view.customer) {
            self.views.insert(view.customer.clone(), known.clone());
        }
    }

    /// Remembers a view that was published as of `now` and changes by itself at `next_change`, UTC.
    pub(super) fn add(&mut self, view: &PlannedView, now: DateTime<Utc>, next_change: Option<DateTime<Utc>>) {
        let known = KnownView {
            id: view.id.clone(),
            audience: view.audience.clone(),
            address: view.address.clone(),
            valid: (now, next_change.unwrap_or(DateTime::<Utc>::MAX_UTC)),
        };
        self.views.insert(view.customer.clone(), known);
    }
}

impl Changes {
    fn between(known: &CommonInputs, content: &Content) -> Self {
        let mut changed = differences(&known.records, &content.public.records);
        let folders = differences(&known.folders, &content.internal.folders);
        let mut by_name: BTreeMap<(bool, &str), Vec<&Folder>> = BTreeMap::new();
        for folder in &folders {
            let is_incident = folder.kind == crate::content::public::RecordKind::Incident;
            by_name.entry((is_incident, folder.name.as_str())).or_default().push(folder);
        }
        for forms in by_name.into_values() {
            let is_same = match forms.as_slice() {
                [old, new] => ClockFacts::of(old) == ClockFacts::of(new),
                _ => false,
            };
            if !is_same {
                changed.extend(forms.iter().filter_map(|folder| folder.record.clone()));
            }
        }
        Self { changed }
    }
}

/// Returns the values that are in one list only.
fn differences<T>(old: &[Arc<T>], new: &[Arc<T>]) -> Vec<Arc<T>> {
    let addresses = |list: &[Arc<T>]| list.iter().map(|value| Arc::as_ptr(value).addr()).collect();
    let (olds, news): (BTreeSet<usize>, BTreeSet<usize>) = (addresses(old), addresses(new));
    let gone = old.iter().filter(|value| !news.contains(&Arc::as_ptr(value).addr()));
    let fresh = new.iter().filter(|value| !olds.contains(&Arc::as_ptr(value).addr()));
    gone.chain(fresh).cloned().collect()
}
