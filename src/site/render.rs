//! Rendering the plan, and remembering what was rendered.
//!
//! A page that is made of one record, one component or one month is made again only if that, its
//! [frame](super::site_context::SiteContext) or the theme is another than before; the views of such pages get nothing else to
//! read. Every other output is made each time.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;

use super::badges::badges;
use super::calendar::calendars;
use super::discovery::{discovery, subscribe_page};
use super::embed::embed_page;
use super::environment::Environment;
use super::feeds::{component_feed, feeds};
use super::headers::headers;
use super::page_inputs::{ComponentInputs, MonthInputs};
use super::plan::{Job, Plan};
use super::stamps::{stamp, stamps};
use super::views::{
    Head, Views, component_page, free_page, history_page, home_page, incident_page, maintenance_page,
    month_page, not_found_page, postmortem_list, postmortem_page,
};
use super::{Theme, api, history_feeds};
use crate::artifact::{Artifact, ArtifactKind};
use crate::diagnostics::{Finding, Findings};
use crate::pointer_cache::PointerCache;
use crate::release::Site;
use crate::release::model::{Incident, Maintenance};

/// Every file of the public site. What is wrong with a template is found once, whatever the number of pages.
pub fn render(site: &Site, theme: &Theme) -> Result<Vec<Arc<Artifact>>, Findings> {
    Renderer::default().render(site, theme)
}

/// The files that machines read alone, for whoever measures what they cost: the API, feeds, calendars, badges, and what
/// search engines read. They are among those of [`render`].
pub fn render_for_machines(site: &Site, theme: &Theme) -> Result<Vec<Arc<Artifact>>, Findings> {
    let environment = Environment::new(site, theme)?;
    let rendering = Rendering { views: environment.views(), environment: &environment, site };
    let plan = Plan::new(site);
    let feeds = plan.of_components.par_iter().map(|inputs| component_feed(rendering.views, inputs));
    let mut outputs: Vec<Arc<Artifact>> = feeds.map(Arc::new).collect();
    outputs.extend(rendering.for_machines(&plan).into_iter().map(Arc::new));
    Ok(outputs)
}

/// Renders again and again. What it gives is always what [`render`] gives; an output that has not changed is the
/// very same value as before.
#[derive(Debug, Default)]
pub struct Renderer {
    environment: Option<Environment>,
    memory: Memory,
}

/// How many pages are made by one core at a time: few, since some are a hundred times as long as others.
const PORTION: usize = 16;

/// What was made in one workshop.
#[derive(Debug, Default)]
struct Memory {
    incidents: PointerCache<Incident, Page>,
    maintenances: PointerCache<Maintenance, Page>,
    /// The page and the feed of each component, in the order of the site's list.
    components: Vec<(ComponentInputs, Page, Page)>,
    months: BTreeMap<NaiveDate, (MonthInputs, Page)>,
    /// What is made each time, by path.
    others: BTreeMap<String, Arc<Artifact>>,
}

/// A rendered page.
#[derive(Clone, Debug)]
struct Page {
    output: Arc<Artifact>,
    /// Its address and its stamp, if it is one that can change under a reader's eyes.
    stamp: Option<(String, String)>,
}

impl Renderer {
    /// Every file of the public site.
    pub fn render(&mut self, site: &Site, theme: &Theme) -> Result<Vec<Arc<Artifact>>, Findings> {
        // What was made in another workshop is of no use; nothing is, if this rendering fails.
        let (before, environment) = (std::mem::take(&mut self.memory), self.environment.take());
        let (memory, environment) =
            if let Some(same) = environment.filter(|environment| environment.fits(site, theme)) {
                (before, same)
            } else {
                (Memory::default(), Environment::new(site, theme)?)
            };
        let (outputs, memory) =
            Rendering { views: environment.views(), environment: &environment, site }.all(memory)?;
        (self.memory, self.environment) = (memory, Some(environment));
        Ok(outputs)
    }
}

/// One rendering of a site.
#[derive(Clone, Copy)]
struct Rendering<'a> {
    views: Views<'a>,
    environment: &'a Environment,
    site: &'a Site,
}

