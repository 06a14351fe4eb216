//! The tree of components as rows, since templates cannot call themselves.

use serde::Serialize;

use super::{Bars, Views};
use crate::release::Site;
use crate::release::model::{Component, Node};
use crate::status::State;

/// A step through the tree of components.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Row {
    /// A group begins.
    GroupStart {
        /// Its name.
        name: String,
        /// What is in it; may be empty.
        description: String,
        /// Its worst state, for style sheets.
        state: &'static str,
        /// Its worst state in words.
        word: String,
        /// Whether it is shown open.
        open: bool,
    },
    /// The group that began last ends.
    GroupEnd,
    /// A component.
    Component {
        /// Its name.
        name: String,
        /// Address of its page.
        url: String,
        /// What it does; may be empty.
        description: String,
        /// Its state, for style sheets.
        state: &'static str,
        /// Its state in words.
        word: String,
        /// Its last 90 days.
        bars: Box<Bars>,
    },
}

impl Row {
    /// The whole tree from the top.
    pub(super) fn all(views: Views<'_>, site: &Site) -> Vec<Self> {
        let mut rows = Vec::new();
        let mut open: Vec<Option<Node>> = site.tree.iter().rev().map(|node| Some(*node)).collect();
        while let Some(next) = open.pop() {
            match next {
                None => rows.push(Self::GroupEnd),
                Some(Node::Component(index)) => {
                    rows.extend(
                        site.components.get(index).map(|component| Self::component(views, component)),
                    );
                }
                Some(Node::Group(index)) => {
                    let Some(group) = site.groups.get(index) else { continue };
                    rows.push(Self::GroupStart {
                        name: group.name.clone(),
                        description: group.description.clone().unwrap_or_default(),
                        state: group.state.as_str(),
                        word: views.state(group.state),
                        open: !group.collapsed || group.state != State::Operational,
                    });
                    open.push(None);
                    open.extend(group.children.iter().rev().map(|node| Some(*node)));
                }
            }
        }
        rows
    }

    fn component(views: Views<'_>, component: &Component) -> Self {
        Self::Component {
            name: component.name.clone(),
            url: views.addresses.component(&component.slug),
            description: component.description.clone().unwrap_or_default(),
            state: component.state.as_str(),
            word: views.state(component.state),
            bars: Box::new(Bars::new(views, component)),
        }
    }
}
