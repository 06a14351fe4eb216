//! What the gate looks for, drawn from the records: names, forbidden patterns and the internal files themselves.

use std::path::Path;

use crate::content::internal::{Customer, Owners, People};
use crate::content::{Content, InternalContent, PublicContent};
use crate::diagnostics::{Finding, Findings, rules};
use crate::gate::{self, ForbidPattern, Input, InternalText, Secret, SecretKind};
use crate::source::{Side, Snapshot, SourceFile};
use crate::span::Spanned;

/// A name that must not be published, what it names, and where it is written.
pub(super) type Name<'a> = (SecretKind, &'a Spanned<String>);

/// Everything that must not be published; what is released nevertheless is left open. The internal files beside the
/// snapshot are numbered after its own.
pub(super) fn watch<'a>(
    (snapshot, beside): (&'a Snapshot, &[&'a SourceFile]),
    content: &'a Content,
    forbid: &[ForbidPattern],
) -> Input<'a> {
    let site = content.public.site.as_ref();
    Input {
        internal: internal_texts(snapshot, beside),
        released: Vec::new(),
        names: names(&content.internal).into_iter().map(secret).collect(),
        forbid: forbid.to_vec(),
        allow: site.iter().flat_map(|site| &site.allow).map(|allowed| allowed.text.as_str()).collect(),
    }
}

/// The patterns of `[gate] forbid`, and a finding for each that is none.
pub(super) fn forbidden(content: &PublicContent) -> (Vec<ForbidPattern>, Findings) {
    let mut patterns = Vec::new();
    let mut findings = Findings::default();
    for written in content.site.iter().flat_map(|site| &site.forbid) {
        match ForbidPattern::parse(&written.value) {
            Ok(pattern) => patterns.push(pattern),
            Err(error) => {
                findings.push(Finding::at(&rules::INVALID_VALUE, written.span, error.to_string()));
            }
        }
    }
    (patterns, findings)
}

/// Every name that the records know, in the order of people, customers and owners.
pub(super) fn names(internal: &InternalContent) -> Vec<Name<'_>> {
    let people = internal.people.iter().flat_map(of_people);
    people.chain(internal.customers.iter().flat_map(of_customer)).chain(of_owners(&internal.owners)).collect()
}

fn internal_texts(snapshot: &Snapshot, beside: &[&SourceFile]) -> Vec<InternalText> {
    let own = snapshot.files().map(|file| (file.id.index(), file));
    let free = if beside.is_empty() { 0 } else { snapshot.end_of_indexes() };
    let beside = (free..).zip(beside.iter().copied());
    own.chain(beside)
        .filter(|(_, file)| file.side == Side::Internal)
        .map(|(source, file)| InternalText {
            source,
            text: file.text.clone(),
            markdown: Path::new(&file.path).extension().is_some_and(|extension| extension == "md"),
        })
        .collect()
}

fn of_people(people: &People) -> impl Iterator<Item = Name<'_>> {
    people.people.iter().flat_map(|person| {
        let name = person.name.as_ref().filter(|_| !person.public);
        let names = [
            (SecretKind::Person, name),
            (SecretKind::Email, person.email.as_ref()),
            (SecretKind::Handle, person.github.as_ref()),
        ];
        names.into_iter().filter_map(|(kind, name)| Some((kind, name?)))
    })
}

fn of_customer(customer: &Customer) -> impl Iterator<Item = Name<'_>> {
    customer.name.iter().chain(&customer.aliases).map(|name| (SecretKind::Customer, name))
}

fn of_owners(owners: &Owners) -> impl Iterator<Item = Name<'_>> {
    owners.owners.iter().flat_map(|owner| &owner.aliases).map(|alias| (SecretKind::Alias, alias))
}

fn secret((kind, name): Name<'_>) -> Secret<'_> {
    let at = gate::SourceOffset { source: name.span.file.index(), offset: name.span.start as usize };
    Secret { kind, text: &name.value, at, allowed_in: None }
}
