//! Combines the released records into the site.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Audience;
use super::component::{self, UptimeInputs};
use super::model::{Incident, Link, Maintenance, Site};
use super::notice;
use super::postmortem::{PostmortemContext, Postmortems};
use super::released::{ReleasedEvent, ReleasedRecord};
use super::response::ResponseRecord;
use super::visible_components::VisibleComponents;
use crate::content::PublicContent;
use crate::content::public::{self, SiteConfig};
use crate::status::{State, StateInterval, banner, current_states, day, next_change};

/// Returns everything that an audience may see at `now` (UTC). `released` contains the visible records.
pub(super) fn site(
    content: &PublicContent,
    config: &SiteConfig,
    shown: &VisibleComponents<'_>,
    released: &[&ReleasedRecord],
    audience: &Audience,
    now: DateTime<Utc>,
) -> Site {
    let first_release = released.iter().map(|record| record.first).min();
    let (mut incidents, mut maintenances, mut clock) = (Vec::new(), Vec::new(), Vec::new());
    for told in released.iter().filter_map(|record| record.event.as_ref()) {
        match told {
            ReleasedEvent::Incident { incident, .. } => incidents.push(incident.clone()),
            ReleasedEvent::Maintenance { maintenance, next_change } => {
                maintenances.push(maintenance.clone());
                clock.extend(*next_change);
            }
        }
    }
    let incidents =
        newest_first(incidents, |incident: &Arc<Incident>| (incident.event.started_at, &incident.event.slug));
    let maintenances = newest_first(maintenances, |maintenance: &Arc<Maintenance>| {
        (maintenance.event.started_at, &maintenance.event.slug)
    });
    let postmortem_context = PostmortemContext { content, config, shown, audience, now };
    let postmortems = Postmortems::new(&postmortem_context, &incidents);

    let states = states(&incidents, &maintenances);
    let groups = component::groups(shown, &content.groups, config);
    let inputs = UptimeInputs {
        states: &states,
        spans: spans(&incidents, &maintenances),
        told: told(&incidents, now),
        in_use: in_use(&incidents, &maintenances),
        first_release,
        now,
    };
    let components = component::components(shown, config, &groups, inputs);
    let (groups, tree) = component::tree(shown, &components, groups);
    let leaf_states: Vec<State> = components
        .iter()
        .filter(|component| component.retired.is_none())
        .map(|component| component.state)
        .collect();

    let today = day::date_of(now, config.time_zone);
    let response = config.publishes_response.then(|| ResponseRecord {
        incidents: &incidents,
        maintenances: &maintenances,
        postmortems: &postmortems.released,
        zone: config.time_zone,
        now,
    });
    let promises = incidents.iter().filter_map(|incident| incident.promise).map(|promise| promise.due);
    let changes = promises
        .chain(maintenances.iter().filter_map(|maintenance| maintenance.promise).map(|promise| promise.due))
        .chain(clock)
        .chain(notice::changes(&content.notices, audience))
        .chain(shown.changes())
        .chain(postmortems.changes.iter().copied())
        .chain(response.iter().flat_map(ResponseRecord::due))
        .chain([day::end_of_day(today, config.time_zone)]);

    Site {
        place: audience.place(),
        customer: audience.customer_name().map(str::to_owned),
        title: config.title.clone(),
        url: config.url.clone(),
        base_path: config.base_path.clone(),
        authority: config.authority().to_owned(),
        description: config.description.clone(),
        language: config.language.value.clone(),
        other_languages: config.other_languages.iter().map(|language| language.value.clone()).collect(),
        time_zone: config.time_zone,
        id: config
            .id
            .as_ref()
            .map_or_else(|| crate::content::derived_id("page", &[config.authority()]), |id| id.value.clone()),
        support: config.support.as_ref().map(link),
        report: config.report.as_ref().map(link),
        subscribe: config.subscribe.iter().map(link).collect(),
        clock: config.clock,
        partial_weight: config.partial_weight,
        today,
        sla: None,
        banner: banner(&leaf_states),
        next_change: next_change(changes, now),
        images: images(content, shown, released, &postmortems, audience, now),
        notices: notice::notices(&content.notices, audience, now),
        pages: notice::pages(&content.pages),
        response: response.map(|record| record.months()),
        components,
        groups,
        tree,
        incidents,
        maintenances,
        postmortems: postmortems.released,
        first_release,
    }
}

