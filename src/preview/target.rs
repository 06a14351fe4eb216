//! Parsing of request targets, which are untrusted. A parsed target is only looked up in the map of built pages; it
//! never becomes a path on disk.

use percent_encoding::percent_decode_str;

/// The target of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The decoded path. It begins with a slash and has no empty, dotted or hidden parts.
    pub(super) path: String,
    /// What follows `?`, not decoded.
    query: String,
}

impl Target {
    /// Parses the target of a request line. `None` for targets that no browser and none of our links would send.
    pub(super) fn parse(raw: &str) -> Option<Self> {
        if raw.contains('#') {
            return None;
        }
        let (path, query) = raw.split_once('?').unwrap_or((raw, ""));
        let path = decoded(path)?;
        let below = path.strip_prefix('/')?;
        let bare = below.strip_suffix('/').unwrap_or(below);
        let is_valid = |part: &str| !part.is_empty() && !part.starts_with('.');
        (below.is_empty() || bare.split('/').all(is_valid)).then(|| Self { path, query: query.to_owned() })
    }

    /// A decoded value of the query.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let mut pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(key, _)| *key == name)?;
        percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
    }

    /// The target without one of its query values, encoded.
    pub(super) fn without(&self, name: &str) -> String {
        let keeps = |pair: &&str| !pair.is_empty() && pair.split_once('=').is_none_or(|(key, _)| key != name);
        let kept: Vec<&str> = self.query.split('&').filter(keeps).collect();
        let path = encoded(&self.path);
        if kept.is_empty() { path } else { format!("{path}?{}", kept.join("&")) }
    }
}

/// Decodes a path once. Refuses a path that is still encoded afterwards, or that has another meaning on some system.
fn decoded(path: &str) -> Option<String> {
    let bytes = path.as_bytes();
    for (at, _) in path.match_indices('%') {
        let code = bytes.get(at + 1..at + 3)?;
        if !code.iter().all(u8::is_ascii_hexdigit)
            || code.eq_ignore_ascii_case(b"2f")
            || code.eq_ignore_ascii_case(b"5c")
        {
            return None;
        }
    }
    let decoded = percent_decode_str(path).decode_utf8().ok()?.into_owned();
    (!decoded.contains(['\\', ':', '%']) && !decoded.contains(char::is_control)).then_some(decoded)
}

/// Encodes a path for a URL. The result is used in a header, so everything but plain characters is encoded.
pub(super) fn encoded(path: &str) -> String {
    use std::fmt::Write as _;
    path.bytes().fold(String::with_capacity(path.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_of_our_links_are_parsed() {
        for (raw, path) in [
            ("/", "/"),
            ("/incidents/2026-03-14-api/", "/incidents/2026-03-14-api/"),
            ("/feed.xml?x=1", "/feed.xml"),
            ("/a%20b/%C3%A9", "/a b/é"),
            ("/__preview/bar.js", "/__preview/bar.js"),
        ] {
            assert_eq!(Target::parse(raw).map(|target| target.path).as_deref(), Some(path), "{raw}");
        }
    }

    #[test]
    fn ambiguous_paths_are_refused() {
        for raw in [
            "",
            "*",
            "x",
            "http://evil.example/",
            "//evil.example/",
            "/..",
            "/../etc/passwd",
            "/a/../b",
            "/./a",
            "/..%2f",
            "/..%2F..",
            "/%2e%2e/",
            "/%2e/",
            "/a%5cb",
            "/a\\b",
            "/%00",
            "/a%00.html",
            "/c:/x",
            "/a%3ab",
            "/%0d%0aX:1",
            "/.git/config",
            "/%2egit/config",
            "/a//b",
            "/a#b",
            "/%",
            "/%4",
            "/%zz",
            "/%252e",
            "/%ff",
            "/\u{7f}",
        ] {
            assert_eq!(Target::parse(raw), None, "{raw}");
        }
    }

    #[test]
    fn query_values_are_read_and_removed() {
        let target = Target::parse("/a%20b/?token=x%2By&since=4").expect("a target");
        assert_eq!(target.value("token").as_deref(), Some("x+y"));
        assert_eq!(target.value("since").as_deref(), Some("4"));
        assert_eq!(target.value("none"), None);
        assert_eq!(target.without("token"), "/a%20b/?since=4");
        assert_eq!(Target::parse("/x?token=1").expect("a target").without("token"), "/x");
    }
}
