//! Which views a build has, and where they are.

use chrono::{DateTime, Utc};

use crate::check::Verdict;
use crate::content::internal::{Access, Customer};
use crate::content::{Content, SiteAddress};
use crate::output::ViewsFolder;
use crate::release::{Audience, Releaser, SlaRecords};
use crate::seal::{Keys, OpaqueId};

/// A view that a build publishes.
#[derive(Clone, Debug)]
pub struct PlannedView {
    /// The id of the customer.
    pub customer: String,
    /// How the view is protected.
    pub access: Access,
    /// The name of the view's folder.
    pub id: OpaqueId,
    pub(in crate::pipeline) audience: Audience,
    pub(in crate::pipeline) address: SiteAddress,
}

impl PlannedView {
    /// The folder in which the view is published.
    #[must_use]
    pub const fn folder(&self) -> ViewsFolder {
        match self.access {
            Access::Gated => ViewsFolder::Private,
            Access::Unlisted | Access::Sealed => ViewsFolder::Public,
        }
    }
}

/// The customers without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoKeys {
    /// Their ids, sorted.
    pub customers: Vec<String>,
}

/// Plans a view for each customer, in the order of their ids.
///
/// # Errors
///
/// Fails if a customer has no key.
pub fn plan_views(content: &Content, keys: &Keys) -> Result<Vec<PlannedView>, NoKeys> {
    let mut plan = Vec::new();
    let mut missing = Vec::new();
    for customer in &content.internal.customers {
        // Content with a customer without `access` is not published.
        if customer.access.is_none() {
            continue;
        }
        match keys.view_id(&customer.id) {
            Some(_) => plan.extend(planned(customer, keys, content)),
            None => missing.push(customer.id.clone()),
        }
    }
    missing.sort();
    if missing.is_empty() { Ok(plan) } else { Err(NoKeys { customers: missing }) }
}

/// Plans the view of one customer. `None` if the customer has no key or no `access`, or if there is no `site.toml`.
pub(in crate::pipeline) fn planned(
    customer: &Customer,
    keys: &Keys,
    content: &Content,
) -> Option<PlannedView> {
    let site = content.public.site.as_ref()?;
    let access = customer.access.as_ref()?.value;
    let id = keys.view_id(&customer.id)?;
    let (url, path) = match access {
        Access::Gated => {
            let private = site.private_address();
            (format!("{}/{id}", private.url), format!("{}/{id}", private.path))
        }
        Access::Unlisted | Access::Sealed => {
            (format!("{}/v/{id}", site.url), format!("{}/v/{id}", site.base_path))
        }
    };
    let feed = keys.feed_id(&customer.id).filter(|_| access == Access::Sealed);
    let sealed_feed = feed.map(|feed| format!("{}/v/{feed}/feed.xml", site.base_path));
    Some(PlannedView {
        customer: customer.id.clone(),
        access,
        id,
        audience: Audience::of_customer(customer, &content.public),
        address: SiteAddress { base_path: path, url: Some(url), sealed_feed },
    })
}

/// Returns the next time at which the public site or a view changes by itself, UTC. Nothing is rendered.
#[must_use]
pub fn next_change(content: &Content, now: DateTime<Utc>, verdict: &Verdict) -> Option<DateTime<Utc>> {
    let customers = content.internal.customers.iter();
    let audiences = customers.map(|customer| Audience::of_customer(customer, &content.public));
    let audiences = audiences.chain([Audience::public()]);
    let next = |audience: Audience| {
        let records = SlaRecords::of(&audience, &content.internal.folders);
        Releaser::default().release(&content.public, &audience, &records, now, verdict).ok()?.next_change
    };
    audiences.filter_map(next).min()
}
