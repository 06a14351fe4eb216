//! The components that a record names: by their state now, and with their states over time.

use serde::Serialize;

use super::phrase::Fill;
use super::{Link, Phrase, Views};
use crate::release::model::{Event, Hit};
use crate::status::{State, StateInterval};

/// Components that are in the same state now, in the view of one record.
#[derive(Clone, Debug, Serialize)]
pub struct StateGroup {
    /// The state, for style sheets; empty if the record is over or has not begun.
    pub state: &'static str,
    /// The state in words; empty likewise.
    pub word: String,
    /// The components.
    pub components: Vec<Link>,
}

impl StateGroup {
    /// Worst state first; of what is over or has not begun, one group without a state.
    pub(super) fn all(views: Views<'_>, event: &Event) -> Vec<Self> {
        let link = |hit: &Hit| component(views, hit.component);
        if event.closed || event.worst_state() == State::Operational {
            let components: Vec<Link> = event.hits.iter().filter_map(link).collect();
            let nothing = components.is_empty();
            let group = Self { state: "", word: String::new(), components };
            return if nothing { Vec::new() } else { vec![group] };
        }
        let in_state = |state: State| Self {
            state: state.as_str(),
            word: views.state(state),
            components: event.hits.iter().filter(|hit| hit.state == state).filter_map(link).collect(),
        };
        let groups = State::ALL.into_iter().rev().map(in_state);
        groups.filter(|group| !group.components.is_empty()).collect()
    }
}

/// A component with its states over time.
#[derive(Clone, Debug, Serialize)]
pub struct Affected {
    /// The component.
    pub component: Link,
    /// Its states over time.
    pub periods: Vec<Period>,
    /// Whether the times were corrected later.
    pub corrected: bool,
}

/// A state from one moment to another.
#[derive(Clone, Debug, Serialize)]
pub struct Period {
    /// The state, for style sheets.
    pub state: &'static str,
    /// The state in words.
    pub word: String,
    /// From when to when, and for how long.
    pub words: Phrase,
}

impl Affected {
    /// Every component of a record that was ever anything but operational.
    pub(super) fn all(views: Views<'_>, event: &Event) -> Vec<Self> {
        let hits = event.hits.iter().filter(|hit| !hit.spans.is_empty());
        hits.filter_map(|hit| {
            Some(Self {
                component: component(views, hit.component)?,
                periods: hit.spans.iter().map(|span| Period::new(views, *span)).collect(),
                corrected: hit.corrected,
            })
        })
        .collect()
    }
}

impl Period {
    fn new(views: Views<'_>, span: StateInterval) -> Self {
        let words = match span.to {
            Some(to) => {
                let duration = views.language.duration(to - span.from);
                let fills = [
                    ("from", Fill::Time(span.from)),
                    ("to", Fill::After(span.from, to, "")),
                    ("duration", Fill::Words(&duration)),
                ];
                views.phrase("period", &fills)
            }
            None => views.phrase("period_open", &[("time", Fill::Running(span.from, "since"))]),
        };
        Self { state: span.state.as_str(), word: views.state(span.state), words }
    }
}

fn component(views: Views<'_>, index: usize) -> Option<Link> {
    let component = views.site.components.get(index)?;
    Some(Link { label: component.name.clone(), url: views.addresses.component(&component.slug) })
}
