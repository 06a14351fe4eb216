//! Hugo's shortcodes, `{{< name arguments >}}` and `{{% name arguments %}}`.

use std::ops::Range;

/// A shortcode in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::cstate) struct Shortcode<'a> {
    /// The range in bytes, including the braces.
    pub(in crate::import::cstate) range: Range<usize>,
    /// The name: `track`, or `/track` for a closing shortcode.
    pub(in crate::import::cstate) name: &'a str,
    /// The text after the name.
    arguments: &'a str,
}

impl<'a> Shortcode<'a> {
    /// Returns the value of a named argument, or with an empty name the first positional one.
    pub(in crate::import::cstate) fn argument(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.arguments.trim();
        while !rest.is_empty() {
            let end_of_name = rest.find(|c: char| c == '=' || c.is_whitespace() || "\"'`".contains(c));
            let (key, value) = match end_of_name {
                Some(at) if rest.get(at..)?.starts_with('=') => rest.split_at(at),
                _ => ("", rest),
            };
            let value = value.strip_prefix('=').unwrap_or(value);
            let quote = value.chars().next().filter(|c| "\"'`".contains(*c));
            let (value, after) = match quote {
                Some(quote) => value.get(1..)?.split_once(quote)?,
                None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
            };
            if key == name {
                return Some(value);
            }
            rest = after.trim_start();
        }
        None
    }
}

/// Returns all shortcodes of a text, in their order.
pub(in crate::import::cstate) fn find(text: &str) -> Vec<Shortcode<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("{{")).map(|at| from + at) {
        from = start + 2;
        let rest = text.get(from..).unwrap_or_default();
        let closing = match rest.chars().next() {
            Some('<') => ">}}",
            Some('%') => "%}}",
            _ => continue,
        };
        let Some(length) = rest.find(closing) else { continue };
        let inside = rest.get(1..length).unwrap_or_default().trim().trim_end_matches('/').trim();
        let (name, arguments) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        from += length + closing.len();
        found.push(Shortcode { range: start..from, name, arguments });
    }
    found
}

/// Returns a line without its `track` shortcodes, and the times of these.
pub(in crate::import::cstate) fn take_tracks(line: &str) -> (String, Vec<String>) {
    let mut rest = String::new();
    let mut times = Vec::new();
    let mut from = 0;
    for code in find(line).into_iter().filter(|code| code.name.eq_ignore_ascii_case("track")) {
        rest.push_str(line.get(from..code.range.start).unwrap_or_default());
        from = code.range.end;
        // Without quotes, a time of two words is two arguments.
        let quoted = code.arguments.starts_with(['"', '\'', '`']);
        let time = if quoted { code.argument("").unwrap_or_default() } else { code.arguments };
        times.push(time.trim().to_owned());
    }
    rest.push_str(line.get(from..).unwrap_or_default());
    if times.is_empty() { (rest, times) } else { (rest.trim().to_owned(), times) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_are_removed_from_a_line_in_every_spelling() {
        let cases = [
            (
                "*Update* - Done. {{< track \"2018-04-13 17:30:00\" >}}",
                "*Update* - Done.",
                "2018-04-13 17:30:00",
            ),
            ("{{<track '2018-04-13T17:30:00Z'>}} Done.", "Done.", "2018-04-13T17:30:00Z"),
            ("{{% track 2018-04-13 17:30 %}}", "", "2018-04-13 17:30"),
        ];
        for (line, rest, time) in cases {
            assert_eq!(take_tracks(line), (rest.to_owned(), vec![time.to_owned()]), "{line}");
        }
        assert_eq!(take_tracks("  {{ title }} {{< open"), ("  {{ title }} {{< open".to_owned(), Vec::new()));
    }

    #[test]
    fn arguments_are_found_by_name_and_by_position() {
        let found = find("a {{< figure src=\"/x y.png\" alt='Graph' >}} b {{% ref \"issues/a.md\" %}}");
        assert_eq!(found[0].argument("alt"), Some("Graph"));
        assert_eq!(found[0].argument("src"), Some("/x y.png"));
        assert_eq!(found[0].argument("title"), None);
        assert_eq!((found[1].name, found[1].argument("")), ("ref", Some("issues/a.md")));
    }
}
