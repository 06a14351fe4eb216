//! An update or post-mortem as a feed item, independent of the format.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::body::{body, of_notice, of_postmortem};
use super::entries::{EntrySource, FeedEntry};
use super::facts::{FeedFacts, Named, UpdateFacts};
use crate::release::model::{Event, Notice, Update};
use crate::site::last_change;
use crate::site::pages::inputs::{ByPointer, EventRef, PostmortemInputs};
use crate::site::rendering::text::one_line;
use crate::site::rendering::{RenderContext, is_long};
use crate::status::Impact;

/// A feed item.
pub(super) struct FeedItem<'a> {
    /// The id of the update in the API, or the name of the notice. It is derived from values that never change, or kept from an import, so it is
    /// the same in every build.
    pub(super) guid: Cow<'a, str>,
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
    pub(super) fn new(context: RenderContext<'a>, entry: FeedEntry<'a>, facts: &FeedFacts) -> Option<Self> {
        match entry.source {
            EntrySource::Update(record, update) => {
                let facts = facts.of(record.event(), update)?;
                Self::of_update(context, record, update, entry.published, &facts)
            }
            EntrySource::Postmortem(inputs) => Some(Self::of_postmortem(context, inputs)),
            EntrySource::Notice(notice) => Some(Self::of_notice(context, notice)),
        }
    }

    fn of_update(
        context: RenderContext<'a>,
        record: EventRef<'a>,
        index: usize,
        published: DateTime<Utc>,
        facts: &UpdateFacts,
    ) -> Option<Self> {
        let event = record.event();
        let (kind, folder) = match record {
            EventRef::Incident(_) => ("incident", "incidents"),
            EventRef::Maintenance(_) => ("maintenance", "maintenance"),
        };
        let update = event.updates.get(index)?;
        let page = format!("{}/{folder}/{}/", context.site.url, event.slug);
        Some(Self {
            guid: update.id.as_str().into(),
            link: format!("{page}#{}", update.anchor),
            title: format!("{}: {}", status(context, update), one_line(&facts.title)),
            html: body(context, update, &page, index == 0, facts),
            published,
            modified: last_change::of_update(update).max(published),
            byline: update.byline.as_deref(),
            tags: tags(context, kind, event, update, facts),
        })
    }

    fn of_postmortem(context: RenderContext<'a>, inputs: &'a PostmortemInputs) -> Self {
        let postmortem = &inputs.postmortem;
        let incidents = inputs.incidents.iter().map(|ByPointer(incident)| incident);
        let impact = incidents.map(|incident| incident.event.impact).max().unwrap_or(Impact::None);
        let mut tags = vec![("kind", "postmortem".to_owned()), ("impact", impact.to_string())];
        tags.extend(names(context, &inputs.components().into_iter().collect::<Vec<_>>()));
        let title = one_line(&postmortem.title);
        let page = format!("{}/postmortems/{}/", context.site.url, postmortem.slug);
        Self {
            guid: postmortem.id.as_str().into(),
            link: page.clone(),
            title: format!("{}: {title}", context.language.word("postmortem")),
            html: of_postmortem(context, postmortem, &page),
            published: postmortem.published,
            modified: last_change::of_postmortem(postmortem),
            byline: postmortem.byline.as_deref(),
            tags,
        }
    }

    fn of_notice(context: RenderContext<'a>, notice: &Notice) -> Self {
        let page = format!("{}/", context.site.url);
        let guid = format!("notice-{}", notice.anchor);
        Self {
            link: format!("{page}#{guid}"),
            guid: guid.into(),
            title: one_line(&notice.title).into_owned(),
            html: of_notice(context, notice, &page),
            published: notice.from,
            modified: notice.from,
            byline: None,
            tags: vec![("kind", "notice".to_owned())],
        }
    }
}

/// The tags with the names of components, or of their groups if there are many components.
fn names(context: RenderContext<'_>, components: &[usize]) -> Vec<(&'static str, String)> {
    let components_of = components.iter().copied();
    let names: Vec<String> = if is_long(components.len()) {
        context.groups(components_of).into_iter().map(|(group, _)| group).collect()
    } else {
        components_of.map(|component| context.component(component).to_owned()).collect()
    };
    component_tags(&names).collect()
}

fn component_tags(names: &[String]) -> impl Iterator<Item = (&'static str, String)> + '_ {
    let names = names.iter().map(|name| one_line(name).into_owned());
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

fn tags(
    context: RenderContext<'_>,
    kind: &'static str,
    event: &Event,
    update: &Update,
    facts: &UpdateFacts,
) -> Vec<(&'static str, String)> {
    let mut tags = vec![
        ("kind", kind.to_owned()),
        ("status", update.status.to_string()),
        ("impact", if kind == "incident" { event.impact.as_str() } else { kind }.to_owned()),
        ("state", facts.worst.to_string()),
    ];
    match &facts.named {
        Named::Components(components) => tags.extend(names(context, components)),
        Named::Groups(groups) => tags.extend(component_tags(groups)),
    }
    tags
}
