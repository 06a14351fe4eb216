//! Components and groups in the form of the API: one flat list, with one level of groups.
//!
//! Folders can be nested and groups of the API cannot. So every folder that contains a component is a group, and a
//! nested folder has both names: `Payments - Regions`. Positions begin at 1 at the top level and in every group; as
//! on Statuspage, the list is sorted by position, regardless of the group. A retired component is in no list, but
//! incidents that named it still name it.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::timestamp::{date, timestamp};
use super::wire;
use crate::release::Site;
use crate::release::model::{Component, Group, Node};
use crate::site::last_change;
use crate::status::worst;

/// All components and groups.
pub(super) struct Catalogue<'a> {
    /// All components, in the order of the site.
    components: Vec<CatalogueItem<'a>>,
    /// The groups that contain a component in use.
    groups: Vec<CatalogueItem<'a>>,
    /// The components and groups in use, in the order of the API.
    listed: Vec<ListedItem>,
}

/// A component or group in the form of the API.
struct CatalogueItem<'a> {
    wire: wire::Component<'a>,
    updated_at: DateTime<Utc>,
    /// Its name, prefixed with that of its group.
    full_name: String,
    /// Its index in the order of the API.
    rank: usize,
}

#[derive(Clone, Copy)]
enum ListedItem {
    Component(usize),
    Group(usize),
}

/// The position of a component, and its group with id and name.
struct ListPosition<'a> {
    position: usize,
    group: Option<(&'a str, String)>,
}

impl<'a> Catalogue<'a> {
    pub(super) fn new(site: &'a Site, beginning: DateTime<Utc>) -> Self {
        let tops = tops(site);
        let mut positions: BTreeMap<usize, ListPosition<'a>> = BTreeMap::new();
        let mut listed: Vec<(usize, ListedItem)> = Vec::new();
        let mut groups = Vec::new();
        for (index, top) in tops.iter().enumerate() {
            let position = index + 1;
            match top {
                TopLevel::Component(component) => {
                    positions.insert(*component, ListPosition { position, group: None });
                    listed.push((position, ListedItem::Component(*component)));
                }
                TopLevel::Group { group, name, children } => {
                    listed.push((position, ListedItem::Group(groups.len())));
                    groups.push((*group, name, children, position));
                    for (below, child) in children.iter().enumerate() {
                        let position_in_list =
                            ListPosition { position: below + 1, group: Some((&group.id, name.clone())) };
                        positions.insert(*child, position_in_list);
                        listed.push((below + 1, ListedItem::Component(*child)));
                    }
                }
            }
        }
        // The sort is stable: items with equal positions stay in the order of the page.
        listed.sort_by_key(|(position, _)| *position);
        let after = site.components.len() + groups.len();
        let rewritten = rewritten_at(site);
        let components = site.components.iter().enumerate();
        let components: Vec<CatalogueItem<'a>> = components
            .map(|(index, component)| {
                let position_in_list =
                    positions.remove(&index).unwrap_or(ListPosition { position: after + index, group: None });
                let rewritten = rewritten.get(&index).copied();
                item(site, component, position_in_list, (beginning, rewritten))
            })
            .collect();
        let groups = groups.into_iter().map(|(group, name, children, position)| {
            group_item(site, (group, name), children, position, &components)
        });
        let mut catalogue = Self {
            groups: groups.collect(),
            components,
            listed: listed.into_iter().map(|(_, place)| place).collect(),
        };
        catalogue.rank();
        catalogue
    }

    fn rank(&mut self) {
        for (rank, place) in self.listed.iter().enumerate() {
            if let ListedItem::Component(index) = place
                && let Some(item) = self.components.get_mut(*index)
            {
                item.rank = rank;
            }
        }
    }

    /// The components and groups in use, in the order of the API.
    pub(super) fn listed(&'a self) -> Vec<&'a wire::Component<'a>> {
        self.items().map(|item| &item.wire).collect()
    }

    fn items(&self) -> impl Iterator<Item = &CatalogueItem<'a>> {
        self.listed.iter().filter_map(|place| match place {
            ListedItem::Component(index) => self.components.get(*index),
            ListedItem::Group(index) => self.groups.get(*index),
        })
    }

    /// The last change of any component or group, UTC. That of a retired component counts too: it left the list then.
    pub(super) fn updated_at(&self) -> Option<DateTime<Utc>> {
        self.components.iter().chain(&self.groups).map(|item| item.updated_at).max()
    }

    /// Returns a component by its index in the list of the site.
    pub(super) fn component(&'a self, index: usize) -> Option<&'a wire::Component<'a>> {
        self.components.get(index).map(|item| &item.wire)
    }

    /// The last change of a component, UTC.
    pub(super) fn component_updated_at(&self, index: usize) -> Option<DateTime<Utc>> {
        self.components.get(index).map(|item| item.updated_at)
    }

    /// The name of a component in updates: `Payments - Checkout`.
    pub(super) fn full_name(&self, index: usize) -> &str {
        self.components.get(index).map_or("", |item| item.full_name.as_str())
    }

    /// Returns components in the order of the API, retired ones last.
    pub(super) fn in_order(
        &'a self,
        components: impl Iterator<Item = usize>,
    ) -> Vec<&'a wire::Component<'a>> {
        let mut items: Vec<&CatalogueItem<'a>> =
            components.filter_map(|index| self.components.get(index)).collect();
        items.sort_by_key(|item| item.rank);
        items.into_iter().map(|item| &item.wire).collect()
    }
}

/// An item at the top level of the API's list.
enum TopLevel<'a> {
    Component(usize),
    Group { group: &'a Group, name: String, children: Vec<usize> },
}

