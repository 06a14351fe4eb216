//! The pages of the last rendering, so that unchanged pages are not rendered again.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::pages::history_list::{HistoryFilter, HistoryInputs};
use super::pages::inputs::{ComponentInputs, MonthInputs};
use super::pages::plan::PageJob;
use crate::artifact::Artifact;
use crate::pointer_cache::PointerCache;
use crate::release::Site;
use crate::release::model::{Incident, Maintenance};

/// The pages and files rendered with one environment.
#[derive(Debug, Default)]
pub(super) struct PageCache {
    incidents: PointerCache<Incident, RenderedPage>,
    maintenances: PointerCache<Maintenance, RenderedPage>,
    /// The page and the feed of each component, in the order of the site.
    components: Vec<(ComponentInputs, RenderedPage, RenderedPage)>,
    months: BTreeMap<NaiveDate, (MonthInputs, RenderedPage)>,
    lists: BTreeMap<HistoryFilter, (HistoryInputs, RenderedPage)>,
    /// The outputs that are rendered each time, by path.
    others: BTreeMap<String, Arc<Artifact>>,
}

/// A rendered page.
#[derive(Clone, Debug)]
pub(super) struct RenderedPage {
    pub(super) output: Arc<Artifact>,
    /// The address and the stamp of a page that can change while it is open in a browser.
    pub(super) stamp: Option<(String, String)>,
}

impl PageCache {
    /// Returns an empty cache with room for the pages of `site`.
    pub(super) fn with_capacity_for(site: &Site) -> Self {
        Self {
            incidents: PointerCache::with_capacity(site.incidents.len()),
            maintenances: PointerCache::with_capacity(site.maintenances.len()),
            ..Self::default()
        }
    }

    /// Takes the page of a job out of the cache if it was rendered from the same inputs.
    pub(super) fn take(&mut self, job: &PageJob<'_>) -> Option<RenderedPage> {
        let component = |index: usize, inputs: &ComponentInputs| {
            self.components.get(index).filter(|(of, ..)| of == inputs)
        };
        match job {
            PageJob::Incident(incident) => self.incidents.take(incident),
            PageJob::Maintenance(maintenance) => self.maintenances.take(maintenance),
            PageJob::Component(index, inputs) => component(*index, inputs).map(|(_, page, _)| page.clone()),
            PageJob::ComponentFeed(index, inputs, _) => {
                component(*index, inputs).map(|(.., feed)| feed.clone())
            }
            PageJob::Month(inputs) => {
                let (of, page) = self.months.get(&inputs.first)?;
                (*of == **inputs).then(|| page.clone())
            }
            PageJob::History(inputs) => {
                let (of, page) = self.lists.get(&inputs.filter)?;
                (*of == **inputs).then(|| page.clone())
            }
            _ => None,
        }
    }

    /// Adds the page of a job.
    pub(super) fn insert(
        &mut self,
        job: &PageJob<'_>,
        page: RenderedPage,
        before: &mut Self,
    ) -> RenderedPage {
        match job {
            PageJob::Incident(incident) => self.incidents.put((*incident).clone(), page.clone()),
            PageJob::Maintenance(maintenance) => self.maintenances.put((*maintenance).clone(), page.clone()),
            // The job of the feed comes later and replaces the second page.
            PageJob::Component(_, inputs) => {
                self.components.push(((*inputs).clone(), page.clone(), page.clone()));
            }
            PageJob::ComponentFeed(index, ..) => {
                if let Some((.., feed)) = self.components.get_mut(*index) {
                    *feed = page.clone();
                }
            }
            PageJob::Month(inputs) => {
                self.months.insert(inputs.first, ((*inputs).clone(), page.clone()));
            }
            PageJob::History(inputs) => {
                self.lists.insert(inputs.filter, ((*inputs).clone(), page.clone()));
            }
            _ => return RenderedPage { output: self.insert_other(page.output, before), ..page },
        }
        page
    }

    /// Adds an output that is rendered each time. Returns the artifact of the last rendering if it is equal, so that later
    /// stages recognise it by its pointer.
    pub(super) fn insert_other(&mut self, rendered: Arc<Artifact>, before: &mut Self) -> Arc<Artifact> {
        let known = before.others.remove(&rendered.path).filter(|known| **known == *rendered);
        let output = known.unwrap_or(rendered);
        self.others.insert(output.path.clone(), output.clone());
        output
    }
}
