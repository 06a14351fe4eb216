//! What is unwise about a theme. It is plain data: what rule it breaks is for the checker to say.

use super::contrast::LowContrast;
use crate::source::FileId;

/// Something about a theme that is worth mending and stops nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeWarning {
    /// What kind of thing.
    pub kind: ThemeWarningKind,
    /// The file of the project that it is about; none if the theme is built in or the file is what is missing.
    pub file: Option<FileId>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// What is unwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemeWarningKind {
    /// The language is not there or lacks words; English stands in for them.
    Language,
    /// Text colours too close to what is behind them for WCAG 2.2, criterion 1.4.3.
    Contrast,
}

impl ThemeWarning {
    pub(super) fn unknown_language(language: &str) -> Self {
        Self {
            kind: ThemeWarningKind::Language,
            file: None,
            message: format!("there is no language `{language}`; the page's own words are English"),
            hint: format!("add `languages/{language}.toml` to your theme"),
        }
    }

    pub(super) fn missing_words(language: &str, keys: &str, file: Option<FileId>) -> Self {
        Self {
            kind: ThemeWarningKind::Language,
            file,
            message: format!("`{language}.toml` lacks words, which stay English: `{keys}`"),
            hint: "copy them from `themes/default/languages/en.toml` and translate them".into(),
        }
    }

    pub(super) fn low_contrast(low: &LowContrast, file: Option<FileId>) -> Self {
        let (ink, paper, scheme) = (low.ink, low.paper, low.scheme);
        Self {
            kind: ThemeWarningKind::Contrast,
            file,
            message: format!(
                "`{ink}` on `{paper}` in `[{scheme}]` has a contrast of {:.1} to 1",
                low.contrast
            ),
            hint: "text needs 4.5 to 1 to be read by all".into(),
        }
    }
}
