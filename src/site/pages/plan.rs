//! The list of pages to render, as data: the list is complete before the first page is rendered.

use std::sync::Arc;

use super::history_list::{HistoryEntry, HistoryInputs, entries};
use super::inputs::{ComponentInputs, MonthInputs, PostmortemInputs};
use crate::release::Site;
use crate::release::model::{Incident, Maintenance, Page, ResponseMonth};
use crate::site::event_index::EventIndex;
use crate::site::feeds::FeedFacts;

/// One page or component feed to render, with its inputs.
pub(in crate::site) enum PageJob<'a> {
    Home,
    Incident(&'a Arc<Incident>),
    Maintenance(&'a Arc<Maintenance>),
    /// The page of a component, by the component's index in the list of the site.
    Component(usize, &'a ComponentInputs),
    /// The feed of a component, which has the same inputs as its page.
    ComponentFeed(usize, &'a ComponentInputs, &'a FeedFacts),
    Postmortems(&'a [Arc<PostmortemInputs>]),
    Postmortem(&'a PostmortemInputs),
    History(&'a HistoryInputs),
    Month(&'a MonthInputs),
    Page(&'a Page),
    Response(&'a [ResponseMonth]),
    Subscribe,
    Embed,
    NotFound,
}

impl PageJob<'_> {
    /// Whether this is a page, and not a file that all languages share.
    pub(in crate::site) const fn is_page(&self) -> bool {
        !matches!(self, Self::ComponentFeed(..))
    }

    /// Whether sealed views have this page. They have a fixed set of pages, and some of the others explain files that they
    /// do not have.
    pub(in crate::site) const fn is_in_sealed_views(&self) -> bool {
        !matches!(
            self,
            Self::ComponentFeed(..) | Self::Subscribe | Self::Embed | Self::NotFound | Self::Response(_)
        )
    }
}

/// The inputs of all pages, apart from the site itself.
pub(in crate::site) struct PagePlan {
    pub(in crate::site) index: EventIndex,
    pub(in crate::site) postmortems: Vec<Arc<PostmortemInputs>>,
    pub(in crate::site) components: Vec<ComponentInputs>,
    pub(in crate::site) months: Vec<MonthInputs>,
    /// Every row of the history, newest first.
    pub(in crate::site) entries: Vec<Arc<HistoryEntry>>,
    pub(in crate::site) lists: Vec<HistoryInputs>,
    pub(in crate::site) feed_facts: FeedFacts,
}

impl PagePlan {
    pub(in crate::site) fn new(site: &Site) -> Self {
        let index = EventIndex::new(site);
        let postmortems = PostmortemInputs::all(site);
        let components = ComponentInputs::all(site, &index.by_component, &postmortems);
        let months = MonthInputs::all(site, &index.months);
        let entries = entries(site);
        let lists = HistoryInputs::all(site, &entries);
        Self { index, postmortems, components, months, entries, lists, feed_facts: FeedFacts::new(site) }
    }

    /// Returns every page and component feed of the site.
    pub(in crate::site) fn jobs<'a>(&'a self, site: &'a Site) -> Vec<PageJob<'a>> {
        let postmortems = PageJob::Postmortems(&self.postmortems);
        let mut jobs =
            vec![PageJob::Home, postmortems, PageJob::Subscribe, PageJob::Embed, PageJob::NotFound];
        jobs.extend(site.response.as_deref().map(PageJob::Response));
        jobs.extend(self.lists.iter().map(PageJob::History));
        jobs.extend(site.incidents.iter().map(PageJob::Incident));
        jobs.extend(site.maintenances.iter().map(PageJob::Maintenance));
        let components = self.components.iter().enumerate();
        jobs.extend(components.clone().map(|(index, inputs)| PageJob::Component(index, inputs)));
        let facts = &self.feed_facts;
        jobs.extend(components.map(|(index, inputs)| PageJob::ComponentFeed(index, inputs, facts)));
        jobs.extend(self.postmortems.iter().map(|inputs| PageJob::Postmortem(inputs)));
        jobs.extend(self.months.iter().map(PageJob::Month));
        jobs.extend(site.pages.iter().map(PageJob::Page));
        jobs
    }
}
