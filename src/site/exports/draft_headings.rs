//! The headings of a post-mortem for customers in the language of the site.

use crate::diagnostics::Findings;
use crate::site::Theme;

/// The headings that a draft of a post-mortem begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftHeadings {
    /// Above what customers noticed.
    pub summary: String,
    /// Above what failed and why.
    pub happened: String,
    /// Above what customers have to do.
    pub your_part: String,
    /// Above what changes. The page continues a section with this heading with the commitments.
    pub changing: String,
}

impl DraftHeadings {
    /// Returns the headings in a language of a theme.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the language file.
    pub fn of(theme: &Theme, language: &str) -> Result<Self, Findings> {
        let language = theme.language(language)?;
        let word = |key: &str| language.word(key).to_owned();
        Ok(Self {
            summary: word("told.summary"),
            happened: word("told.happened"),
            your_part: word("told.your_part"),
            changing: word("commitments"),
        })
    }
}
