//! An update or a post-mortem as an item of a feed, whatever the format.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::body::{body, of_postmortem};
use super::entries::{Entry, What};
use crate::release::model::{Event, Update};
use crate::site::last_change;
use crate::site::page_inputs::{Happening, PostmortemInputs, Same};
use crate::site::plain::one_line;
use crate::site::views::Views;
use crate::status::{Impact, State, worst};

/// An item.
pub(super) struct Item<'a> {
    /// Its id in the API. It is derived from what never changes, or was kept by an import, and so is the
    /// same in every build.
    pub(super) guid: &'a str,
    /// Complete address of the update on its page, or of the page.
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
    /// The item of what came out; none if there is no such thing.
    pub(super) fn new(views: Views<'a>, entry: Entry<'a>) -> Option<Self> {
        match entry.what {
            What::Update(record, update) => Self::of_update(views, record, update, entry.published),
            What::Postmortem(inputs) => Some(Self::of_postmortem(views, inputs)),
        }
    }

    fn of_update(
        views: Views<'a>,
        record: Happening<'a>,
        index: usize,
        published: DateTime<Utc>,
    ) -> Option<Self> {
        let event = record.event();
        let (kind, folder) = match record {
            Happening::Incident(_) => ("incident", "incidents"),
            Happening::Maintenance(_) => ("maintenance", "maintenance"),
        };
        let update = event.updates.get(index)?;
        let so_far = event.updates.get(..=index)?;
        let page = format!("{}/{folder}/{}/", views.site.url, event.slug);
        Some(Self {
            guid: &update.id,
            link: format!("{page}#{}", update.anchor),
            title: format!("{}: {}", status(views, update), title_then(event, so_far)),
            html: body(views, update, &page, index == 0),
            published,
            modified: last_change::of_update(update).max(published),
            byline: update.byline.as_deref(),
            tags: tags(views, kind, event, update, so_far),
        })
    }

    fn of_postmortem(views: Views<'a>, inputs: &'a PostmortemInputs) -> Self {
        let postmortem = &inputs.postmortem;
        let incidents = inputs.incidents.iter().map(|Same(incident)| incident);
        let impact = incidents.map(|incident| incident.event.impact).max().unwrap_or(Impact::None);
        let mut tags = vec![("kind", "postmortem".to_owned()), ("impact", impact.to_string())];
        tags.extend(names(views, inputs.components().into_iter()));
        let title = one_line(&postmortem.title);
        Self {
            guid: &postmortem.id,
            link: format!("{}/postmortems/{}/", views.site.url, postmortem.slug),
            title: format!("{}: {title}", views.language.word("postmortem")),
            html: of_postmortem(views, postmortem),
            published: postmortem.published,
            modified: postmortem.published,
            byline: postmortem.byline.as_deref(),
            tags,
        }
    }
}

/// The names of components, as tags.
fn names(
    views: Views<'_>,
    components: impl Iterator<Item = usize>,
) -> impl Iterator<Item = (&'static str, String)> {
    let names = components.map(move |component| one_line(views.component(component)).into_owned());
    names.filter(|name| !name.is_empty()).map(|name| ("component", name))
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
    tags.extend(names(views, states.into_keys()));
    tags
}
