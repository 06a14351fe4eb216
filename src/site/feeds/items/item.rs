//! An update or post-mortem as a feed item, independent of the format.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::body::{body, of_postmortem};
use super::entries::{EntrySource, FeedEntry};
use crate::release::model::{Event, Update};
use crate::site::last_change;
use crate::site::pages::inputs::{ByPointer, EventRef, PostmortemInputs};
use crate::site::rendering::RenderContext;
use crate::site::rendering::text::one_line;
use crate::status::{Impact, State, worst};

/// A feed item.
pub(super) struct FeedItem<'a> {
    /// The id of the update in the API. It is derived from values that never change, or kept from an import, so it is
    /// the same in every build.
    pub(super) guid: &'a str,
    /// The URL of the update on its page, or of the page of the post-mortem.
    pub(super) link: String,
    /// The status and the title at the time of the update. Plain text.
    pub(super) title: String,
    /// The text, as HTML with absolute URLs.
    pub(super) html: String,
    /// The time of publication, UTC.
    pub(super) published: DateTime<Utc>,
    /// The last change of the text, UTC.
    pub(super) modified: DateTime<Utc>,
    /// The name of the author.
    pub(super) byline: Option<&'a str>,
    /// Categories for filters, as pairs of domain and value: `kind`, `status`, `impact` and `state` with the values
    /// of the API, and `component` with the names of components.
    pub(super) tags: Vec<(&'static str, String)>,
}

impl<'a> FeedItem<'a> {
    /// Builds the item of an entry; `None` if the entry points to no update.
    pub(super) fn new(context: RenderContext<'a>, entry: FeedEntry<'a>) -> Option<Self> {
        match entry.source {
            EntrySource::Update(record, update) => Self::of_update(context, record, update, entry.published),
            EntrySource::Postmortem(inputs) => Some(Self::of_postmortem(context, inputs)),
        }
    }

    fn of_update(
        context: RenderContext<'a>,
        record: EventRef<'a>,
        index: usize,
        published: DateTime<Utc>,
    ) -> Option<Self> {
        let event = record.event();
        let (kind, folder) = match record {
            EventRef::Incident(_) => ("incident", "incidents"),
            EventRef::Maintenance(_) => ("maintenance", "maintenance"),
        };
        let update = event.updates.get(index)?;
        let so_far = event.updates.get(..=index)?;
        let page = format!("{}/{folder}/{}/", context.site.url, event.slug);
        Some(Self {
            guid: &update.id,
            link: format!("{page}#{}", update.anchor),
            title: format!("{}: {}", status(context, update), title_then(event, so_far)),
            html: body(context, update, &page, index == 0),
            published,
            modified: last_change::of_update(update).max(published),
            byline: update.byline.as_deref(),
            tags: tags(context, kind, event, update, so_far),
        })
    }

    fn of_postmortem(context: RenderContext<'a>, inputs: &'a PostmortemInputs) -> Self {
        let postmortem = &inputs.postmortem;
        let incidents = inputs.incidents.iter().map(|ByPointer(incident)| incident);
        let impact = incidents.map(|incident| incident.event.impact).max().unwrap_or(Impact::None);
        let mut tags = vec![("kind", "postmortem".to_owned()), ("impact", impact.to_string())];
        tags.extend(names(context, inputs.components().into_iter()));
        let title = one_line(&postmortem.title);
        Self {
            guid: &postmortem.id,
            link: format!("{}/postmortems/{}/", context.site.url, postmortem.slug),
            title: format!("{}: {title}", context.language.word("postmortem")),
            html: of_postmortem(context, postmortem),
            published: postmortem.published,
            modified: postmortem.published,
            byline: postmortem.byline.as_deref(),
            tags,
        }
    }
}

/// The tags with the names of components.
fn names(
    context: RenderContext<'_>,
    components: impl Iterator<Item = usize>,
) -> impl Iterator<Item = (&'static str, String)> {
    let names = components.map(move |component| one_line(context.component(component)).into_owned());
    names.filter(|name| !name.is_empty()).map(|name| ("component", name))
}

/// The word for the status that the update sets.
fn status(context: RenderContext<'_>, update: &Update) -> String {
    if update.merged {
        context.word("status.merged")
    } else if update.status_changed || update.reopened {
        context.status(update.status)
    } else {
        context.word("update")
    }
}

/// The title at the time of an update.
fn title_then(event: &Event, so_far: &[Update]) -> String {
    let renamed = so_far.iter().rev().find_map(|update| update.renamed.as_ref());
    one_line(renamed.unwrap_or(&event.first_title)).into_owned()
}

fn tags(
    context: RenderContext<'_>,
    kind: &'static str,
    event: &Event,
    update: &Update,
    so_far: &[Update],
) -> Vec<(&'static str, String)> {
    let mut states: BTreeMap<usize, State> = BTreeMap::new();
    for update in so_far {
        for real in update.intervals.iter().flat_map(|interval| &interval.components) {
            states.entry(*real).or_default();
        }
        states.extend(update.changes.iter().map(|change| (change.component, change.to)));
    }
    let mut tags = vec![
        ("kind", kind.to_owned()),
        ("status", update.status.to_string()),
        ("impact", if kind == "incident" { event.impact.as_str() } else { kind }.to_owned()),
        ("state", worst(states.values().copied()).to_string()),
    ];
    tags.extend(names(context, states.into_keys()));
    tags
}
