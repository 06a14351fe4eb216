//! Checks that no internal name is also a public name.
//!
//! The gate refuses every build whose output contains an internal name. If the name were on every page, the next build
//! would fail, perhaps in the middle of an outage.

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::AhoCorasickBuilder;

use super::checked_record::CheckedRecord;
use crate::content::Content;
use crate::content::public::SiteConfig;
use crate::diagnostics::{Finding, rules};
use crate::span::Spanned;

/// An internal name, and whether it is case-sensitive, as in the gate.
struct Alias<'a> {
    written: &'a Spanned<String>,
    /// The alias with one blank between its words.
    words: String,
    exact_case: bool,
}

/// Reports ids of customers that equal the id of a component, a group or a page.
pub(super) fn check_ids(content: &Content, found: &mut Vec<Finding>) {
    let public = &content.public;
    for customer in &content.internal.customers {
        let parts = |path: &str| path == customer.id || path.split('/').any(|part| part == customer.id);
        let component = public
            .components
            .iter()
            .find(|component| parts(&component.path) || component.slug() == customer.id);
        let what = component
            .map(|_| "component")
            .or_else(|| public.groups.iter().any(|group| parts(&group.path)).then_some("group"))
            .or_else(|| public.pages.iter().any(|page| page.slug == customer.id).then_some("page"));
        if let Some(what) = what {
            let message = format!("`{}` is the id of a customer and of a {what}", customer.id);
            found.push(
                Finding::at(&rules::ALIAS_IS_PUBLIC, customer.span, message)
                    .hint("rename the customer's file"),
            );
        }
    }
}

/// Reports aliases of components and names of customers that are part of a public name, as whole words.
pub(super) fn check(content: &Content, checked: &[Arc<CheckedRecord>], found: &mut Vec<Finding>) {
    let aliases = aliases(content);
    if aliases.is_empty() {
        return;
    }
    let texts = aliases.iter().map(|alias| alias.words.as_str());
    // With too many or too long patterns, the gate hits the same limit and reports it.
    let Ok(automaton) = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(texts) else { return };
    let mut reported = BTreeSet::new();
    for (what, written) in public_names(content, checked) {
        let name = words(&written);
        for hit in automaton.find_overlapping_iter(&name) {
            let Some(alias) = aliases.get(hit.pattern().as_usize()) else { continue };
            let here = name.get(hit.range()).unwrap_or_default();
            let whole =
                !name.get(..hit.start()).is_some_and(|before| before.ends_with(char::is_alphanumeric))
                    && !name.get(hit.end()..).is_some_and(|after| after.starts_with(char::is_alphanumeric));
            let same = !alias.exact_case || here == alias.words;
            if whole && same && reported.insert(alias.written.span) {
                let message = format!(
                    "`{}` must never be published, but it is part of {what} `{written}`",
                    alias.written.value
                );
                found.push(
                    Finding::at(&rules::ALIAS_IS_PUBLIC, alias.written.span, message)
                        .hint("remove it here, change the public name, or allow it with `[[gate.allow]]` in `site.toml`"),
                );
            }
        }
    }
}

fn aliases(content: &Content) -> Vec<Alias<'_>> {
    let internal = &content.internal;
    let of_components = internal.owners.owners.iter().flat_map(|owner| &owner.aliases);
    let of_components =
        of_components.map(|written| Alias { written, words: words(&written.value), exact_case: false });
    let of_customers =
        internal.customers.iter().flat_map(|customer| customer.name.iter().chain(&customer.aliases));
    let of_customers = of_customers.map(|written| {
        let words = words(&written.value);
        // Several words have no second meaning that case could tell apart.
        let exact_case = !words.contains(' ');
        Alias { written, words, exact_case }
    });
    of_components
        .chain(of_customers)
        .filter(|alias| !alias.written.value.trim().is_empty() && !allowed(content, &alias.written.value))
        .collect()
}

/// Returns a text with one blank in place of everything that the gate accepts between the words of a name.
fn words(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '.'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether `[[gate.allow]]` allows a name.
pub(super) fn allowed(content: &Content, name: &str) -> bool {
    let site: Option<&SiteConfig> = content.public.site.as_ref();
    site.is_some_and(|site| site.allow.iter().any(|allow| allow.text.eq_ignore_ascii_case(name)))
}

/// Returns the names that are published in any case, each with a description.
fn public_names(content: &Content, checked: &[Arc<CheckedRecord>]) -> BTreeSet<(&'static str, String)> {
    let public = &content.public;
    let mut names = BTreeSet::new();
    if let Some(site) = &public.site {
        names.insert(("the site's title", site.title.clone()));
        names.insert(("the site's description", site.description.clone()));
        names.insert(("the site's address", site.url.clone()));
        for link in site.support.iter().chain(&site.report).chain(&site.subscribe) {
            names.insert(("the label of a link in `site.toml`", link.label.clone()));
            names.insert(("the address of a link in `site.toml`", link.url.clone()));
        }
    }
    for component in &public.components {
        names.insert(("the component name", component.name.clone()));
        names.insert(("the component path", component.path.clone()));
        names.insert(("the component's address", component.slug()));
        names.extend(component.description.iter().map(|text| ("the component description", text.clone())));
    }
    for group in &public.groups {
        names.extend(group.name.iter().map(|name| ("the group name", name.clone())));
        names.extend(group.description.iter().map(|text| ("the group description", text.clone())));
    }
    for page in &public.pages {
        names.insert(("the page title", page.title.clone()));
        names.insert(("the page address", page.slug.clone()));
    }
    let suppliers = checked.iter().flat_map(|checked| &checked.suppliers);
    names.extend(suppliers.map(|name| ("the supplier's name", name.clone())));
    names
}
