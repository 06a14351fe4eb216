//! Results of earlier calls of [`publish()`](super::publish()) that later ones reuse.

use std::collections::BTreeMap;

use super::internal_cache::InternalCache;
use super::publish_request::PublishRequest;
use super::released_cache::ReleasedCache;
use crate::release::{Audience, Releaser, Site};
use crate::site::Renderer;

/// For how many kinds of customers something is kept. More would need much memory.
const MAX_KINDS: usize = 8;

/// Results of earlier calls, for all audiences. A cache makes publishing faster and never changes the result.
#[derive(Debug, Default)]
pub struct Cache {
    internal: InternalCache,
    /// By the customer's id, `None` for the public.
    audiences: BTreeMap<Option<String>, AudienceCache>,
    /// One for all customers who probably see the same, with the last of them. The one that was used last comes last.
    alike: Vec<(Audience, AudienceCache)>,
}

/// What is reused for one audience, or for customers who see the same.
#[derive(Debug, Default)]
pub(super) struct AudienceCache {
    /// The address of the feed that the renderer links to, if the audience has a sealed view.
    sealed_feed: Option<String>,
    pub(super) releaser: Releaser,
    pub(super) renderer: Renderer,
    pub(super) gate: ReleasedCache,
    /// The last site, if different customers share the cache.
    pub(super) last: Option<Site>,
}

impl Cache {
    /// Returns what is reused for a request: the index of internal files, and what belongs to the audience.
    pub(super) fn of(&mut self, request: PublishRequest<'_>) -> (&mut InternalCache, &mut AudienceCache) {
        let PublishRequest { audience, address, .. } = request;
        if request.substitution.is_some() {
            return (&mut self.internal, alike(&mut self.alike, audience));
        }
        let cache = self.audiences.entry(audience.customer_id().map(str::to_owned)).or_default();
        let sealed_feed = address.and_then(|address| address.sealed_feed.as_deref());
        if cache.sealed_feed.as_deref() != sealed_feed {
            *cache = AudienceCache {
                sealed_feed: sealed_feed.map(str::to_owned),
                renderer: sealed_feed.map_or_else(Renderer::default, Renderer::sealed),
                ..AudienceCache::default()
            };
        }
        (&mut self.internal, cache)
    }

    /// Forgets what is reused for a customer. The caches of many views together would need much memory.
    pub(super) fn forget(&mut self, audience: &Audience) {
        self.audiences.remove(&audience.customer_id().map(str::to_owned));
    }

    /// Forgets what is reused for single customers other than these.
    pub(super) fn forget_customers_except(&mut self, kept: &[&Audience]) {
        let is_kept = |id: &str| kept.iter().any(|audience| audience.customer_id() == Some(id));
        self.audiences.retain(|id, _| id.as_deref().is_none_or(is_kept));
    }
}

/// Returns the cache of the customers who are like `audience`, and makes it the last one.
fn alike<'c>(caches: &'c mut Vec<(Audience, AudienceCache)>, audience: &Audience) -> &'c mut AudienceCache {
    let known = caches.iter().position(|(other, _)| other.is_like(audience));
    let cache = known.map(|index| caches.remove(index).1).unwrap_or_default();
    if caches.len() >= MAX_KINDS {
        caches.remove(0);
    }
    &mut caches.push_mut((audience.clone(), cache)).1
}
