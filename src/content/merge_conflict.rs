//! Finds the markers that git leaves in a file when a merge has a conflict.

use std::ops::Range;

/// Returns the range of the first conflict marker in a text. The line of equals signs counts only if it cannot be the
/// underline of a heading.
pub(super) fn conflict_marker(text: &str) -> Option<Range<usize>> {
    // Nearly all files contain no marker at all.
    let bytes = text.as_bytes();
    memchr::memchr3(b'<', b'>', b'|', bytes).or_else(|| memchr::memmem::find(bytes, b"======="))?;
    let suspicious = |line: &str| line.starts_with(['<', '>', '|', '=']);
    let mut start = 0;
    let mut before: [&str; 2] = ["", ""];
    for line in text.split('\n') {
        let written = line.trim_end();
        if suspicious(written) && (is_marker(written) || is_separator(written, before)) {
            return Some(start..start + written.len());
        }
        start += line.len() + 1;
        before = [before[1], written];
    }
    None
}

/// Whether a line begins or ends a side of the conflict, or begins the common ancestor. Conflicts inside conflicts have
/// longer markers.
fn is_marker(line: &str) -> bool {
    let Some(first) = line.chars().next().filter(|first| matches!(first, '<' | '>' | '|')) else {
        return false;
    };
    let rest = line.trim_start_matches(first);
    let length = line.len() - rest.len();
    // A table of empty cells has no label after it.
    let is_labelled = rest.starts_with(' ');
    length >= 7 && (is_labelled || rest.is_empty() && first != '|')
}

/// Whether a line separates the sides of a conflict: seven equals signs that do not underline a heading, which is one
/// line of text of about the same length after a blank line.
fn is_separator(line: &str, [above, title]: [&str; 2]) -> bool {
    let length = title.chars().count();
    let is_heading = !title.is_empty() && above.is_empty() && (4..=10).contains(&length);
    line == "=======" && !is_heading
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        conflict_marker(text).map(|range| &text[range])
    }

    #[test]
    fn every_marker_is_found() {
        for marker in
            ["<<<<<<< HEAD", ">>>>>>> fix-wording", "||||||| 1a2b3c4", "<<<<<<<", "<<<<<<<<< ours", "======="]
        {
            let text = format!("The pumps stopped.\nThe crane stopped too.\n{marker}\nBoth run again.\n");
            assert_eq!(found(&text), Some(marker));
        }
    }

    #[test]
    fn other_lines_are_not_markers() {
        for text in [
            "Summary\n=======\n\nThe pumps stopped.\n",
            "> > a quotation\n>> of a quotation\n",
            "| a | b |\n|---|---|\n|||||||\n",
            "    <<<<<<< HEAD\n",
            "Use `<<<<<<< HEAD`\n",
            "==========\n",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
