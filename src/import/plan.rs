//! What an import is about to do, as data: the files and the notes. Nothing here touches the disk.

/// The only planned file that is written once and never again: people make the site's settings their own.
pub(super) const SITE_FILE: &str = "content/site.toml";

/// A file that somebody exported or downloaded, already read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What messages call it, usually its path.
    pub name: String,
    /// Everything in it.
    pub text: String,
}

/// Everything that an import would write, and everything worth knowing before it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Sorted by path; no two share one.
    pub files: Vec<PlannedFile>,
    /// Decisions taken and things that found no place, in the order in which they were met.
    pub notes: Vec<Note>,
}

/// One content file to write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlannedFile {
    /// Relative to the project's root, with `/`: `content/components/api.md`.
    pub path: String,
    /// The whole file; ends with one newline.
    pub text: String,
}

/// One decision, or one thing that could not be carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about: a planned file, an id, an input or a kind of thing.
    pub subject: String,
    /// Plain words, lower-case, no full stop.
    pub message: String,
}

/// Collects notes while a plan is made.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Note>);

impl Notes {
    pub(super) fn add(&mut self, subject: impl Into<String>, message: impl Into<String>) {
        self.0.push(Note { subject: subject.into(), message: message.into() });
    }

    pub(super) fn into_vec(self) -> Vec<Note> {
        self.0
    }
}