impl Rendering<'_> {
    /// All outputs, and what is to be remembered of them.
    fn all(self, mut before: Memory) -> Result<(Vec<Arc<Artifact>>, Memory), Findings> {
        let plan = Plan::new(self.site);
        let jobs = plan.jobs(self.site);
        let known: Vec<Option<Page>> = jobs.iter().map(|job| before.known(job)).collect();
        let (pages, for_machines): (Vec<Result<Page, Finding>>, Vec<Artifact>) = rayon::join(
            || {
                let jobs = jobs.par_iter().zip(known).with_max_len(PORTION);
                let page = |html: &mut Vec<u8>, (job, known): (&Job<'_>, Option<Page>)| match known {
                    Some(known) => Ok(known),
                    None => self.page(job, html),
                };
                jobs.map_init(Vec::new, page).collect()
            },
            || self.for_machines(&plan),
        );

        let mut findings = Findings::default();
        let mut after = Memory::sized(self.site);
        let mut outputs: Vec<Arc<Artifact>> = Vec::with_capacity(pages.len() + for_machines.len());
        let mut live = BTreeMap::new();
        for (job, page) in jobs.iter().zip(pages) {
            match page {
                Ok(page) => {
                    let page = after.keep(job, page, &mut before);
                    live.extend(page.stamp);
                    outputs.push(page.output);
                }
                Err(finding) => findings.push(finding),
            }
        }
        let others = self.assets().into_iter().chain(for_machines).chain([headers(self.site), stamps(&live)]);
        outputs.extend(others.map(|output| after.other(Arc::new(output), &mut before)));
        if findings.is_empty() { Ok((outputs, after)) } else { Err(findings) }
    }

    /// What feed readers, calendars, clients and search engines read. They are made beside the pages, and beside
    /// each other, since each walks the whole history once.
    fn for_machines(self, plan: &Plan) -> Vec<Artifact> {
        let (views, site) = (self.views, self.site);
        let makers: [&(dyn Fn() -> Vec<Artifact> + Sync); 6] = [
            &|| api::outputs(site),
            &|| history_feeds::outputs(site),
            &|| feeds(views, site, plan),
            &|| calendars(views, site),
            &|| badges(views, site),
            &|| discovery(views, site, plan),
        ];
        makers.par_iter().flat_map_iter(|make| make()).collect()
    }

    fn assets(self) -> Vec<Artifact> {
        let assets = self.views.theme.assets.values();
        let files =
            assets.map(|asset| Artifact::new(&*asset.path, asset.bytes.to_vec(), ArtifactKind::Asset));
        let images = self.site.images.iter();
        let images = images.map(|(path, bytes)| Artifact::new(&**path, bytes.to_vec(), ArtifactKind::Asset));
        files.chain(images).collect()
    }

    /// The page of a job. What `html` holds is of no interest; it is handed in so that pages do not grow in memory of
    /// their own, of which they would then keep more than they need.
    fn page(self, job: &Job<'_>, html: &mut Vec<u8>) -> Result<Page, Finding> {
        let (views, site) = (self.views, self.site);
        match job {
            Job::Home => {
                let page = home_page(views, site);
                self.finish("home.html", &page.head, &page, ArtifactKind::Index, html)
            }
            Job::Incident(incident) => {
                let page = incident_page(views, incident);
                self.finish("incident.html", &page.head, &page, ArtifactKind::Page, html)
            }
            Job::Maintenance(maintenance) => {
                let page = maintenance_page(views, maintenance);
                self.finish("maintenance.html", &page.head, &page, ArtifactKind::Page, html)
            }
            Job::Component(_, inputs) => {
                let page = component_page(views, inputs);
                self.finish("component.html", &page.head, &page, ArtifactKind::Page, html)
            }
            Job::ComponentFeed(_, inputs) => {
                Ok(Page { output: Arc::new(component_feed(views, inputs)), stamp: None })
            }
            Job::Postmortems(matters) => {
                let page = postmortem_list(views, matters);
                self.finish("postmortems.html", &page.head, &page, ArtifactKind::Page, html)
            }
            Job::Postmortem(inputs) => {
                let page = postmortem_page(views, inputs);
                self.finish("postmortem.html", &page.head, &page, ArtifactKind::Page, html)
            }
            Job::History(months) => {
                let page = history_page(views, site, months);
                self.finish("history.html", &page.head, &page, ArtifactKind::Page, html)
            }
            Job::Month(inputs) => {
                let page = month_page(views, inputs);
                self.finish("month.html", &page.head, &page, ArtifactKind::Page, html)
            }
            Job::Page(page) => {
                let page = free_page(views, page);
                self.finish("page.html", &page.head, &page, ArtifactKind::Page, html)
            }
            Job::Subscribe => {
                let page = subscribe_page(views, site);
                self.finish("subscribe.html", &page.head, &page, ArtifactKind::Page, html)
            }
            Job::Embed => self.embed(html),
            Job::NotFound => {
                let page = not_found_page(views);
                self.finish("404.html", &page.head, &page, ArtifactKind::Page, html)
            }
        }
    }

    /// The small page for frames, which has no head of its own.
    fn embed(self, html: &mut Vec<u8>) -> Result<Page, Finding> {
        self.environment.html("embed.html", &embed_page(self.views, self.site), html)?;
        let output = Artifact::new("embed/index.html", html.as_slice(), ArtifactKind::Index);
        Ok(Page { output: Arc::new(output), stamp: None })
    }

    /// Renders a view and gives it its stamp.
    fn finish(
        self,
        template: &str,
        head: &Head,
        page: &impl Serialize,
        kind: ArtifactKind,
        html: &mut Vec<u8>,
    ) -> Result<Page, Finding> {
        self.environment.html(template, page, html)?;
        let stamp = if head.live { stamp(html) } else { None };
        let path = match head.address.as_str() {
            "" => template.to_owned(),
            address => self.views.addresses.file(address),
        };
        Ok(Page {
            output: Arc::new(Artifact::new(path, html.as_slice(), kind)),
            stamp: stamp.map(|stamp| (head.address.clone(), stamp)),
        })
    }
}

