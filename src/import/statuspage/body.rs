//! Converting the text of an update from plain text with `<br />` to Markdown.
//!
//! Only line breaks have a meaning in the export. Everything else, other tags included, is text and is escaped, so that a
//! reader sees the characters of the export.

/// Converts a body to Markdown. `escape` makes one line of plain text safe at any position in a paragraph.
///
/// Two `<br />` or an empty line separate paragraphs, one `<br />` is a hard break, a newline stays a soft break.
pub(super) fn markdown(body: &str, escape: fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut gap = Gap::default();
    for token in tokens(&body.replace("\r\n", "\n").replace('\r', "\n")) {
        match token {
            Token::Newline => gap.newline(),
            Token::Tag => gap.tag(),
            Token::Text(text) => {
                // Other white space, such as a no-break space, is part of the text.
                let text = text.trim_matches([' ', '\t']);
                if !text.is_empty() {
                    if !out.is_empty() {
                        out.push_str(gap.markdown());
                    }
                    out.push_str(&escape(text));
                    gap = Gap::default();
                }
            }
        }
    }
    out
}

/// Whether a body contains a tag other than a line break, which is shown as text.
pub(super) fn has_other_tags(body: &str) -> bool {
    tokens(body).into_iter().any(|token| match token {
        Token::Text(text) => text.split('<').skip(1).any(|rest| {
            let name = rest.strip_prefix('/').unwrap_or(rest);
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
        }),
        Token::Newline | Token::Tag => false,
    })
}

/// The line breaks between two texts.
#[derive(Debug, Default)]
struct Gap {
    tags: usize,
    newlines: usize,
    ends_with_newline: bool,
    has_empty_line: bool,
}

impl Gap {
    fn newline(&mut self) {
        self.has_empty_line |= self.ends_with_newline;
        self.ends_with_newline = true;
        self.newlines += 1;
    }

    fn tag(&mut self) {
        self.ends_with_newline = false;
        self.tags += 1;
    }

    const fn markdown(&self) -> &'static str {
        match (self.tags, self.newlines) {
            _ if self.tags >= 2 || self.has_empty_line => "\n\n",
            (1, _) => "\\\n",
            (_, 0) => "",
            _ => "\n",
        }
    }
}

enum Token<'a> {
    Text(&'a str),
    Newline,
    /// `<br>`, `<br/>` or `<br />`.
    Tag,
}

fn tokens(body: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut text, mut search) = (body, 0);
    while let Some(found) = text.get(search..).and_then(|rest| rest.find(['<', '\n'])) {
        let (before, rest) = text.split_at(search + found);
        if let Some(after) = rest.strip_prefix('\n') {
            tokens.extend([Token::Text(before), Token::Newline]);
            (text, search) = (after, 0);
        } else if let Some(after) = after_break_tag(rest) {
            tokens.extend([Token::Text(before), Token::Tag]);
            (text, search) = (after, 0);
        } else {
            search = before.len() + 1;
        }
    }
    tokens.push(Token::Text(text));
    tokens
}

/// Returns the rest of `text` after a line-break tag.
fn after_break_tag(text: &str) -> Option<&str> {
    let name = text.get(..3)?;
    if !name.eq_ignore_ascii_case("<br") {
        return None;
    }
    let rest = text.get(3..)?.trim_start_matches(' ');
    rest.strip_prefix('/').unwrap_or(rest).trim_start_matches(' ').strip_prefix('>')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stars(text: &str) -> String {
        text.replace('*', "\\*").replace('<', "\\<")
    }

    #[test]
    fn line_breaks_become_paragraphs_hard_and_soft_breaks() {
        assert_eq!(markdown("a<br /><br />b", stars), "a\n\nb");
        assert_eq!(markdown("a.  <br /> \n<BR/>b", stars), "a.\n\nb");
        assert_eq!(markdown("a\n \n\nb", stars), "a\n\nb");
        assert_eq!(markdown("a<br>\nb", stars), "a\\\nb");
        assert_eq!(markdown("a\r\nb", stars), "a\nb");
    }

    #[test]
    fn line_breaks_at_either_end_are_removed() {
        assert_eq!(markdown("<br />\n\n a <br />\n", stars), "a");
        assert_eq!(markdown(" \n<br />", stars), "");
    }

    #[test]
    fn other_characters_are_escaped() {
        assert_eq!(markdown("<p>2 * 3 &amp; <brk></p>", stars), "\\<p>2 \\* 3 &amp; \\<brk>\\</p>");
        assert_eq!(markdown("\u{a0}a\u{a0}", stars), "\u{a0}a\u{a0}");
    }

    #[test]
    fn other_tags_are_detected() {
        assert!(has_other_tags("see <a href=\"x\">this</a>"));
        assert!(!has_other_tags("errors < 1% in all cases. <br /> c > d"));
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(body in "[a-c<>/br \n*]{0,60}") {
            let letters = |text: &str| text.replace([' ', '\n', '\\'], "");
            let mut without_tags = String::new();
            for token in tokens(&body) {
                if let Token::Text(text) = token { without_tags.push_str(text) }
            }
            prop_assert_eq!(letters(&markdown(&body, str::to_owned)), letters(&without_tags));
        }
    }
}
