//! The home page.

use serde::Serialize;

use super::history::last_days;
use super::phrase::PhraseValue;
use super::{
    DayGroup, EventPage, Head, Link, NoticeView, Phrase, SlaSummary, TreeRow, incident_page,
    maintenance_page, postmortem_list,
};
use crate::release::Site;
use crate::release::model::{Maintenance, Progress};
use crate::site::rendering::{Headline, RenderContext};
use crate::status::State;

/// The number of updates of an incident that are shown; earlier ones are collapsed.
const INCIDENT_UPDATES: usize = 3;
/// The same for a maintenance, which needs less explanation.
const MAINTENANCE_UPDATES: usize = 1;

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    /// The head of the page.
    pub head: Head,
    /// The state of the whole site.
    pub banner: Banner,
    /// Open incidents, newest first.
    pub open: Vec<EventPage>,
    /// Running maintenance, newest first.
    pub running: Vec<EventPage>,
    /// Upcoming maintenance, soonest first.
    pub coming: Vec<EventPage>,
    /// Pinned notices, shown above the components.
    pub pinned: Vec<NoticeView>,
    /// Other notices.
    pub notices: Vec<NoticeView>,
    /// The tree of components.
    pub rows: Vec<TreeRow>,
    /// The legend of the state icons.
    pub legend: Vec<Legend>,
    /// How the customer's service level agreement was kept; absent on the public page.
    pub sla: Option<SlaSummary>,
    /// The last 14 days, newest first; consecutive days without incidents form a range.
    pub days: Vec<DayGroup>,
    /// Address of the list of post-mortems; empty if there are none.
    pub postmortems: String,
}

/// The state of the whole site.
#[derive(Clone, Debug, Serialize)]
pub struct Banner {
    /// `none`, `minor`, `major`, `critical` or `maintenance`, for style sheets. Never `none` while an incident is open.
    pub indicator: &'static str,
    /// The state in words. While an incident is open, it names the worst one.
    pub state: String,
    /// The same in parts, so that the title of the incident can be marked up.
    pub words: Phrase,
    /// What else is open, as links to it on the page: `1 open incident`.
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

pub(in crate::site) fn home_page(context: RenderContext<'_>, site: &Site) -> HomePage {
    let open = site.incidents.iter().filter(|incident| !incident.event.closed);
    let open: Vec<EventPage> =
        open.map(|incident| incident_page(context, incident).shortened(context, INCIDENT_UPDATES)).collect();
    let running = site
        .maintenances
        .iter()
        .filter(|maintenance| matches!(maintenance.progress, Progress::Running | Progress::Overrun));
    let running: Vec<EventPage> = running
        .map(|maintenance| maintenance_page(context, maintenance).shortened(context, MAINTENANCE_UPDATES))
        .collect();
    let (pinned, notices): (Vec<_>, Vec<_>) = site.notices.iter().partition(|notice| notice.pinned);
    let headline = Headline::new(context, site);
    let banner = Banner::new(context, &headline, open.len(), running.len());
    let mut head = Head::new(context, &banner.state, context.addresses.home());
    head.icon = context.icon(Some(headline.icon()));
    head.live = true;
    head.runs = true;
    HomePage {
        head,
        banner,
        open,
        running,
        coming: coming(context, site),
        pinned: pinned.into_iter().map(|notice| NoticeView::new(context, notice)).collect(),
        notices: notices.into_iter().map(|notice| NoticeView::new(context, notice)).collect(),
        rows: TreeRow::all(context, site),
        legend: State::ALL
            .map(|state| Legend { state: state.as_str(), word: context.state(state) })
            .into_iter()
            .collect(),
        sla: SlaSummary::new(context, site),
        days: last_days(context, site),
        postmortems: postmortem_list::address(context, site),
    }
}

/// Upcoming maintenance, soonest first.
fn coming(context: RenderContext<'_>, site: &Site) -> Vec<EventPage> {
    let all = site.maintenances.iter().map(AsRef::as_ref);
    let mut coming: Vec<&Maintenance> =
        all.filter(|maintenance: &&Maintenance| maintenance.progress == Progress::Coming).collect();
    coming.sort_by(|a, b| (a.scheduled_for, &a.event.slug).cmp(&(b.scheduled_for, &b.event.slug)));
    let page = |maintenance| maintenance_page(context, maintenance).shortened(context, MAINTENANCE_UPDATES);
    coming.into_iter().map(page).collect()
}

impl Banner {
    pub(in crate::site) fn new(
        context: RenderContext<'_>,
        headline: &Headline,
        open: usize,
        running: usize,
    ) -> Self {
        let mut besides = Vec::new();
        if open > 0 {
            besides.push(Link { label: context.language.count("open_incident", open), url: "#open".into() });
        }
        if running > 0 {
            let label = context.language.count("running_maintenance", running);
            besides.push(Link { label, url: "#running".into() });
        }
        let words = match &headline.incident {
            Some(title) => {
                let fills =
                    [("component", PhraseValue::Words(&headline.level)), ("state", PhraseValue::Name(title))];
                context.phrase("change", &fills)
            }
            None => vec![context.part(PhraseValue::Words(&headline.level))],
        };
        Self { indicator: headline.indicator.as_str(), state: headline.text(context), words, besides }
    }
}
