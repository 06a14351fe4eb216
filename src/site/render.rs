//! Rendering the plan.

use rayon::prelude::*;
use serde::Serialize;
use tera::Value;

use super::Theme;
use super::plan::{Job, Plan, Record};
use super::templates::Templates;
use super::views::{
    Card, Views, component_page, free_page, history_page, home_page, incident_page, maintenance_page,
    month_page, site_view,
};
use super::{api, history_feeds};
use crate::diagnostics::{Finding, Findings};
use crate::output::{Kind, Output};
use crate::release::Site;

/// Every file of the public site. What is wrong with a template is found once, whatever the number of pages.
pub fn render(site: &Site, theme: &Theme) -> Result<Vec<Output>, Findings> {
    let language = theme.language(&site.language)?;
    let templates = Templates::new(theme).map_err(|finding| Findings::from_iter([finding]))?;
    let views = Views::new(site, &language);
    let plan = Plan::new(site);
    let renderer = Renderer { views, templates, shared: shared(views, theme), plan: &plan };
    let pages: Vec<Result<Output, Finding>> = plan.jobs.par_iter().map(|job| renderer.page(*job)).collect();

    let mut findings = Findings::default();
    let mut outputs: Vec<Output> = assets(site, theme);
    outputs.extend(api::outputs(site));
    outputs.extend(history_feeds::outputs(site));
    for page in pages {
        match page {
            Ok(output) => outputs.push(output),
            Err(finding) => findings.push(finding),
        }
    }
    if findings.is_empty() { Ok(outputs) } else { Err(findings) }
}

/// What every page sees.
fn shared(views: Views<'_>, theme: &Theme) -> Vec<(&'static str, Value)> {
    vec![("site", value(&site_view(views, theme))), ("t", words(views))]
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
    fn page(&self, job: Job) -> Result<Output, Finding> {
        let (views, site) = (self.views, self.views.site);
        let addresses = views.addresses;
        let (template, path, page, kind) = match job {
            Job::Home => ("home.html", addresses.home(), value(&home_page(views)), Kind::Index),
            Job::Incident(index) => {
                let incident = &site.incidents[index];
                let path = addresses.incident(&incident.event.slug);
                ("incident.html", path, value(&incident_page(views, incident)), Kind::Page)
            }
            Job::Maintenance(index) => {
                let maintenance = &site.maintenances[index];
                let path = addresses.maintenance(&maintenance.event.slug);
                ("maintenance.html", path, value(&maintenance_page(views, maintenance)), Kind::Page)
            }
            Job::Component(index) => {
                let component = &site.components[index];
                let page = component_page(views, component, self.history(index));
                ("component.html", addresses.component(&component.slug), value(&page), Kind::Page)
            }
            Job::History => (
                "history.html",
                addresses.history(),
                value(&history_page(views, &self.plan.months)),
                Kind::Page,
            ),
            Job::Month(first) => {
                let page = month_page(views, first, &self.plan.months[&first]);
                ("month.html", addresses.month(first), value(&page), Kind::Page)
            }
            Job::Page(index) => {
                let page = &site.pages[index];
                ("page.html", addresses.page(&page.slug), value(&free_page(views, page)), Kind::Page)
            }
            Job::NotFound => {
                let html = self.templates.render("404.html", &self.shared, Value::none())?;
                return Ok(Output::new("404.html", html.into_bytes(), Kind::Page));
            }
        };
        let html = self.templates.render(template, &self.shared, page)?;
        Ok(Output::new(&*addresses.file(&path), html.into_bytes(), kind))
    }

    /// The history of a component, newest first.
    fn history(&self, component: usize) -> Vec<Card> {
        let site = self.views.site;
        let card = |record: &Record| match record {
            Record::Incident(index) => Card::incident(self.views, &site.incidents[*index]),
            Record::Maintenance(index) => Card::maintenance(self.views, &site.maintenances[*index]),
        };
        self.plan.histories[component].iter().map(card).collect()
    }
}
