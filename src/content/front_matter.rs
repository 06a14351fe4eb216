//! Splits a file into front matter and text.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::bare_words::with_quotes;
use super::finding_sink::FindingSink;
use super::key::{FrontMatterNeed, Kind};
use super::merge_conflict::conflict_marker;
use super::misplaced_keys::{Misplaced, misplaced_keys};
use crate::diagnostics::{Finding, rules};
use crate::source::SourceFile;
use crate::span::Span;

/// The maximum nesting depth of front matter.
const DEPTH_LIMIT: usize = 16;

/// The quotes of word processors.
const CURLY: [char; 5] = ['“', '”', '‘', '’', '„'];

/// A file split into its two parts. Offsets are in bytes from the start of the file.
pub(super) struct FrontMatter<'a> {
    /// The parsed TOML; `None` if it is not valid.
    pub(super) table: Option<Spanned<DeTable<'a>>>,
    /// The offset of the TOML.
    pub(super) start: usize,
    /// The offset of the text, after any blank lines.
    pub(super) body_start: usize,
    /// Whether the file contains a merge conflict, or keys in its text. Then it may be meant for fewer readers than its
    /// front matter says.
    pub(super) is_unclear: bool,
}

/// Splits a file and parses its front matter. For kinds of files that are entirely TOML, the whole file is parsed.
///
/// A file with a merge conflict has no front matter and no text, because either side may be the right one.
pub(super) fn split<'a>(file: &'a SourceFile, kind: &Kind, sink: &FindingSink) -> FrontMatter<'a> {
    if report_conflict(file, sink) {
        return FrontMatter { table: None, start: 0, body_start: file.text.len(), is_unclear: true };
    }
    let mut front = split_parts(file, kind, sink);
    let text = file.text.get(front.body_start..).unwrap_or_default();
    if let Some((misplaced, range)) = misplaced_keys(text, kind) {
        front.is_unclear = true;
        let range = range.start + front.body_start..range.end + front.body_start;
        sink.push(misplaced_finding(&misplaced, Span::new(file.id, range)));
    }
    front
}

/// Reports an unresolved merge conflict, and returns whether there is one.
pub(super) fn report_conflict(file: &SourceFile, sink: &FindingSink) -> bool {
    let Some(range) = conflict_marker(&file.text) else { return false };
    sink.push(
        Finding::at(
            &rules::MERGE_CONFLICT,
            Span::new(file.id, range),
            "this file contains the marker of a merge conflict",
        )
        .hint("keep the lines that are right, and delete the others and the marker lines"),
    );
    true
}

/// Returns the text of a file below its front matter, which is not parsed. Nothing if the file has a merge conflict, or front
/// matter that is never closed.
pub(super) fn below(file: &SourceFile) -> &str {
    let text: &str = &file.text;
    if conflict_marker(text).is_some() {
        return "";
    }
    if text.lines().next().unwrap_or_default().trim_end() != "+++" {
        return &text[body_start(text, 0)..];
    }
    let mut line = line_end(text, 0);
    while line < text.len() {
        let next = line_end(text, line);
        if text[line..next].trim_end() == "+++" {
            return &text[body_start(text, next)..];
        }
        line = next;
    }
    ""
}

fn misplaced_finding(misplaced: &Misplaced<'_>, span: Span) -> Finding {
    let (message, hint) = match misplaced {
        Misplaced::Block => (
            "a second `+++` block begins in the text".to_owned(),
            "move its keys into the front matter at the top, or delete the line; `***` draws a rule",
        ),
        Misplaced::Key(key) => (
            format!("`{key}` is in the text, where it has no effect"),
            "move the line between the `+++` lines at the top, or put it in fenced code if readers should see it",
        ),
    };
    Finding::at(&rules::KEY_IN_TEXT, span, message).hint(hint)
}

fn split_parts<'a>(file: &'a SourceFile, kind: &Kind, sink: &FindingSink) -> FrontMatter<'a> {
    let text: &'a str = &file.text;
    if kind.front_matter == FrontMatterNeed::WholeFile {
        return FrontMatter {
            table: parse(file, text, 0, sink),
            start: 0,
            body_start: text.len(),
            is_unclear: false,
        };
    }
    let first_line = text.lines().next().unwrap_or_default();
    if first_line.trim_end() != "+++" {
        if kind.front_matter == FrontMatterNeed::Required {
            sink.push(missing(file, kind, first_line));
        }
        let optional = kind.front_matter == FrontMatterNeed::Optional;
        let empty = optional.then(|| Spanned::new(0..0, DeTable::new()));
        return FrontMatter { table: empty, start: 0, body_start: body_start(text, 0), is_unclear: false };
    }
    let start = line_end(text, 0);
    let mut line = start;
    while line < text.len() {
        let next = line_end(text, line);
        if text[line..next].trim_end() == "+++" {
            let table = parse(file, &text[start..line], start, sink);
            return FrontMatter { table, start, body_start: body_start(text, next), is_unclear: false };
        }
        line = next;
    }
    sink.push(
        Finding::at(
            &rules::NO_FRONT_MATTER,
            Span::new(file.id, 0..3),
            "the front matter begins here and is never closed",
        )
        .hint("add a `+++` line between the keys and the text"),
    );
    FrontMatter { table: None, start, body_start: text.len(), is_unclear: false }
}

