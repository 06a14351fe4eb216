//! Names that must differ: slugs, which are addresses, and ids, by which clients tell records apart.

use std::collections::HashMap;
use std::hash::Hash;

use super::case::Case;
use super::directory::derived_slug;
use crate::content::Content;
use crate::diagnostics::{Finding, Rule, rules};
use crate::source::Place;

/// Slugs and ids that two records share.
pub(super) fn check(content: &Content, cases: &[Case<'_>], found: &mut Vec<Finding>) {
    slugs(content, cases, found);
    ids(content, cases, found);
}

fn slugs(content: &Content, cases: &[Case<'_>], found: &mut Vec<Finding>) {
    let mut records = Claims::new(&rules::DUPLICATE_SLUG, "slug");
    for (owner, case) in cases.iter().enumerate() {
        for update in case.updates {
            if let Some(slug) = &update.slug {
                records.claim(slug.value.clone(), owner, slug.place, found);
            }
        }
        for first in case.first_updates() {
            if let (None, Some(title)) = (&first.slug, &first.title) {
                let slug = derived_slug(first.at.date_naive(), &title.value);
                records.claim(slug, owner, title.place, found);
            }
        }
    }
    let mut components = Claims::new(&rules::DUPLICATE_SLUG, "slug");
    for (owner, component) in content.public.components.iter().enumerate() {
        components.claim(component.slug().to_ascii_lowercase(), owner, component.place, found);
    }
    let mut pages = Claims::new(&rules::DUPLICATE_SLUG, "slug");
    for (owner, page) in content.public.pages.iter().enumerate() {
        pages.claim(page.slug.to_ascii_lowercase(), owner, page.place, found);
    }
}

fn ids(content: &Content, cases: &[Case<'_>], found: &mut Vec<Finding>) {
    let mut components = Claims::new(&rules::DUPLICATE_ID, "id");
    let of_components = content.public.components.iter().map(|component| component.id.as_ref());
    let of_groups = content.public.groups.iter().map(|group| group.id.as_ref());
    for (owner, id) in of_components.chain(of_groups).enumerate() {
        if let Some(id) = id {
            components.claim(id.value.as_str(), owner, id.place, found);
        }
    }
    let mut records = Claims::new(&rules::DUPLICATE_ID, "incident_id");
    let mut updates = Claims::new(&rules::DUPLICATE_ID, "id");
    let all = cases
        .iter()
        .enumerate()
        .flat_map(|(owner, case)| case.updates.iter().map(move |update| (owner, update)));
    let mut count = 0;
    for (index, (owner, update)) in all.enumerate() {
        count = index + 1;
        if let Some(id) = &update.incident_id {
            records.claim(id.value.as_str(), owner, id.place, found);
        }
        if let Some(id) = &update.id {
            updates.claim(id.value.as_str(), index, id.place, found);
        }
    }
    let postmortems = cases.iter().filter_map(|case| case.postmortem?.id.as_ref());
    for (index, id) in postmortems.enumerate() {
        updates.claim(id.value.as_str(), count + index, id.place, found);
    }
}

/// Names that were given out, each with its first owner and the place where that was. Only looked up.
struct Claims<N> {
    rule: &'static Rule,
    /// What such a name is called in files.
    key: &'static str,
    first: HashMap<N, (usize, Place)>,
}

impl<N: Hash + Eq + std::fmt::Display> Claims<N> {
    fn new(rule: &'static Rule, key: &'static str) -> Self {
        Self { rule, key, first: HashMap::new() }
    }

    /// Gives out a name; one owner may ask for it again.
    fn claim(&mut self, name: N, owner: usize, place: Place, found: &mut Vec<Finding>) {
        match self.first.get(&name) {
            Some((first, _)) if *first == owner => {}
            Some((_, earlier)) => found.push(
                Finding::at(self.rule, place, format!("the {} `{name}` is already taken", self.key))
                    .related(*earlier, "first used here")
                    .hint("give one of the two another; if this file was copied, change it here"),
            ),
            None => {
                self.first.insert(name, (owner, place));
            }
        }
    }
}
