//! Actions by age, by owner and by team: three pages, so that each has an address.

use std::collections::BTreeMap;

use chrono::Days;
use serde::Serialize;

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
    /// Whether the group is closed at first: what is done is not work any more.
    is_closed: bool,
    actions: Vec<ActionView>,
}

const WAYS: [(&str, &str); 3] =
    [("By age", "actions/"), ("By owner", "actions/owner/"), ("By team", "actions/team/")];

/// Returns the three pages.
pub(in crate::board) fn actions_pages(facts: &Facts<'_>) -> Vec<Page> {
    let open: Vec<&ActionItem<'_>> = facts.actions.iter().filter(|item| !item.state.is_closed()).collect();
    let owners = by_name(&open, |view| view.owner.clone(), facts);
    let teams = by_name(&open, |view| view.team.clone().unwrap_or_else(|| "No team".to_owned()), facts);
    let groups = [by_age(facts), owners, teams];
    let late = facts.actions.iter().filter(|item| item.overdue_days.is_some()).count();
    let page = |((title, address), groups): ((&'static str, &'static str), Vec<GroupView>)| {
        let ways = WAYS.map(|(label, other)| WayLink { label, address: other, is_current: other == address });
        let view = ActionsPage { title, ways: ways.into(), groups, open: open.len(), late };
        Page::new(address, "actions", "Actions", "actions.html", &view)
    };
    WAYS.into_iter().zip(groups).map(page).collect()
}

fn by_age(facts: &Facts<'_>) -> Vec<GroupView> {
    let today = facts.now.date_naive();
    let soon = today.checked_add_days(Days::new(14)).unwrap_or(today);
    let due = |item: &ActionItem<'_>| item.action.due.as_ref().map(|due| due.value);
    let is_open = |item: &ActionItem<'_>| !item.state.is_closed() && item.state != ActionState::Unverified;
    let group = |title: &str, is_closed: bool, belongs: &dyn Fn(&ActionItem<'_>) -> bool| GroupView {
        title: title.to_owned(),
        is_closed,
        actions: facts
            .actions
            .iter()
            .filter(|item| belongs(item))
            .map(|item| ActionView::new(item, facts))
            .collect(),
    };
    let is_late = |item: &ActionItem<'_>| item.overdue_days.is_some();
    let groups = [
        group("Late", false, &|item| !item.state.is_closed() && is_late(item)),
        group("Due within two weeks", false, &|item| {
            is_open(item) && !is_late(item) && due(item).is_some_and(|due| due <= soon)
        }),
        group("Later", false, &|item| is_open(item) && due(item).is_some_and(|due| due > soon)),
        group("No due date", false, &|item| is_open(item) && due(item).is_none()),
        group("Done, to be verified by somebody else", false, &|item| {
            item.state == ActionState::Unverified && !is_late(item)
        }),
        group("Closed", true, &|item| item.state.is_closed()),
    ];
    groups.into_iter().filter(|group| !group.actions.is_empty()).collect()
}

fn by_name(
    open: &[&ActionItem<'_>],
    name: impl Fn(&ActionView) -> String,
    facts: &Facts<'_>,
) -> Vec<GroupView> {
    let mut groups: BTreeMap<String, Vec<ActionView>> = BTreeMap::new();
    for item in open {
        let view = ActionView::new(item, facts);
        groups.entry(name(&view)).or_default().push(view);
    }
    let group = |(title, actions)| GroupView { title, is_closed: false, actions };
    groups.into_iter().map(group).collect()
}
