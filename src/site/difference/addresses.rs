//! Addresses that appear, move or lead nowhere.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::release::Site;
use crate::site::redirects::{aliases, ids};
use crate::site::rendering::Addresses;

/// A redirect from an earlier address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Redirect {
    /// The earlier address, without the base path.
    pub from: String,
    /// Where it led before; `None` if there was no such redirect.
    pub before: Option<String>,
    /// Where it leads now; `None` if it leads nowhere or is a page.
    pub after: Option<String>,
}

/// Returns the redirects that change, and the addresses that lead nowhere any more.
pub(super) fn compare(before: &Site, after: &Site) -> (Vec<Redirect>, Vec<String>) {
    let (old, new): (BTreeMap<_, _>, BTreeMap<_, _>) = (aliases(before).collect(), aliases(after).collect());
    let all: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = all.into_iter().filter(|from| old.get(*from) != new.get(*from)).map(|from| Redirect {
        from: from.clone(),
        before: old.get(from).cloned(),
        after: new.get(from).cloned(),
    });
    let reached = reached(after);
    let gone = reached_before(before).filter(|address| !reached.contains(address));
    (changed.collect(), gone.collect())
}

/// Every address at which a site has a page or a redirect.
fn reached(site: &Site) -> BTreeSet<String> {
    let redirects = aliases(site).chain(ids(site)).map(|(from, _)| from);
    pages(site).chain(redirects).collect()
}

/// The same without the addresses with ids, which nobody remembers, in order.
fn reached_before(site: &Site) -> impl Iterator<Item = String> {
    let all: BTreeSet<String> = pages(site).chain(aliases(site).map(|(from, _)| from)).collect();
    all.into_iter()
}

fn pages(site: &Site) -> impl Iterator<Item = String> + '_ {
    let addresses = Addresses::below("");
    let incidents = site.incidents.iter().map(move |incident| addresses.incident(&incident.event.slug));
    let maintenances = site.maintenances.iter().map(move |record| addresses.maintenance(&record.event.slug));
    let components = site.components.iter().map(move |component| addresses.component(&component.slug));
    let postmortems = site.postmortems.iter().map(move |postmortem| addresses.postmortem(&postmortem.slug));
    let pages = site.pages.iter().map(move |page| addresses.page(&page.slug));
    incidents.chain(maintenances).chain(components).chain(postmortems).chain(pages)
}
