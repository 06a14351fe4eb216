//! The tree of components as a flat list of rows, because templates cannot recurse.

use serde::Serialize;

use super::Bars;
use crate::release::Site;
use crate::release::model::{Component, Node};
use crate::site::rendering::RenderContext;
use crate::status::State;

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
        /// Whether it is expanded.
        open: bool,
    },
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
    /// Returns the rows of the whole tree, depth first.
    pub(super) fn all(context: RenderContext<'_>, site: &Site) -> Vec<Self> {
        let mut rows = Vec::new();
        let mut open: Vec<Option<Node>> = site.tree.iter().rev().map(|node| Some(*node)).collect();
        while let Some(next) = open.pop() {
            match next {
                None => rows.push(Self::GroupEnd),
                Some(Node::Component(index)) => {
                    rows.extend(
                        site.components.get(index).map(|component| Self::component(context, component)),
                    );
                }
                Some(Node::Group(index)) => {
                    let Some(group) = site.groups.get(index) else { continue };
                    rows.push(Self::GroupStart {
                        name: group.name.clone(),
                        description: group.description.clone().unwrap_or_default(),
                        state: group.state.as_str(),
                        word: context.state(group.state),
                        open: !group.collapsed || group.state != State::Operational,
                    });
                    open.push(None);
                    open.extend(group.children.iter().rev().map(|node| Some(*node)));
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
