//! Checks that no address contains a customer's name.
//!
//! The gate searches for one-word names with their capital letter, because `target` and `apple` are also ordinary
//! words. Addresses are in lower case, and slugs are derived from titles, so one-word names in addresses are checked
//! here: those of the public site, and those in views of other customers.

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::AhoCorasickBuilder;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::aliases::allowed;
use super::checked_record::CheckedRecord;
use super::published_address::PublishedAddress;
use crate::content::{AudienceTag, Content, slug_of};
use crate::diagnostics::{Finding, Severity, rules};
use crate::span::Spanned;

/// The minimum number of letters of a name, as in the gate.
const MIN_LETTERS: usize = 3;

/// From this number of letters on, a name is unlikely to be an ordinary word, and a match is an error.
const MIN_LETTERS_FOR_ERROR: usize = 5;

/// A name in a form that an address can contain.
struct Needle<'a> {
    customer: &'a str,
    name: &'a Spanned<String>,
    form: String,
    /// Whether it is also an ordinary word.
    common: bool,
}

/// Reports one-word customer names in addresses.
pub(super) fn check(content: &Content, checked: &[Arc<CheckedRecord>], found: &mut Vec<Finding>) {
    let needles = needles(content);
    if needles.is_empty() {
        return;
    }
    // With too many or too long patterns, the gate hits the same limit and reports it.
    let forms = needles.iter().map(|needle| &needle.form);
    let Ok(automaton) = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(forms) else { return };
    let mut reported = BTreeSet::new();
    let site_addresses = site_addresses(content);
    for address in site_addresses.iter().chain(checked.iter().flat_map(|checked| &checked.addresses)) {
        let text = &address.text.value;
        for hit in automaton.find_overlapping_iter(text) {
            let Some(needle) = needles.get(hit.pattern().as_usize()) else { continue };
            let before = text.get(..hit.start()).unwrap_or_default();
            let after = text.get(hit.end()..).unwrap_or_default();
            let whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            let own = address.only_for.as_deref() == Some(needle.customer);
            if whole && !own && reported.insert(needle.name.span) {
                found.push(finding(needle, address));
            }
        }
    }
}

fn finding(Needle { name, form, common, .. }: &Needle<'_>, address: &PublishedAddress) -> Finding {
    let message = format!(
        "`{}` must never be published, but it is part of {} `{}`",
        name.value, address.what, address.text.value
    );
    // The finding is at the name, not at the address: a span in a public file would show in every log which customer
    // the text is about.
    let mut finding = Finding::at(&rules::CUSTOMER_IN_ADDRESS, name.span, message)
        .related(address.text.span, "the address comes from here")
        .hint("change the address, or allow the name with `[[gate.allow]]` in `site.toml`")
        .confidential();
    if letters(form) < MIN_LETTERS_FOR_ERROR || *common {
        finding.severity = Severity::Warning;
    }
    finding
}

/// Returns the one-word names that `[[gate.allow]]` does not allow, in each form that a slug can give them.
fn needles(content: &Content) -> Vec<Needle<'_>> {
    let customers = content.internal.customers.iter();
    let names = customers.flat_map(|customer| {
        let own = customer.name.iter().map(|name| (name, customer.common_word));
        let all = own.chain(customer.aliases.iter().map(|alias| (alias, false)));
        all.map(|(name, common)| (customer.id.as_str(), name, common))
    });
    let mut needles = Vec::new();
    for (customer, name, common) in names.filter(|(_, name, _)| !allowed(content, &name.value)) {
        let word = name.value.trim();
        if word.contains(char::is_whitespace) {
            continue;
        }
        // The slug of `Fjärdling` is `fj-rdling`, but a person may write `fjardling`.
        let composed: String = word.nfc().collect();
        let without_accents: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
        // Without a Latin letter, the slug is a placeholder that is unrelated to the name.
        let forms = [composed, without_accents].into_iter().filter(|word| letters(word) > 0);
        let forms: BTreeSet<String> = forms.map(|word| slug_of(&word)).collect();
        let long = |form: &String| letters(form) >= MIN_LETTERS;
        needles.extend(forms.into_iter().filter(long).map(|form| Needle { customer, name, form, common }));
    }
    needles
}

/// Returns the addresses of components, groups, pages and notices.
fn site_addresses(content: &Content) -> Vec<PublishedAddress> {
    let public = &content.public;
    let mut addresses = Vec::new();
    let tags = |audience: &'_ Option<Spanned<Vec<AudienceTag>>>| -> Vec<AudienceTag> {
        audience.iter().flat_map(|tags| tags.value.iter().cloned()).collect()
    };
    for component in &public.components {
        let tags = tags(&component.audience);
        let path = PublishedAddress::new("the component path", &component.path, component.span);
        let slug = component.written_slug.clone().map(|slug| PublishedAddress::written("the slug", slug));
        let aliases = component.aliases.iter().map(|alias| alias.written().clone());
        let aliases = aliases.map(|alias| PublishedAddress::written("the alias", alias));
        let all = std::iter::once(path).chain(slug).chain(aliases);
        addresses.extend(all.map(|address| address.for_readers(&tags)));
    }
    for group in &public.groups {
        addresses.push(PublishedAddress::new("the group path", &group.path, group.span));
    }
    for page in &public.pages {
        addresses.push(PublishedAddress::new("the page address", &page.slug, page.span));
        let aliases = page.aliases.iter().map(|alias| alias.written().clone());
        addresses.extend(aliases.map(|alias| PublishedAddress::written("the alias", alias)));
    }
    for notice in &public.notices {
        let tags = tags(&notice.audience);
        let name = PublishedAddress::new("the name of a notice's file", &notice.stem, notice.span);
        let aliases = notice.aliases.iter().map(|alias| alias.written().clone());
        let aliases = aliases.map(|alias| PublishedAddress::written("the alias", alias));
        addresses.extend(std::iter::once(name).chain(aliases).map(|address| address.for_readers(&tags)));
    }
    addresses
}

fn letters(text: &str) -> usize {
    text.chars().filter(char::is_ascii_alphabetic).count()
}
