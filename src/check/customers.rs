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
use super::judged::Judged;
use crate::content::{AudienceTag, Content, Folder, slug_of, stem_time};
use crate::diagnostics::{Finding, Severity, rules};
use crate::span::{Span, Spanned};

/// Letters a name must have to be sought at all, as for the gate.
const FEWEST_LETTERS: usize = 3;

/// Letters with which a name is hardly a word of another meaning.
const LETTERS_FOR_AN_ERROR: usize = 5;

/// A part of an address, and what it is called.
#[derive(Clone, Debug)]
pub(super) struct Address {
    what: &'static str,
    text: Spanned<String>,
}

impl Address {
    fn new(what: &'static str, text: &str, span: Span) -> Self {
        Self { what, text: Spanned::new(text.to_owned(), span) }
    }
}

/// A name as it may stand in an address.
struct Sought<'a> {
    name: &'a Spanned<String>,
    form: String,
}

/// What everybody sees of a folder's slugs and of the words in its files' names, drafts aside.
pub(super) fn addresses(folder: &Folder) -> Vec<Address> {
    let Some(record) = folder.record.as_deref() else { return Vec::new() };
    let mut addresses = Vec::new();
    for update in record.updates.iter().filter(|update| !update.draft) {
        let own = update.audience.as_ref().map(|tags| tags.value.as_slice());
        if !is_public(own.unwrap_or(record.usual_audience())) {
            continue;
        }
        if let Some(slug) = &update.slug {
            addresses.push(Address { what: "the slug", text: slug.clone() });
        }
        if let Some((_, Some(word))) = stem_time(&update.stem) {
            addresses.push(Address::new("the name of an update's file", word, update.span));
        }
    }
    addresses
}

/// Names of customers, of one word, that stand in an address.
pub(super) fn check(content: &Content, judged: &[Arc<Judged>], found: &mut Vec<Finding>) {
    let sought = sought(content);
    if sought.is_empty() {
        return;
    }
    // Too many or too long patterns: the gate meets the same limit and says so.
    let forms = sought.iter().map(|sought| &sought.form);
    let Ok(automaton) = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(forms) else { return };
    let mut reported = BTreeSet::new();
    let of_the_site = of_the_site(content);
    for address in of_the_site.iter().chain(judged.iter().flat_map(|judged| &judged.addresses)) {
        let text = &address.text.value;
        for hit in automaton.find_overlapping_iter(text) {
            let Some(Sought { name, form }) = sought.get(hit.pattern().as_usize()) else { continue };
            let before = text.get(..hit.start()).unwrap_or_default();
            let after = text.get(hit.end()..).unwrap_or_default();
            let whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            if whole && reported.insert(name.span) {
                found.push(finding(name, form, address));
            }
        }
    }
}

fn finding(name: &Spanned<String>, form: &str, address: &Address) -> Finding {
    let message = format!(
        "`{}` must never be published, and stands in {} `{}`",
        name.value, address.what, address.text.value
    );
    // The place is that of the name, for a place in a public file would say in every log whom its text is about.
    let mut finding = Finding::at(&rules::CUSTOMER_IN_ADDRESS, name.span, message)
        .related(address.text.span, "it stands here")
        .hint("change the address, or allow the name with `[[gate.allow]]` in `site.toml`")
        .confidential();
    if letters(form) < LETTERS_FOR_AN_ERROR {
        finding.severity = Severity::Warning;
    }
    finding
}

/// The names of one word that no `[[gate.allow]]` has, in each form that a slug may give them.
fn sought(content: &Content) -> Vec<Sought<'_>> {
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
        sought.extend(forms.into_iter().filter(long).map(|form| Sought { name, form }));
    }
    sought
}

/// The addresses of components, groups, pages and notices.
fn of_the_site(content: &Content) -> Vec<Address> {
    let public = &content.public;
    let open = |audience: &Option<Spanned<Vec<AudienceTag>>>| {
        audience.as_ref().is_none_or(|tags| is_public(&tags.value))
    };
    let components = public.components.iter().filter(|component| open(&component.audience));
    let components =
        components.map(|component| Address::new("the component path", &component.path, component.span));
    let groups = public.groups.iter().map(|group| Address::new("the group path", &group.path, group.span));
    let pages = public.pages.iter().map(|page| Address::new("the page address", &page.slug, page.span));
    let notices = public.notices.iter().filter(|notice| open(&notice.audience));
    let notices =
        notices.map(|notice| Address::new("the name of a notice's file", &notice.stem, notice.span));
    components.chain(groups).chain(pages).chain(notices).collect()
}

fn is_public(audience: &[AudienceTag]) -> bool {
    audience.contains(&AudienceTag::Public)
}

fn letters(text: &str) -> usize {
    text.chars().filter(char::is_ascii_alphabetic).count()
}
