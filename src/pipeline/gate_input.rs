//! What the gate searches for: internal files, the names in the records, and forbidden patterns.

use std::collections::BTreeSet;
use std::path::Path;

use crate::content::internal::{Customer, Owners, People};
use crate::content::{Content, InternalContent, PublicContent};
use crate::diagnostics::{Finding, Findings, rules};
use crate::gate::{ForbidPattern, Input, InternalText, Secret, SecretKind, SourceOffset, ViewId};
use crate::source::{Side, Snapshot, SourceFile};
use crate::span::{Span, Spanned};

/// A name that must not be published.
pub(super) struct Name<'a> {
    kind: SecretKind,
    text: &'a str,
    /// Where the name is written; the whole file for the id of a customer.
    pub(super) span: Span,
    /// The number of the customer's own view, which may show the name.
    allowed_in: Option<ViewId>,
    common: bool,
}

/// Collects everything that must not be published. The withheld files are numbered after those of the snapshot.
pub(super) fn gate_input<'a>(
    snapshot: &'a Snapshot,
    withheld: &[&'a SourceFile],
    content: &'a Content,
) -> Input<'a> {
    Input {
        internal: internal_texts(snapshot, withheld),
        names: names(content).into_iter().map(Name::secret).collect(),
        public_ids: public_ids(&content.public),
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

/// Returns every name in the internal records: people, customers, owners, then addresses.
pub(super) fn names(content: &Content) -> Vec<Name<'_>> {
    let Content { public, internal, .. } = content;
    let people = internal.people.iter().flat_map(of_people);
    let customers = internal.customers.iter().enumerate().flat_map(of_customer);
    let released = released_addresses(public);
    let addresses = addresses(internal).filter(|address| !is_released(&address.value, public, &released));
    let addresses = addresses.map(|text| Name::new(SecretKind::Address, text));
    people.chain(customers).chain(of_owners(&internal.owners)).chain(addresses).collect()
}

/// Returns the addresses of runbooks, tickets and evidence that internal files declare.
fn addresses(internal: &InternalContent) -> impl Iterator<Item = &Spanned<String>> {
    let runbooks = internal.owners.owners.iter().filter_map(|owner| owner.runbook.as_ref());
    let runbooks = runbooks.filter(|runbook| is_link(runbook));
    let timelines =
        internal.folders.iter().flat_map(|folder| &folder.timeline).flat_map(|entry| &entry.evidence);
    let postmortems = internal.folders.iter().filter_map(|folder| folder.postmortem.as_ref());
    let postmortems = postmortems.flat_map(|postmortem| {
        let of_actions =
            postmortem.actions.iter().flat_map(|action| action.ticket.iter().chain(&action.evidence));
        let of_runbooks = postmortem.actions.iter().filter_map(|action| action.updates_runbook.as_ref());
        let of_runbooks = of_runbooks.filter(|runbook| is_link(runbook));
        let of_whys = postmortem.whys.iter().flat_map(|why| &why.evidence);
        of_whys.chain(of_actions).chain(of_runbooks)
    });
    runbooks.chain(timelines).chain(postmortems).filter(|address| is_specific(&address.value))
}

/// Whether a runbook is named by a link. Its id is a word, and no address.
fn is_link(runbook: &Spanned<String>) -> bool {
    runbook.value.contains(':')
}

/// Whether a text identifies something: an address, or a number such as `OPS-1234`, and not a word like `none`.
fn is_specific(text: &str) -> bool {
    let has = |kind: fn(char) -> bool| text.contains(kind);
    let is_number = has(char::is_alphabetic) && has(|c| c.is_ascii_digit()) && text.len() > 3;
    !has(char::is_whitespace)
        && (text.contains("://") || text.contains('.') && text.contains('/') || is_number)
}

/// Returns the addresses that are published on purpose: those of suppliers' incidents, and of the links in `site.toml`.
fn released_addresses(public: &PublicContent) -> BTreeSet<&str> {
    let updates = public.records.iter().flat_map(|record| &record.updates).filter(|update| !update.draft);
    let suppliers = updates.filter_map(|update| Some(update.upstream.as_ref()?.url.as_str()));
    let links =
        public.site.iter().flat_map(|site| site.support.iter().chain(&site.report).chain(&site.subscribe));
    suppliers.chain(links.map(|link| link.url.as_str())).map(without_slash).collect()
}

/// Whether an address is below that of the site, or published on purpose.
fn is_released(address: &str, public: &PublicContent, released: &BTreeSet<&str>) -> bool {
    let below = |site: &str| {
        let rest = address.strip_prefix(without_slash(site));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    };
    released.contains(without_slash(address))
        || public.site.as_ref().is_some_and(|site| below(&site.url) || below(&site.private_address().url))
}

fn without_slash(address: &str) -> &str {
    address.trim_end_matches('/')
}

/// Returns the ids and addresses of the public site that may contain the id of a customer as a word.
fn public_ids(public: &PublicContent) -> Vec<&str> {
    let components = public.components.iter().flat_map(|component| component.path.split('/'));
    let groups = public.groups.iter().flat_map(|group| group.path.split('/'));
    let pages = public.pages.iter().map(|page| page.slug.as_str());
    let all: BTreeSet<&str> = components.chain(groups).chain(pages).collect();
    all.into_iter().collect()
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
        names.into_iter().filter_map(|(kind, text)| Some(Name::new(kind, text?)))
    })
}

fn of_customer((view, customer): (ViewId, &Customer)) -> impl Iterator<Item = Name<'_>> {
    let own = customer.name.iter().map(|name| {
        let common = customer.common_word && name.value.trim().chars().all(char::is_alphanumeric);
        Name { common, ..Name::new(SecretKind::Customer, name) }
    });
    let aliases = customer.aliases.iter().map(|alias| Name::new(SecretKind::Customer, alias));
    let id = Name {
        kind: SecretKind::CustomerId,
        text: &customer.id,
        span: customer.span,
        allowed_in: None,
        common: false,
    };
    own.chain(aliases).chain([id]).map(move |name| Name { allowed_in: Some(view), ..name })
}

fn of_owners(owners: &Owners) -> impl Iterator<Item = Name<'_>> {
    let aliases = owners.owners.iter().flat_map(|owner| &owner.aliases);
    aliases.map(|text| Name::new(SecretKind::Alias, text))
}

impl<'a> Name<'a> {
    fn new(kind: SecretKind, text: &'a Spanned<String>) -> Self {
        Self { kind, text: &text.value, span: text.span, allowed_in: None, common: false }
    }

    fn secret(self) -> Secret<'a> {
        let Self { kind, text, span, allowed_in, common } = self;
        let at = SourceOffset { source: span.file.index(), offset: span.start as usize };
        Secret { kind, text, at, allowed_in, common }
    }
}