impl Memory {
    fn sized(site: &Site) -> Self {
        Self {
            incidents: PointerCache::with_capacity(site.incidents.len()),
            maintenances: PointerCache::with_capacity(site.maintenances.len()),
            ..Self::default()
        }
    }

    /// The page of a job, if it was made of the same.
    fn known(&mut self, job: &Job<'_>) -> Option<Page> {
        let component = |index: usize, inputs: &ComponentInputs| {
            self.components.get(index).filter(|(of, ..)| of == inputs)
        };
        match job {
            Job::Incident(incident) => self.incidents.take(incident),
            Job::Maintenance(maintenance) => self.maintenances.take(maintenance),
            Job::Component(index, inputs) => component(*index, inputs).map(|(_, page, _)| page.clone()),
            Job::ComponentFeed(index, inputs) => component(*index, inputs).map(|(.., feed)| feed.clone()),
            Job::Month(inputs) => {
                let (of, page) = self.months.get(&inputs.first)?;
                (*of == **inputs).then(|| page.clone())
            }
            _ => None,
        }
    }

    /// Remembers the page of a job.
    fn keep(&mut self, job: &Job<'_>, page: Page, before: &mut Self) -> Page {
        match job {
            Job::Incident(incident) => self.incidents.put((*incident).clone(), page.clone()),
            Job::Maintenance(maintenance) => self.maintenances.put((*maintenance).clone(), page.clone()),
            // The feed takes its place when its turn comes.
            Job::Component(_, inputs) => {
                self.components.push(((*inputs).clone(), page.clone(), page.clone()));
            }
            Job::ComponentFeed(index, _) => {
                if let Some((.., feed)) = self.components.get_mut(*index) {
                    *feed = page.clone();
                }
            }
            Job::Month(inputs) => {
                self.months.insert(inputs.first, ((*inputs).clone(), page.clone()));
            }
            _ => return Page { output: self.other(page.output, before), ..page },
        }
        page
    }

    /// Remembers what is made each time. Where it came out as before, the value from before is given back, so that
    /// whoever knows that one need not look again.
    fn other(&mut self, made: Arc<Artifact>, before: &mut Self) -> Arc<Artifact> {
        let known = before.others.remove(&made.path).filter(|known| **known == *made);
        let output = known.unwrap_or(made);
        self.others.insert(output.path.clone(), output.clone());
        output
    }
}
