//! The first page.

use chrono::Days;
use serde::Serialize;

use super::history::by_day;
use super::incident::{canonical, incident_page};
use super::maintenance::maintenance_page;
use super::{DayGroup, EventPage, NoticeView, Row, Views};
use crate::release::model::Progress;
use crate::status::{Indicator, State};

/// How many days the first page looks back.
const DAYS: u64 = 14;

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    /// Title of the page: begins with how things stand.
    pub head_title: String,
    /// Address of the page, complete.
    pub canonical: String,
    /// The state of everything.
    pub banner: Banner,
    /// Announcements above everything else.
    pub pinned: Vec<NoticeView>,
    /// Other announcements.
    pub notices: Vec<NoticeView>,
    /// Open incidents, newest first.
    pub open: Vec<OpenEvent>,
    /// Maintenance under way, newest first.
    pub running: Vec<OpenEvent>,
    /// Maintenance to come, soonest first.
    pub coming: Vec<OpenEvent>,
    /// The tree of components.
    pub rows: Vec<Row>,
    /// The last 14 days, newest first.
    pub days: Vec<DayGroup>,
}

/// What is open now: the same as on its own page.
pub type OpenEvent = EventPage;

/// The state of everything.
#[derive(Clone, Debug, Serialize)]
pub struct Banner {
    /// `none`, `minor`, `major`, `critical` or `maintenance`, for style sheets.
    pub indicator: &'static str,
    /// The state in words: what the API says, and what its words leave out.
    pub headline: String,
    /// The state alone.
    pub state: String,
    /// What is open besides: `1 open incident`.
    pub besides: Vec<String>,
}

pub(in crate::site) fn home_page(views: Views<'_>) -> HomePage {
    let site = views.site;
    let open = site.incidents.iter().filter(|incident| !incident.event.closed);
    let is = |progress: &'static [Progress]| {
        site.maintenances.iter().filter(move |maintenance| progress.contains(&maintenance.progress))
    };
    let mut coming: Vec<_> = is(&[Progress::Coming]).collect();
    coming.sort_by(|a, b| (a.scheduled_for, &a.event.slug).cmp(&(b.scheduled_for, &b.event.slug)));
    let running: Vec<OpenEvent> = is(&[Progress::Running, Progress::Overrun])
        .map(|maintenance| maintenance_page(views, maintenance))
        .collect();
    let open: Vec<OpenEvent> = open.map(|incident| incident_page(views, incident)).collect();
    let (pinned, notices): (Vec<_>, Vec<_>) = site.notices.iter().partition(|notice| notice.pinned);
    let banner = Banner::new(views, open.len(), running.len());
    HomePage {
        head_title: format!("{} · {}", banner.state, site.title),
        canonical: canonical(views, &views.addresses.home()),
        banner,
        pinned: pinned.into_iter().map(|notice| NoticeView::new(views, notice)).collect(),
        notices: notices.into_iter().map(|notice| NoticeView::new(views, notice)).collect(),
        open,
        running,
        coming: coming.into_iter().map(|maintenance| maintenance_page(views, maintenance)).collect(),
        rows: Row::all(views),
        days: last_days(views),
    }
}

impl Banner {
    fn new(views: Views<'_>, open: usize, running: usize) -> Self {
        let indicator = views.site.banner.indicator;
        let degraded = indicator == Indicator::Minor
            && !views.site.components.iter().any(|component| component.state == State::PartialOutage);
        let key = if degraded { "minor_degraded" } else { indicator.as_str() };
        let state = views.word(&format!("banner.{key}"));
        let mut besides = Vec::new();
        if open > 0 {
            besides.push(views.language.count("open_incident", open));
        }
        if running > 0 && indicator != Indicator::Maintenance {
            besides.push(views.language.count("running_maintenance", running));
        }
        let headline =
            std::iter::once(&state).chain(&besides).map(String::as_str).collect::<Vec<_>>().join(" · ");
        Self { indicator: indicator.as_str(), headline, state, besides }
    }
}

/// The last days, newest first, those without trouble among them. What is open stands above, and not here too.
fn last_days(views: Views<'_>) -> Vec<DayGroup> {
    let site = views.site;
    let incidents = site.incidents.iter().filter(|incident| incident.event.closed);
    let over = |progress: Progress| matches!(progress, Progress::Done | Progress::Cancelled);
    let maintenances = site.maintenances.iter().filter(|maintenance| over(maintenance.progress));
    let first = site.today.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(site.today);
    let recent = |at| crate::status::day::date_of(at, site.time_zone) >= first;
    let mut days = by_day(
        views,
        incidents.filter(|incident| recent(incident.event.started_at)),
        maintenances.filter(|maintenance| recent(maintenance.event.started_at)),
    );
    let dates = first.iter_days().take_while(|date| *date <= site.today).collect::<Vec<_>>();
    dates
        .into_iter()
        .rev()
        .map(|date| days.remove(&date).unwrap_or_else(|| DayGroup::empty(views, date)))
        .collect()
}
