//! Rendering the plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;
use rayon::prelude::*;
use serde::Serialize;
use tera::Value;

use super::Theme;
use super::badges::badges;
use super::calendar::calendars;
use super::discovery::{discovery, subscribe_page};
use super::embed::embed_page;
use super::feeds::feeds;
use super::headers::headers;
use super::plan::{Job, Plan, Record};
use super::stamps::{stamp, stamps};
use super::templates::Templates;
use super::views::{
    Card, Head, Views, component_page, free_page, history_page, home_page, incident_page, maintenance_page,
    month_page, not_found_page, postmortem_list, postmortem_page, site_view,
};
use super::{api, history_feeds};
use crate::diagnostics::{Finding, Findings};
use crate::output::{Kind, Output};
use crate::release::Site;
use crate::release::model::Event;
use crate::status::day::date_of;

/// Every file of the public site. What is wrong with a template is found once, whatever the number of pages.
pub fn render(site: &Site, theme: &Theme) -> Result<Vec<Arc<Output>>, Findings> {
    let language = theme.language(&site.language)?;
    let templates = Templates::new(theme).map_err(|finding| Findings::from_iter([finding]))?;
    let views = Views::new(site, &language, theme);
    let plan = Plan::new(site);
    let renderer = Renderer { views, templates, shared: shared(views), plan: &plan };
    let (pages, for_machines): (Vec<Result<Page, Finding>>, Vec<Output>) = rayon::join(
        || plan.jobs.par_iter().map(|job| renderer.page(*job)).collect(),
        || for_machines(views, &plan),
    );

    let mut findings = Findings::default();
    let mut outputs: Vec<Output> = assets(site, theme);
    let mut live = BTreeMap::new();
    for page in pages {
        match page {
            Ok(page) => {
                outputs.push(page.output);
                live.extend(page.stamp);
            }
            Err(finding) => findings.push(finding),
        }
    }
    outputs.extend(for_machines);
    outputs.push(headers(site));
    outputs.push(stamps(&live));
    if findings.is_empty() { Ok(outputs.into_iter().map(Arc::new).collect()) } else { Err(findings) }
}

/// What feed readers, calendars, clients and search engines read. They are made beside the pages, and beside each
/// other, since each walks the whole history once.
fn for_machines(views: Views<'_>, plan: &Plan) -> Vec<Output> {
    let site = views.site;
    let makers: [&(dyn Fn() -> Vec<Output> + Sync); 6] = [
        &|| api::outputs(site),
        &|| history_feeds::outputs(site),
        &|| feeds(views),
        &|| calendars(views),
        &|| badges(views),
        &|| discovery(views, plan),
    ];
    makers.par_iter().flat_map_iter(|make| make()).collect()
}

/// A rendered page.
struct Page {
    output: Output,
    /// Its address and its stamp, if it is one that can change under a reader's eyes.
    stamp: Option<(String, String)>,
}

/// What every page sees.
fn shared(views: Views<'_>) -> Vec<(&'static str, Value)> {
    vec![("site", value(&site_view(views))), ("t", words(views))]
}

/// The words as templates name them: `t.state.operational`.
fn words(views: Views<'_>) -> Value {
    let mut tree = serde_json::Map::new();
    for (key, word) in views.language.words() {
        let mut place = &mut tree;
        let mut parts = key.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                place.insert(part.to_owned(), word.clone().into());
                break;
            }
            let below = place.entry(part.to_owned()).or_insert_with(|| serde_json::Map::new().into());
            match below.as_object_mut() {
                Some(below) => place = below,
                None => break,
            }
        }
    }
    value(&tree)
}

/// A view as templates see it. Views hold texts, numbers and lists only, which always can be shown.
fn value(view: &impl Serialize) -> Value {
    Value::try_from_serializable(view).unwrap_or_else(|_| Value::none())
}

