//! The headline: the state of the whole site in one line, for people.
//!
//! `status.json` and `summary.json` derive the state from components alone, as Statuspage does. People also need to know
//! of an incident that names no component, or whose components are back while it is still being watched. So while an
//! incident is open, the headline names the worst one and is never that of a site without problems.

use std::cmp::Reverse;

use super::context::RenderContext;
use crate::release::Site;
use crate::release::model::Incident;
use crate::status::{Impact, Indicator, State};

/// The state of the whole site, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct Headline {
    /// The level, for colours and shapes. Never [`Indicator::None`] while an incident is open.
    pub(in crate::site) indicator: Indicator,
    /// The level in words.
    pub(in crate::site) level: String,
    /// The title of the worst open incident.
    pub(in crate::site) incident: Option<String>,
}

impl Headline {
    pub(in crate::site) fn new(context: RenderContext<'_>, site: &Site) -> Self {
        let open = worst_first(site);
        let Some(worst) = open.first() else {
            let indicator = site.banner.indicator;
            return Self { indicator, level: context.banner(site), incident: None };
        };
        let in_use = site.components.iter().filter(|component| component.retired.is_none());
        let states = in_use.map(|component| Impact::from(component.state));
        let level = open.iter().map(|incident| weight(incident)).chain(states).max().unwrap_or_default();
        let (indicator, key) = match level {
            Impact::None => (Indicator::Minor, "banner.at_risk"),
            Impact::Minor => (Indicator::Minor, "banner.minor_degraded"),
            Impact::Major => (Indicator::Major, "banner.major"),
            Impact::Critical => (Indicator::Critical, "banner.critical"),
        };
        Self { indicator, level: context.word(key), incident: Some(worst.event.title.clone()) }
    }

    /// The headline as plain text.
    pub(in crate::site) fn text(&self, context: RenderContext<'_>) -> String {
        match &self.incident {
            Some(title) => context.language.fill("change", &[("component", &self.level), ("state", title)]),
            None => self.level.clone(),
        }
    }

    /// The state whose icon stands for the whole site.
    pub(in crate::site) const fn icon(&self) -> State {
        match self.indicator {
            Indicator::None => State::Operational,
            Indicator::Minor => State::DegradedPerformance,
            Indicator::Major => State::PartialOutage,
            Indicator::Critical => State::MajorOutage,
            Indicator::Maintenance => State::UnderMaintenance,
        }
    }
}

/// Returns the open incidents, worst first, then newest first.
pub(in crate::site) fn worst_first(site: &Site) -> Vec<&Incident> {
    let open = site.incidents.iter().map(AsRef::as_ref).filter(|incident: &&Incident| !incident.event.closed);
    let mut open: Vec<&Incident> = open.collect();
    // The sort is stable, and the list of the site begins with the newest.
    open.sort_by_key(|incident| Reverse(weight(incident)));
    open
}

/// How bad an open incident is: its impact, or that of the current states of its components if they are worse.
fn weight(incident: &Incident) -> Impact {
    incident.event.impact.max(Impact::from(incident.event.worst_state()))
}
