//! What the gate searches for: internal files, the names in the records, and forbidden patterns.

use std::path::Path;

use crate::content::internal::{Customer, Owners, People};
use crate::content::{Content, InternalContent, PublicContent};
use crate::diagnostics::{Finding, Findings, rules};
use crate::gate::{ForbidPattern, Input, InternalText, Secret, SecretKind, SourceOffset, ViewId};
use crate::source::{Side, Snapshot, SourceFile};
use crate::span::Spanned;

/// A name that must not be published.
pub(super) struct Name<'a> {
    kind: SecretKind,
    pub(super) text: &'a Spanned<String>,
    /// The number of the customer's own view, which may show the name.
    allowed_in: Option<ViewId>,
}

/// Collects everything that must not be published. The withheld files are numbered after those of the snapshot.
pub(super) fn gate_input<'a>(
    snapshot: &'a Snapshot,
    withheld: &[&'a SourceFile],
    content: &'a Content,
) -> Input<'a> {
    Input {
        internal: internal_texts(snapshot, withheld),
        names: names(&content.internal).into_iter().map(Name::secret).collect(),
        forbid: forbid_patterns(&content.public).0,
    }
}

/// Parses the patterns of `[gate] forbid`, and returns a finding for each invalid one.
pub(super) fn forbid_patterns(content: &PublicContent) -> (Vec<ForbidPattern>, Findings) {
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

/// Returns every name in the internal records: people, then customers, then owners.
pub(super) fn names(internal: &InternalContent) -> Vec<Name<'_>> {
    let people = internal.people.iter().flat_map(of_people);
    let customers = internal.customers.iter().enumerate().flat_map(of_customer);
    people.chain(customers).chain(of_owners(&internal.owners)).collect()
}

fn internal_texts(snapshot: &Snapshot, withheld: &[&SourceFile]) -> Vec<InternalText> {
    let own = snapshot.files().map(|file| (file.id.index(), file));
    let free = if withheld.is_empty() { 0 } else { snapshot.end_of_indexes() };
    let withheld = (free..).zip(withheld.iter().copied());
    own.chain(withheld)
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
        names.into_iter().filter_map(|(kind, text)| Some(Name { kind, text: text?, allowed_in: None }))
    })
}

fn of_customer((view, customer): (ViewId, &Customer)) -> impl Iterator<Item = Name<'_>> {
    let names = customer.name.iter().chain(&customer.aliases);
    names.map(move |text| Name { kind: SecretKind::Customer, text, allowed_in: Some(view) })
}

fn of_owners(owners: &Owners) -> impl Iterator<Item = Name<'_>> {
    let aliases = owners.owners.iter().flat_map(|owner| &owner.aliases);
    aliases.map(|text| Name { kind: SecretKind::Alias, text, allowed_in: None })
}

impl<'a> Name<'a> {
    fn secret(self) -> Secret<'a> {
        let Self { kind, text, allowed_in } = self;
        let at = SourceOffset { source: text.span.file.index(), offset: text.span.start as usize };
        Secret { kind, text: &text.value, at, allowed_in }
    }
}
