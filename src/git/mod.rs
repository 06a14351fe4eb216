//! Access to git: reads the content of an earlier revision, keeps a ref to what was published last, and commits and
//! pushes the files that a command wrote.
//!
//! This module runs the installed `git`. It does not interpret files, and the only things it changes in a repository are
//! the refs that it is asked to move, the setting for hooks, and the branch that it is asked to commit to.

mod commit_error;
mod committer;
mod error;
mod file_history;
mod folder_trail;
mod hooks;
mod identity;
mod ledger_ref;
mod program;
mod published;
mod push;
mod record_log;
mod remote;
mod revision;
mod tree;
mod uncommitted;
mod upstream;

pub use commit_error::CommitError;
pub use committer::{CommitOptions, Committed, Committer};
pub use error::GitError;
pub use file_history::{FileVersion, file_history};
pub use hooks::{Hooks, origin};
pub use identity::identity;
pub use ledger_ref::LedgerRef;
pub use published::{Exchanged, PublishedRef};
pub use push::Pushed;
pub use record_log::{CommitPerson, FileChange, LoggedCommit, RecordLog, Signature};
pub use remote::{Remote, remote};
pub use revision::Revision;
pub use tree::{committed_files, is_shallow, revision_files, staged_files, staged_paths};
