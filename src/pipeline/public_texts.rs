//! Divides the public-side texts into those that an audience may see and those that are withheld from it.
//!
//! `release` makes the same decision. It is made here again, from the records and without `release`, so that a mistake
//! there cannot convince the gate that a draft is released.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::content::internal::Customer;
use crate::content::public::{Component, ImportedUpdate, Postmortem, Record, Update};
use crate::content::{AudienceTag, PublicContent};
use crate::gate::WithheldText;
use crate::span::Span;

/// The reader of a site: the public, one customer, or the customers of a tier.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) customer: Option<&'a Customer>,
    /// The tier, if all its customers are the readers.
    pub(super) tier: Option<&'a str>,
    /// The time of the build, UTC.
    pub(super) now: DateTime<Utc>,
}

/// Texts for one reader.
#[derive(Debug, Default)]
pub(super) struct PublicTexts<'a> {
    /// What the reader may see.
    pub(super) released: Vec<&'a str>,
    /// What is written for a page and withheld from this reader.
    pub(super) withheld: Vec<WithheldText<'a>>,
}

impl Reader<'_> {
    fn sees(&self, component: &Component) -> bool {
        component.audience.as_ref().is_none_or(|tags| self.may_see(&tags.value))
    }

    fn may_see(&self, tags: &[AudienceTag]) -> bool {
        tags.iter().any(|tag| match (tag, self.customer) {
            (AudienceTag::Public, _) => true,
            (AudienceTag::Customer(id), Some(customer)) => customer.id == *id,
            (AudienceTag::Tier(tier), Some(customer)) => {
                customer.tier.as_ref().is_some_and(|own| own.value == *tier)
            }
            (AudienceTag::Tier(tier), None) => self.tier == Some(tier),
            (AudienceTag::Customer(_), None) => false,
        })
    }
}

impl<'a> PublicTexts<'a> {
    /// Returns the texts of everything except incidents and maintenances.
    pub(super) fn beside_records(content: &'a PublicContent, reader: Reader<'_>) -> Self {
        let mut texts = Self::default();
        if let Some(site) = &content.site {
            texts.released.extend([site.title.as_str(), &site.description]);
            let links = site.support.iter().chain(&site.report).chain(&site.subscribe);
            texts.released.extend(links.map(|link| link.label.as_str()));
        }
        for group in &content.groups {
            // A group without a visible component is not on the page.
            let below =
                |path: &str| path.strip_prefix(group.path.as_str()).is_some_and(|rest| rest.starts_with('/'));
            let mut inside = content.components.iter().filter(|component| below(&component.path)).peekable();
            let seen = inside.peek().is_none() || inside.any(|component| reader.sees(component));
            texts.add(seen, group.span, group.name.as_deref());
            texts.add(seen, group.span, group.description.as_deref());
        }
        for component in &content.components {
            let seen = reader.sees(component);
            texts.add(seen, component.span, Some(&component.name));
            texts.add(seen, component.span, component.description.as_deref());
            texts.add(seen, component.span, Some(&component.body.text));
        }
        for notice in &content.notices {
            let seen = notice.audience.as_ref().is_none_or(|tags| reader.may_see(&tags.value))
                && notice.from <= reader.now
                && notice.to.is_none_or(|to| reader.now < to);
            texts.add(seen, notice.span, Some(&notice.title));
            texts.add(seen, notice.span, Some(&notice.body.text));
        }
        for page in &content.pages {
            texts.released.extend([page.title.as_str(), &page.body.text]);
        }
        texts
    }

    /// Adds the texts of incidents and maintenances.
    pub(super) fn add_records(&mut self, records: &'a [Arc<Record>], reader: Reader<'_>) {
        for record in records {
            let usual = record.usual_audience();
            for update in &record.updates {
                let tags = update.audience.as_ref().map_or(usual, |tags| tags.value.as_slice());
                self.add_update(update, !update.draft && reader.may_see(tags));
            }
            if let Some(postmortem) = &record.postmortem {
                let tags = postmortem.audience.as_ref().map_or(usual, |tags| tags.value.as_slice());
                self.add_postmortem(postmortem, is_published(postmortem, reader) && reader.may_see(tags));
            }
        }
    }

    fn add_update(&mut self, update: &'a Update, seen: bool) {
        let span = update.span;
        self.add(seen, span, update.title.as_ref().map(|title| title.value.as_str()));
        self.add(seen && update.retracted.is_none(), span, Some(&update.body.text));
        let summary = update.summary.as_ref().map(|summary| &*summary.text);
        self.add(seen && update.retracted.is_none(), span, summary);
        for edit in &update.edited {
            self.add(seen, span, Some(&edit.note));
        }
        self.add(seen, span, update.retracted.as_ref().and_then(|mark| mark.note.as_deref()));
        self.add(seen, span, update.byline.as_deref());
        self.add(seen, span, update.upstream.as_ref().map(|upstream| upstream.name.as_str()));
        self.add_imported(seen, span, update.imported.as_deref());
    }

    fn add_postmortem(&mut self, postmortem: &'a Postmortem, seen: bool) {
        let span = postmortem.span;
        self.add(seen, span, postmortem.title.as_deref());
        self.add(seen, span, postmortem.byline.as_deref());
        self.add(seen, span, Some(&postmortem.body.text));
        for edit in &postmortem.edited {
            self.add(seen, span, Some(&edit.note));
        }
        for commitment in &postmortem.commitments {
            self.add(seen, span, commitment.text.as_deref());
        }
        self.add_imported(seen, span, postmortem.imported.as_deref());
    }

    fn add_imported(&mut self, seen: bool, span: Span, imported: Option<&'a ImportedUpdate>) {
        let Some(imported) = imported else { return };
        self.add(seen, span, imported.custom_tweet.as_deref());
        for (_, name) in &imported.names {
            self.add(seen, span, Some(name));
        }
    }

    fn add(&mut self, seen: bool, span: Span, text: Option<&'a str>) {
        match text {
            Some(text) if seen => self.released.push(text),
            Some(text) => self.withheld.push(WithheldText { source: span.file.index(), text }),
            None => {}
        }
    }
}

/// Whether a post-mortem is published. Without a required approval, nothing at all is released.
fn is_published(postmortem: &Postmortem, reader: Reader<'_>) -> bool {
    postmortem.published.as_ref().is_some_and(|published| published.value <= reader.now)
}
