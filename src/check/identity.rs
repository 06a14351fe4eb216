//! Checks that slugs, which are addresses, and ids, which identify records in the API, are unique.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::checked_record::CheckedRecord;
use super::record_names::folder_of;
use crate::content::Content;
use crate::content::public::Alias;
use crate::diagnostics::{Finding, Rule, rules};
use crate::span::{Span, Spanned};

/// Reports slugs and ids that several records have.
pub(super) fn check(content: &Content, checked: &[Arc<CheckedRecord>], found: &mut Vec<Finding>) {
    let names = || checked.iter().map(|checked| &checked.names).enumerate();
    let mut slugs = Claims::sized(checked.len(), &rules::DUPLICATE_SLUG, "slug");
    let mut records = Claims::new(&rules::DUPLICATE_ID, "incident_id");
    for (owner, names) in names() {
        for slug in &names.slugs {
            slugs.claim(slug.value.as_str(), owner, slug.span, found);
        }
        for id in &names.record_ids {
            records.claim(id.value.as_str(), owner, id.span, found);
        }
    }
    let mut updates = Claims::new(&rules::DUPLICATE_ID, "id");
    for (owner, id) in names().flat_map(|(_, names)| &names.update_ids).enumerate() {
        updates.claim(id.value.as_str(), owner, id.span, found);
    }
    check_site(content, found);
    check_aliases(content, checked, found);
}

/// The own addresses of a page, and its aliases.
type Page = (Vec<Spanned<String>>, Vec<Spanned<String>>);

/// Reports earlier addresses that are those of other pages, or that several pages have.
fn check_aliases(content: &Content, checked: &[Arc<CheckedRecord>], found: &mut Vec<Finding>) {
    let public = &content.public;
    let of = |aliases: &[Alias], folder: &str| -> Vec<Spanned<String>> {
        aliases.iter().map(|alias| Spanned::new(alias.path(folder), alias.written().span)).collect()
    };
    let records = checked.iter().map(|checked| -> Page {
        let folder = folder_of(checked.folder.kind);
        let slugs = checked.names.slugs.iter();
        let own = slugs.map(|slug| Spanned::new(format!("/{folder}/{}/", slug.value), slug.span));
        (own.collect(), checked.names.aliases.clone())
    });
    let components = public.components.iter().map(|component| -> Page {
        let own = Spanned::new(format!("/components/{}/", component.slug()), component.span);
        (vec![own], of(&component.aliases, "components"))
    });
    let pages = public.pages.iter().map(|page| -> Page {
        (vec![Spanned::new(format!("/{}/", page.slug), page.span)], of(&page.aliases, ""))
    });
    let notices = public.notices.iter().map(|notice| (Vec::new(), of(&notice.aliases, "notices")));
    let all: Vec<Page> = records.chain(components).chain(pages).chain(notices).collect();
    if all.iter().all(|(_, aliases)| aliases.is_empty()) {
        return;
    }
    // Duplicate slugs are reported elsewhere.
    let mut addresses = Claims::sized(all.len(), &rules::DUPLICATE_SLUG, "address");
    for (owner, own) in
        all.iter().enumerate().flat_map(|(owner, (own, _))| own.iter().map(move |own| (owner, own)))
    {
        addresses.claim(own.value.as_str(), owner, own.span, &mut Vec::new());
    }
    for (owner, (_, aliases)) in all.iter().enumerate() {
        for alias in aliases {
            addresses.claim(alias.value.as_str(), owner, alias.span, found);
        }
    }
}

/// Checks the names of components, groups and pages.
fn check_site(content: &Content, found: &mut Vec<Finding>) {
    let mut components = Claims::new(&rules::DUPLICATE_SLUG, "slug");
    for (owner, component) in content.public.components.iter().enumerate() {
        let span = component.written_slug.as_ref().map_or(component.span, |slug| slug.span);
        components.claim(component.slug().to_ascii_lowercase(), owner, span, found);
    }
    let mut pages = Claims::new(&rules::DUPLICATE_SLUG, "slug");
    for (owner, page) in content.public.pages.iter().enumerate() {
        pages.claim(page.slug.to_ascii_lowercase(), owner, page.span, found);
    }
    let mut components = Claims::new(&rules::DUPLICATE_ID, "id");
    let of_components = content.public.components.iter().map(|component| component.id.as_ref());
    let of_groups = content.public.groups.iter().map(|group| group.id.as_ref());
    for (owner, id) in of_components.chain(of_groups).enumerate() {
        if let Some(id) = id {
            components.claim(id.value.as_str(), owner, id.span, found);
        }
    }
}

/// Names that are taken, each with its first owner and span. Only looked up, never iterated.
struct Claims<N> {
    rule: &'static Rule,
    /// The key of such a name in files.
    key: &'static str,
    first: FxHashMap<N, (usize, Span)>,
}

impl<N: Hash + Eq + std::fmt::Display> Claims<N> {
    fn new(rule: &'static Rule, key: &'static str) -> Self {
        Self::sized(0, rule, key)
    }

    /// Creates an empty list with capacity for this many names.
    fn sized(names: usize, rule: &'static Rule, key: &'static str) -> Self {
        Self { rule, key, first: FxHashMap::with_capacity_and_hasher(names, rustc_hash::FxBuildHasher) }
    }

    /// Takes a name for an owner, or reports that another owner has it. The same owner may take it again.
    fn claim(&mut self, name: N, owner: usize, span: Span, found: &mut Vec<Finding>) {
        match self.first.get(&name) {
            Some((first, _)) if *first == owner => {}
            Some((_, earlier)) => found.push(
                Finding::at(self.rule, span, format!("the {} `{name}` is already taken", self.key))
                    .related(*earlier, "first used here")
                    .hint("change one of the two; if this file is a copy, change it here"),
            ),
            None => {
                self.first.insert(name, (owner, span));
            }
        }
    }
}
