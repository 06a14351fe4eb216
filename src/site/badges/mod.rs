//! Badges: the state of the site and of each component as a small SVG image, with a word and a colour.
//!
//! While an incident is open, the badge of the site names the worst one. A component that is back while an incident
//! that names it is still open has a badge with the status of that incident. A badge changes only when its words do.

mod svg;
mod width;

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use std::collections::BTreeMap;

use crate::release::model::{Component, Incident};
use crate::site::rendering::text::one_line;
use crate::site::rendering::{Headline, RenderContext};
use crate::status::{Indicator, State};
use svg::{Colour, svg};

/// Renders `/badge.svg` and `/components/<slug>/badge.svg`.
pub(super) fn badges(context: RenderContext<'_>, site: &Site) -> Vec<Artifact> {
    let whole = badge("badge.svg".into(), &one_line(&site.title), of_site(context, site));
    let open = open_incidents(site);
    let components = site.components.iter().enumerate().map(|(index, component)| {
        let path = format!("components/{}/badge.svg", component.slug);
        let incident = open.get(&index).copied();
        badge(path, &one_line(&component.name), of_component(context, component, incident))
    });
    std::iter::once(whole).chain(components).collect()
}

fn badge(path: String, label: &str, (word, colour): (String, Colour)) -> Artifact {
    Artifact::new(path, svg(label, &one_line(&word), colour), ArtifactKind::Feed)
}

fn of_site(context: RenderContext<'_>, site: &Site) -> (String, Colour) {
    let headline = Headline::new(context, site);
    let colour = match headline.indicator {
        Indicator::None => Colour::Green,
        Indicator::Maintenance => Colour::Blue,
        Indicator::Minor => Colour::Yellow,
        Indicator::Major => Colour::Orange,
        Indicator::Critical => Colour::Red,
    };
    (headline.text(context), colour)
}

/// The newest open incident that names each component, by the index of the component.
fn open_incidents(site: &Site) -> BTreeMap<usize, &Incident> {
    let mut open = BTreeMap::new();
    for incident in site.incidents.iter().filter(|incident| !incident.event.closed) {
        for hit in &incident.event.hits {
            open.entry(hit.component).or_insert(&**incident);
        }
    }
    open
}

fn of_component(
    context: RenderContext<'_>,
    component: &Component,
    incident: Option<&Incident>,
) -> (String, Colour) {
    if component.retired.is_some() {
        return (context.word("badge.retired"), Colour::Grey);
    }
    if let Some(incident) = incident.filter(|_| component.state == State::Operational) {
        return (context.incident_status(incident), Colour::Yellow);
    }
    let colour = match component.state {
        State::Operational => Colour::Green,
        State::UnderMaintenance => Colour::Blue,
        State::DegradedPerformance => Colour::Yellow,
        State::PartialOutage => Colour::Orange,
        State::MajorOutage => Colour::Red,
    };
    (context.state(component.state), colour)
}
