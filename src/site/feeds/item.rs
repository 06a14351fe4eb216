//! An update as an item of a feed, whatever the format.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::body::body;
use super::entries::Entry;
use crate::release::model::{Event, Update};
use crate::site::api::Occurrence;
use crate::site::last_change;
use crate::site::plain::one_line;
use crate::site::views::Views;
use crate::status::{State, worst};

/// An item.
pub(super) struct Item<'a> {
    /// The update's id in the API. It is derived from what never changes, or was kept by an import, and so is the
    /// same in every build.
    pub(super) guid: &'a str,
    /// Complete address of the update on its page.
    pub(super) link: String,
    /// How things stood, and the title that the record had then. Plain text.
    pub(super) title: String,
    /// What was said, as HTML with complete addresses.
    pub(super) html: String,
    /// When it came out, UTC.
    pub(super) published: DateTime<Utc>,
    /// When its text was last touched, UTC.
    pub(super) modified: DateTime<Utc>,
    /// Who speaks.
    pub(super) byline: Option<&'a str>,
    /// The words of the API for what one may want to filter by, with what they are about: `kind`, `status`,
    /// `impact`, `state`; and the names of the components.
    pub(super) tags: Vec<(&'static str, String)>,
}

impl<'a> Item<'a> {
    /// The item of an update; none if there is no such update.
    pub(super) fn new(views: Views<'a>, entry: Entry<'a>) -> Option<Self> {
        let event = entry.record.event();
        let (kind, folder) = match entry.record {
            Occurrence::Incident(_) => ("incident", "incidents"),
            Occurrence::Maintenance(_) => ("maintenance", "maintenance"),
        };
        let update = event.updates.get(entry.update)?;
        let so_far = event.updates.get(..=entry.update)?;
        let page = format!("{}/{folder}/{}/", views.site.url, event.slug);
        Some(Self {
            guid: &update.id,
            link: format!("{page}#{}", update.anchor),
            title: format!("{}: {}", status(views, update), title_then(event, so_far)),
            html: body(views, update, &page, entry.update == 0),
            published: entry.published,
            modified: last_change::of_update(update).max(entry.published),
            byline: update.byline.as_deref(),
            tags: tags(views, kind, event, update, so_far),
        })
    }
}

/// The word for what the update says of the record.
fn status(views: Views<'_>, update: &Update) -> String {
    if update.merged {
        views.word("status.merged")
    } else if update.status_changed || update.reopened {
        views.status(update.status)
    } else {
        views.word("update")
    }
}

/// The title as it was when an update came out.
fn title_then(event: &Event, so_far: &[Update]) -> String {
    let renamed = so_far.iter().rev().find_map(|update| update.renamed.as_ref());
    one_line(renamed.unwrap_or(&event.first_title)).into_owned()
}

fn tags(
    views: Views<'_>,
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
    let names = states.keys().map(|component| one_line(views.component(*component)).into_owned());
    tags.extend(names.filter(|name| !name.is_empty()).map(|name| ("component", name)));
    tags
}
