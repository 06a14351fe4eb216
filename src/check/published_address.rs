//! The parts of public addresses that the files of a record determine.

use crate::content::{AudienceTag, Folder, stem_time};
use crate::span::{Span, Spanned};

/// A part of an address with its description for messages.
#[derive(Clone, Debug)]
pub(super) struct PublishedAddress {
    pub(super) what: &'static str,
    pub(super) text: Spanned<String>,
}

impl PublishedAddress {
    pub(super) fn new(what: &'static str, text: &str, span: Span) -> Self {
        Self { what, text: Spanned::new(text.to_owned(), span) }
    }
}

/// Returns the slugs and file names of the public updates of a record, without drafts.
pub(super) fn record_addresses(folder: &Folder) -> Vec<PublishedAddress> {
    let Some(record) = folder.record.as_deref() else { return Vec::new() };
    let mut addresses = Vec::new();
    for update in record.updates.iter().filter(|update| !update.draft) {
        let own = update.audience.as_ref().map(|tags| tags.value.as_slice());
        if !is_public(own.unwrap_or(record.usual_audience())) {
            continue;
        }
        if let Some(slug) = &update.slug {
            addresses.push(PublishedAddress { what: "the slug", text: slug.clone() });
        }
        let aliases = update.aliases.iter().map(|alias| alias.written().clone());
        addresses.extend(aliases.map(|text| PublishedAddress { what: "the alias", text }));
        if let Some((_, Some(word))) = stem_time(&update.stem) {
            addresses.push(PublishedAddress::new("the name of an update's file", word, update.span));
        }
    }
    addresses
}

/// Whether an audience includes everybody.
pub(super) fn is_public(audience: &[AudienceTag]) -> bool {
    audience.contains(&AudienceTag::Public)
}
