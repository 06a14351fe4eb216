//! Descriptions of the kinds of files and their keys. The reader rejects all other keys, and `docs/content.md` is
//! generated from these descriptions.

use crate::source::Side;

/// A key of a kind of file.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The name of the key.
    pub name: &'static str,
    /// The type of the value in words: `text`, `time`, `list of components`.
    pub form: &'static str,
    /// Whether the key is required.
    pub required: bool,
    /// The meaning of the key, as a phrase that can follow "is".
    pub meaning: &'static str,
}

impl Key {
    /// Describes a required key.
    #[must_use]
    pub const fn required(name: &'static str, form: &'static str, meaning: &'static str) -> Self {
        Self { name, form, required: true, meaning }
    }

    /// Describes an optional key.
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
    /// The same, but it may be left out.
    Optional,
    /// The whole file is TOML.
    WholeFile,
}

/// A kind of file: its path, its side of the boundary, and its keys.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The name of the kind in messages: `an update`.
    pub name: &'static str,
    /// The path pattern, as shown in the reference.
    pub path: &'static str,
    /// The side of the boundary.
    pub side: Side,
    /// Whether files of this kind have front matter.
    pub front_matter: FrontMatterNeed,
    /// The keys of the file itself.
    pub keys: &'static [Key],
    /// The keys of its tables, with the names of the tables as the reference shows them.
    pub tables: &'static [(&'static str, &'static [Key])],
    /// What the text below the front matter contains; empty if there is no text.
    pub text: &'static str,
}
