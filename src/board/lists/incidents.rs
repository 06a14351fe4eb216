//! The list of incidents, and the same list by severity, component, cause and kind. Each filter is a page of its own, so it
//! needs no script and has an address. A list of many years has several pages.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use serde::Serialize;

use super::parts::{Group, Part, PartLink, parts};
use crate::board::facts::{Facts, distinct};
use crate::board::likely::LikelyView;
use crate::board::moment::day;
use crate::board::page::Page;
use crate::board::summary::{Summary, rank};
use crate::board::words::label;
use crate::content::Keyword as _;
use crate::content::internal::IncidentKind;
use crate::response::PostmortemStanding;

/// A group of filters, of which one can be active.
#[derive(Clone, Debug, Serialize)]
struct FilterGroup {
    label: &'static str,
    filters: Vec<FilterLink>,
}

#[derive(Clone, Debug, Serialize)]
struct FilterLink {
    label: String,
    /// The address below the root.
    address: String,
    count: usize,
    is_current: bool,
}

/// A filter with the incidents that it shows, by their places in the facts.
struct Filter {
    group: &'static str,
    label: String,
    address: String,
    title: String,
    shown: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct IncidentsPage {
    title: String,
    groups: Vec<FilterGroup>,
    count: usize,
    is_filtered: bool,
    years: Vec<YearView>,
    parts: Vec<PartLink>,
    next: Option<PartLink>,
}

#[derive(Debug, Serialize)]
struct YearView {
    year: String,
    rows: Vec<RowView>,
}

/// An incident in a list.
#[derive(Debug, Serialize)]
struct RowView {
    title: String,
    address: String,
    severity: String,
    /// The look of the severity.
    look: &'static str,
    day: Option<String>,
    is_open: bool,
    /// The earlier one that it looks like, if nobody has said whether it repeats it.
    likely_repeat: Option<LikelyView>,
    /// `Drill`, `Near miss`; `None` for an ordinary incident.
    kind: Option<String>,
    components: Vec<String>,
    causes: Vec<String>,
    /// The stage of the post-mortem, if it has one.
    postmortem: Option<&'static str>,
}

/// The address of the list of all incidents.
const ALL: &str = "incidents/";

/// Returns the list of all incidents, and one for each filter.
pub(in crate::board) fn incident_pages(facts: &Facts<'_>) -> Vec<Page> {
    let filters = filters(facts);
    let all: Vec<usize> = (0..facts.incidents.len()).collect();
    let whole = pages(ALL, "Incidents", &all, &filters, facts);
    let filtered = filters
        .iter()
        .flat_map(|filter| pages(&filter.address, &filter.title, &filter.shown, &filters, facts));
    whole.into_iter().chain(filtered).collect()
}

fn filters(facts: &Facts<'_>) -> Vec<Filter> {
    let indexed = || facts.incidents.iter().enumerate();
    let where_ = |has: &dyn Fn(&Summary<'_>) -> bool| {
        indexed().filter(|(_, one)| has(one)).map(|(index, _)| index).collect::<Vec<usize>>()
    };
    let mut severities: Vec<Option<&str>> = facts.incidents.iter().map(|one| one.severity).collect();
    severities.sort_by_key(|severity| (severity.as_ref().map_or(usize::MAX, rank), *severity));
    severities.dedup();
    let names = distinct(severities.iter().map(|severity| severity.unwrap_or("none")));
    let mut all: Vec<Filter> = Vec::new();
    for (severity, name) in severities.iter().zip(names) {
        let word = severity.unwrap_or("No severity");
        all.push(Filter {
            group: "Severity",
            label: word.to_owned(),
            address: format!("by/severity/{name}/"),
            title: format!("Incidents: {word}"),
            shown: where_(&|one| one.severity == *severity),
        });
    }
    let kinds: BTreeSet<IncidentKind> = facts.incidents.iter().map(|one| one.kind).collect();
    for kind in kinds {
        let word = label(kind.word());
        all.push(Filter {
            group: "Kind",
            address: format!("by/kind/{}/", kind.word().replace('_', "-")),
            title: format!("Incidents: {}", word.to_lowercase()),
            label: word,
            shown: where_(&|one| one.kind == kind),
        });
    }
    let mut by_component: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut by_cause: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, one) in indexed() {
        for component in &one.components {
            by_component.entry(*component).or_default().push(index);
        }
        for cause in &one.causes {
            by_cause.entry(cause).or_default().push(index);
        }
    }
    for component in 0..facts.content.public.components.len() {
        let name = facts.component_name(component);
        all.push(Filter {
            group: "Component",
            label: name.to_owned(),
            address: format!("by/component/{}/", facts.component_address(component)),
            title: format!("Incidents of {name}"),
            shown: by_component.remove(&component).unwrap_or_default(),
        });
    }
    let names = distinct(by_cause.keys().copied());
    for ((cause, shown), name) in by_cause.into_iter().zip(names) {
        all.push(Filter {
            group: "Cause",
            label: cause.to_owned(),
            address: format!("by/cause/{name}/"),
            title: format!("Incidents with the cause {cause}"),
            shown,
        });
    }
    all
}

