//! Rendered texts of the content as released texts.

use super::model::Text;
use crate::content::Body;

/// Converts a body; the bytes are shared, not copied.
pub(super) fn text(body: &Body) -> Text {
    Text { html: body.html.clone(), plain: body.text.clone() }
}

/// Converts a body, or returns `None` if it is empty.
pub(super) fn non_empty_text(body: &Body) -> Option<Text> {
    (!body.is_empty()).then(|| text(body))
}
