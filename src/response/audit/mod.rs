//! What happened to the files of an incident, according to two versions of each: who wrote, approved, edited, published and
//! withdrew what.
//!
//! It compares texts and reads no history; that is `git`. It never returns a text.

mod event;
mod file_state;

pub use event::{AuditEvent, AuditWhat, file_events};

/// What the history of a repository does not prove, in sentences for people. Every audit says so.
pub const NOT_PROVED: [&str; 6] = [
    "Names, addresses and times in a commit are what the machine of the person said. Only a good signature ties a commit to a key.",
    "\"Published\" means that the text was released for the next build. When readers saw it is in the logs of the host.",
    "The published ref says what was treated as published when it was moved. It does not prove when that was, and a build with stale parts shows earlier texts.",
    "An approval names its approver in the file. Whether that person wrote it shows in the author of the commit, and only with a good signature.",
    "A history that was rewritten before this clone was made looks like any other. Other branches, and what was never committed, are not in it.",
    "Renamed files are recognised by their similarity.",
];
