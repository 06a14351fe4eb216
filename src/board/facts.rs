//! The facts that several pages need, computed once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Months, Utc};
use chrono_tz::Tz;
use rayon::prelude::*;

use super::customer_site::CustomerSite;
use super::inputs::BoardInputs;
use super::link::{LinkView, link};
use super::summary::Summary;
use crate::check::LikelyRepeat;
use crate::content::internal::People;
use crate::content::public::{RecordKind, SiteConfig};
use crate::content::{ComponentNames, Content, Folder, slug_of};
use crate::diagnostics::Findings;
use crate::release::Site;
use crate::release::model::Event;
use crate::response::{
    ActionItem, DueItem, Repeat, ReviewBasis, ReviewWindow, Situation, actions, due_items,
};
use crate::site::Theme;
use crate::source::Snapshot;
use crate::status::day::date_of;

/// The facts that several pages need.
pub(super) struct Facts<'a> {
    pub(super) content: &'a Content,
    pub(super) snapshot: &'a Snapshot,
    pub(super) findings: &'a Findings,
    /// The settings of the site.
    pub(super) site: &'a SiteConfig,
    /// What was released to the public.
    pub(super) public: &'a Site,
    pub(super) people: Option<&'a People>,
    pub(super) components: ComponentNames<'a>,
    /// What is open now.
    pub(super) situation: Situation<'a>,
    /// Everything that falls due, in the order of time.
    pub(super) due: Vec<DueItem<'a>>,
    /// All actions, the earliest due date first.
    pub(super) actions: Vec<ActionItem<'a>>,
    /// What each customer sees, in the order of their ids.
    pub(super) customers: Vec<CustomerSite<'a>>,
    /// One for each incident, near miss and drill, the newest first.
    pub(super) incidents: Vec<Summary<'a>>,
    /// What the reviews of all months have in common.
    pub(super) reviews: ReviewBasis<'a>,
    /// The incidents of the last twelve months that repeat an earlier one.
    pub(super) repeats: Vec<Repeat<'a>>,
    /// The folders of maintenances, in the order of their names.
    pub(super) maintenances: Vec<&'a Folder>,
    /// The time, UTC.
    pub(super) now: DateTime<Utc>,
    /// Where an incident is in `incidents`, by the name of its folder.
    by_folder: BTreeMap<&'a str, usize>,
    /// Where an incident is in `incidents`, by its slug.
    slugs: BTreeMap<String, usize>,
    /// Where an incident is among those that are released to the public, by its slug.
    by_slug: BTreeMap<&'a str, usize>,
    /// The addresses of incidents and maintenances below the root, by kind and folder.
    addresses: BTreeMap<RecordKind, BTreeMap<&'a str, String>>,
    /// The addresses of components, by index.
    component_addresses: Vec<String>,
    /// The addresses of runbooks, by index.
    pub(super) runbook_addresses: Vec<String>,
}

impl<'a> Facts<'a> {
    /// Collects the facts. `None` without a `site.toml`.
    pub(super) fn new(inputs: BoardInputs<'a>, theme: &Theme) -> Option<Self> {
        let BoardInputs { content, snapshot, findings, verdict, public, now } = inputs;
        let site = content.public.site.as_ref()?;
        let folders = || content.internal.folders.iter().map(Arc::as_ref);
        let components = ComponentNames::new(&content.public.components);
        let (reviews, (situation, due)) = rayon::join(
            || ReviewBasis::new(content, snapshot, site.time_zone, now),
            || rayon::join(|| Situation::of(content, snapshot, now), || due_items(content, snapshot, now)),
        );
        let (customers, mut incidents) = rayon::join(
            || {
                let all = content.internal.customers.par_iter();
                all.map(|customer| CustomerSite::release(customer, content, verdict, now, theme)).collect()
            },
            || {
                let incidents = content.internal.folders.par_iter().map(Arc::as_ref);
                let incidents = incidents.filter(|folder| folder.kind == RecordKind::Incident);
                incidents.map(|folder| Summary::of(folder, &components, now)).collect::<Vec<_>>()
            },
        );
        Summary::add_postmortems(&mut incidents, content, now);
        incidents.sort_by(|one, other| (other.at, &other.folder.name).cmp(&(one.at, &one.folder.name)));
        let by_folder = incidents.iter().enumerate().map(|(index, one)| (one.folder.name.as_str(), index));
        let by_slug = public.incidents.iter().enumerate();
        let paths = content.public.components.iter().map(|component| component.path.as_str());
        Some(Self {
            by_folder: by_folder.collect(),
            slugs: incidents.iter().enumerate().map(|(index, one)| (one.folder.slug(), index)).collect(),
            by_slug: by_slug.map(|(index, one)| (one.event.slug.as_str(), index)).collect(),
            addresses: addresses(content),
            component_addresses: distinct(paths),
            runbook_addresses: distinct(content.internal.runbooks.iter().map(|runbook| runbook.id.as_str())),
            people: content.internal.people.as_ref(),
            maintenances: folders().filter(|folder| folder.kind == RecordKind::Maintenance).collect(),
            actions: actions(content, now),
            repeats: repeats(&reviews, site.time_zone, now),
            reviews,
            content,
            snapshot,
            findings,
            site,
            public,
            components,
            situation,
            due,
            customers,
            incidents,
            now,
        })
    }

