//! The window of a maintenance: a comment at the beginning of the text of its issue, with `start`, `end`, `expectedDown` and
//! `expectedDegraded`.

use chrono::{DateTime, Utc};

/// The window of a maintenance.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    /// UTC, like the next one.
    pub(super) start: Option<DateTime<Utc>>,
    pub(super) end: Option<DateTime<Utc>>,
    /// The slugs of the sites that do not answer.
    pub(super) down: Vec<String>,
    /// The slugs of the sites that answer slowly.
    pub(super) degraded: Vec<String>,
}

/// Separates the window from a text.
pub(super) fn separate(body: &str) -> (Window, String) {
    let Some((before, rest)) = body.split_once("<!--") else { return (Window::default(), body.to_owned()) };
    let Some((comment, after)) = rest.split_once("-->") else { return (Window::default(), body.to_owned()) };
    let mut window = Window::default();
    let mut is_one = false;
    for line in comment.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        let time = || DateTime::parse_from_rfc3339(value).ok().map(|at| at.to_utc());
        let list =
            || value.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
        match key.trim() {
            "start" => window.start = time(),
            "end" => window.end = time(),
            "expectedDown" => window.down = list(),
            "expectedDegraded" => window.degraded = list(),
            _ => continue,
        }
        is_one = true;
    }
    if is_one { (window, format!("{before}{after}")) } else { (window, body.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_is_read_and_removed() {
        let body = "<!--\nstart: 2026-03-01T13:00:00.220Z\nend: 2026-03-01T14:00:00Z\nexpectedDown: shop, api\nother: x\n-->\nText";
        let (window, text) = separate(body);
        assert_eq!(text, "\nText");
        assert_eq!(window.down, ["shop", "api"]);
        assert!(window.start.is_some() && window.end.is_some() && window.degraded.is_empty());
        for other in ["<!-- note -->Text", "<!-- start: x", "Text"] {
            assert_eq!(separate(other), (Window::default(), other.to_owned()));
        }
    }
}
