//! Released components: their order, groups, states and uptime.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, Months, Utc};

use super::imported;
use super::model::{Component, Day, Group, Month, Node};
use super::text::non_empty_text;
use super::visible_components::VisibleComponents;
use crate::content::derived_id;
use crate::content::public::{self, SiteConfig};
use crate::status::uptime::{Measure, measured_to};
use crate::status::{State, StateInterval, Timeline, day, worst};

/// The number of days in the uptime bars.
const DAYS: u64 = 90;
/// The number of months on the page of a component.
const MONTHS: u32 = 12;

/// The data that states and uptime of components are calculated from, by the index of the component.
pub(super) struct UptimeInputs<'a> {
    /// The current states from open incidents and running maintenances.
    pub(super) states: &'a BTreeMap<usize, State>,
    /// The state intervals in incidents, which count against uptime, and in maintenances, which are only shown.
    pub(super) spans: BTreeMap<usize, Vec<StateInterval>>,
    /// The time of the newest update about a component, UTC. Uptime is measured at least up to then.
    pub(super) told: BTreeMap<usize, DateTime<Utc>>,
    /// The components that open incidents and maintenances name. They are not retired yet.
    pub(super) in_use: BTreeSet<usize>,
    pub(super) first_release: Option<DateTime<Utc>>,
    pub(super) now: DateTime<Utc>,
}

/// Returns all visible components.
pub(super) fn components(
    shown: &VisibleComponents<'_>,
    site: &SiteConfig,
    groups: &[UnplacedGroup],
    mut inputs: UptimeInputs<'_>,
) -> Vec<Component> {
    let written = shown.components().iter().enumerate();
    written
        .map(|(index, component)| {
            let timeline = Timeline::merge(inputs.spans.remove(&index).unwrap_or_default());
            let state = inputs.states.get(&index).copied().unwrap_or_default();
            let told = inputs.told.get(&index).copied();
            let retired = component.retired.filter(|at| *at <= inputs.now && !inputs.in_use.contains(&index));
            let times = Times { first_release: inputs.first_release, told, retired, now: inputs.now };
            measured(component, site, groups, (timeline, state), times)
        })
        .collect()
}

/// The times that bound the uptime measurement of a component, UTC.
#[derive(Clone, Copy)]
struct Times {
    first_release: Option<DateTime<Utc>>,
    told: Option<DateTime<Utc>>,
    retired: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
}

fn measured(
    written: &public::Component,
    site: &SiteConfig,
    groups: &[UnplacedGroup],
    (timeline, state): (Timeline, State),
    Times { first_release, told, retired, now }: Times,
) -> Component {
    let zone = site.time_zone;
    let today = day::date_of(now, zone);
    let first_day = today.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(today);
    let first_month = day::first_of_month(today).checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(today);
    let counts_from = written.since.or(first_release);
    let measure = Measure {
        since: counts_from.unwrap_or(now),
        measured_to: measured_to(&timeline, now, zone)
            .max(told.unwrap_or(DateTime::<Utc>::MIN_UTC))
            .min(retired.map_or(DateTime::<Utc>::MAX_UTC, |retired| out_of_use(&timeline, retired))),
        zone,
        partial_weight: site.partial_weight,
    };
    let days = measure.by_day(&timeline, first_day, today);
    let months = measure.by_month(&timeline, first_month, today);
    let whole = measure.over(&timeline, day::start_of_day(first_day, zone), measure.measured_to);
    let above = groups.iter().enumerate().filter(|(_, group)| is_below(&written.path, &group.path));
    Component {
        slug: written.slug(),
        aliases: written.aliases.iter().map(|alias| alias.path("components")).collect(),
        id: written.id.as_ref().map_or_else(
            || derived_id("component", &[site.authority(), &written.path]),
            |id| id.value.clone(),
        ),
        name: written.name.clone(),
        description: written.description.clone(),
        text: non_empty_text(&written.body),
        groups: above.map(|(index, _)| index).collect(),
        state: if retired.is_some() { State::Operational } else { state },
        hidden_until_affected: written.hidden.is_some() || written.imported.only_show_if_degraded,
        retired,
        since: written.since,
        counts_from,
        measured_to: measure.measured_to,
        days: days.into_iter().map(|day| Day { date: day.date, tally: day.tally }).collect(),
        months: months.into_iter().map(|month| Month { first: month.first, tally: month.tally }).collect(),
        uptime: whole.ratio,
        spans: timeline.into_spans(),
        imported: imported::component(&written.imported),
    }
}

