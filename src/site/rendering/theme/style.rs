//! The style sheet: the base, the tokens and the additions of a theme in one file, so that a page needs one request.

use super::Settings;

/// Joins the parts of the style sheet.
pub(super) fn style(base: &str, settings: &Settings, extra: &str) -> String {
    let mut style = without_comments(base);
    style.push_str(&settings.tokens.css());
    style.push_str(&without_comments(extra));
    style
}

/// Removes comments, indentation and empty lines. Strings are left alone, so that the rendered page does not change.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(found) = rest.find(['/', '"', '\'']) {
        let (before, from) = rest.split_at(found);
        kept.push_str(before);
        let length = if let Some(comment) = from.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
            continue;
        } else if from.starts_with('/') {
            1
        } else {
            string_length(from)
        };
        kept.push_str(&from[..length]);
        rest = &from[length..];
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The length in bytes of the string at the start of a text, with both quotes.
fn string_length(text: &str) -> usize {
    let mut characters = text.char_indices();
    let quote = characters.next().map(|(_, quote)| quote);
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if Some(character) == quote {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_and_indents_go_and_strings_stay() {
        let css =
            "/* one\n two */\na {\n  color: red; /* no */\n}\n\nb::before { content: \"/* yes */ \\\" '\"; }";
        assert_eq!(
            without_comments(css),
            "a {\ncolor: red;\n}\nb::before { content: \"/* yes */ \\\" '\"; }\n"
        );
    }

    #[test]
    fn an_unclosed_comment_or_string_ends_with_the_file() {
        assert_eq!(without_comments("a { } /* open"), "a { }\n");
        assert_eq!(without_comments("a { content: \"open"), "a { content: \"open\n");
        assert_eq!(without_comments("a { width: calc(1px / 2); }"), "a { width: calc(1px / 2); }\n");
    }
}
