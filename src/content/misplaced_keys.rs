//! Finds front matter in the text of a file. It has no effect there: an `audience` below the front matter restricts nobody,
//! and customers would read it as text.

use std::ops::Range;

use super::key::Kind;
use super::kinds::KINDS;
use super::merge_conflict::conflict_marker;
use crate::diagnostics::did_you_mean;

/// The keys that restrict who reads a text. They are reported whatever their value is.
const RESTRICTING: [&str; 3] = ["audience", "draft", "retracted"];

/// A line of text that looks like front matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Misplaced<'a> {
    /// A second `+++` line.
    Block,
    /// A line that sets this key, or begins its table.
    Key(&'a str),
}

/// Returns the first line of a text that looks like front matter of this kind of file, with its range. Fenced code is
/// text.
pub(super) fn misplaced_keys<'a>(text: &'a str, kind: &Kind) -> Option<(Misplaced<'a>, Range<usize>)> {
    // Nearly all texts have none of the characters without which `of_line` finds nothing, so their lines are not read.
    memchr::memchr3(b'=', b':', b'[', text.as_bytes())
        .or_else(|| memchr::memmem::find(text.as_bytes(), b"+++"))?;
    let mut start = 0;
    let mut fence: Option<&str> = None;
    for line in text.split('\n') {
        let written = line.trim_matches(is_invisible);
        let offset = start + line.len() - line.trim_start_matches(is_invisible).len();
        start += line.len() + 1;
        match (fence, fence_of(written)) {
            (Some(open), Some(mark)) if mark.starts_with(open) && written.len() == mark.len() => fence = None,
            (None, Some(mark)) => fence = Some(mark),
            (None, None) => {
                if let Some(found) = of_line(written, kind) {
                    return Some((found, offset..offset + written.len()));
                }
            }
            (Some(_), _) => {}
        }
    }
    None
}

/// Returns the text with a backslash wherever a line looks like front matter of this kind of file, or like the marker of
/// a merge conflict. Markdown shows the same text.
pub(super) fn without_keys(text: &str, kind: &Kind) -> String {
    let mut text = text.to_owned();
    // Each round puts a backslash before one mark, and no text has more marks than characters.
    for _ in 0..text.len() {
        let key = misplaced_keys(&text, kind).map(|(found, range)| match found {
            Misplaced::Block => range.start,
            Misplaced::Key(_) => {
                let line = text.get(range.clone()).unwrap_or_default();
                let mark = if line.starts_with('[') { Some(0) } else { line.find(['=', ':']) };
                range.start + mark.unwrap_or(0)
            }
        });
        let Some(at) = key.or_else(|| conflict_marker(&text).map(|range| range.start)) else { break };
        text.insert(at, '\\');
    }
    text
}

/// Returns the text with a backslash wherever a line looks like front matter of any kind of file.
pub(crate) fn without_front_matter(text: &str) -> String {
    KINDS.iter().fold(text.to_owned(), |text, kind| without_keys(&text, kind))
}

/// Returns the characters that open or close fenced code.
fn fence_of(line: &str) -> Option<&str> {
    let first = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(first).len();
    (length >= 3).then(|| &line[..length])
}

fn of_line<'a>(line: &'a str, kind: &Kind) -> Option<Misplaced<'a>> {
    if line == "+++" {
        return Some(Misplaced::Block);
    }
    if let Some(table) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let name = table.trim_start_matches('[').trim_end_matches(']').trim();
        let key = name.split('.').next().unwrap_or(name);
        return (has_key(kind, key) || RESTRICTING.contains(&key)).then_some(Misplaced::Key(key));
    }
    let (before, value) = line.split_once('=').or_else(|| line.split_once(':'))?;
    let is_assignment = line.get(before.len()..).is_some_and(|rest| rest.starts_with('='));
    let key = before.trim().trim_matches(['"', '\'']);
    let value = value.trim();
    // A heading `# audience = …` is a comment for whoever thinks that this is front matter.
    let plain = key.trim_start_matches(['#', ' ']);
    let plain = plain.split('.').next().unwrap_or(plain).trim();
    if plain.is_empty() || plain.contains(|c: char| !c.is_alphanumeric() && c != '_' && c != '-') {
        return None;
    }
    let restricts = did_you_mean(plain, RESTRICTING).is_some();
    let found = if is_assignment {
        restricts || has_key(kind, &plain.to_lowercase()) && looks_like_a_value(value)
    } else {
        restricts && looks_like_a_restriction(value)
    };
    found.then_some(Misplaced::Key(plain))
}