/// Returns the end of the measured time of a retired component, UTC: a problem that was reported before it was retired
/// counts to its end.
fn out_of_use(timeline: &Timeline, retired: DateTime<Utc>) -> DateTime<Utc> {
    timeline
        .spans()
        .iter()
        .fold(retired, |end, span| span.to.filter(|_| span.from <= end).map_or(end, |to| to.max(end)))
}

/// Whether a path is in a group.
fn is_below(path: &str, group: &str) -> bool {
    path.strip_prefix(group).is_some_and(|rest| rest.starts_with('/'))
}

/// A group that has not been added to the tree yet.
pub(super) struct UnplacedGroup {
    path: String,
    order: Option<i64>,
    group: Group,
}

/// Returns the groups with visible components, by path, so that outer groups come before inner ones.
pub(super) fn groups(
    shown: &VisibleComponents<'_>,
    written: &[public::Group],
    site: &SiteConfig,
) -> Vec<UnplacedGroup> {
    let mut paths = BTreeSet::new();
    for component in shown.components() {
        paths.extend(component.path.match_indices('/').map(|(slash, _)| &component.path[..slash]));
    }
    paths
        .into_iter()
        .map(|path| {
            let written = written.iter().find(|group| group.path == path);
            let folder = path.rsplit('/').next().unwrap_or(path);
            let id = written.and_then(|group| group.id.as_ref()).map(|id| id.value.clone());
            UnplacedGroup {
                path: path.to_owned(),
                order: written.and_then(|group| group.order),
                group: Group {
                    id: id.unwrap_or_else(|| derived_id("group", &[site.authority(), path])),
                    name: written
                        .and_then(|group| group.name.clone())
                        .unwrap_or_else(|| folder.replace('-', " ")),
                    description: written.and_then(|group| group.description.clone()),
                    state: State::Operational,
                    collapsed: written.is_some_and(|group| group.collapsed),
                    children: Vec::new(),
                    imported: written.map(|group| imported::component(&group.imported)).unwrap_or_default(),
                },
            }
        })
        .collect()
}

/// The sort key of siblings: whether they lack an order, the order, the name.
type Order<'a> = (bool, Option<i64>, &'a str);

/// Returns the groups with their children, and the top level of the tree. Retired components are not in the tree.
///
/// Siblings are sorted by `order`; those without one follow, by name.
pub(super) fn tree(
    shown: &VisibleComponents<'_>,
    components: &[Component],
    mut groups: Vec<UnplacedGroup>,
) -> (Vec<Group>, Vec<Node>) {
    let mut nodes: Vec<(&str, Order<'_>, Node)> = Vec::new();
    let written = shown.components().iter().enumerate();
    for (index, written) in written.filter(|(index, _)| components[*index].retired.is_none()) {
        let key = (written.order.is_none(), written.order, written.name.as_str());
        nodes.push((written.path.as_str(), key, Node::Component(index)));
    }
    let heads: Vec<(String, Option<i64>, String)> =
        groups.iter().map(|at| (at.path.clone(), at.order, at.group.name.clone())).collect();
    for (index, (path, order, name)) in heads.iter().enumerate() {
        let in_use =
            nodes.iter().any(|(below, _, node)| matches!(node, Node::Component(_)) && is_below(below, path));
        if in_use {
            nodes.push((path.as_str(), (order.is_none(), *order, name.as_str()), Node::Group(index)));
        }
    }
    nodes.sort_by_key(|(path, key, _)| (*key, *path));
    let mut top = Vec::new();
    for (path, _, node) in nodes {
        let parent = path.rsplit_once('/').map(|(parent, _)| parent);
        match parent.and_then(|parent| groups.iter_mut().find(|group| group.path == parent)) {
            Some(group) => group.group.children.push(node),
            None => top.push(node),
        }
    }
    // Inner groups come after outer ones, so in reverse order children are complete before their parents.
    for index in (0..groups.len()).rev() {
        let children = groups[index].group.children.iter().map(|child| match child {
            Node::Component(component) => components[*component].state,
            Node::Group(inner) => groups[*inner].group.state,
        });
        groups[index].group.state = worst(children);
    }
    (groups.into_iter().map(|at| at.group).collect(), top)
}
