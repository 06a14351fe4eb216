//! Renders all files of a site, and remembers the pages for the next time.
//!
//! A page of one event, one component or one month is rendered again only if its inputs, the
//! [site context](super::rendering::SiteContext) or the theme has changed. All other outputs are rendered each time.
//! With several languages, all pages are rendered once in each, and each has a cache of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::api;
use super::badges::badges;
use super::calendar::calendars;
use super::discovery::{discovery, headers};
use super::feeds::{component_feed, history_feeds, item_feeds};
use super::metrics::metrics;
use super::page_cache::{PageCache, RenderedPage};
use super::pages::plan::{PageJob, PagePlan};
use super::pages::stamps::{stamp, stamps};
use super::pages::{
    Head, component_page, embed_page, free_page, history_page, home_page, incident_page, maintenance_page,
    month_page, not_found_page, postmortem_list, postmortem_page, response_page, subscribe_page,
};
use super::redirects::redirects;
use super::rendering::{Environment, RenderContext, Theme};
use super::search_index::search_index;
use crate::artifact::{Artifact, ArtifactKind};
use crate::diagnostics::{Finding, Findings};
use crate::release::Site;

/// The number of pages that a thread takes at a time. It is small because some pages are a hundred times as long as
/// others.
const BATCH: usize = 16;

/// Renders every file of the site.
///
/// # Errors
///
/// Returns a finding for each mistake in a template or a language file of the theme.
pub fn render(site: &Site, theme: &Theme) -> Result<Vec<Arc<Artifact>>, Findings> {
    Renderer::default().render(site, theme)
}

/// Renders the machine-readable outputs alone, for benchmarks: the API, feeds, calendars, badges, metrics, and the files
/// for search engines. They are a subset of what [`render`] returns.
///
/// # Errors
///
/// Returns a finding for each mistake in a template or a language file of the theme.
pub fn render_machine_readable(site: &Site, theme: &Theme) -> Result<Vec<Arc<Artifact>>, Findings> {
    let environment = Environment::new(site, theme)?;
    let rendering = Rendering::new(&environment, site);
    let plan = PagePlan::new(site);
    let feeds =
        plan.components.par_iter().map(|inputs| component_feed(rendering.context, inputs, &plan.feed_facts));
    let mut outputs: Vec<Arc<Artifact>> = feeds.map(Arc::new).collect();
    outputs.extend(rendering.machine_readable(&plan).into_iter().map(Arc::new));
    Ok(outputs)
}

/// Renders a site repeatedly. The result always equals that of [`render`]; an output that has not changed is the same
/// allocation as before.
#[derive(Debug, Default)]
pub struct Renderer {
    /// The address of the feed if this renders sealed views.
    sealed_feed: Option<String>,
    /// By language, the first one first.
    languages: Vec<(Environment, PageCache)>,
}

impl Renderer {
    /// Returns a renderer of sealed views: pages, styles and pictures only, with links to the feed at the address `feed`.
    #[must_use]
    pub fn sealed(feed: impl Into<String>) -> Self {
        Self { sealed_feed: Some(feed.into()), ..Self::default() }
    }

    /// Renders every file of the site.
    ///
    /// # Errors
    ///
    /// Returns a finding for each mistake in a template or a language file of the theme.
    pub fn render(&mut self, site: &Site, theme: &Theme) -> Result<Vec<Arc<Artifact>>, Findings> {
        // The caches are valid for these environments only. They stay empty if this rendering fails.
        let (environments, before): (Vec<Environment>, Vec<PageCache>) =
            std::mem::take(&mut self.languages).into_iter().unzip();
        let feed = self.sealed_feed.as_deref();
        let (environments, before) = if Environment::fit(&environments, site, theme, feed) {
            (environments, before)
        } else {
            let environments = Environment::all(site, theme, feed)?;
            let empty = environments.iter().map(|_| PageCache::default()).collect();
            (environments, empty)
        };
        let (outputs, caches) = render_all(&environments, site, before)?;
        self.languages = environments.into_iter().zip(caches).collect();
        Ok(outputs)
    }
}

