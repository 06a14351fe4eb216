//! Actions by age, by owner and by team: a list for each, so that each has an address.

use std::collections::BTreeMap;

use chrono::Days;
use serde::Serialize;

use super::parts::{Group, Part, PartLink, parts};
use crate::board::action::ActionView;
use crate::board::facts::Facts;
use crate::board::page::Page;
use crate::response::{ActionItem, ActionState};

#[derive(Debug, Serialize)]
struct ActionsPage {
    title: &'static str,
    /// The three ways to see the list.
    ways: Vec<WayLink>,
    groups: Vec<GroupView>,
    open: usize,
    late: usize,
    parts: Vec<PartLink>,
    next: Option<PartLink>,
}

#[derive(Debug, Serialize)]
struct WayLink {
    label: &'static str,
    address: &'static str,
    is_current: bool,
}

#[derive(Debug, Serialize)]
struct GroupView {
    title: String,
    /// How many actions it has on all pages together.
    count: usize,
    /// Whether the group is closed at first: what is done is not work any more.
    is_closed: bool,
    actions: Vec<ActionView>,
}

/// The address of the list by age.
const BY_AGE: &str = "actions/";

const WAYS: [(&str, &str); 3] =
    [("By age", BY_AGE), ("By owner", "actions/owner/"), ("By team", "actions/team/")];

/// The title of the group that is closed at first.
const CLOSED: &str = "Closed";

/// Returns the pages of the three lists.
pub(in crate::board) fn actions_pages(facts: &Facts<'_>) -> Vec<Page> {
    let open: Vec<&ActionItem<'_>> = facts.actions.iter().filter(|item| !item.state.is_closed()).collect();
    let owners = by_name(&open, |view| view.owner.clone(), facts);
    let teams = by_name(&open, |view| view.team.clone().unwrap_or_else(|| "No team".to_owned()), facts);
    let groups = [by_age(facts), owners, teams];
    let late = facts.actions.iter().filter(|item| item.overdue_days.is_some()).count();
    let page = |way: (&'static str, &'static str), part: Part<ActionView>| {
        let (title, address) = way;
        let ways = WAYS.map(|(label, other)| WayLink { label, address: other, is_current: other == address });
        let groups = part.groups.into_iter().map(|group| GroupView {
            // Only the list by age has what is closed.
            is_closed: address == BY_AGE && group.title == CLOSED,
            title: group.title,
            count: group.count,
            actions: group.rows,
        });
        let (groups, open) = (groups.collect(), open.len());
        let view =
            ActionsPage { title, ways: ways.into(), groups, open, late, parts: part.all, next: part.next };
        Page::new(part.address, "actions", "Actions", "actions.html", &view)
    };
    let pages = |(way, groups): ((&'static str, &'static str), Vec<Group<ActionView>>)| {
        parts(way.1, groups).into_iter().map(|part| page(way, part)).collect::<Vec<Page>>()
    };
    WAYS.into_iter().zip(groups).flat_map(pages).collect()
}

fn by_age(facts: &Facts<'_>) -> Vec<Group<ActionView>> {
    let today = facts.now.date_naive();
    let soon = today.checked_add_days(Days::new(14)).unwrap_or(today);
    let due = |item: &ActionItem<'_>| item.action.due.as_ref().map(|due| due.value);
    let is_open = |item: &ActionItem<'_>| !item.state.is_closed() && item.state != ActionState::Unverified;
    let group = |title: &str, belongs: &dyn Fn(&ActionItem<'_>) -> bool| {
        let own = facts.actions.iter().filter(|item| belongs(item));
        Group::new(title, own.map(|item| ActionView::new(item, facts)).collect())
    };
    let is_late = |item: &ActionItem<'_>| item.overdue_days.is_some();
    let groups = [
        group("Late", &|item| !item.state.is_closed() && is_late(item)),
        group("Due within two weeks", &|item| {
            is_open(item) && !is_late(item) && due(item).is_some_and(|due| due <= soon)
        }),
        group("Later", &|item| is_open(item) && due(item).is_some_and(|due| due > soon)),
        group("No due date", &|item| is_open(item) && due(item).is_none()),
        group("Done, to be verified by somebody else", &|item| {
            item.state == ActionState::Unverified && !is_late(item)
        }),
        group(CLOSED, &|item| item.state.is_closed()),
    ];
    groups.into_iter().filter(|group| !group.rows.is_empty()).collect()
}

fn by_name(
    open: &[&ActionItem<'_>],
    name: impl Fn(&ActionView) -> String,
    facts: &Facts<'_>,
) -> Vec<Group<ActionView>> {
    let mut groups: BTreeMap<String, Vec<ActionView>> = BTreeMap::new();
    for item in open {
        let view = ActionView::new(item, facts);
        groups.entry(name(&view)).or_default().push(view);
    }
    groups.into_iter().map(|(owner, actions)| Group::new(owner, actions)).collect()
}
