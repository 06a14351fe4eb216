//! The first page.

use serde::Serialize;

use super::history::last_days;
use super::{
    DayGroup, EventPage, Head, Link, NoticeView, Row, Views, incident_page, maintenance_page, postmortem_list,
};
use crate::release::Site;
use crate::release::model::{Maintenance, Progress};
use crate::status::{Indicator, State};

/// How many updates of an incident are shown before the others are folded away.
const INCIDENT_UPDATES: usize = 3;
/// The same for maintenance, which is planned and thus needs fewer words.
const MAINTENANCE_UPDATES: usize = 1;

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    /// The head of the page.
    pub head: Head,
    /// The state of everything.
    pub banner: Banner,
    /// Open incidents, newest first.
    pub open: Vec<EventPage>,
    /// Maintenance under way, newest first.
    pub running: Vec<EventPage>,
    /// Maintenance to come, soonest first.
    pub coming: Vec<EventPage>,
    /// Announcements that stand above the components.
    pub pinned: Vec<NoticeView>,
    /// Other announcements.
    pub notices: Vec<NoticeView>,
    /// The tree of components.
    pub rows: Vec<Row>,
    /// What the marks of components mean.
    pub legend: Vec<Legend>,
    /// The last 14 days, newest first; days without incidents are run together.
    pub days: Vec<DayGroup>,
    /// Address of the list of post-mortems; empty if there are none.
    pub postmortems: String,
}

/// The state of everything.
#[derive(Clone, Debug, Serialize)]
pub struct Banner {
    /// `none`, `minor`, `major`, `critical` or `maintenance`, for style sheets.
    pub indicator: &'static str,
    /// The state in words: what the API says.
    pub state: String,
    /// What is open besides, as links to it on the page: `1 open incident`.
    pub besides: Vec<Link>,
}

/// A state and its word.
#[derive(Clone, Debug, Serialize)]
pub struct Legend {
    /// The state, for style sheets.
    pub state: &'static str,
    /// The state in words.
    pub word: String,
}

pub(in crate::site) fn home_page(views: Views<'_>, site: &Site) -> HomePage {
    let open = site.incidents.iter().filter(|incident| !incident.event.closed);
    let open: Vec<EventPage> =
        open.map(|incident| incident_page(views, incident).shortened(views, INCIDENT_UPDATES)).collect();
    let running = site
        .maintenances
        .iter()
        .filter(|maintenance| matches!(maintenance.progress, Progress::Running | Progress::Overrun));
    let running: Vec<EventPage> = running
        .map(|maintenance| maintenance_page(views, maintenance).shortened(views, MAINTENANCE_UPDATES))
        .collect();
    let (pinned, notices): (Vec<_>, Vec<_>) = site.notices.iter().partition(|notice| notice.pinned);
    let banner = Banner::new(views, site, open.len(), running.len());
    let mut head = Head::new(views, &banner.state, views.addresses.home());
    head.icon = views.icon(Some(look(site.banner.indicator)));
    head.live = true;
    head.runs = true;
    HomePage {
        head,
        banner,
        open,
        running,
        coming: coming(views, site),
        pinned: pinned.into_iter().map(|notice| NoticeView::new(views, notice)).collect(),
        notices: notices.into_iter().map(|notice| NoticeView::new(views, notice)).collect(),
        rows: Row::all(views, site),
        legend: State::ALL
            .map(|state| Legend { state: state.as_str(), word: views.state(state) })
            .into_iter()
            .collect(),
        days: last_days(views, site),
        postmortems: postmortem_list::address(views, site),
    }
}

/// Maintenance to come, soonest first.
fn coming(views: Views<'_>, site: &Site) -> Vec<EventPage> {
    let all = site.maintenances.iter().map(AsRef::as_ref);
    let mut coming: Vec<&Maintenance> =
        all.filter(|maintenance: &&Maintenance| maintenance.progress == Progress::Coming).collect();
    coming.sort_by(|a, b| (a.scheduled_for, &a.event.slug).cmp(&(b.scheduled_for, &b.event.slug)));
    let page = |maintenance| maintenance_page(views, maintenance).shortened(views, MAINTENANCE_UPDATES);
    coming.into_iter().map(page).collect()
}

/// The state whose icon stands for the whole.
const fn look(indicator: Indicator) -> State {
    match indicator {
        Indicator::None => State::Operational,
        Indicator::Minor => State::DegradedPerformance,
        Indicator::Major => State::PartialOutage,
        Indicator::Critical => State::MajorOutage,
        Indicator::Maintenance => State::UnderMaintenance,
    }
}

impl Banner {
    pub(in crate::site) fn new(views: Views<'_>, site: &Site, open: usize, running: usize) -> Self {
        let indicator = site.banner.indicator;
        let degraded = indicator == Indicator::Minor
            && !site.components.iter().any(|component| component.state == State::PartialOutage);
        let key = if degraded { "minor_degraded" } else { indicator.as_str() };
        let mut besides = Vec::new();
        if open > 0 {
            besides.push(Link { label: views.language.count("open_incident", open), url: "#open".into() });
        }
        if running > 0 {
            let label = views.language.count("running_maintenance", running);
            besides.push(Link { label, url: "#running".into() });
        }
        Self { indicator: indicator.as_str(), state: views.word(&format!("banner.{key}")), besides }
    }
}
