//! A difference as text for people: removed words in `[-…-]`, added words in `{+…+}`.

use super::lines::{Line, Part, lines, summary};
use super::{Earlier, Files};
use crate::site::difference::Difference;

/// Returns what changes for the public.
pub(super) fn change(earlier: &Earlier, difference: &Difference, files: Files) -> String {
    let head = format!("compared with {} ({}):\n", earlier.name, earlier.commit);
    head + &body(difference, 0) + &summary(difference, files) + "\n"
}

/// Returns the lines of a difference, each indented.
pub(super) fn body(difference: &Difference, indent: usize) -> String {
    let line = |line: Line| {
        let depth = "  ".repeat(indent + line.depth);
        let mark = if line.is_quote { "│ " } else { "" };
        let text: String = line.parts.iter().map(part).collect();
        format!("{depth}{mark}{}\n", text.trim_end())
    };
    lines(difference).into_iter().map(line).collect()
}

fn part(part: &Part) -> String {
    match part {
        Part::Own(text) | Part::Title(text) => text.clone(),
        Part::Quoted(text) | Part::About(text) => printable(text),
        Part::Removed(text) => format!("[-{}-]", printable(text)),
        Part::Added(text) => format!("{{+{}+}}", printable(text)),
    }
}

/// Replaces what could control a terminal or reorder a line.
pub(super) fn printable(text: &str) -> String {
    let is_control = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_control(c) { ' ' } else { c }).collect()
}