fn has_key(kind: &Kind, name: &str) -> bool {
    kind.keys.iter().any(|key| key.name == name)
}

/// Whether a text looks like a value in TOML.
fn looks_like_a_value(value: &str) -> bool {
    value.starts_with(['"', '\'', '[', '{'])
        || value.starts_with(|first: char| first.is_ascii_digit())
        || matches!(value, "true" | "false")
}

/// Whether a text after a colon is a restriction in the notation of YAML and not a sentence.
fn looks_like_a_restriction(value: &str) -> bool {
    let value = value.trim_start_matches(['"', '\'', '[', ' ']);
    matches!(value, "true" | "false" | "yes" | "no" | "public" | "internal")
        || ["customer:", "tier:", "public\"", "public'", "public]", "{"]
            .iter()
            .any(|start| value.starts_with(start))
}

/// Whether a character takes no space of its own at the ends of a line.
fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{internal, public};

    fn found(text: &str) -> Option<Misplaced<'_>> {
        misplaced_keys(text, &public::UPDATE).map(|(found, _)| found)
    }

    #[test]
    fn lines_that_look_like_front_matter_are_found() {
        for (text, key) in [
            ("audience = [\"customer:tern\"]", "audience"),
            ("The lift works.\n  Draft=true", "Draft"),
            ("audiance = [\"customer:tern\"]", "audiance"),
            ("audience = tern", "audience"),
            ("\u{200b}draft = yes", "draft"),
            ("# audience = [\"customer:tern\"]", "audience"),
            ("audience: [\"customer:tern\"]", "audience"),
            ("draft: true", "draft"),
            ("retracted.at = 2026-03-14T10:00:00Z", "retracted"),
            ("[[approval]]", "approval"),
            ("status = \"resolved\"", "status"),
            ("next_update = \"30m\"", "next_update"),
            ("```\ncode\n```\ndraft = true", "draft"),
        ] {
            assert_eq!(found(text), Some(Misplaced::Key(key)), "{text}");
        }
        assert_eq!(found("The lift works.\n\n+++\nx"), Some(Misplaced::Block));
    }

    #[test]
    fn a_backslash_makes_front_matter_text() {
        for (text, plain) in [
            ("draft: true", "draft\\: true"),
            ("# audience = [\"a\"]\n+++\n[[approval]]", "# audience \\= [\"a\"]\n\\+++\n\\[[approval]]"),
            ("<<<<<<< HEAD\nx", "\\<<<<<<< HEAD\nx"),
            ("Status: we look.", "Status: we look."),
        ] {
            assert_eq!(without_keys(text, &public::UPDATE), plain);
        }
    }

    #[test]
    fn prose_and_code_are_text() {
        for text in [
            "Status: we are looking into it.",
            "Draft: the plan is not final.",
            "Our audience: operators of lifts.",
            "The status = unknown for now.",
            "timeout = 30",
            "+++ b/lift.conf",
            "[the page](https://lifts.example)",
            "[note]",
            "```toml\ndraft = true\n```",
            "Write `draft = true` to keep it.",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn the_keys_are_those_of_the_kind_of_file() {
        let text = "milestone = \"detected\"";
        let range = |kind| misplaced_keys(text, kind).map(|(_, range)| range);
        assert_eq!(range(&internal::TIMELINE), Some(0..text.len()));
        assert_eq!(range(&public::PAGE), None);
    }
}
