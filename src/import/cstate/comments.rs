//! HTML comments: Hugo shows them to nobody, and authors keep messages in them that are yet to be sent.

use super::page::Line;

/// A text parted into what readers saw and what they did not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parted {
    pub(super) shown: Vec<Line>,
    /// The lines of each comment, without its marks.
    pub(super) comments: Vec<Vec<Line>>,
    /// Lines on which a comment ends that never began, which readers saw as `-->`.
    pub(super) stray: Vec<usize>,
    /// The line of a comment that never ends.
    pub(super) open: Option<usize>,
}

/// Takes the comments out of a text, except within code blocks.
pub(super) fn part(lines: &[Line]) -> Parted {
    let mut parted = Parted::default();
    let mut comment: Option<Vec<Line>> = None;
    let mut fence = Fence::default();
    for line in lines {
        if comment.is_none() && fence.holds(&line.text) {
            parted.shown.push(line.clone());
            continue;
        }
        let mut shown = String::new();
        let mut rest = line.text.as_str();
        loop {
            if let Some(hidden) = &mut comment {
                let Some((inside, after)) = rest.split_once("-->") else {
                    hidden.push(Line { number: line.number, text: rest.to_owned() });
                    break;
                };
                hidden.push(Line { number: line.number, text: inside.to_owned() });
                parted.comments.extend(comment.take());
                rest = after;
            } else if let Some((before, after)) =
                rest.split_once("<!--").filter(|(before, _)| !in_code(before))
            {
                shown.push_str(&without_stray(before, line.number, &mut parted.stray));
                comment = Some(Vec::new());
                rest = after;
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
    if let Some(hidden) = comment {
        parted.open = hidden.first().map(|line| line.number);
        parted.comments.push(hidden);
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
    fn an_end_without_a_beginning_goes_and_code_stays() {
        assert_eq!(parted("[Final message] -->\nok"), ("[Final message]\nok".to_owned(), Vec::new()));
        let code = "```\n<!-- x -->\n```\nand `<!--` here";
        assert_eq!(parted(code), (code.to_owned(), Vec::new()));
    }
}
