//! What git remembers: reading the content of an earlier revision, and keeping the name of what was published last.
//!
//! This room runs the `git` that is installed. It does not know what a file means, and of a repository it changes
//! nothing but the one ref that it is asked to move.

mod error;
mod hooks;
mod program;
mod published;
mod revision;
mod uncommitted;

pub use error::GitError;
pub use hooks::{Hooks, origin};
pub use published::{Exchanged, PublishedRef};
pub use revision::Revision;
