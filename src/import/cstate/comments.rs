//! HTML comments and what else is hidden: nobody sees it, and authors keep messages in it that are yet to be sent.

use super::hidden::Hidden;
use super::page::Line;

/// A text parted into what readers saw and what they did not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parted {
    pub(super) shown: Vec<Line>,
    /// The lines of each comment or other hidden piece, without its marks.
    pub(super) comments: Vec<Vec<Line>>,
    /// Lines on which a comment ends that never began, which readers saw as `-->`.
    pub(super) stray: Vec<usize>,
    /// The line of a comment that never ends.
    pub(super) open: Option<usize>,
}

/// Takes the comments out of a text, except within code blocks.
pub(super) fn part(lines: &[Line]) -> Parted {
    let mut parted = Parted::default();
    let mut hidden: Option<(Hidden, Vec<Line>)> = None;
    let mut fence = Fence::default();
    for line in lines {
        if hidden.is_none() && fence.holds(&line.text) {
            parted.shown.push(line.clone());
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
                parted.comments.extend(hidden.take().map(|(_, lines)| lines));
                rest = rest.get(end.end..).unwrap_or_default();
            } else if let Some((what, mark)) = Hidden::begin(rest) {
                let before = rest.get(..mark.start).unwrap_or_default();
                shown.push_str(&without_stray(before, line.number, &mut parted.stray));
                match what {
                    Some(what) => hidden = Some((what, Vec::new())),
                    None => parted.comments.push(vec![at(rest.get(mark.clone()))]),
                }
                rest = rest.get(mark.end..).unwrap_or_default();
            } else {
                shown.push_str(&without_stray(rest, line.number, &mut parted.stray));
                break;
            }
        }
        if shown != line.text {
            shown.truncate(shown.trim_end().len());
        }
        parted.shown.push(Line { number: line.number, text: shown });
    }
    if let Some((_, lines)) = hidden {
        parted.open = lines.first().map(|line| line.number);
        parted.comments.push(lines);
    }
    parted
}

/// An arrow after words is one that somebody wrote; at the end of a line, a left-over.
fn without_stray(text: &str, number: usize, stray: &mut Vec<usize>) -> String {
    match text.trim_end().strip_suffix("-->") {
        Some(rest) if !in_code(rest) => {
            stray.push(number);
            rest.trim_end().to_owned()
        }
        _ => text.to_owned(),
    }
}

/// Whether a code span is open at the end of a piece of a line.
fn in_code(before: &str) -> bool {
    before.bytes().filter(|byte| *byte == b'`').count() % 2 == 1
}

/// Follows the fences of code blocks from line to line.
#[derive(Clone, Debug, Default)]
pub(super) struct Fence(Option<(char, usize)>);

impl Fence {
    /// Whether a line belongs to a code block: its fences do.
    pub(super) fn holds(&mut self, line: &str) -> bool {
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

    fn parted(text: &str) -> (String, Vec<String>) {
        let lines: Vec<Line> = text
            .lines()
            .enumerate()
            .map(|(at, text)| Line { number: at + 1, text: text.to_owned() })
            .collect();
        let parted = part(&lines);
        (
            super::super::page::join(&parted.shown),
            parted.comments.iter().map(|c| super::super::page::join(c)).collect(),
        )
    }

    #[test]
    fn comments_go_and_the_text_around_them_stays() {
        let (shown, comments) = parted("<!--\n[Final]\nDone.\n-->\n\nA <!-- b --> c\n<!-- d");
        assert_eq!(shown, "A  c");
        assert_eq!(comments, ["[Final]\nDone.", "b", "d"]);
    }

    #[test]
    fn other_hidden_pieces_go_as_comments_do() {
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
        ];
        for (text, shown, hidden) in cases {
            assert_eq!(parted(text), (shown.to_owned(), vec![hidden.to_owned()]), "{text}");
        }
        let plain =
            "<div title=\"hidden\" data-hidden>b</div> <input type=text> {{< track hidden >}} `<p hidden>`";
        assert_eq!(parted(plain), (plain.to_owned(), Vec::new()));
    }

    #[test]
    fn an_end_without_a_beginning_goes_and_code_stays() {
        assert_eq!(parted("[Final message] -->\nok"), ("[Final message]\nok".to_owned(), Vec::new()));
        let code = "```\n<!-- x -->\n```\nand `<!--` here";
        assert_eq!(parted(code), (code.to_owned(), Vec::new()));
    }
}
