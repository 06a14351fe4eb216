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

use super::audience_facts::{ClockFacts, VisibleParts};
use super::plan::PlannedView;
use crate::content::public::{Record, RecordKind};
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

/// The old and the new form of a record.
type RecordForms = (Option<Arc<Record>>, Option<Arc<Record>>);

/// What changed since views were published.
#[derive(Debug)]
pub(super) struct Changes {
    /// The old and the new form of each record that was changed, added or removed.
    records: Vec<RecordForms>,
    /// The records whose internal times changed: views that show any part of them show these times too.
    clocks: Vec<Arc<Record>>,
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
            && !changes.matter_to(&view.audience)
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
        let mut records: BTreeMap<(RecordKind, &str), (Option<_>, Option<_>)> = BTreeMap::new();
        let (old, new) = differences(&known.records, &content.public.records);
        for record in old {
            records.entry((record.kind, &record.folder)).or_default().0 = Some(Arc::clone(record));
        }
        for record in new {
            records.entry((record.kind, &record.folder)).or_default().1 = Some(Arc::clone(record));
        }
        let mut folders: BTreeMap<(RecordKind, &str), Vec<&Folder>> = BTreeMap::new();
        let (old, new) = differences(&known.folders, &content.internal.folders);
        for folder in old.into_iter().chain(new) {
            folders.entry((folder.kind, &folder.name)).or_default().push(folder);
        }
        folders.retain(|_, forms| match forms.as_slice() {
            [old, new] => ClockFacts::of(old) != ClockFacts::of(new),
            _ => true,
        });
        let clocks = folders.into_values().flatten().filter_map(|folder| folder.record.clone());
        Self { clocks: clocks.collect(), records: records.into_values().collect() }
    }

    /// Whether an audience may see any of the changes.
    fn matter_to(&self, audience: &Audience) -> bool {
        let is_changed = |(old, new): &RecordForms| match (old, new) {
            (Some(old), Some(new)) => VisibleParts::of(old, audience) != VisibleParts::of(new, audience),
            (Some(only), None) | (None, Some(only)) => !VisibleParts::of(only, audience).is_empty(),
            (None, None) => false,
        };
        self.records.iter().any(is_changed)
            || self.clocks.iter().any(|record| !VisibleParts::of(record, audience).is_empty())
    }
}

/// Returns the values that are in the first list only, and those that are in the second list only.
fn differences<'a, T>(old: &'a [Arc<T>], new: &'a [Arc<T>]) -> (Vec<&'a Arc<T>>, Vec<&'a Arc<T>>) {
    let addresses = |list: &[Arc<T>]| list.iter().map(|value| Arc::as_ptr(value).addr()).collect();
    let (olds, news): (BTreeSet<usize>, BTreeSet<usize>) = (addresses(old), addresses(new));
    let gone = old.iter().filter(|value| !news.contains(&Arc::as_ptr(value).addr()));
    let fresh = new.iter().filter(|value| !olds.contains(&Arc::as_ptr(value).addr()));
    (gone.collect(), fresh.collect())
}
