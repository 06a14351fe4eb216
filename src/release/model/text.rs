//! Texts, as released.

use std::sync::Arc;

/// A text in two forms. Cloning is cheap, because several pages show the same update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Safe HTML.
    pub html: Arc<str>,
    /// Plain text, with the line breaks that [`crate::markdown::Rendered`] describes.
    pub plain: Arc<str>,
}
