//! What a customer sees, as released to it.

use chrono::{DateTime, Utc};

use crate::check::Verdict;
use crate::content::Content;
use crate::content::internal::Customer;
use crate::release::model::{IncidentClocks, IncidentSla};
use crate::release::{Audience, Releaser, Site, SlaRecords};
use crate::site::{Overall, Theme, overall};

/// A customer with what it sees.
#[derive(Debug)]
pub(super) struct CustomerSite<'a> {
    pub(super) customer: &'a Customer,
    /// What was released to it; `None` if nothing can be.
    pub(super) site: Option<Site>,
    /// The state of that site in one line, as its first page says it.
    pub(super) overall: Option<Overall>,
}

impl<'a> CustomerSite<'a> {
    /// Releases the site of a customer as of `now` (UTC).
    pub(super) fn release(
        customer: &'a Customer,
        content: &'a Content,
        verdict: &Verdict,
        now: DateTime<Utc>,
        theme: &Theme,
    ) -> Self {
        let audience = Audience::of_customer(customer, &content.public);
        let records = SlaRecords::of(&audience, &content.internal.folders);
        let site = Releaser::default().release(&content.public, &audience, &records, now, verdict).ok();
        let overall = site.as_ref().and_then(|site| overall(site, theme));
        Self { customer, site, overall }
    }

    /// Returns the clocks that the customer's view shows for an incident, by its slug.
    pub(super) fn clocks(&self, slug: &str) -> Option<&IncidentClocks> {
        let incidents = self.site.iter().flat_map(|site| &site.incidents);
        match incidents
            .filter(|incident| incident.event.slug == slug)
            .find_map(|incident| incident.sla.as_ref())?
        {
            IncidentSla::Clocks(clocks) => Some(clocks),
            IncidentSla::Unreadable | IncidentSla::NoSeverity => None,
        }
    }

    /// Whether the customer's view shows clocks at all.
    pub(super) fn shows_clocks(&self) -> bool {
        self.site.as_ref().is_some_and(|site| site.sla.is_some())
    }
}
