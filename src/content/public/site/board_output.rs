//! `[board]` of `site.toml`: the folder of the site for colleagues.

use super::kind::BOARD_KEYS;
use crate::content::reader::Reader;
use crate::diagnostics::rules;
use crate::span::Spanned;

/// Folders of a project that are used for something else.
const TAKEN: [&str; 6] = ["public", "private", "content", "themes", ".git", ".allclear"];

/// Returns the folder. Only its spelling is checked here; `output` checks what is on the disk.
pub(super) fn board_output(reader: &Reader<'_>) -> Option<Spanned<String>> {
    let table = reader.table("board", "`board`", BOARD_KEYS)?;
    let output = table.line("output")?;
    let Some(problem) = problem(&output.value) else { return Some(output) };
    table.wrong(
        &rules::INVALID_VALUE,
        output.span,
        problem,
        "name a folder that is used for nothing else: `output = \"internal\"`",
    );
    None
}

/// Returns why a folder cannot be the output.
fn problem(output: &str) -> Option<String> {
    let is_absolute = output.starts_with('/');
    let mut parts = output.split('/').filter(|part| !part.is_empty() && *part != ".");
    match parts.next() {
        None => Some(format!("`{output}` contains the project itself")),
        Some(first) if !is_absolute && TAKEN.contains(&first) => {
            Some(format!("`{output}` is not apart from `{first}`"))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn a_folder_with_another_use_is_refused() {
        for output in ["public", "public/board", "./private/x", "content", ".allclear/board", ".", "/", ""] {
            assert!(problem(output).is_some(), "{output}");
        }
        for output in ["internal", "out/public", "publicity", "../board", "/srv/public/board"] {
            assert_eq!(problem(output), None, "{output}");
        }
    }
}
