//! A table in Markdown (GitHub Flavored Markdown, tables), among other text.

use super::Grid;

/// Returns the first table that has all of the columns, or else the first table. `None` if there is no table.
pub(super) fn read(text: &str, columns: &[&str]) -> Option<Grid> {
    let lines: Vec<&str> = text.lines().collect();
    let mut first = None;
    let mut at = 0;
    while let (Some(head), Some(rule)) = (lines.get(at), lines.get(at + 1)) {
        if !head.contains('|') || !is_rule(rule) {
            at += 1;
            continue;
        }
        let mut table = Grid { header: cells(head), body: Vec::new(), is_markdown: true };
        at += 2;
        while let Some(row) = lines.get(at).filter(|row| row.contains('|') && !row.trim().is_empty()) {
            table.body.push((at as u64 + 1, cells(row)));
            at += 1;
        }
        let has =
            |name: &&str| table.header.iter().any(|column| column.trim().eq_ignore_ascii_case(name.trim()));
        if columns.iter().all(has) {
            return Some(table);
        }
        first = first.or(Some(table));
    }
    first
}

/// Whether a line separates the head of a table from its rows.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.contains('|') && line.chars().all(|c| "-:| \t".contains(c))
}

/// Returns the cells of a row. A bar in code or after a backslash separates nothing; `<br>` is a line break.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut characters = row.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' if characters.peek() == Some(&'|') => cell(&mut cells).extend(characters.next()),
            '|' if characters.peek().is_none() => {}
            '|' => cells.push(String::new()),
            c => cell(&mut cells).push(c),
        }
    }
    let lines =
        |cell: String| ["<br>", "<br/>", "<br />"].iter().fold(cell, |text, tag| text.replace(tag, "\n"));
    cells.into_iter().map(|cell| lines(cell).trim().to_owned()).collect()
}

/// Returns the last cell, of which there always is one.
fn cell(cells: &mut Vec<String>) -> &mut String {
    if cells.is_empty() {
        cells.push(String::new());
    }
    let last = cells.len() - 1;
    &mut cells[last]
}
