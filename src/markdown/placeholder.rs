//! Finds placeholders of snippets that were not filled in. All other braces are text.

use super::limits::MAX_PROBLEMS;
use super::problem::{Problem, ProblemKind};

/// The names that a snippet may use between double braces.
const NAMES: [&str; 3] = ["title", "components", "next_update"];

/// Returns a problem for each placeholder in the source.
pub(super) fn find(source: &str) -> Vec<Problem> {
    memchr::memchr_iter(b'{', source.as_bytes())
        .filter_map(|start| {
            let found = source.get(start..)?;
            let end = start + placeholder_length(found)?;
            Some(Problem::new(ProblemKind::Placeholder, start..end, source.get(start..end)?))
        })
        .take(MAX_PROBLEMS)
        .collect()
}

/// The length of the placeholder at the start of `text`.
fn placeholder_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("{{")?.trim_start_matches([' ', '\t']);
    let after = NAMES.iter().find_map(|name| inside.strip_prefix(name))?;
    let rest = after.trim_start_matches([' ', '\t']).strip_prefix("}}")?;
    Some(text.len() - rest.len())
}
