//! The time that an update promises for the next one.

use chrono::{DateTime, TimeDelta, Utc};

use crate::authoring::Value;
use crate::content::format_duration;

/// The value of `next_update`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NextUpdate {
    /// At a time, UTC.
    At(DateTime<Utc>),
    /// A span after the update that promises it.
    After(TimeDelta),
}

impl From<NextUpdate> for Value {
    fn from(promise: NextUpdate) -> Self {
        match promise {
            NextUpdate::At(at) => Self::Second(at),
            NextUpdate::After(span) => Self::Text(format_duration(span)),
        }
    }
}