/// Renders all outputs; returns them with the caches for the next rendering. Each language has an environment and a cache.
fn render_all(
    environments: &[Environment],
    site: &Site,
    before: Vec<PageCache>,
) -> Result<(Vec<Arc<Artifact>>, Vec<PageCache>), Findings> {
    let plan = PagePlan::new(site);
    let renderings = || environments.iter().map(|environment| Rendering::new(environment, site));
    let mut languages = renderings().zip(before);
    // What is not a page exists once, in the first language.
    let Some((first, mut before_first)) = languages.next() else { return Ok((Vec::new(), Vec::new())) };
    let is_sealed = first.context.site.sealed_feed.is_some();
    let (pages, machine_readable) = rayon::join(
        || first.pages(&plan, &mut before_first),
        || if is_sealed { Vec::new() } else { first.machine_readable(&plan) },
    );
    let LanguagePages { mut outputs, mut live, cache: mut after } = pages?;
    let mut caches = Vec::new();
    for (rendering, mut before) in languages {
        let pages = rendering.pages(&plan, &mut before)?;
        outputs.extend(pages.outputs);
        live.extend(pages.live);
        caches.push(pages.cache);
    }
    let others = first.assets().into_iter().chain(machine_readable);
    let others = others.chain((!is_sealed).then(|| stamps(&live)));
    // Hosts read the rules at the root only, and a rule for a view would name its address there.
    let others = others.chain((!is_sealed && site.place.is_listed()).then(|| headers(first.context, site)));
    outputs.extend(others.map(|output| after.insert_other(Arc::new(output), &mut before_first)));
    let taken = outputs.iter().map(|output| output.path.as_str()).collect();
    let redirects: Vec<Artifact> = renderings()
        .filter(|_| !is_sealed)
        .flat_map(|rendering| redirects(rendering.context, site, &taken))
        .collect();
    outputs
        .extend(redirects.into_iter().map(|output| after.insert_other(Arc::new(output), &mut before_first)));
    caches.insert(0, after);
    Ok((outputs, caches))
}

/// The pages of a site in one language.
struct LanguagePages {
    outputs: Vec<Arc<Artifact>>,
    /// The stamps of the pages that can change while they are open in a browser, by address.
    live: BTreeMap<String, String>,
    cache: PageCache,
}

/// One rendering of a site in one language.
#[derive(Clone, Copy)]
struct Rendering<'a> {
    context: RenderContext<'a>,
    environment: &'a Environment,
    site: &'a Site,
}

impl<'a> Rendering<'a> {
    fn new(environment: &'a Environment, site: &'a Site) -> Self {
        Self { context: environment.context(), environment, site }
    }

    /// Renders the pages, and in the first language the feeds of components, which have the same inputs.
    fn pages(self, plan: &PagePlan, before: &mut PageCache) -> Result<LanguagePages, Findings> {
        let (is_sealed, is_first) =
            (self.context.site.sealed_feed.is_some(), self.context.site.folder.is_empty());
        let is_here =
            |job: &PageJob<'_>| (!is_sealed || job.is_in_sealed_views()) && (is_first || job.is_page());
        let jobs: Vec<PageJob<'_>> = plan.jobs(self.site).into_iter().filter(is_here).collect();
        let cached: Vec<Option<RenderedPage>> = jobs.iter().map(|job| before.take(job)).collect();
        let page = |html: &mut Vec<u8>, (job, cached): (&PageJob<'_>, Option<RenderedPage>)| match cached {
            Some(cached) => Ok(cached),
            None => self.page(job, html),
        };
        let pages: Vec<Result<RenderedPage, Finding>> =
            jobs.par_iter().zip(cached).with_max_len(BATCH).map_init(Vec::new, page).collect();
        let mut findings = Findings::default();
        let mut cache = PageCache::with_capacity_for(self.site);
        let mut outputs: Vec<Arc<Artifact>> = Vec::with_capacity(pages.len());
        let mut live = BTreeMap::new();
        for (job, page) in jobs.iter().zip(pages) {
            match page {
                Ok(page) => {
                    let page = cache.insert(job, page, before);
                    live.extend(page.stamp);
                    outputs.push(page.output);
                }
                Err(finding) => findings.push(finding),
            }
        }
        if findings.is_empty() { Ok(LanguagePages { outputs, live, cache }) } else { Err(findings) }
    }

