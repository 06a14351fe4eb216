//! What a site consists of, as data: first everything is planned, then everything is rendered.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::views::months;
use crate::release::Site;

/// One output to render, by the places in the site's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Home,
    Incident(usize),
    Maintenance(usize),
    Component(usize),
    Postmortems,
    Postmortem(usize),
    History,
    Month(NaiveDate),
    Page(usize),
    Subscribe,
    Embed,
    NotFound,
}

/// Everything that is needed to render the jobs beside the site itself.
pub(super) struct Plan {
    pub(super) jobs: Vec<Job>,
    pub(super) months: BTreeMap<NaiveDate, super::views::Month>,
    /// For each component, the incidents and maintenances that name it, newest first.
    pub(super) histories: Vec<Vec<Record>>,
}

/// An incident or a maintenance, by its place in the site's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    Incident(usize),
    Maintenance(usize),
}

impl Plan {
    pub(super) fn new(site: &Site) -> Self {
        let months = months(site);
        let mut jobs =
            vec![Job::Home, Job::History, Job::Postmortems, Job::Subscribe, Job::Embed, Job::NotFound];
        jobs.extend((0..site.incidents.len()).map(Job::Incident));
        jobs.extend((0..site.maintenances.len()).map(Job::Maintenance));
        jobs.extend((0..site.components.len()).map(Job::Component));
        jobs.extend((0..site.postmortems.len()).map(Job::Postmortem));
        jobs.extend(months.keys().copied().map(Job::Month));
        jobs.extend((0..site.pages.len()).map(Job::Page));
        Self { jobs, months, histories: histories(site) }
    }
}

fn histories(site: &Site) -> Vec<Vec<Record>> {
    let incidents =
        site.incidents.iter().enumerate().map(|(index, incident)| (Record::Incident(index), &incident.event));
    let maintenances = site
        .maintenances
        .iter()
        .enumerate()
        .map(|(index, maintenance)| (Record::Maintenance(index), &maintenance.event));
    let mut all: Vec<_> = incidents.chain(maintenances).collect();
    all.sort_by(|(_, a), (_, b)| b.started_at.cmp(&a.started_at).then_with(|| a.slug.cmp(&b.slug)));
    let mut histories = vec![Vec::new(); site.components.len()];
    for (record, event) in all {
        for hit in &event.hits {
            if let Some(history) = histories.get_mut(hit.component) {
                history.push(record);
            }
        }
    }
    histories
}
