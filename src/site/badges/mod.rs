//! Badges: the state of the site and of each component as a small SVG image, with a word and a colour.
//!
//! A badge changes only when its state does.

mod svg;
mod width;

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::release::model::Component;
use crate::site::rendering::RenderContext;
use crate::site::rendering::text::one_line;
use crate::status::{Indicator, State};
use svg::{Colour, svg};

/// Renders `/badge.svg` and `/components/<slug>/badge.svg`.
pub(super) fn badges(context: RenderContext<'_>, site: &Site) -> Vec<Artifact> {
    let whole = badge("badge.svg".into(), &one_line(&site.title), of_site(context, site));
    let components = site.components.iter().map(|component| {
        let path = format!("components/{}/badge.svg", component.slug);
        badge(path, &one_line(&component.name), of_component(context, component))
    });
    std::iter::once(whole).chain(components).collect()
}

fn badge(path: String, label: &str, (word, colour): (String, Colour)) -> Artifact {
    Artifact::new(path, svg(label, &one_line(&word), colour), ArtifactKind::Feed)
}

fn of_site(context: RenderContext<'_>, site: &Site) -> (String, Colour) {
    let colour = match site.banner.indicator {
        Indicator::None => Colour::Green,
        Indicator::Maintenance => Colour::Blue,
        Indicator::Minor => Colour::Yellow,
        Indicator::Major => Colour::Orange,
        Indicator::Critical => Colour::Red,
    };
    (context.banner(site), colour)
}

fn of_component(context: RenderContext<'_>, component: &Component) -> (String, Colour) {
    if component.retired.is_some() {
        return (context.word("badge.retired"), Colour::Grey);
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