/// Flattens the tree of components, in the order of the page.
fn tops(site: &Site) -> Vec<TopLevel<'_>> {
    let mut tops = Vec::new();
    let mut open: Vec<(Node, String)> = site.tree.iter().rev().map(|node| (*node, String::new())).collect();
    while let Some((node, above)) = open.pop() {
        let group = match node {
            Node::Component(index) => {
                tops.push(TopLevel::Component(index));
                continue;
            }
            Node::Group(index) => site.groups.get(index),
        };
        let Some(group) = group else { continue };
        let name = if above.is_empty() { group.name.clone() } else { format!("{above} - {}", group.name) };
        let inner = group.children.iter().rev().filter(|node| matches!(node, Node::Group(_)));
        open.extend(inner.map(|node| (*node, name.clone())));
        let children: Vec<usize> = group
            .children
            .iter()
            .filter_map(|node| match node {
                Node::Component(index) => Some(*index),
                Node::Group(_) => None,
            })
            .collect();
        if !children.is_empty() {
            tops.push(TopLevel::Group { group, name, children });
        }
    }
    tops
}

fn item<'a>(
    site: &'a Site,
    component: &'a Component,
    position_in_list: ListPosition<'a>,
    (beginning, rewritten): (DateTime<Utc>, Option<DateTime<Utc>>),
) -> CatalogueItem<'a> {
    let zone = site.time_zone;
    let imported = component.imported;
    let created_at = imported.created_at.or(component.since).unwrap_or(beginning);
    let updated_at = updated_at(component, created_at, rewritten);
    let (group_id, full_name) = match position_in_list.group {
        Some((id, group)) => (Some(id), format!("{group} - {}", component.name)),
        None => (None, component.name.clone()),
    };
    CatalogueItem {
        wire: wire::Component {
            id: &component.id,
            name: component.name.clone(),
            status: component.state.as_str(),
            created_at: timestamp(created_at, zone),
            updated_at: timestamp(updated_at, zone),
            position: position_in_list.position,
            description: component.description.as_deref(),
            showcase: imported.showcase.unwrap_or(true),
            start_date: imported
                .start_date
                .unwrap_or_else(|| component.since.map(|since| date(since, zone)))
                .map(|day| day.to_string()),
            group_id,
            page_id: &site.id,
            group: false,
            only_show_if_degraded: component.hidden_until_affected,
            components: None,
        },
        updated_at,
        full_name,
        rank: usize::MAX,
    }
}

/// When the past of each component was last rewritten, UTC: by corrected times, or by the edit or withdrawal of an update
/// that set its state. Such a change can move the last change of state back, but never the time of the last change.
fn rewritten_at(site: &Site) -> BTreeMap<usize, DateTime<Utc>> {
    let incidents = site.incidents.iter().map(|incident| &incident.event);
    let events = incidents.chain(site.maintenances.iter().map(|maintenance| &maintenance.event));
    let mut rewritten: BTreeMap<usize, DateTime<Utc>> = BTreeMap::new();
    let mut note = |component: usize, at: DateTime<Utc>| {
        let known = rewritten.entry(component).or_insert(at);
        *known = at.max(*known);
    };
    for event in events {
        for update in &event.updates {
            let at = last_change::of_update(update);
            for component in update.intervals.iter().flat_map(|interval| &interval.components) {
                note(*component, at);
            }
            if update.retracted.is_some() {
                event.hits.iter().for_each(|hit| note(hit.component, at));
            } else if !update.edited.is_empty() {
                update.changes.iter().for_each(|change| note(change.component, at));
            }
        }
    }
    rewritten
}

/// The last change of a component, UTC: its last change of state, or the time that an import kept. Statuspage changes
/// a component up to a second before the update that changes it; such a difference is not a change of its own.
fn updated_at(
    component: &Component,
    created_at: DateTime<Utc>,
    rewritten: Option<DateTime<Utc>>,
) -> DateTime<Utc> {
    let turns = component.spans.iter().flat_map(|span| [Some(span.from), span.to]).flatten();
    let turned = turns.chain(component.retired).chain(rewritten).max().unwrap_or(created_at);
    match component.imported.updated_at {
        Some(imported) if turned - imported < TimeDelta::seconds(1) => imported,
        Some(_) => turned,
        None => turned.max(created_at),
    }
}

fn group_item<'a>(
    site: &'a Site,
    (group, name): (&'a Group, &str),
    children: &[usize],
    position: usize,
    components: &[CatalogueItem<'a>],
) -> CatalogueItem<'a> {
    let zone = site.time_zone;
    let items = || children.iter().filter_map(|index| components.get(*index));
    let states = children.iter().filter_map(|index| site.components.get(*index));
    let updated_at = items().map(|item| item.updated_at).chain(group.imported.updated_at).max();
    let created_at = group.imported.created_at.map(|at| timestamp(at, zone));
    let updated_at = updated_at.unwrap_or_default();
    CatalogueItem {
        wire: wire::Component {
            id: &group.id,
            name: name.to_owned(),
            status: worst(states.map(|component| component.state)).as_str(),
            created_at: created_at
                .or_else(|| items().map(|item| item.wire.created_at.clone()).min())
                .unwrap_or_default(),
            updated_at: timestamp(updated_at, zone),
            position,
            description: group.description.as_deref(),
            showcase: group.imported.showcase.unwrap_or(false),
            start_date: None,
            group_id: None,
            page_id: &site.id,
            group: true,
            only_show_if_degraded: group.imported.only_show_if_degraded,
            components: Some(items().map(|item| item.wire.id).collect()),
        },
        updated_at,
        full_name: name.to_owned(),
        rank: usize::MAX,
    }
}
