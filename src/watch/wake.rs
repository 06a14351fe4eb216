//! Why a watcher stopped waiting.

use crate::source::Scope;

/// The reason why [`Watcher::wait`](super::Watcher::wait) returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Files in this scope may have changed. Scan it; there may be no change.
    Files(Scope),
    /// The deadline given by the caller is reached.
    Clock,
    /// Everything should be read again, as requested by a signal.
    Reload,
    /// The program should end.
    Stop,
    /// Something that the user should know, such as that there are no more events: lower case, no full stop.
    Note(String),
}
