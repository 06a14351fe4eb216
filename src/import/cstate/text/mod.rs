//! The text of an issue or a page: hidden parts, updates, and conversion to Markdown that allclear accepts.

pub(super) mod comments;
pub(super) mod heading;
pub(super) mod hidden;
pub(super) mod html;
pub(super) mod label;
pub(super) mod markdown;
pub(super) mod shortcode;
pub(super) mod track;
pub(super) mod updates;
