//! What a build does to content between loading and releasing it.

use chrono::{DateTime, Utc};

use super::Clock;
use crate::content::{Content, as_of};

/// A transformation of content, with the current time, UTC.
type Transform = fn(Content, DateTime<Utc>) -> Content;

/// The transformations of a build. The gate repeats them when it renders the public-side files alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Transformation {
    /// Nothing that was written after this time exists, UTC.
    pub(super) as_of: Option<DateTime<Utc>>,
    /// What else is done, and the time that it takes for now, UTC.
    pub(super) then: Option<(Transform, DateTime<Utc>)>,
}

impl Transformation {
    /// No transformation.
    pub(super) const NONE: Self = Self { as_of: None, then: None };

    /// The transformation that a clock requires.
    pub(super) const fn of_clock(clock: Clock) -> Self {
        match clock {
            Clock::AsOf(instant) => Self { as_of: Some(instant), ..Self::NONE },
            Clock::Real(_) | Clock::Now(_) => Self::NONE,
        }
    }

    /// Whether the content is as it was loaded.
    pub(super) const fn is_none(self) -> bool {
        self.as_of.is_none() && self.then.is_none()
    }

    /// Applies the transformations.
    pub(super) fn apply(self, mut content: Content) -> Content {
        if let Some(instant) = self.as_of {
            content = as_of(content, instant);
        }
        if let Some((transform, now)) = self.then {
            content = transform(content, now);
        }
        content
    }
}