fn link(link: &public::SiteLink) -> Link {
    Link { label: link.label.clone(), url: link.url.clone() }
}

/// Sorts newest first and by slug within the same time, so that the order of folders does not matter.
fn newest_first<T>(mut list: Vec<T>, key: impl Fn(&T) -> (DateTime<Utc>, &String)) -> Vec<T> {
    list.sort_by(|a, b| {
        let ((a_start, a_slug), (b_start, b_slug)) = (key(a), key(b));
        (Reverse(a_start), a_slug).cmp(&(Reverse(b_start), b_slug))
    });
    list
}

/// Returns the worst state of each component in any open incident or running maintenance.
fn states(incidents: &[Arc<Incident>], maintenances: &[Arc<Maintenance>]) -> BTreeMap<usize, State> {
    let events = incidents.iter().map(|incident| &incident.event);
    let views: Vec<BTreeMap<usize, State>> = events
        .chain(maintenances.iter().map(|maintenance| &maintenance.event))
        .filter(|event| !event.closed)
        .map(|event| event.hits.iter().map(|hit| (hit.component, hit.state)).collect())
        .collect();
    current_states(&views)
}

/// Returns the components that open incidents and maintenances name.
fn in_use(incidents: &[Arc<Incident>], maintenances: &[Arc<Maintenance>]) -> BTreeSet<usize> {
    let events = incidents.iter().map(|incident| &incident.event);
    let events = events.chain(maintenances.iter().map(|maintenance| &maintenance.event));
    events.filter(|event| !event.closed).flat_map(|event| &event.hits).map(|hit| hit.component).collect()
}

/// Returns the state intervals of each component. Maintenances are announced and do not count against uptime, so all
/// their states are shown as maintenance.
fn spans(
    incidents: &[Arc<Incident>],
    maintenances: &[Arc<Maintenance>],
) -> BTreeMap<usize, Vec<StateInterval>> {
    let mut all: BTreeMap<usize, Vec<StateInterval>> = BTreeMap::new();
    for hit in incidents.iter().flat_map(|incident| &incident.event.hits) {
        all.entry(hit.component).or_default().extend(&hit.spans);
    }
    for hit in maintenances.iter().flat_map(|maintenance| &maintenance.event.hits) {
        let planned = hit.spans.iter().map(|span| StateInterval { state: State::UnderMaintenance, ..*span });
        all.entry(hit.component).or_default().extend(planned);
    }
    all
}

/// Returns the time of the newest update about each component. An ongoing outage counts up to then, so that the uptime
/// of a broken component is never 100 %.
fn told(incidents: &[Arc<Incident>], now: DateTime<Utc>) -> BTreeMap<usize, DateTime<Utc>> {
    let mut newest: BTreeMap<usize, DateTime<Utc>> = BTreeMap::new();
    for event in incidents.iter().map(|incident| &incident.event) {
        let Some(at) = event.updates.iter().rev().map(|update| update.at).find(|at| *at <= now) else {
            continue;
        };
        for hit in &event.hits {
            let known = newest.entry(hit.component).or_insert(at);
            *known = at.max(*known);
        }
    }
    newest
}

/// Returns the images in all released texts.
fn images(
    content: &PublicContent,
    shown: &VisibleComponents<'_>,
    released: &[&ReleasedRecord],
    postmortems: &Postmortems<'_>,
    audience: &Audience,
    now: DateTime<Utc>,
) -> BTreeMap<String, Arc<[u8]>> {
    let notices = notice::valid(&content.notices, audience, now);
    let others = notices
        .map(|notice| &notice.body)
        .chain(postmortems.bodies.iter().copied())
        .chain(content.pages.iter().map(|page| &page.body))
        .chain(shown.components().iter().map(|component| &component.body))
        .flat_map(|body| &body.images)
        .map(|image| (image.path.clone(), image.bytes.clone()));
    released.iter().flat_map(|record| &record.images).cloned().chain(others).collect()
}
