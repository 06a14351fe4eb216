//! Incidents that happened before.

use chrono::TimeDelta;

use super::ReviewedIncident;
use crate::content::{ComponentNames, Content, Folder};
use crate::response::postmortem::affected_components;

/// How long after an incident another one with the same cause and component is a repeat.
const WITHIN: TimeDelta = TimeDelta::days(90);

/// An incident that repeats an earlier one.
#[derive(Clone, Debug)]
pub struct Repeat<'c> {
    /// The incident.
    pub incident: &'c Folder,
    /// Why it is a repeat.
    pub reason: RepeatReason,
}

/// Why an incident is a repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepeatReason {
    /// Its record says so with `repeat_of`.
    Linked {
        /// The earlier incident, as written.
        earlier: String,
    },
    /// An incident of the 90 days before has the same cause and component.
    SameCause {
        /// The slug of the earlier incident.
        earlier: String,
        /// The cause.
        cause: String,
        /// The path of the component.
        component: String,
    },
}

/// Returns the incidents that repeat one of `all`, which are in the order of detection.
pub(super) fn repeats<'c>(
    incidents: &[ReviewedIncident<'c>],
    all: &[&ReviewedIncident<'c>],
    content: &Content,
) -> Vec<Repeat<'c>> {
    let names = ComponentNames::new(&content.public.components);
    let repeats = incidents.iter().filter_map(|case| {
        let link = case.folder.incident.as_ref().and_then(|incident| incident.repeat_of.as_ref());
        let linked = link.map(|earlier| RepeatReason::Linked { earlier: earlier.value.clone() });
        let reason = linked.or_else(|| same_cause(case, all, &names, content))?;
        Some(Repeat { incident: case.folder, reason })
    });
    repeats.collect()
}

/// Returns the newest incident of the 90 days before with the same cause and component.
fn same_cause(
    case: &ReviewedIncident<'_>,
    all: &[&ReviewedIncident<'_>],
    names: &ComponentNames<'_>,
    content: &Content,
) -> Option<RepeatReason> {
    let own_causes = causes(case.folder);
    if own_causes.is_empty() {
        return None;
    }
    let components = affected_components(case.folder, names);
    let before = all.iter().rev().filter(|other| {
        other.folder.name != case.folder.name && other.at <= case.at && case.at - other.at <= WITHIN
    });
    for other in before {
        let shared = causes(other.folder).into_iter().find(|one| own_causes.contains(one));
        let theirs = affected_components(other.folder, names);
        let component = components.iter().find(|component| theirs.contains(component));
        let component = component.and_then(|index| content.public.components.get(*index));
        if let (Some(cause), Some(component)) = (shared, component) {
            return Some(RepeatReason::SameCause {
                earlier: other.folder.slug(),
                cause,
                component: component.path.clone(),
            });
        }
    }
    None
}

fn causes(folder: &Folder) -> Vec<String> {
    let causes = folder.postmortem.iter().flat_map(|postmortem| &postmortem.causes);
    causes.map(|cause| cause.value.trim().to_lowercase()).filter(|cause| !cause.is_empty()).collect()
}