    /// Returns the summary of an incident, by its folder.
    pub(super) fn summary(&self, folder: &str) -> Option<&Summary<'a>> {
        self.incidents.get(*self.by_folder.get(folder)?)
    }

    /// Returns the summary of an incident, by its slug or its folder.
    pub(super) fn by_name(&self, name: &str) -> Option<&Summary<'a>> {
        let by_slug = self.slugs.get(name).and_then(|index| self.incidents.get(*index));
        by_slug.or_else(|| self.summary(name))
    }

    /// Returns an incident as it was released to the public, by its slug.
    pub(super) fn released(&self, slug: &str) -> Option<&'a Event> {
        self.public.incidents.get(*self.by_slug.get(slug)?).map(|incident| &incident.event)
    }

    /// Returns the earlier incident that one looks like, if nobody has said whether it repeats it.
    pub(super) fn likely_repeat(&self, folder: &str) -> Option<&LikelyRepeat<'a>> {
        // They are in the order of their folders.
        let all = self.reviews.likely_repeats();
        let index = all.binary_search_by(|one| one.incident.name.as_str().cmp(folder)).ok()?;
        all.get(index)
    }

    /// Returns the address of an incident or a maintenance below the root: `incidents/2026-03-14-api/`.
    pub(super) fn address(&self, folder: &Folder) -> &str {
        let own = self.addresses.get(&folder.kind).and_then(|all| all.get(folder.name.as_str()));
        own.map_or("", String::as_str)
    }

    /// Returns the part of an address that stands for a component.
    pub(super) fn component_address(&self, component: usize) -> &str {
        self.component_addresses.get(component).map_or("", String::as_str)
    }

    /// Returns the name of a component, by its index.
    pub(super) fn component_name(&self, component: usize) -> &'a str {
        self.content.public.components.get(component).map_or("", |component| component.name.as_str())
    }

    /// Returns the name of a component as a file names it, or what is written if there is no such component.
    pub(super) fn component(&self, written: &str) -> String {
        let known = self.components.one(written).map(|index| self.component_name(index));
        known.unwrap_or(written).to_owned()
    }

    /// Returns the name of a person or a team, or the id if nobody has it.
    pub(super) fn person(&self, id: &str) -> String {
        if id == MACHINE {
            return "Monitoring".to_owned();
        }
        let person = self.people.and_then(|people| people.person(id)?.name.as_ref());
        let team = || self.people.and_then(|people| people.team(id)?.name.as_ref());
        person.or_else(team).map_or_else(|| id.to_owned(), |name| name.value.clone())
    }

    /// Returns the names of people.
    pub(super) fn persons(&self, ids: &[String]) -> Vec<String> {
        ids.iter().map(|id| self.person(id)).collect()
    }

    /// Returns the name of a customer, or the id if there is no such customer.
    pub(super) fn customer(&self, id: &str) -> String {
        let customer = self.content.internal.customers.iter().find(|customer| customer.id == id);
        let name = customer.and_then(|customer| customer.name.as_ref());
        name.map_or_else(|| id.to_owned(), |name| name.value.clone())
    }

    /// Returns a runbook as a link: an address elsewhere, or the path of a file that has a page on the board.
    pub(super) fn runbook_link(&self, written: &str) -> LinkView {
        let own = self
            .content
            .internal
            .runbooks
            .iter()
            .position(|runbook| runbook.path == written || runbook.id == written);
        match own {
            Some(index) => {
                let name = self.content.internal.runbooks.get(index).map_or(written, |own| own.id.as_str());
                let url =
                    format!("runbooks/{}/", self.runbook_addresses.get(index).map_or("", String::as_str));
                LinkView { label: name.to_owned(), url: Some(url), is_own: true }
            }
            None => link(written),
        }
    }

    /// Returns the path of a file, or nothing if there is no such file.
    pub(super) fn path(&self, file: crate::span::FileId) -> &'a str {
        self.snapshot.file(file).map_or("", |file| file.path.as_str())
    }
}

/// Returns the incidents that repeat an earlier one, of this month and of the eleven before.
fn repeats<'c>(basis: &ReviewBasis<'c>, zone: Tz, now: DateTime<Utc>) -> Vec<Repeat<'c>> {
    let today = date_of(now, zone);
    let months =
        (0..12).filter_map(|back| ReviewWindow::month(today.checked_sub_months(Months::new(back))?, zone));
    let windows: Vec<ReviewWindow> = months.collect();
    basis.review(&windows).repeats
}

/// The author of entries that monitoring writes.
const MACHINE: &str = "monitor";

fn addresses(content: &Content) -> BTreeMap<RecordKind, BTreeMap<&str, String>> {
    let of_kind = |(kind, parent): (RecordKind, &str)| {
        let folders = || content.internal.folders.iter().filter(|folder| folder.kind == kind);
        let names = distinct(folders().map(|folder| folder.name.as_str()));
        let own = folders().zip(names);
        let own = own.map(|(folder, name)| (folder.name.as_str(), format!("{parent}/{name}/")));
        (kind, own.collect())
    };
    [(RecordKind::Incident, "incidents"), (RecordKind::Maintenance, "maintenance")].map(of_kind).into()
}

/// Returns names as parts of addresses, each of which occurs once.
pub(super) fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .map(|name| {
            let base = Some(slug_of(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "x".to_owned());
            let mut own = base.clone();
            let mut number = 2;
            while !taken.insert(own.clone()) {
                own = format!("{base}-{number}");
                number += 1;
            }
            own
        })
        .collect()
}

/// Returns the address of a customer's page below the root.
pub(super) fn customer_address(id: &str) -> String {
    format!("customers/{}/", slug_of(id))
}

#[cfg(test)]
mod tests {
    use super::distinct;

    #[test]
    fn no_two_names_have_the_same_address() {
        let names = ["a/b", "a-b", "A B", "…", "a-b-2"];
        let addresses = distinct(names.into_iter());
        let mut sorted = addresses.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), names.len(), "{addresses:?}");
    }
}
