//! Why a watcher stopped waiting.

use crate::source::Scope;

/// A reason to look up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Files may have changed here. Scan, and do nothing if nothing did.
    Files(Scope),
    /// The moment came that the caller was waiting for.
    Clock,
    /// Somebody asked to read everything anew.
    Reload,
    /// Somebody asked to end.
    Stop,
    /// Something to tell, such as that there will be no more events: lower case, no full stop.
    Note(String),
}
