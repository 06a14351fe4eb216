//! The content type of each file: from the `_headers` file of the site, or else from the file extension.
//!
//! The other headers of that file are for the public web. CORS for feeds and caching have no place in a preview.

/// The rules of `_headers` that set a content type.
#[derive(Debug, Default)]
pub(super) struct ContentTypes {
    /// The parts of a pattern, and its content type.
    rules: Vec<(Vec<String>, String)>,
}

impl ContentTypes {
    /// Parses `_headers`, whose paths begin with `base`.
    pub(super) fn read(text: &str, base: &str) -> Self {
        let mut rules = Vec::new();
        let mut pattern: Option<&str> = None;
        for line in text.lines() {
            if !line.starts_with(char::is_whitespace) {
                pattern = line.trim_end().strip_prefix(base);
                continue;
            }
            let kind =
                line.trim().split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-type"));
            if let (Some(pattern), Some((_, kind))) = (pattern, kind) {
                rules.push((parts(pattern), kind.trim().to_owned()));
            }
        }
        Self { rules }
    }

    /// The content type of an output file.
    pub(super) fn of(&self, path: &str) -> &str {
        let path = parts(path);
        let rule = self.rules.iter().find(|(pattern, _)| matches(pattern, &path));
        rule.map_or_else(|| by_extension(path.last().map_or("", String::as_str)), |(_, kind)| kind)
    }
}

fn parts(path: &str) -> Vec<String> {
    path.trim_start_matches('/').split('/').map(str::to_owned).collect()
}

/// `:name` matches any single part, and `*` at the end matches all remaining parts.
fn matches(pattern: &[String], path: &[String]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        ([star], [_, ..]) if star == "*" => true,
        ([wanted, pattern @ ..], [part, path @ ..]) => {
            (wanted.starts_with(':') || wanted == part) && matches(pattern, path)
        }
        _ => false,
    }
}

fn by_extension(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" | "rss" | "atom" => "application/xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_headers_take_precedence_over_extensions() {
        let text = "/status/*\n  X-Content-Type-Options: nosniff\n/status/feed.xml\n  Content-Type: application/rss+xml; charset=utf-8\n  \
                    Access-Control-Allow-Origin: *\n/status/components/:component/badge.svg\n  Content-Type: image/svg+xml; x=1\n\
                    /status/api/*\n  Content-Type: application/json\n";
        let types = ContentTypes::read(text, "/status");
        assert_eq!(types.of("feed.xml"), "application/rss+xml; charset=utf-8");
        assert_eq!(types.of("components/api/badge.svg"), "image/svg+xml; x=1");
        assert_eq!(types.of("components/a/b/badge.svg"), "image/svg+xml");
        assert_eq!(types.of("api/v2/status.json"), "application/json");
        assert_eq!(types.of("index.html"), "text/html; charset=utf-8");
        assert_eq!(types.of("x"), "application/octet-stream");
    }
}