fn missing(file: &SourceFile, kind: &Kind, first_line: &str) -> Finding {
    let span = Span::new(file.id, 0..first_line.len());
    let finding = Finding::at(
        &rules::NO_FRONT_MATTER,
        span,
        format!("{} must begin with front matter, but there is none", kind.name),
    );
    if first_line.trim_end() == "---" {
        finding.hint("front matter here is TOML between `+++` lines, not YAML between `---` lines")
    } else {
        let required: Vec<String> =
            kind.keys.iter().filter(|key| key.required).map(|key| format!("`{}`", key.name)).collect();
        let needs =
            if required.is_empty() { String::new() } else { format!("; required: {}", required.join(", ")) };
        finding.hint(format!("begin the file with a `+++` line, the keys, and another `+++` line{needs}"))
    }
}

fn parse<'a>(
    file: &SourceFile,
    toml: &'a str,
    start: usize,
    sink: &FindingSink,
) -> Option<Spanned<DeTable<'a>>> {
    let (table, errors) = DeTable::parse_recoverable(toml);
    // Bare words may give several errors in one line, and one finding corrects them all.
    let mut corrected = BTreeSet::new();
    for error in &errors {
        let (line_start, line) = line_of(toml, error);
        // Curly quotes have a hint of their own.
        let is_curly = line.contains(CURLY);
        let Some((key, fixed)) = with_quotes(line).filter(|_| !is_curly) else {
            sink.push(syntax(file, toml, start, error));
            continue;
        };
        if corrected.insert(line_start) {
            let value = line.find(['=', ':']).map_or(0, |sign| sign + 1);
            let value = value + line.get(value..).map_or(0, |value| value.len() - value.trim_start().len());
            let span = start + line_start + value..start + line_start + line.trim_end().len();
            let message = if line
                .trim_start()
                .get(key.len()..)
                .is_some_and(|rest| rest.trim_start().starts_with(':'))
            {
                format!("`{key}` is followed by `:`, but TOML needs `=`")
            } else {
                format!("`{key}` has a text without quotes")
            };
            let finding = Finding::at(&rules::SYNTAX, Span::new(file.id, span), message);
            sink.push(finding.hint(format!("write `{fixed}`")));
        }
    }
    if !errors.is_empty() {
        return None;
    }
    if let Some(range) = too_deep(&table) {
        let span = Span::new(file.id, range.start + start..range.end + start);
        sink.push(
            Finding::at(
                &rules::TOO_DEEP,
                span,
                format!("front matter is nested deeper than {DEPTH_LIMIT} levels"),
            )
            .hint("no key needs more than four"),
        );
        return None;
    }
    Some(table)
}

/// Returns the line of an error, with its offset.
fn line_of<'t>(toml: &'t str, error: &toml::de::Error) -> (usize, &'t str) {
    let at = error.span().map_or(0, |range| range.start);
    let start = toml[..floor(toml, at)].rfind('\n').map_or(0, |newline| newline + 1);
    (start, toml[start..].lines().next().unwrap_or_default())
}

/// Returns the finding for a syntax error, with hints for the most common mistakes.
fn syntax(file: &SourceFile, toml: &str, start: usize, error: &toml::de::Error) -> Finding {
    let range = error.span().unwrap_or(0..0);
    let span = Span::new(file.id, range.start + start..range.end + start);
    let (_, line) = line_of(toml, error);
    let message = error.message().lines().next().unwrap_or("invalid TOML").to_lowercase();
    let finding = Finding::at(&rules::SYNTAX, span, message);
    if line.contains(CURLY) {
        finding.hint("use straight quotes (`\"`) instead of the curly ones of a word processor")
    } else if line.contains(": ") && !line.contains('=') {
        finding.hint("TOML separates key and value with `=`, not `:`")
    } else if finding.message.contains("duplicate key") {
        finding.hint("a key may appear only once; remove one of the two lines")
    } else {
        finding
    }
}

/// Returns the range of the first value that is nested too deeply. Uses an explicit stack instead of recursion.
fn too_deep(table: &Spanned<DeTable<'_>>) -> Option<std::ops::Range<usize>> {
    let mut open: Vec<(usize, &Spanned<DeValue<'_>>)> =
        table.get_ref().values().map(|value| (1, value)).collect();
    while let Some((depth, value)) = open.pop() {
        if depth > DEPTH_LIMIT {
            return Some(value.span());
        }
        match value.get_ref() {
            DeValue::Array(array) => open.extend(array.iter().map(|value| (depth + 1, value))),
            DeValue::Table(table) => open.extend(table.values().map(|value| (depth + 1, value))),
            _ => {}
        }
    }
    None
}

fn floor(text: &str, mut offset: usize) -> usize {
    offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Returns the offset after the end of the line at an offset.
fn line_end(text: &str, from: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |newline| from + newline + 1)
}

/// Returns the offset of the first line that is not blank.
fn body_start(text: &str, mut from: usize) -> usize {
    while from < text.len() {
        let next = line_end(text, from);
        if !text[from..next].trim().is_empty() {
            break;
        }
        from = next;
    }
    from
}