    /// Renders the machine-readable outputs. They are rendered in parallel with the pages and with each other, since each
    /// of them goes through the whole history once.
    fn machine_readable(self, plan: &PagePlan) -> Vec<Artifact> {
        let (context, site) = (self.context, self.site);
        let renderers: [&(dyn Fn() -> Vec<Artifact> + Sync); 8] = [
            &|| api::outputs(site),
            &|| history_feeds(context, site),
            &|| item_feeds(context, site, plan),
            &|| calendars(context, site),
            &|| badges(context, site),
            &|| vec![metrics(site)],
            &|| discovery(context, site, &plan.index),
            &|| vec![search_index(&plan.entries)],
        ];
        renderers.par_iter().flat_map_iter(|render| render()).collect()
    }

    fn assets(self) -> Vec<Artifact> {
        let assets = self.context.theme.assets.values();
        let files =
            assets.map(|asset| Artifact::new(&*asset.path, asset.bytes.to_vec(), ArtifactKind::Asset));
        let images = self.site.images.iter();
        let images = images.map(|(path, bytes)| Artifact::new(&**path, bytes.to_vec(), ArtifactKind::Asset));
        files.chain(images).collect()
    }

    /// Renders one page. `html` is a scratch buffer: a page that grew in a buffer of its own would keep more memory than
    /// it needs.
    fn page(self, job: &PageJob<'_>, html: &mut Vec<u8>) -> Result<RenderedPage, Finding> {
        let (context, site) = (self.context, self.site);
        match job {
            PageJob::Home => {
                let page = home_page(context, site);
                self.finish("home.html", &page.head, &page, ArtifactKind::Index, html)
            }
            PageJob::Incident(incident) => {
                let page = incident_page(context, incident);
                self.finish("incident.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::Maintenance(maintenance) => {
                let page = maintenance_page(context, maintenance);
                self.finish("maintenance.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::Component(_, inputs) => {
                let page = component_page(context, inputs);
                self.finish("component.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::ComponentFeed(_, inputs, facts) => {
                Ok(RenderedPage { output: Arc::new(component_feed(context, inputs, facts)), stamp: None })
            }
            PageJob::Postmortems(inputs) => {
                let page = postmortem_list(context, inputs);
                self.finish("postmortems.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::Postmortem(inputs) => {
                let page = postmortem_page(context, inputs);
                self.finish("postmortem.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::History(inputs) => {
                let page = history_page(context, inputs);
                self.finish("history.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::Month(inputs) => {
                let page = month_page(context, inputs);
                self.finish("month.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::Page(page) => {
                let page = free_page(context, page);
                self.finish("page.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::Response(months) => {
                let page = response_page(context, site, months);
                self.finish("response.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::Subscribe => {
                let page = subscribe_page(context, site);
                self.finish("subscribe.html", &page.head, &page, ArtifactKind::Page, html)
            }
            PageJob::Embed => self.embed(html),
            PageJob::NotFound => {
                let page = not_found_page(context);
                self.finish("404.html", &page.head, &page, ArtifactKind::Page, html)
            }
        }
    }

    /// Renders the small page for frames, which has no head of its own.
    fn embed(self, html: &mut Vec<u8>) -> Result<RenderedPage, Finding> {
        self.environment.html("embed.html", &embed_page(self.context, self.site), html)?;
        let path = self.context.addresses.file_of_language("embed/index.html");
        let output = Artifact::new(path, html.as_slice(), ArtifactKind::Index);
        Ok(RenderedPage { output: Arc::new(output), stamp: None })
    }

    /// Renders a view and sets the stamp of the page.
    fn finish(
        self,
        template: &str,
        head: &Head,
        page: &impl Serialize,
        kind: ArtifactKind,
        html: &mut Vec<u8>,
    ) -> Result<RenderedPage, Finding> {
        self.environment.html(template, page, html)?;
        let stamp = if head.live && self.context.site.sealed_feed.is_none() { stamp(html) } else { None };
        let path = match head.address.as_str() {
            "" => self.context.addresses.file_of_language(template),
            address => self.context.addresses.file(address),
        };
        Ok(RenderedPage {
            output: Arc::new(Artifact::new(path, html.as_slice(), kind)),
            stamp: stamp.map(|stamp| (head.address.clone(), stamp)),
        })
    }
}
