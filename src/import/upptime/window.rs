//! The window of a maintenance: a comment at the beginning of the text of its issue, with `start`, `end`, `expectedDown` and
//! `expectedDegraded`.

use chrono::{DateTime, Utc};

use crate::import::parsed_time::ParsedTime;

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

/// Separates the window from a text: the first comment with one of its keys.
pub(super) fn separate(body: &str) -> (Window, String) {
    for (at, mark) in body.match_indices("<!--") {
        let (before, rest) = body.split_at(at);
        let Some((comment, after)) = rest.get(mark.len()..).and_then(|rest| rest.split_once("-->")) else {
            break;
        };
        if let Some(window) = window(comment) {
            return (window, format!("{before}{after}"));
        }
    }
    (Window::default(), body.to_owned())
}

/// Reads a comment; `None` if it has none of the keys.
fn window(comment: &str) -> Option<Window> {
    let mut window = Window::default();
    let mut is_one = false;
    for line in comment.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        let time = || {
            let exact = DateTime::parse_from_rfc3339(value).ok().map(|at| at.to_utc());
            // Upptime reads what JavaScript reads, which is more.
            let other = || ParsedTime::parse(value, None).filter(|time| time.has_time);
            exact.or_else(|| other().map(|time| time.utc(chrono_tz::Tz::UTC)))
        };
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
    is_one.then_some(window)
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
        let (window, text) =
            separate("<!-- for us -->\n<!-- start: 2026-03-01 13:00 UTC\nend: 2026-03-01T14:00 -->Text");
        assert_eq!(text, "<!-- for us -->\nText");
        assert_eq!(window.start.map(|at| at.to_rfc3339()), Some("2026-03-01T13:00:00+00:00".to_owned()));
        assert_eq!(window.end.map(|at| at.to_rfc3339()), Some("2026-03-01T14:00:00+00:00".to_owned()));
        for other in ["<!-- note -->Text", "<!-- start: x", "Text"] {
            assert_eq!(separate(other), (Window::default(), other.to_owned()));
        }
    }
}
