//! What a report needs to know about source files.
//!
//! The trait keeps this module independent of how files are read and stored: [`crate::source`] implements it.

use std::sync::Arc;

use crate::span::FileId;

/// A source file as reports show it.
#[derive(Clone, Copy, Debug)]
pub struct SourceText<'a> {
    /// Path below the project root, with `/` between the parts.
    pub path: &'a str,
    /// The text that spans refer to.
    pub text: &'a str,
    /// Whether the file is internal.
    pub internal: bool,
}

/// Finds source files by id.
pub trait SourceLookup {
    /// Returns the file with this id, or `None` if there is no such file.
    fn source(&self, file: FileId) -> Option<SourceText<'_>>;

    /// Whether logs must not quote the file: it is internal, or it may be for some readers only, or for nobody yet.
    fn is_withheld(&self, file: FileId) -> bool;
}

impl<T: SourceLookup + ?Sized> SourceLookup for Arc<T> {
    fn source(&self, file: FileId) -> Option<SourceText<'_>> {
        (**self).source(file)
    }

    fn is_withheld(&self, file: FileId) -> bool {
        (**self).is_withheld(file)
    }
}
