//! What [`publish()`](super::publish()) is asked for.

use chrono::{DateTime, Utc};

use super::placeholder::Substitution;
use crate::content::{PublicContent, SiteAddress};
use crate::release::Audience;

/// What to publish, and for whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct PublishRequest<'a> {
    /// The content, with the links of the address.
    pub(super) content: &'a PublicContent,
    pub(super) audience: &'a Audience,
    /// The address, or `None` for the `url` of `site.toml`.
    pub(super) address: Option<&'a SiteAddress>,
    /// What takes the places of the placeholders, if the address and the name of the customer are placeholders.
    pub(super) substitution: Option<&'a Substitution>,
    pub(super) now: DateTime<Utc>,
}
