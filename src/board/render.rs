//! Makes the files of the site for colleagues.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::due_calendar::due_calendar;
use super::environment::Environment;
use super::facts::Facts;
use super::incident::incident_page;
use super::inputs::BoardInputs;
use super::lists::actions::actions_pages;
use super::lists::components::components_pages;
use super::lists::customers::customer_pages;
use super::lists::incidents::incident_pages;
use super::lists::people::people_page;
use super::lists::postmortems::postmortems_pages;
use super::lists::runbooks::runbook_pages;
use super::maintenance::maintenance_page;
use super::next_change::changes_at;
use super::now::now_page;
use super::page::Page;
use super::review::review_pages;
use super::search_index::search_index;
use super::theme::BoardTheme;
use crate::artifact::{Artifact, ArtifactKind};
use crate::diagnostics::{Finding, Findings};
use crate::site::stamp;

/// The site for colleagues.
#[derive(Debug)]
pub struct Board {
    /// Its files, all with the internal destination.
    pub files: Vec<Artifact>,
    /// What is wrong with its theme, none of which prevents it.
    pub findings: Findings,
    /// The next time at which it changes by itself, UTC.
    pub next_change: Option<DateTime<Utc>>,
}

/// Pages that are not made yet.
type Job<'f> = Box<dyn Fn() -> Vec<Page> + Send + Sync + 'f>;

/// Makes the site for colleagues.
///
/// # Errors
///
/// Returns what is wrong with the theme or with one of its templates. Nothing public depends on that.
pub fn board(inputs: BoardInputs<'_>) -> Result<Board, Findings> {
    let Some(site) = &inputs.content.public.site else { return Err(Findings::default()) };
    let (theme, mut findings) = BoardTheme::load(inputs.snapshot, &site.theme)?;
    let Some(facts) = Facts::new(inputs, &theme.site) else { return Err(Findings::default()) };
    let environment = Environment::new(&theme, &facts).map_err(|finding| Findings::from_iter([finding]))?;
    let made: Vec<Vec<Result<Rendered, Finding>>> = jobs(&facts)
        .par_iter()
        .map(|job| job().iter().map(|page| rendered(page, &environment)).collect())
        .collect();
    let mut files = Vec::with_capacity(made.len());
    let mut stamps = BTreeMap::new();
    let mut wrong = Findings::default();
    for page in made.into_iter().flatten() {
        match page {
            Ok(page) => {
                files.push(page.file);
                stamps.extend(page.stamp);
            }
            Err(finding) => wrong.push(finding),
        }
    }
    if !wrong.is_empty() {
        findings.extend(wrong);
        return Err(findings);
    }
    let assets = theme.assets().into_iter();
    files.extend(assets.map(|(path, bytes)| Artifact::internal(path, bytes.to_vec(), ArtifactKind::Asset)));
    let calendar = due_calendar(&facts.due, facts.content, facts.snapshot);
    files.push(Artifact::internal("deadlines.ics", calendar, ArtifactKind::Feed));
    files.push(search_index(&facts));
    let stamps = serde_json::to_vec(&stamps).unwrap_or_default();
    files.push(Artifact::internal("stamp.json", stamps, ArtifactKind::Index));
    Ok(Board { files, findings, next_change: changes_at(&facts) })
}

/// Returns the pages to make.
fn jobs<'f>(facts: &'f Facts<'_>) -> Vec<Job<'f>> {
    let mut jobs: Vec<Job<'f>> = vec![
        Box::new(|| vec![now_page(facts)]),
        Box::new(|| incident_pages(facts)),
        Box::new(|| components_pages(facts)),
        Box::new(|| vec![people_page(facts)]),
        Box::new(|| postmortems_pages(facts)),
        Box::new(|| customer_pages(facts)),
        Box::new(|| actions_pages(facts)),
        Box::new(|| runbook_pages(facts)),
        Box::new(|| review_pages(facts)),
    ];
    for incident in &facts.incidents {
        jobs.push(Box::new(|| vec![incident_page(incident.folder, facts)]));
    }
    for folder in &facts.maintenances {
        jobs.push(Box::new(|| vec![maintenance_page(folder, facts)]));
    }
    jobs
}

/// A page that is made.
struct Rendered {
    file: Artifact,
    /// Its address with its stamp, if it can change while it is open in a browser.
    stamp: Option<(String, String)>,
}

/// Renders a page.
fn rendered(page: &Page, environment: &Environment<'_>) -> Result<Rendered, Finding> {
    let mut html = environment.html(page)?;
    let stamp = if page.head.is_live { stamp(&mut html) } else { None };
    let kind = if page.head.address.is_empty() { ArtifactKind::Index } else { ArtifactKind::Page };
    Ok(Rendered {
        file: Artifact::internal(page.path(), html, kind),
        stamp: stamp.map(|stamp| (page.head.address.clone(), stamp)),
    })
}
