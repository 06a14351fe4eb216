//! The tree of components as a flat list of rows, because templates cannot recurse.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Bars;
use crate::release::Site;
use crate::release::model::{Component, Group, Node};
use crate::site::rendering::RenderContext;
use crate::status::State;

/// The number of components above which groups without problems are collapsed.
const MANY: usize = 20;

/// What is still to be listed.
enum Step {
    Node(Node),
    Row(Box<TreeRow>),
}

/// The tree, with what decides how it is listed.
struct Tree<'a> {
    context: RenderContext<'a>,
    site: &'a Site,
    /// Whether there are many components.
    large: bool,
    /// The components that are shown, by index.
    shown: BTreeSet<usize>,
}

impl Tree<'_> {
    /// Returns what a group consists of; nothing if none of its components is shown.
    fn group(&self, group: &Group) -> Vec<Step> {
        let components = count(self.site, &self.shown, &group.children);
        if components == 0 {
            return Vec::new();
        }
        let is_quiet = group.state == State::Operational;
        let quiet = |key, n| self.context.language.count(key, n);
        let mut steps = vec![Step::Row(Box::new(TreeRow::GroupStart {
            name: group.name.clone(),
            description: group.description.clone().unwrap_or_default(),
            state: group.state.as_str(),
            word: self.context.state(group.state),
            quiet: if is_quiet { quiet("quiet_component", components) } else { String::new() },
            open: !is_quiet || !(group.collapsed || self.large),
        }))];
        let (rest, others): (Vec<Node>, Vec<Node>) =
            group.children.iter().copied().partition(|node| match node {
                Node::Component(index) => {
                    let component = self.site.components.get(*index);
                    component.is_some_and(|component| component.state == State::Operational)
                        && self.shown.contains(index)
                }
                Node::Group(_) => false,
            });
        if self.large && !is_quiet && rest.len() > 1 {
            steps.extend(others.into_iter().map(Step::Node));
            steps.push(Step::Row(Box::new(TreeRow::RestStart { quiet: quiet("quiet_more", rest.len()) })));
            steps.extend(rest.into_iter().map(Step::Node));
            steps.push(Step::Row(Box::new(TreeRow::RestEnd)));
        } else {
            steps.extend(group.children.iter().copied().map(Step::Node));
        }
        steps.push(Step::Row(Box::new(TreeRow::GroupEnd)));
        steps
    }
}

/// The number of shown components below these nodes.
fn count(site: &Site, shown: &BTreeSet<usize>, nodes: &[Node]) -> usize {
    let mut open: Vec<&Node> = nodes.iter().collect();
    let mut count = 0;
    while let Some(node) = open.pop() {
        match node {
            Node::Component(index) => count += usize::from(shown.contains(index)),
            Node::Group(index) => {
                open.extend(site.groups.get(*index).into_iter().flat_map(|group| &group.children));
            }
        }
    }
    count
}

/// A row of the tree of components.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TreeRow {
    /// The start of a group.
    GroupStart {
        /// Its name.
        name: String,
        /// Its description; may be empty.
        description: String,
        /// Its worst state, for style sheets.
        state: &'static str,
        /// Its worst state in words.
        word: String,
        /// If all its components are operational: their number, in words; otherwise empty.
        quiet: String,
        /// Whether it is expanded.
        open: bool,
    },
    /// The start of the operational components of a group with others, on a site with many components.
    RestStart {
        /// Their number, in words.
        quiet: String,
    },
    /// The end of these components.
    RestEnd,
    /// The end of the innermost open group.
    GroupEnd,
    /// A component.
    Component {
        /// Its name.
        name: String,
        /// Address of its page.
        url: String,
        /// Its description; may be empty.
        description: String,
        /// Its state, for style sheets.
        state: &'static str,
        /// Its state in words.
        word: String,
        /// Its last 90 days.
        bars: Box<Bars>,
    },
}

impl TreeRow {
    /// Returns the rows of the whole tree, depth first. A component that is hidden until it is affected is left out
    /// while nothing is wrong with it.
    pub(super) fn all(context: RenderContext<'_>, site: &Site) -> Vec<Self> {
        let named: BTreeSet<usize> = site
            .incidents
            .iter()
            .filter(|incident| !incident.event.closed)
            .flat_map(|incident| incident.event.hits.iter().map(|hit| hit.component))
            .collect();
        let is_shown = |index: usize, component: &Component| {
            !component.hidden_until_affected
                || component.state != State::Operational
                || named.contains(&index)
        };
        let shown: BTreeSet<usize> = site
            .components
            .iter()
            .enumerate()
            .filter(|(index, component)| is_shown(*index, component))
            .map(|(index, _)| index)
            .collect();
        let tree = Tree { context, site, large: count(site, &shown, &site.tree) > MANY, shown };
        let mut rows = Vec::new();
        let mut open: Vec<Step> = site.tree.iter().rev().map(|node| Step::Node(*node)).collect();
        while let Some(next) = open.pop() {
            match next {
                Step::Row(row) => rows.push(*row),
                Step::Node(Node::Component(index)) => {
                    let component = site.components.get(index).filter(|_| tree.shown.contains(&index));
                    rows.extend(component.map(|component| Self::component(context, component)));
                }
                Step::Node(Node::Group(index)) => {
                    if let Some(group) = site.groups.get(index) {
                        open.extend(tree.group(group).into_iter().rev());
                    }
                }
            }
        }
        rows
    }

    fn component(context: RenderContext<'_>, component: &Component) -> Self {
        Self::Component {
            name: component.name.clone(),
            url: context.addresses.component(&component.slug),
            description: component.description.clone().unwrap_or_default(),
            state: component.state.as_str(),
            word: context.state(component.state),
            bars: Box::new(Bars::new(context, component)),
        }
    }
}
