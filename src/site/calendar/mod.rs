//! Calendars of planned maintenance (iCalendar, RFC 5545), with one event per maintenance, for the site and for each
//! component.
//!
//! The UID of an event never changes, and its SEQUENCE counts the changes to its plan, so that calendars move the
//! event instead of showing it twice. All times are UTC.

mod event;
mod fold;

use chrono::Days;
use icalendar::{Calendar, Parameter, Property};
use rayon::prelude::*;

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::release::model::Maintenance;
use crate::site::rendering::RenderContext;
use crate::site::rendering::text::one_line;
use crate::status::day::date_of;
use event::event;
use fold::folded;

/// How far back a calendar goes; older maintenance is in the history.
const DAYS: Days = Days::new(365);
/// The suggested refresh interval, as a duration of RFC 5545.
const REFRESH: &str = "PT1H";

/// The time zone UTC. A calendar has to contain at least one component (RFC 5545 section 3.6), so this one stands in a
/// calendar without events.
const UTC: &str = "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
                   TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nTZNAME:UTC\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// Renders `/maintenance.ics` and `/components/<slug>/maintenance.ics`.
pub(super) fn calendars(context: RenderContext<'_>, site: &Site) -> Vec<Artifact> {
    let first = site.today.checked_sub_days(DAYS).unwrap_or(site.today);
    let shown: Vec<&Maintenance> = site
        .maintenances
        .iter()
        .map(AsRef::as_ref)
        .filter(|maintenance: &&Maintenance| date_of(maintenance.scheduled_until, site.time_zone) >= first)
        .collect();
    let name = context.language.fill("calendar.of_site", &[("site", &*one_line(&site.title))]);
    let mut outputs =
        vec![Artifact::new("maintenance.ics", calendar(context, &name, &shown), ArtifactKind::Feed)];
    outputs.par_extend(site.components.par_iter().enumerate().map(|(index, component)| {
        let names = |maintenance: &&Maintenance| maintenance.event.names(index);
        let own: Vec<&Maintenance> = shown.iter().copied().filter(names).collect();
        let fills = [("site", &*one_line(&site.title)), ("component", &one_line(&component.name))];
        let name = context.language.fill("calendar.of_component", &fills);
        let path = format!("components/{}/maintenance.ics", component.slug);
        Artifact::new(path, calendar(context, &name, &own), ArtifactKind::Feed)
    }));
    let open = site.maintenances.iter().filter(|maintenance| !maintenance.event.closed);
    outputs.extend(open.map(|maintenance| {
        let fills = [("site", &*one_line(&site.title)), ("component", &one_line(&maintenance.event.title))];
        let name = context.language.fill("calendar.of_component", &fills);
        let path = format!("maintenance/{}/maintenance.ics", maintenance.event.slug);
        Artifact::new(path, calendar(context, &name, &[maintenance]), ArtifactKind::Feed)
    }));
    outputs
}

fn calendar(context: RenderContext<'_>, name: &str, maintenances: &[&Maintenance]) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//allclear//maintenance//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", name),
        ("X-WR-TIMEZONE", "UTC"),
        ("X-PUBLISHED-TTL", REFRESH),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    // This method requires an event (RFC 5546 section 3.2.1).
    if !maintenances.is_empty() {
        calendar.append_property(Property::new("METHOD", "PUBLISH"));
    }
    let mut refresh = Property::new("REFRESH-INTERVAL", REFRESH);
    calendar.append_property(refresh.append_parameter(Parameter::new("VALUE", "DURATION")).done());
    for maintenance in maintenances {
        calendar.push(event(context, maintenance));
    }
    let mut text = calendar.to_string();
    if maintenances.is_empty() {
        text = text.replace("END:VCALENDAR", &format!("{UTC}END:VCALENDAR"));
    }
    folded(&text).into_bytes()
}
