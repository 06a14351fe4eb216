//! The parts of public addresses that the files of a record determine.

use crate::content::{AudienceTag, Folder, stem_time};
use crate::span::{Span, Spanned};

/// A part of an address with its description for messages.
#[derive(Clone, Debug)]
pub(super) struct PublishedAddress {
    pub(super) what: &'static str,
    pub(super) text: Spanned<String>,
    /// The one customer in whose view alone the address is; `None` if others see it too.
    pub(super) only_for: Option<String>,
}

impl PublishedAddress {
    pub(super) fn new(what: &'static str, text: &str, span: Span) -> Self {
        Self { what, text: Spanned::new(text.to_owned(), span), only_for: None }
    }

    pub(super) const fn written(what: &'static str, text: Spanned<String>) -> Self {
        Self { what, text, only_for: None }
    }

    /// Restricts the address to readers with these tags.
    pub(super) fn for_readers(mut self, tags: &[AudienceTag]) -> Self {
        if let [AudienceTag::Customer(id)] = tags {
            self.only_for = Some(id.clone());
        }
        self
    }
}

/// Returns the slugs and file names of the updates of a record, without drafts.
pub(super) fn record_addresses(folder: &Folder) -> Vec<PublishedAddress> {
    let Some(record) = folder.record.as_deref() else { return Vec::new() };
    let mut addresses = Vec::new();
    for update in record.updates.iter().filter(|update| !update.draft) {
        let own = update.audience.as_ref().map(|tags| tags.value.as_slice());
        let mut add = |address: PublishedAddress| {
            addresses.push(address.for_readers(own.unwrap_or(record.usual_audience())));
        };
        if let Some(slug) = &update.slug {
            add(PublishedAddress::written("the slug", slug.clone()));
        }
        for alias in &update.aliases {
            add(PublishedAddress::written("the alias", alias.written().clone()));
        }
        if let Some((_, Some(word))) = stem_time(&update.stem) {
            add(PublishedAddress::new("the name of an update's file", word, update.span));
        }
    }
    addresses
}
