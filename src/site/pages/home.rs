//! The home page.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::phrase::PhraseValue;
use super::{
    Card, EventPage, Head, Link, NoticeView, PastLine, Phrase, SlaSummary, TreeRow, incident_page,
    maintenance_page, postmortem_list,
};
use crate::release::Site;
use crate::release::model::{Maintenance, Progress};
use crate::site::ongoing;
use crate::site::rendering::{Headline, RenderContext, worst_first};

/// The number of updates of an incident or maintenance that are shown; earlier ones are collapsed.
const UPDATES: usize = 1;
/// The number of past days on the page.
pub(super) const LAST_DAYS: u64 = 14;

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    /// The head of the page.
    pub head: Head,
    /// The state of the whole site. While an incident is open, it is in one box with the first of `open`.
    pub banner: Banner,
    /// Open incidents, worst first, then newest first.
    pub open: Vec<EventPage>,
    /// Running maintenance, newest first.
    pub running: Vec<EventPage>,
    /// Upcoming maintenance, soonest first.
    pub coming: Vec<PlannedLine>,
    /// Pinned notices, shown above the components.
    pub pinned: Vec<NoticeView>,
    /// Other notices.
    pub notices: Vec<NoticeView>,
    /// The tree of components.
    pub rows: Vec<TreeRow>,
    /// What a bar is, in words, with the first day.
    pub bars_note: String,
    /// How the customer's service level agreement was kept; absent on the public page.
    pub sla: Option<SlaSummary>,
    /// What began in the last 14 days and is not open any more, or ended in them, newest first.
    pub past: Vec<PastLine>,
    /// On how many of these days there was no incident, in words; empty if on none.
    pub quiet: String,
    /// Address of the list of post-mortems; empty if there are none.
    pub postmortems: String,
}

/// A scheduled maintenance in one line.
#[derive(Clone, Debug, Serialize)]
pub struct PlannedLine {
    /// The maintenance.
    pub card: Card,
    /// Its planned time.
    pub planned: Phrase,
}

/// The state of the whole site.
#[derive(Clone, Debug, Serialize)]
pub struct Banner {
    /// `none`, `minor`, `major`, `critical` or `maintenance`, for style sheets. Never `none` while an incident is open.
    pub indicator: &'static str,
    /// The state in one line. While an incident is open, it names the worst one.
    pub state: String,
    /// The headline: the title of the worst open incident, or the state of the whole site.
    pub title: String,
    /// The state of the whole site, if `title` is that of an incident; otherwise empty.
    pub level: String,
    /// What else is open, as links to it on the page: `1 more incident`.
    pub besides: Vec<Link>,
    /// If nothing is open: when the last incident ended; otherwise empty.
    pub last: Phrase,
}

pub(in crate::site) fn home_page(context: RenderContext<'_>, site: &Site) -> HomePage {
    let open = worst_first(site);
    let open: Vec<EventPage> = open
        .into_iter()
        .map(|incident| incident_page(context, incident).shortened(context, UPDATES))
        .collect();
    let running = running(site);
    let running: Vec<EventPage> = running
        .map(|maintenance| maintenance_page(context, maintenance).shortened(context, UPDATES))
        .collect();
    let (pinned, notices): (Vec<_>, Vec<_>) = site.notices.iter().partition(|notice| notice.pinned);
    let headline = Headline::new(context, site);
    let banner = Banner::new(context, site, &headline, running.len());
    let mut head = Head::new(context, &banner.state, context.addresses.home());
    head.icon = context.icon(Some(headline.icon()));
    head.live = true;
    let first_bar = site.components.iter().find_map(|component| component.days.first());
    let first = site.today.checked_sub_days(Days::new(LAST_DAYS - 1)).unwrap_or(site.today);
    HomePage {
        head,
        banner,
        open,
        running,
        coming: coming(context, site),
        pinned: pinned.into_iter().map(|notice| NoticeView::new(context, notice)).collect(),
        notices: notices.into_iter().map(|notice| NoticeView::new(context, notice)).collect(),
        rows: TreeRow::all(context, site),
        bars_note: first_bar
            .map(|bar| context.language.fill("bars_note", &[("day", &context.short_day(bar.date))]))
            .unwrap_or_default(),
        sla: SlaSummary::new(context, site),
        past: PastLine::since(context, site, first),
        quiet: quiet(context, site, first),
        postmortems: postmortem_list::address(context, site),
    }
}

/// Running maintenance, newest first.
pub(super) fn running(site: &Site) -> impl Iterator<Item = &Maintenance> {
    let all = site.maintenances.iter().map(AsRef::as_ref);
    all.filter(|maintenance: &&Maintenance| {
        matches!(maintenance.progress, Progress::Running | Progress::Overrun)
    })
}

/// On how many days since `first` no incident was ongoing, in words.
fn quiet(context: RenderContext<'_>, site: &Site, first: NaiveDate) -> String {
    let window = first..=site.today;
    let incidents = site.incidents.iter();
    let busy: BTreeSet<NaiveDate> =
        incidents.flat_map(|incident| ongoing::days(incident, site.time_zone, &window)).collect();
    let all = first.iter_days().take_while(|date| *date <= site.today);
    let quiet = all.filter(|date| !busy.contains(date)).count();
    match (quiet, busy.is_empty()) {
        (0, _) => String::new(),
        (_, true) => context.word("quiet_all"),
        (quiet, false) => context.language.count("quiet_day", quiet),
    }
}

/// Upcoming maintenance, soonest first.
fn coming(context: RenderContext<'_>, site: &Site) -> Vec<PlannedLine> {
    let all = site.maintenances.iter().map(AsRef::as_ref);
    let mut coming: Vec<&Maintenance> =
        all.filter(|maintenance: &&Maintenance| maintenance.progress == Progress::Coming).collect();
    coming.sort_by(|a, b| (a.scheduled_for, &a.event.slug).cmp(&(b.scheduled_for, &b.event.slug)));
    let line = |maintenance: &Maintenance| {
        let (from, to) = (maintenance.scheduled_for, maintenance.scheduled_until);
        let fills = [("from", PhraseValue::ShortFrom(from)), ("to", PhraseValue::After(from, to))];
        PlannedLine {
            card: Card::maintenance(context, maintenance),
            planned: context.phrase("planned_line", &fills),
        }
    };
    coming.into_iter().map(line).collect()
}

impl Banner {
    pub(in crate::site) fn new(
        context: RenderContext<'_>,
        site: &Site,
        headline: &Headline,
        running: usize,
    ) -> Self {
        let open = site.incidents.iter().filter(|incident| !incident.event.closed).count();
        let mut besides = Vec::new();
        if open > 1 {
            besides
                .push(Link { label: context.language.count("more_incident", open - 1), url: "#open".into() });
        }
        if running > 0 {
            let label = context.language.count("running_maintenance", running);
            besides.push(Link { label, url: "#running".into() });
        }
        let last = site.incidents.iter().filter_map(|incident| incident.event.ended_at).max();
        let last = last.filter(|_| open == 0 && running == 0);
        Self {
            indicator: headline.indicator.as_str(),
            state: headline.text(context),
            title: headline.incident.clone().unwrap_or_else(|| headline.level.clone()),
            level: headline.incident.as_ref().map(|_| headline.level.clone()).unwrap_or_default(),
            besides,
            last: last
                .map(|at| context.phrase("last_ended", &[("time", PhraseValue::Time(at))]))
                .unwrap_or_default(),
        }
    }
}
