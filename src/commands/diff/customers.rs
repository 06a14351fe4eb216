//! What changes for each customer, for a terminal.

use std::collections::BTreeSet;

use super::text::{body, printable};
use crate::commands::changed_site::ChangedSite;
use crate::pipeline::Built;
use crate::release::{Audience, Site, release};
use crate::site::difference::Difference;

/// Returns what changes for each customer whose view changes. Customers for whom the same changes share a paragraph.
pub(super) fn changes(changed: &ChangedSite, before: &Built, after: &Built, public: &Difference) -> String {
    let customers = |built: &Built| {
        let ids = built.content.internal.customers.iter().map(|customer| customer.id.clone());
        ids.collect::<BTreeSet<String>>()
    };
    let all: BTreeSet<String> = customers(before).union(&customers(after)).cloned().collect();
    let mut paragraphs: Vec<(Difference, Vec<String>)> = Vec::new();
    let (mut new, mut gone) = (Vec::new(), Vec::new());
    for id in all {
        match (view(&id, before), view(&id, after)) {
            (Some((_, before)), Some((name, after))) => {
                let difference = changed.difference(&before, &after);
                match paragraphs.iter_mut().find(|(other, _)| *other == difference) {
                    Some((_, names)) => names.push(name),
                    None => paragraphs.push((difference, vec![name])),
                }
            }
            (None, Some((name, _))) => new.push(name),
            (Some((name, _)), None) => gone.push(name),
            (None, None) => {}
        }
    }
    let listed = |names: &[String]| printable(&names.join(", "));
    let mut text = String::new();
    for (difference, names) in paragraphs.iter().filter(|(difference, _)| !difference.is_empty()) {
        if difference == public {
            text.extend(["\nfor ", &listed(names), ": the same\n"]);
        } else {
            text.extend(["\nfor ", &listed(names), ":\n", &body(difference, 1)]);
        }
    }
    let unchanged: Vec<String> = paragraphs
        .iter()
        .filter(|(difference, _)| difference.is_empty() && !public.is_empty())
        .flat_map(|(_, names)| names.iter().cloned())
        .collect();
    for (what, names) in
        [("no change for", &unchanged), ("new view for", &new), ("no view any more for", &gone)]
    {
        if !names.is_empty() {
            text.extend(["\n", what, " ", &listed(names), "\n"]);
        }
    }
    text
}

/// Returns the name of a customer and what its view shows.
fn view(id: &str, built: &Built) -> Option<(String, Site)> {
    let customer = built.content.internal.customers.iter().find(|customer| customer.id == id)?;
    let audience = Audience::of_customer(customer, &built.content.public);
    let site = release(&built.content.public, &audience, built.now, &built.verdict).ok()?;
    let name = customer.name.as_ref().map_or(&customer.id, |name| &name.value);
    Some((name.clone(), site))
}
