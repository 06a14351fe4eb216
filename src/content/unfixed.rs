//! The ids and addresses that are derived because no file fixes them, with the values that are derived now.
//!
//! Derived values change with the host, the title, the path or the name of a file. `check` reports them and
//! `check --fix` writes them down.

use std::collections::{BTreeMap, BTreeSet};

use super::public::{Component, Record, SiteConfig, Update};
use super::{AudienceTag, PublicContent, derived_id, is_name, slug_of};
use crate::span::Span;

/// A file without some of its ids and addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfixed {
    /// The file.
    pub span: Span,
    /// The missing keys with the derived values, in the order in which they are written.
    pub keys: Vec<(&'static str, String)>,
}

/// Returns the files without fixed ids: the settings, then components, groups and the updates of records.
///
/// Drafts have no id yet: the title and the time that ids are derived from may still change. Approved updates are left
/// alone, because people approved the file as it is.
#[must_use]
pub fn unfixed(content: &PublicContent) -> Vec<Unfixed> {
    let Some(site) = &content.site else { return Vec::new() };
    let authority = site.authority();
    let groups = content.groups.iter().filter(|group| group.id.is_none()).map(|group| Unfixed {
        span: group.span,
        keys: vec![("id", derived_id("group", &[authority, &group.path]))],
    });
    settings(site)
        .into_iter()
        .chain(content.components.iter().filter_map(|component| of_component(component, authority)))
        .chain(groups)
        .chain(content.records.iter().flat_map(|record| of_record(record, authority)))
        .chain(content.records.iter().filter_map(|record| of_postmortem(record, content, authority)))
        .collect()
}

fn settings(site: &SiteConfig) -> Option<Unfixed> {
    let keys = vec![("authority", site.authority().to_owned())];
    site.authority.is_none().then_some(Unfixed { span: site.span, keys })
}

fn of_component(component: &Component, authority: &str) -> Option<Unfixed> {
    let mut keys = Vec::new();
    // The file may be broken, or its path may be too long for a slug.
    if component.written_slug.is_none() && is_name(&component.slug()) {
        keys.push(("slug", component.slug()));
    }
    if component.id.is_none() {
        keys.push(("id", derived_id("component", &[authority, &component.path])));
    }
    (!keys.is_empty()).then_some(Unfixed { span: component.span, keys })
}

/// Returns the updates of a record without fixed ids, oldest first. Each audience has its own first update, from which
/// the slug and the ids are derived; an update that the public sees has the ids that the public sees.
fn of_record(record: &Record, authority: &str) -> Vec<Unfixed> {
    let released: Vec<&Update> = record.updates.iter().filter(|update| !update.draft).collect();
    let usual = record.usual_audience();
    let tags =
        |update: &Update| update.audience.as_ref().map_or_else(|| usual.to_vec(), |tags| tags.value.clone());
    // The public comes first.
    let others: BTreeSet<AudienceTag> = released.iter().flat_map(|update| tags(update)).collect();
    let viewers = [AudienceTag::Public].into_iter().chain(others);
    let mut keys: BTreeMap<usize, Vec<(&'static str, String)>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for viewer in viewers {
        let visible: Vec<(usize, &Update)> = released
            .iter()
            .enumerate()
            .filter(|(_, update)| {
                let tags = tags(update);
                tags.contains(&AudienceTag::Public) || tags.contains(&viewer)
            })
            .map(|(index, update)| (index, *update))
            .collect();
        let Some((first_index, first)) = visible.first().copied() else { continue };
        let slug = slug(first, &visible);
        let is_first_view = seen.insert(first_index);
        if is_first_view && first.slug.is_none() && is_name(&slug) {
            keys.entry(first_index).or_default().push(("slug", slug.clone()));
        }
        if is_first_view && visible.iter().all(|(_, update)| update.incident_id.is_none()) {
            let id = derived_id("incident", &[authority, &slug]);
            keys.entry(first_index).or_default().push(("incident_id", id));
        }
        for (index, update) in visible {
            let has_id = update.id.is_some()
                || keys.get(&index).is_some_and(|keys| keys.iter().any(|(key, _)| *key == "id"));
            if !has_id {
                let id = derived_id("update", &[authority, &slug, &update.stem]);
                keys.entry(index).or_default().push(("id", id));
            }
        }
    }
    let fixable = |(index, keys): (usize, Vec<(&'static str, String)>)| {
        let update = released.get(index)?;
        (update.whole && update.approvals.is_empty()).then_some(Unfixed { span: update.span, keys })
    };
    keys.into_iter().filter_map(fixable).collect()
}

/// Returns the post-mortem of a record, if it is published and has no fixed id. The id is derived from the slug of the
/// incident whose address it has.
fn of_postmortem(record: &Record, content: &PublicContent, authority: &str) -> Option<Unfixed> {
    let postmortem = record.postmortem.as_ref()?;
    if postmortem.id.is_some() || postmortem.published.is_none() || !postmortem.approvals.is_empty() {
        return None;
    }
    let slug = if let Some(slug) = public_slug(record) {
        slug
    } else {
        let listed = &postmortem.incidents.first()?.value;
        let slugs = content.records.iter().filter_map(|record| public_slug(record));
        slugs.into_iter().find(|slug| slug == listed)?
    };
    let id = derived_id("update", &[authority, &slug, "postmortem"]);
    Some(Unfixed { span: postmortem.span, keys: vec![("id", id)] })
}

/// Returns the slug of a record for the public or, if it sees no update, for the first audience that sees one.
fn public_slug(record: &Record) -> Option<String> {
    let released = record.updates.iter().filter(|update| !update.draft);
    let is_public = |update: &&Update| {
        let own = update.audience.as_ref().map(|tags| tags.value.as_slice());
        own.unwrap_or(record.usual_audience()).contains(&AudienceTag::Public)
    };
    let all: Vec<(usize, &Update)> = released.clone().enumerate().collect();
    let public: Vec<(usize, &Update)> = released.filter(is_public).enumerate().collect();
    let visible = if public.is_empty() { all } else { public };
    Some(slug(visible.first()?.1, &visible))
}

/// Returns the slug of a record for those who see these updates: the written one, or else its date and title.
fn slug(first: &Update, visible: &[(usize, &Update)]) -> String {
    let title = visible.iter().find_map(|(_, update)| update.title.as_ref());
    let title = title.map_or("", |title| title.value.as_str());
    let derived = || format!("{}-{}", first.at.date_naive(), slug_of(title));
    first.slug.as_ref().map_or_else(derived, |slug| slug.value.clone())
}
