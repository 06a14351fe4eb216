//! The three characters that Slack writes as entities.

/// Replaces the entities in a text with their characters.
pub(super) fn decoded(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
