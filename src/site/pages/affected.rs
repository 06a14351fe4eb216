//! The components that an incident or maintenance names: by current state, and with their states over time.

use serde::Serialize;

use super::phrase::PhraseValue;
use super::{Link, Phrase};
use crate::release::model::{Event, Hit};
use crate::site::rendering::RenderContext;
use crate::status::{State, StateInterval};

/// The components that one incident or maintenance has in the same state now.
#[derive(Clone, Debug, Serialize)]
pub struct StateGroup {
    /// The state, for style sheets; empty if it is over or has not begun.
    pub state: &'static str,
    /// The state in words; empty likewise.
    pub word: String,
    /// The components.
    pub components: Vec<Link>,
    /// If there are many components: their number and their groups, in words; otherwise empty.
    pub summary: String,
}

impl StateGroup {
    /// Returns the groups, worst state first; a single group without a state if the event is over or has not begun.
    pub(super) fn all(context: RenderContext<'_>, event: &Event) -> Vec<Self> {
        let link = |hit: &Hit| component(context, hit.component);
        if event.closed || event.worst_state() == State::Operational {
            let components: Vec<Link> = event.hits.iter().filter_map(link).collect();
            let nothing = components.is_empty();
            let summary = context.summary(event.hits.iter().map(|hit| hit.component));
            let group = Self { state: "", word: String::new(), components, summary };
            return if nothing { Vec::new() } else { vec![group] };
        }
        let in_state = |state: State| {
            let hits: Vec<&Hit> = event.hits.iter().filter(|hit| hit.state == state).collect();
            Self {
                state: state.as_str(),
                word: context.state(state),
                components: hits.iter().copied().filter_map(link).collect(),
                summary: context.summary(hits.iter().map(|hit| hit.component)),
            }
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

/// A state during a period.
#[derive(Clone, Debug, Serialize)]
pub struct Period {
    /// The state, for style sheets.
    pub state: &'static str,
    /// The state in words.
    pub word: String,
    /// Start, end and duration.
    pub words: Phrase,
}

impl Affected {
    /// Returns every component of an event that was ever not operational.
    pub(super) fn all(context: RenderContext<'_>, event: &Event) -> Vec<Self> {
        let hits = event.hits.iter().filter(|hit| !hit.spans.is_empty());
        hits.filter_map(|hit| {
            Some(Self {
                component: component(context, hit.component)?,
                periods: hit.spans.iter().map(|span| Period::new(context, *span)).collect(),
                corrected: hit.corrected,
            })
        })
        .collect()
    }

    /// Summarizes the components that [`all`](Self::all) returns, if they are many.
    pub(super) fn summary(context: RenderContext<'_>, event: &Event) -> String {
        let hits: Vec<&Hit> = event.hits.iter().filter(|hit| !hit.spans.is_empty()).collect();
        context.summary(hits.iter().map(|hit| hit.component))
    }
}

impl Period {
    fn new(context: RenderContext<'_>, span: StateInterval) -> Self {
        let words = match span.to {
            Some(to) => {
                let duration = context.language.duration(to - span.from);
                let fills = [
                    ("from", PhraseValue::From(span.from)),
                    ("to", PhraseValue::After(span.from, to)),
                    ("duration", PhraseValue::Words(&duration)),
                ];
                context.phrase("period", &fills)
            }
            None => context.phrase("period_open", &[("time", PhraseValue::Time(span.from))]),
        };
        Self { state: span.state.as_str(), word: context.state(span.state), words }
    }
}

fn component(context: RenderContext<'_>, index: usize) -> Option<Link> {
    let component = context.site.components.get(index)?;
    Some(Link { label: component.name.clone(), url: context.addresses.component(&component.slug) })
}
