//! Access to git: reads the content of an earlier revision, and keeps a ref to what was published last.
//!
//! This module runs the installed `git`. It does not interpret files, and the only things it changes in a repository are
//! the ref that it is asked to move and the setting for hooks.

mod error;
mod hooks;
mod identity;
mod program;
mod published;
mod revision;
mod tree;
mod uncommitted;

pub use error::GitError;
pub use hooks::{Hooks, origin};
pub use identity::identity;
pub use published::{Exchanged, PublishedRef};
pub use revision::Revision;
pub use tree::{committed_files, staged_files, staged_paths};
