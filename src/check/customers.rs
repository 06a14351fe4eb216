//! Names of customers in addresses, where everything is in small letters.
//!
//! The gate seeks a name of one word with its capital letter, because `target` and `apple` are words as well. In an
//! address there is no capital letter, and a slug is made from a title, so there such a name is sought here.

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::AhoCorasickBuilder;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::aliases::allowed;
use super::checked_record::CheckedRecord;
use super::published_address::{PublishedAddress, is_public};
use crate::content::{AudienceTag, Content, slug_of};
use crate::diagnostics::{Finding, Severity, rules};
use crate::span::Spanned;

/// Letters a name must have to be sought at all, as for the gate.
const FEWEST_LETTERS: usize = 3;

/// Letters with which a name is hardly a word of another meaning.
const LETTERS_FOR_AN_ERROR: usize = 5;

/// A name as it may stand in an address.
struct Needle<'a> {
    name: &'a Spanned<String>,
    form: String,
}

/// Names of customers, of one word, that stand in an address.
pub(super) fn check(content: &Content, checked: &[Arc<CheckedRecord>], found: &mut Vec<Finding>) {
    let sought = sought(content);
    if sought.is_empty() {
        return;
    }
    // Too many or too long patterns: the gate meets the same limit and says so.
    let forms = sought.iter().map(|sought| &sought.form);
    let Ok(automaton) = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(forms) else { return };
    let mut reported = BTreeSet::new();
    let site_addresses = site_addresses(content);
    for address in site_addresses.iter().chain(checked.iter().flat_map(|checked| &checked.addresses)) {
        let text = &address.text.value;
        for hit in automaton.find_overlapping_iter(text) {
            let Some(Needle { name, form }) = sought.get(hit.pattern().as_usize()) else { continue };
            let before = text.get(..hit.start()).unwrap_or_default();
            let after = text.get(hit.end()..).unwrap_or_default();
            let whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            if whole && reported.insert(name.span) {
                found.push(finding(name, form, address));
            }
        }
    }
}

fn finding(name: &Spanned<String>, form: &str, address: &PublishedAddress) -> Finding {
    let message = format!(
        "`{}` must never be published, but it is part of {} `{}`",
        name.value, address.what, address.text.value
    );
    // The place is that of the name, for a place in a public file would say in every log whom its text is about.
    let mut finding = Finding::at(&rules::CUSTOMER_IN_ADDRESS, name.span, message)
        .related(address.text.span, "the address comes from here")
        .hint("change the address, or allow the name with `[[gate.allow]]` in `site.toml`")
        .confidential();
    if letters(form) < LETTERS_FOR_AN_ERROR {
        finding.severity = Severity::Warning;
    }
    finding
}

/// The names of one word that no `[[gate.allow]]` has, in each form that a slug may give them.
fn sought(content: &Content) -> Vec<Needle<'_>> {
    let customers = content.internal.customers.iter();
    let names = customers.flat_map(|customer| customer.name.iter().chain(&customer.aliases));
    let mut sought = Vec::new();
    for name in names.filter(|name| !allowed(content, &name.value)) {
        let word = name.value.trim();
        if word.contains(char::is_whitespace) {
            continue;
        }
        // `new` makes `fj-rdling` of `Fjärdling`, and a person writes `fjardling`.
        let composed: String = word.nfc().collect();
        let without_accents: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
        // Without a Latin letter the slug is a word that has nothing to do with the name.
        let forms = [composed, without_accents].into_iter().filter(|word| letters(word) > 0);
        let forms: BTreeSet<String> = forms.map(|word| slug_of(&word)).collect();
        let long = |form: &String| letters(form) >= FEWEST_LETTERS;
        sought.extend(forms.into_iter().filter(long).map(|form| Needle { name, form }));
    }
    sought
}

/// The addresses of components, groups, pages and notices.
fn site_addresses(content: &Content) -> Vec<PublishedAddress> {
    let public = &content.public;
    let open = |audience: &Option<Spanned<Vec<AudienceTag>>>| {
        audience.as_ref().is_none_or(|tags| is_public(&tags.value))
    };
    let components = public.components.iter().filter(|component| open(&component.audience));
    let components = components
        .map(|component| PublishedAddress::new("the component path", &component.path, component.span));
    let groups =
        public.groups.iter().map(|group| PublishedAddress::new("the group path", &group.path, group.span));
    let pages =
        public.pages.iter().map(|page| PublishedAddress::new("the page address", &page.slug, page.span));
    let notices = public.notices.iter().filter(|notice| open(&notice.audience));
    let notices =
        notices.map(|notice| PublishedAddress::new("the name of a notice's file", &notice.stem, notice.span));
    components.chain(groups).chain(pages).chain(notices).collect()
}

fn letters(text: &str) -> usize {
    text.chars().filter(char::is_ascii_alphabetic).count()
}