fn assets(site: &Site, theme: &Theme) -> Vec<Output> {
    let files =
        theme.assets.values().map(|asset| Output::new(&*asset.path, asset.bytes.to_vec(), Kind::Asset));
    let pictures =
        site.pictures.iter().map(|(path, bytes)| Output::new(&**path, bytes.to_vec(), Kind::Asset));
    files.chain(pictures).collect()
}

struct Renderer<'a> {
    views: Views<'a>,
    templates: Templates<'a>,
    shared: Vec<(&'static str, Value)>,
    plan: &'a Plan,
}

impl Renderer<'_> {
    fn page(&self, job: Job) -> Result<Page, Finding> {
        let (views, site) = (self.views, self.views.site);
        match job {
            Job::Home => {
                let page = home_page(views);
                self.finish("home.html", &page.head, &page, Kind::Index)
            }
            Job::Incident(index) => {
                let page = incident_page(views, &site.incidents[index]);
                self.finish("incident.html", &page.head, &page, Kind::Page)
            }
            Job::Maintenance(index) => {
                let page = maintenance_page(views, &site.maintenances[index]);
                self.finish("maintenance.html", &page.head, &page, Kind::Page)
            }
            Job::Component(index) => {
                let page = component_page(views, &site.components[index], self.history(index));
                self.finish("component.html", &page.head, &page, Kind::Page)
            }
            Job::Postmortems => {
                let page = postmortem_list(views);
                self.finish("postmortems.html", &page.head, &page, Kind::Page)
            }
            Job::Postmortem(index) => {
                let page = postmortem_page(views, &site.postmortems[index]);
                self.finish("postmortem.html", &page.head, &page, Kind::Page)
            }
            Job::History => {
                let page = history_page(views, &self.plan.months);
                self.finish("history.html", &page.head, &page, Kind::Page)
            }
            Job::Month(first) => {
                let page = month_page(views, first, &self.plan.months);
                self.finish("month.html", &page.head, &page, Kind::Page)
            }
            Job::Page(index) => {
                let page = free_page(views, &site.pages[index]);
                self.finish("page.html", &page.head, &page, Kind::Page)
            }
            Job::Subscribe => {
                let page = subscribe_page(views);
                self.finish("subscribe.html", &page.head, &page, Kind::Page)
            }
            Job::Embed => self.embed(),
            Job::NotFound => {
                let page = not_found_page(views);
                self.finish("404.html", &page.head, &page, Kind::Page)
            }
        }
    }

    /// The small page for frames, which has no head of its own.
    fn embed(&self) -> Result<Page, Finding> {
        let html = self.templates.render("embed.html", &self.shared, value(&embed_page(self.views)))?;
        Ok(Page { output: Output::new("embed/index.html", html.into_bytes(), Kind::Index), stamp: None })
    }

    /// Renders a view and gives it its stamp.
    fn finish(
        &self,
        template: &str,
        head: &Head,
        page: &impl Serialize,
        kind: Kind,
    ) -> Result<Page, Finding> {
        let mut html = self.templates.render(template, &self.shared, value(page))?;
        let stamp = if head.live { stamp(&mut html) } else { None };
        let path = match head.address.as_str() {
            "" => template.to_owned(),
            address => self.views.addresses.file(address),
        };
        Ok(Page {
            output: Output::new(path, html.into_bytes(), kind),
            stamp: stamp.map(|stamp| (head.address.clone(), stamp)),
        })
    }

    /// The history of a component, newest first, each with the year in which it began.
    fn history(&self, component: usize) -> Vec<(i32, Card)> {
        let site = self.views.site;
        let year = |event: &Event| date_of(event.started_at, site.time_zone).year();
        let card = |record: &Record| match record {
            Record::Incident(index) => {
                let incident = &site.incidents[*index];
                (year(&incident.event), Card::incident(self.views, incident))
            }
            Record::Maintenance(index) => {
                let maintenance = &site.maintenances[*index];
                (year(&maintenance.event), Card::maintenance(self.views, maintenance))
            }
        };
        self.plan.histories[component].iter().map(card).collect()
    }
}
