//! Host names in running text, and patterns for them (`*.internal`).

use super::fold::fold;

/// Maximum length of a host name in characters (RFC 1035, section 2.3.4).
const LONGEST: usize = 253;

/// A pattern for host names. `*` matches any number of characters, dots included, and `?` matches one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HostGlob(String);

impl HostGlob {
    /// Parses a pattern. Returns `None` if it has a character that no host name has, or only wildcards.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let fits = |c: char| is_host(c) || matches!(c, '*' | '?');
        (text.chars().all(fits) && text.contains(|c: char| c.is_ascii_alphanumeric()))
            .then(|| Self(text.to_ascii_lowercase()))
    }

    /// Returns the longest run of letters and digits that every match contains as a whole run. The search starts there.
    pub(super) fn anchor(&self) -> Option<&str> {
        let mut anchor: Option<&str> = None;
        for part in
            self.0.split(['.', '-', '_']).filter(|part| !part.is_empty() && !part.contains(['*', '?']))
        {
            if anchor.is_none_or(|longest| part.len() > longest.len()) {
                anchor = Some(part);
            }
        }
        anchor
    }

    /// Whether it matches the whole of `host`, which is in lower case.
    pub(super) fn matches(&self, host: &str) -> bool {
        let (glob, host) = (self.0.as_bytes(), host.as_bytes());
        let (mut at, mut from) = (0, 0);
        // Where to continue if the match fails after the last `*`.
        let mut star: Option<(usize, usize)> = None;
        while let Some(&byte) = host.get(from) {
            match glob.get(at) {
                Some(b'*') => {
                    star = Some((at, from));
                    at += 1;
                }
                Some(&wanted) if wanted == byte || wanted == b'?' => {
                    at += 1;
                    from += 1;
                }
                _ => match star {
                    Some((star_at, taken)) => {
                        star = Some((star_at, taken + 1));
                        (at, from) = (star_at + 1, taken + 1);
                    }
                    None => return false,
                },
            }
        }
        glob.get(at..).is_some_and(|rest| rest.iter().all(|&byte| byte == b'*'))
    }
}

/// Returns the host name around the byte offset `at`, in lower case, and where it begins and ends.
pub(super) fn host_around(text: &str, at: usize) -> Option<(String, usize, usize)> {
    let (before, after) = text.split_at_checked(at)?;
    let mut host = String::new();
    let mut start = at;
    for (position, c) in before.char_indices().rev().take(LONGEST) {
        match fold(c) {
            Some(c) if is_host(c) => host.insert(0, c.to_ascii_lowercase()),
            Some(_) => break,
            None => {}
        }
        start = position;
    }
    let mut end = at;
    for (position, c) in after.char_indices().take(LONGEST) {
        match fold(c) {
            Some(c) if is_host(c) => host.push(c.to_ascii_lowercase()),
            Some(_) => break,
            None => {}
        }
        end = at + position + c.len_utf8();
    }
    let edge = ['.', '-', '_'];
    let end = text.get(..end)?.trim_end_matches(edge).len();
    Some((host.trim_matches(edge).to_owned(), start, end))
}

fn is_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(glob: &str, host: &str) -> bool {
        HostGlob::parse(glob).unwrap().matches(host)
    }

    #[test]
    fn a_star_matches_any_labels() {
        assert!(matches("*.internal", "db.internal"));
        assert!(matches("*.internal", "a.b.internal"));
        assert!(!matches("*.internal", "internal"));
        assert!(!matches("*.internal", "db.internal.example"));
        assert!(matches("db-*.corp", "db-7.corp"));
        assert!(matches("db-?", "db-7"));
        assert!(!matches("db-?", "db-77"));
        assert!(matches("*corp*", "a.corporate.b"));
    }

    #[test]
    fn the_anchor_is_a_label_without_wildcards() {
        assert_eq!(HostGlob::parse("db-*.corp.example").unwrap().anchor(), Some("example"));
        assert_eq!(HostGlob::parse("*corp*").unwrap().anchor(), None);
        assert_eq!(HostGlob::parse("*"), None);
        assert_eq!(HostGlob::parse("a b*"), None);
    }

    #[test]
    fn the_host_is_found_from_any_of_its_labels() {
        let text = "see https://DB.inter\u{ad}nal:80/";
        let at = text.find("inter").unwrap();
        assert_eq!(host_around(text, at).unwrap().0, "db.internal");
    }
}
