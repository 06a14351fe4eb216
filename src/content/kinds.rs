//! Every kind of file that there is.

use super::key::Kind;
use super::{internal, public};

/// Every kind of file, the public ones first. `docs/content.md` is made from this.
pub const KINDS: &[&Kind] = &[
    &public::SITE,
    &public::COMPONENT,
    &public::GROUP,
    &public::UPDATE,
    &public::POSTMORTEM,
    &public::NOTICE,
    &public::PAGE,
    &internal::INCIDENT,
    &internal::TIMELINE,
    &internal::POSTMORTEM,
    &internal::MAINTENANCE,
    &internal::PEOPLE,
    &internal::OWNERS,
    &internal::CUSTOMER,
    &internal::SNIPPET,
];
