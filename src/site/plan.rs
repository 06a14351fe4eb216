//! What a site consists of, as data: first everything is planned, then everything is rendered.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::page_inputs::{ComponentInputs, MonthInputs, PostmortemInputs};
use super::views::{Month, months};
use crate::release::Site;
use crate::release::model::{Incident, Maintenance, Page};

/// One output to render, with what it is made of.
pub(super) enum Job<'a> {
    Home,
    Incident(&'a Arc<Incident>),
    Maintenance(&'a Arc<Maintenance>),
    /// A component by its place in the site's list, and its matter.
    Component(usize, &'a ComponentInputs),
    ComponentFeed(usize, &'a ComponentInputs),
    Postmortems(&'a [Arc<PostmortemInputs>]),
    Postmortem(&'a PostmortemInputs),
    History(&'a BTreeMap<NaiveDate, Month>),
    Month(&'a MonthInputs),
    Page(&'a Page),
    Subscribe,
    Embed,
    NotFound,
}

/// Everything that is needed to render the jobs beside the site itself.
pub(super) struct Plan {
    pub(super) months: BTreeMap<NaiveDate, Month>,
    /// For each component, the incidents and maintenances that name it, newest first.
    pub(super) histories: Vec<Vec<Record>>,
    pub(super) of_postmortems: Vec<Arc<PostmortemInputs>>,
    pub(super) of_components: Vec<ComponentInputs>,
    pub(super) of_months: Vec<MonthInputs>,
}

/// An incident or a maintenance, by its place in the site's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    Incident(usize),
    Maintenance(usize),
}

impl Plan {
    pub(super) fn new(site: &Site) -> Self {
        let (months, histories) = (months(site), histories(site));
        let of_postmortems = PostmortemInputs::all(site);
        let of_components = ComponentInputs::all(site, &histories, &of_postmortems);
        let of_months = MonthInputs::all(site, &months);
        Self { months, histories, of_postmortems, of_components, of_months }
    }

    /// Everything that has to be rendered.
    pub(super) fn jobs<'a>(&'a self, site: &'a Site) -> Vec<Job<'a>> {
        let postmortems = Job::Postmortems(&self.of_postmortems);
        let history = Job::History(&self.months);
        let mut jobs = vec![Job::Home, history, postmortems, Job::Subscribe, Job::Embed, Job::NotFound];
        jobs.extend(site.incidents.iter().map(Job::Incident));
        jobs.extend(site.maintenances.iter().map(Job::Maintenance));
        let components = self.of_components.iter().enumerate();
        jobs.extend(components.clone().map(|(index, inputs)| Job::Component(index, inputs)));
        jobs.extend(components.map(|(index, inputs)| Job::ComponentFeed(index, inputs)));
        jobs.extend(self.of_postmortems.iter().map(|inputs| Job::Postmortem(inputs)));
        jobs.extend(self.of_months.iter().map(Job::Month));
        jobs.extend(site.pages.iter().map(Job::Page));
        jobs
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
