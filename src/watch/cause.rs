//! Why a build ran.

use super::watcher::ScanTrigger;
use crate::source::Change;

/// Why a build ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It was the first build.
    Start,
    /// These files changed.
    Files(Vec<Change>, ScanTrigger),
    /// The output was due to change at this time.
    Clock,
    /// A signal requested it.
    Reload,
    /// The previous build failed.
    Retry,
    /// The output folder was gone.
    OutputGone,
    /// Somebody else changed or removed files in the output folder.
    OutputChanged,
}

impl Cause {
    /// The files that changed, in the order of their paths.
    #[must_use]
    pub fn changed(&self) -> &[Change] {
        match self {
            Self::Files(changed, _) => changed,
            _ => &[],
        }
    }

    /// Whether somebody did something and expects a report, even of the same result.
    #[must_use]
    pub const fn is_by_user(&self) -> bool {
        matches!(self, Self::Start | Self::Files(..) | Self::Reload)
    }
}
