//! What a build does to content between loading and releasing it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::Clock;
use crate::content::public::ApprovalPolicy;
use crate::content::{Content, PublicContent, as_of, publish_drafts};

/// The transformations of a build. The gate repeats them when it renders the public-side files alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Transformation {
    /// Nothing that was written after this time exists, UTC.
    pub(super) as_of: Option<DateTime<Utc>>,
    /// All drafts count as published and approved as of this time, UTC. For the preview only.
    pub(super) drafts: Option<DateTime<Utc>>,
}

impl Transformation {
    /// The transformation that a clock requires.
    pub(super) const fn of_clock(clock: Clock) -> Self {
        let as_of = match clock {
            Clock::AsOf(instant) => Some(instant),
            Clock::Real(_) | Clock::Now(_) => None,
        };
        Self { as_of, drafts: None }
    }

    /// Applies the transformations.
    pub(super) fn apply(self, mut content: Content) -> Content {
        if let Some(instant) = self.as_of {
            content = as_of(content, instant);
        }
        if let Some(now) = self.drafts {
            content = publish_drafts(content, now);
            approve_all(&mut content.public);
        }
        content
    }
}

/// Treats everything as approved, because drafts are previewed before they are approved.
pub(super) fn approve_all(content: &mut PublicContent) {
    let Some(site) = &mut content.site else { return };
    let none_needed = ApprovalPolicy {
        since: Some(DateTime::<Utc>::MAX_UTC),
        comms: BTreeSet::new(),
        postmortem: Vec::new(),
    };
    site.approval = Some(none_needed);
}
