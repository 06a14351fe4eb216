//! Badges: the state as a small picture for other pages, in a word and a colour, for the site and for each
//! component.
//!
//! A badge changes only when the state does.

mod svg;
mod width;

use self::svg::{Colour, svg};
use super::plain::one_line;
use super::views::{Banner, Views};
use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::release::model::Component;
use crate::status::{Indicator, State};

/// `/badge.svg` and `/components/<slug>/badge.svg`.
pub(super) fn badges(views: Views<'_>, site: &Site) -> Vec<Artifact> {
    let whole = badge("badge.svg".into(), &one_line(&site.title), of_site(views, site));
    let components = site.components.iter().map(|component| {
        let path = format!("components/{}/badge.svg", component.slug);
        badge(path, &one_line(&component.name), of_component(views, component))
    });
    std::iter::once(whole).chain(components).collect()
}

fn badge(path: String, label: &str, (word, colour): (String, Colour)) -> Artifact {
    Artifact::new(path, svg(label, &one_line(&word), colour), ArtifactKind::Feed)
}

fn of_site(views: Views<'_>, site: &Site) -> (String, Colour) {
    let colour = match site.banner.indicator {
        Indicator::None => Colour::Green,
        Indicator::Maintenance => Colour::Blue,
        Indicator::Minor => Colour::Yellow,
        Indicator::Major => Colour::Orange,
        Indicator::Critical => Colour::Red,
    };
    (Banner::new(views, site, 0, 0).state, colour)
}

fn of_component(views: Views<'_>, component: &Component) -> (String, Colour) {
    if component.retired.is_some() {
        return (views.word("badge.retired"), Colour::Grey);
    }
    let colour = match component.state {
        State::Operational => Colour::Green,
        State::UnderMaintenance => Colour::Blue,
        State::DegradedPerformance => Colour::Yellow,
        State::PartialOutage => Colour::Orange,
        State::MajorOutage => Colour::Red,
    };
    (views.state(component.state), colour)
}
