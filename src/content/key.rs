//! What a kind of file may hold, as data: the reader refuses everything else, and `docs/content.md` is made
//! from it.

use crate::source::Side;

/// A key that a kind of file knows.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// The form of its value, in words: `text`, `time`, `list of components`.
    pub form: &'static str,
    /// Whether files of the kind cannot do without it.
    pub required: bool,
    /// What it means.
    pub meaning: &'static str,
}

impl Key {
    /// A key that must be there.
    #[must_use]
    pub const fn required(name: &'static str, form: &'static str, meaning: &'static str) -> Self {
        Self { name, form, required: true, meaning }
    }

    /// A key that may be left out.
    #[must_use]
    pub const fn optional(name: &'static str, form: &'static str, meaning: &'static str) -> Self {
        Self { name, form, required: false, meaning }
    }
}

/// Whether a kind of file has front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatterNeed {
    /// TOML between `+++` lines, then text.
    Required,
    /// The same, and it may be left out.
    Optional,
    /// The whole file is TOML.
    WholeFile,
}

/// A kind of file: where it lies, on which side of the boundary, and its keys.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The word for it in messages: `an update`.
    pub name: &'static str,
    /// Where such files lie, as shown in the docs.
    pub path: &'static str,
    /// Its side of the boundary.
    pub side: Side,
    /// Whether it has front matter.
    pub front_matter: FrontMatterNeed,
    /// The keys of the file itself.
    pub keys: &'static [Key],
    /// The keys of its tables, each under the name of the table as the docs write it.
    pub tables: &'static [(&'static str, &'static [Key])],
    /// What the text below the front matter is for; empty if there is none.
    pub text: &'static str,
}
