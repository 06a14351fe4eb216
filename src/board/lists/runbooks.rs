//! Runbooks: a list, and a page for each.

use serde::Serialize;

use crate::board::facts::Facts;
use crate::board::moment::day;
use crate::board::page::Page;
use crate::board::text::html;
use crate::content::internal::Runbook;
use crate::content::{format_duration, text_below};

#[derive(Debug, Serialize)]
struct RunbooksPage {
    rows: Vec<RunbookRow>,
}

#[derive(Debug, Serialize)]
struct RunbookRow {
    name: String,
    address: String,
    path: String,
    components: Vec<String>,
    owner: Option<String>,
    reviewed: Option<String>,
    review_every: Option<String>,
    is_stale: bool,
    html: String,
}

/// Returns the list, and the page of each runbook.
pub(in crate::board) fn runbook_pages(facts: &Facts<'_>) -> Vec<Page> {
    let all = || facts.content.internal.runbooks.iter();
    let rows: Vec<RunbookRow> = all().map(|runbook| row(runbook, facts)).collect();
    let mut pages: Vec<Page> = rows
        .iter()
        .map(|row| Page::new(row.address.clone(), "components", row.name.clone(), "runbook.html", row))
        .collect();
    pages.push(Page::new("runbooks/", "components", "Runbooks", "runbooks.html", &RunbooksPage { rows }));
    pages
}

fn row(runbook: &Runbook, facts: &Facts<'_>) -> RunbookRow {
    let link = facts.runbook_link(&runbook.path);
    let text = facts.snapshot.at(&runbook.path).map_or("", text_below);
    RunbookRow {
        name: link.label,
        address: link.url.unwrap_or_default(),
        path: runbook.path.clone(),
        components: runbook.components.iter().map(|name| facts.component(&name.value)).collect(),
        owner: runbook.owner.as_ref().map(|owner| facts.person(&owner.value)),
        reviewed: runbook.reviewed.as_ref().map(|reviewed| day(reviewed.value)),
        review_every: runbook.review_every.map(format_duration),
        is_stale: runbook.is_stale(facts.now.date_naive()),
        html: html(text, "runbook", &facts.site.url, 2),
    }
}
