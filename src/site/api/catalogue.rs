//! Components and groups as the API lists them: in one flat list, with one level of groups.
//!
//! Folders may stand in folders and groups of the API may not, so every folder that holds a component is a group
//! of its own, and one that stands in another bears both names: `Payments - Regions`. Positions begin at 1 at the
//! top and in every group; the list is sorted by them, whatever the group, as that of real pages is. A retired
//! component is in no list, but the incidents that named it still do.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::timestamp::{date, timestamp};
use super::wire;
use crate::release::Site;
use crate::release::model::{Component, Group, Node};
use crate::status::worst;

/// All components and groups.
pub(super) struct Catalogue<'a> {
    /// One for each component of the site, in the site's order.
    components: Vec<Item<'a>>,
    /// The groups that hold a component in use.
    groups: Vec<Item<'a>>,
    /// What is in use, in the order of the API.
    listed: Vec<Place>,
}

/// A component or a group, ready to be sent.
struct Item<'a> {
    wire: wire::Component<'a>,
    updated_at: DateTime<Utc>,
    /// Its name with that of its group.
    full_name: String,
    /// Its place in the order of the API.
    rank: usize,
}

#[derive(Clone, Copy)]
enum Place {
    Component(usize),
    Group(usize),
}

/// Where a component stands.
struct Seat<'a> {
    position: usize,
    group: Option<(&'a str, String)>,
}

impl<'a> Catalogue<'a> {
    pub(super) fn new(site: &'a Site, beginning: DateTime<Utc>) -> Self {
        let tops = tops(site);
        let mut seats: BTreeMap<usize, Seat<'a>> = BTreeMap::new();
        let mut listed: Vec<(usize, Place)> = Vec::new();
        let mut groups = Vec::new();
        for (index, top) in tops.iter().enumerate() {
            let position = index + 1;
            match top {
                Top::Component(component) => {
                    seats.insert(*component, Seat { position, group: None });
                    listed.push((position, Place::Component(*component)));
                }
                Top::Group { group, name, children } => {
                    listed.push((position, Place::Group(groups.len())));
                    groups.push((*group, name, children, position));
                    for (below, child) in children.iter().enumerate() {
                        let seat = Seat { position: below + 1, group: Some((&group.id, name.clone())) };
                        seats.insert(*child, seat);
                        listed.push((below + 1, Place::Component(*child)));
                    }
                }
            }
        }
        // Stable: of those with one position, the one that the page shows first comes first.
        listed.sort_by_key(|(position, _)| *position);
        let after = site.components.len() + groups.len();
        let components = site.components.iter().enumerate();
        let components: Vec<Item<'a>> = components
            .map(|(index, component)| {
                let seat = seats.remove(&index).unwrap_or(Seat { position: after + index, group: None });
                item(site, component, seat, beginning)
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
            if let Place::Component(index) = place
                && let Some(item) = self.components.get_mut(*index)
            {
                item.rank = rank;
            }
        }
    }

    /// What is in use, in the order of the API.
    pub(super) fn listed(&'a self) -> Vec<&'a wire::Component<'a>> {
        self.items().map(|item| &item.wire).collect()
    }

    fn items(&self) -> impl Iterator<Item = &Item<'a>> {
        self.listed.iter().filter_map(|place| match place {
            Place::Component(index) => self.components.get(*index),
            Place::Group(index) => self.groups.get(*index),
        })
    }

    /// When anything in the list was changed last, UTC.
    pub(super) fn updated_at(&self) -> Option<DateTime<Utc>> {
        self.items().map(|item| item.updated_at).max()
    }

    /// A component, by its place in the site's list.
    pub(super) fn component(&'a self, index: usize) -> Option<&'a wire::Component<'a>> {
        self.components.get(index).map(|item| &item.wire)
    }

    /// When a component was changed last, UTC.
    pub(super) fn component_updated_at(&self, index: usize) -> Option<DateTime<Utc>> {
        self.components.get(index).map(|item| item.updated_at)
    }

    /// What an update calls a component: `Payments - Checkout`.
    pub(super) fn full_name(&self, index: usize) -> &str {
        self.components.get(index).map_or("", |item| item.full_name.as_str())
    }

    /// Components in the order of the API, retired ones last.
    pub(super) fn in_order(
        &'a self,
        components: impl Iterator<Item = usize>,
    ) -> Vec<&'a wire::Component<'a>> {
        let mut items: Vec<&Item<'a>> = components.filter_map(|index| self.components.get(index)).collect();
        items.sort_by_key(|item| item.rank);
        items.into_iter().map(|item| &item.wire).collect()
    }
}

/// What stands at the top of the API's list.
enum Top<'a> {
    Component(usize),
    Group { group: &'a Group, name: String, children: Vec<usize> },
}

/// The tree, flattened in the order in which the page shows it.
fn tops(site: &Site) -> Vec<Top<'_>> {
    let mut tops = Vec::new();
    let mut open: Vec<(Node, String)> = site.tree.iter().rev().map(|node| (*node, String::new())).collect();
    while let Some((node, above)) = open.pop() {
        let group = match node {
            Node::Component(index) => {
                tops.push(Top::Component(index));
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
            tops.push(Top::Group { group, name, children });
        }
    }
    tops
}

fn item<'a>(site: &'a Site, component: &'a Component, seat: Seat<'a>, beginning: DateTime<Utc>) -> Item<'a> {
    let zone = site.time_zone;
    let kept = component.imported;
    let created_at = kept.created_at.or(component.since).unwrap_or(beginning);
    let updated_at = updated_at(component, created_at);
    let (group_id, full_name) = match seat.group {
        Some((id, group)) => (Some(id), format!("{group} - {}", component.name)),
        None => (None, component.name.clone()),
    };
    Item {
        wire: wire::Component {
            id: &component.id,
            name: component.name.clone(),
            status: component.state.as_str(),
            created_at: timestamp(created_at, zone),
            updated_at: timestamp(updated_at, zone),
            position: seat.position,
            description: component.description.as_deref(),
            showcase: kept.showcase.unwrap_or(true),
            start_date: component.since.map(|since| date(since, zone).to_string()),
            group_id,
            page_id: &site.id,
            group: false,
            only_show_if_degraded: kept.only_show_if_degraded,
            components: None,
        },
        updated_at,
        full_name,
        rank: usize::MAX,
    }
}

/// When a component was changed last, UTC: when it was last in another state, or what an import kept. Statuspage
/// changes a component a moment before it shows the update that says so; that moment is no change of its own.
fn updated_at(component: &Component, created_at: DateTime<Utc>) -> DateTime<Utc> {
    let turns = component.spans.iter().flat_map(|span| [Some(span.from), span.to]).flatten();
    let turned = turns.chain(component.retired).max().unwrap_or(created_at);
    match component.imported.updated_at {
        Some(kept) if turned - kept < TimeDelta::seconds(1) => kept,
        Some(_) => turned,
        None => turned.max(created_at),
    }
}

fn group_item<'a>(
    site: &'a Site,
    (group, name): (&'a Group, &str),
    children: &[usize],
    position: usize,
    components: &[Item<'a>],
) -> Item<'a> {
    let zone = site.time_zone;
    let items = || children.iter().filter_map(|index| components.get(*index));
    let states = children.iter().filter_map(|index| site.components.get(*index));
    let updated_at = items().map(|item| item.updated_at).chain(group.imported.updated_at).max();
    let created_at = group.imported.created_at.map(|at| timestamp(at, zone));
    let updated_at = updated_at.unwrap_or_default();
    Item {
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