/// Returns the pages of a list.
fn pages(address: &str, title: &str, shown: &[usize], filters: &[Filter], facts: &Facts<'_>) -> Vec<Page> {
    let groups = filter_groups(address, filters);
    let mut years: Vec<Group<RowView>> = Vec::new();
    for one in shown.iter().filter_map(|index| facts.incidents.get(*index)) {
        let year = one.at.map_or_else(|| "No date".to_owned(), |at| at.year().to_string());
        match years.last_mut().filter(|last| last.title == year) {
            Some(last) => {
                last.rows.push(row(one, facts));
                last.count = last.rows.len();
            }
            None => years.push(Group::new(year, vec![row(one, facts)])),
        }
    }
    let page = |part: Part<RowView>| {
        let years = part.groups.into_iter().map(|group| YearView { year: group.title, rows: group.rows });
        let view = IncidentsPage {
            title: title.to_owned(),
            groups: groups.clone(),
            count: shown.len(),
            is_filtered: address != ALL,
            years: years.collect(),
            parts: part.all,
            next: part.next,
        };
        Page::new(part.address, "incidents", title, "incidents.html", &view)
    };
    parts(address, years).into_iter().map(page).collect()
}

/// Returns the links to the filters that show something.
fn filter_groups(address: &str, filters: &[Filter]) -> Vec<FilterGroup> {
    let mut groups: Vec<FilterGroup> = Vec::new();
    for filter in filters.iter().filter(|filter| !filter.shown.is_empty() || filter.address == address) {
        let link = FilterLink {
            label: filter.label.clone(),
            address: filter.address.clone(),
            count: filter.shown.len(),
            is_current: filter.address == address,
        };
        match groups.last_mut().filter(|group| group.label == filter.group) {
            Some(group) => group.filters.push(link),
            None => groups.push(FilterGroup { label: filter.group, filters: vec![link] }),
        }
    }
    groups
}

fn row(one: &Summary<'_>, facts: &Facts<'_>) -> RowView {
    RowView {
        title: one.title.to_owned(),
        address: facts.address(one.folder).to_owned(),
        severity: one.severity.unwrap_or("none").to_owned(),
        look: match one.severity {
            Some("P1") => "major_outage",
            Some("P2") => "partial_outage",
            Some("P3") => "degraded_performance",
            _ => "none",
        },
        day: one.at.map(|at| day(at.date_naive())),
        is_open: one.is_open,
        likely_repeat: facts.likely_repeat(&one.folder.name).map(|likely| LikelyView::new(likely, facts)),
        kind: (one.kind != IncidentKind::Incident).then(|| label(one.kind.word())),
        components: one.components.iter().map(|index| facts.component_name(*index).to_owned()).collect(),
        causes: one.causes.iter().cloned().collect(),
        postmortem: match one.postmortem {
            PostmortemStanding::Missing => None,
            other => Some(crate::board::stage::stage(other)),
        },
    }
}
