//! Separating hidden text, such as HTML comments, from visible text. Authors keep messages in it that are not sent yet.

use super::hidden::{Hidden, join_tags};
use crate::import::cstate::parse::page::Line;

/// A text, separated into its visible and its hidden parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import::cstate) struct Separated {
    /// The lines that readers saw.
    pub(in crate::import::cstate) visible: Vec<Line>,
    /// The lines of each hidden part, without its delimiters.
    pub(in crate::import::cstate) hidden: Vec<Vec<Line>>,
    /// The numbers of lines with a `-->` that ends no comment; readers saw it.
    pub(in crate::import::cstate) stray: Vec<usize>,
    /// The line of a hidden part without an end.
    pub(in crate::import::cstate) unclosed: Option<usize>,
}

/// Separates the hidden parts of a text, except in code blocks.
pub(in crate::import::cstate) fn separate(lines: &[Line]) -> Separated {
    let mut separated = Separated::default();
    let mut hidden: Option<(Hidden, Vec<Line>)> = None;
    let mut fence = Fence::default();
    for line in &join_tags(lines) {
        if hidden.is_none() && fence.contains(&line.text) {
            separated.visible.push(line.clone());
            continue;
        }
        let at = |text: Option<&str>| Line { number: line.number, text: text.unwrap_or_default().to_owned() };
        let mut shown = String::new();
        let mut rest = line.text.as_str();
        loop {
            if let Some((what, lines)) = &mut hidden {
                let Some(end) = what.end(rest) else {
                    lines.push(at(Some(rest)));
                    break;
                };
                lines.push(at(rest.get(..end.start)));
                separated.hidden.extend(hidden.take().map(|(_, lines)| lines));
                rest = rest.get(end.end..).unwrap_or_default();
            } else if let Some((what, mark)) = Hidden::begin(rest) {
                let before = rest.get(..mark.start).unwrap_or_default();
                shown.push_str(&without_stray(before, line.number, &mut separated.stray));
                match what {
                    Some(what) => hidden = Some((what, Vec::new())),
                    None => separated.hidden.push(vec![at(rest.get(mark.clone()))]),
                }
                rest = rest.get(mark.end..).unwrap_or_default();
            } else {
                shown.push_str(&without_stray(rest, line.number, &mut separated.stray));
                break;
            }
        }
        if shown != line.text {
            shown.truncate(shown.trim_end().len());
        }
        separated.visible.push(Line { number: line.number, text: shown });
    }
    if let Some((_, lines)) = hidden {
        separated.unclosed = lines.first().map(|line| line.number);
        separated.hidden.push(lines);
    }
    separated
}

/// Removes a stray `-->` at the end of a line. One within a line is an arrow that somebody typed.
fn without_stray(text: &str, number: usize, stray: &mut Vec<usize>) -> String {
    match text.trim_end().strip_suffix("-->") {
        Some(rest) if !in_code(rest) => {
            stray.push(number);
            rest.trim_end().to_owned()
        }
        _ => text.to_owned(),
    }
}

/// Whether a code span is open at the end of a part of a line.
fn in_code(before: &str) -> bool {
    before.bytes().filter(|byte| *byte == b'`').count() % 2 == 1
}

/// Tracks the fences of code blocks from line to line.
#[derive(Clone, Debug, Default)]
pub(in crate::import::cstate) struct Fence(Option<(char, usize)>);

impl Fence {
    /// Whether a line is part of a code block, its fences included.
    pub(in crate::import::cstate) fn contains(&mut self, line: &str) -> bool {
        let text = line.trim_start();
        let mark = text.chars().next().unwrap_or_default();
        let length = text.chars().take_while(|c| *c == mark).count();
        let is_fence = matches!(mark, '`' | '~') && length >= 3;
        match self.0 {
            None if is_fence => self.0 = Some((mark, length)),
            None => return false,
            Some((open, least)) if is_fence && mark == open && length >= least => {
                if text.trim_end().chars().all(|c| c == mark) {
                    self.0 = None;
                }
            }
            Some(_) => {}
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separated(text: &str) -> (String, Vec<String>) {
        let lines: Vec<Line> = text
            .lines()
            .enumerate()
            .map(|(at, text)| Line { number: at + 1, text: text.to_owned() })
            .collect();
        let separated = separate(&lines);
        (
            crate::import::cstate::parse::page::join(&separated.visible),
            separated.hidden.iter().map(|c| crate::import::cstate::parse::page::join(c)).collect(),
        )
    }

    #[test]
    fn comments_are_removed_from_the_text_around_them() {
        let (shown, comments) = separated("<!--\n[Final]\nDone.\n-->\n\nA <!-- b --> c\n<!-- d");
        assert_eq!(shown, "A  c");
        assert_eq!(comments, ["[Final]\nDone.", "b", "d"]);
    }

    #[test]
    fn other_hidden_parts_are_removed_like_comments() {
        let cases = [
            ("a {{% comment %}}b\nc{{% /comment %}} d", "a\n d", "b\nc"),
            ("{{< comment >}}b{{< /comment >}}d", "d", "b"),
            ("<template id=x>b</template>d", "d", "b"),
            ("<div class=\"x\" hidden><div>b</div>\nc</div>d", "d", "<div>b</div>\nc"),
            ("<p HIDDEN=until-found>b</p>d", "d", "b"),
            ("a <input type=\"hidden\" value=b> d", "a  d", "<input type=\"hidden\" value=b>"),
            ("<p style='color: red; Display: none'>b</p>d", "d", "b"),
            ("`<!--` and <!-- b --> d", "`<!--` and  d", "b"),
            ("5` long <!-- b --> d", "5` long  d", "b"),
            ("a <div\n  class=\"x\"\n  hidden>b</div> d", "a  d", "b"),
        ];
        for (text, shown, hidden) in cases {
            assert_eq!(separated(text), (shown.to_owned(), vec![hidden.to_owned()]), "{text}");
        }
        let plain =
            "<div title=\"hidden\" data-hidden>b</div> <input type=text> {{< track hidden >}} `<p hidden>`";
        assert_eq!(separated(plain), (plain.to_owned(), Vec::new()));
    }

    #[test]
    fn a_stray_end_is_removed_but_not_from_code() {
        assert_eq!(separated("[Final message] -->\nok"), ("[Final message]\nok".to_owned(), Vec::new()));
        let code = "```\n<!-- x -->\n```\nand `<!--` here";
        assert_eq!(separated(code), (code.to_owned(), Vec::new()));
    }
}
