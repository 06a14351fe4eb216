//! The list of all kinds of files.

use super::key::Kind;
use super::{internal, public};

/// All kinds of files, public ones first. `docs/content.md` is generated from this list.
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
    &internal::RESPONSE,
    &internal::NOTIFY,
    &internal::CUSTOMER,
    &internal::SNIPPET,
    &internal::TEMPLATE,
    &internal::CHECKLIST,
    &internal::RUNBOOK,
    &internal::REVIEW,
];
