//! Findings as HTML, for the overlay that the preview shows on top of the site.
//!
//! Like logs, the overlay does not quote internal files, because browser windows are often shared on a screen.

use std::fmt::Write as _;

use super::terminal::{hides_text, shown_hint, shown_message};
use super::{Disclosure, Finding, Findings, SourceLookup, SourceText};
use crate::span::{Position, Span};

/// The maximum number of findings; the terminal shows all of them.
const SHOWN: usize = 100;
/// The maximum length of a quoted line, in characters.
const LINE: usize = 200;

/// Returns a list with the message, rule, position, quoted line and hint of each finding; empty if there are none.
#[must_use]
pub fn overlay(findings: &Findings, sources: &dyn SourceLookup) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut html = String::from("<ol class=\"found\">");
    for finding in findings.iter().take(SHOWN) {
        item(finding, sources, &mut html);
    }
    html.push_str("</ol>");
    let more = findings.iter().count().saturating_sub(SHOWN);
    if more > 0 {
        let _ = write!(html, "<p>{more} more are listed in the terminal.</p>");
    }
    html
}

fn item(finding: &Finding, sources: &dyn SourceLookup, html: &mut String) {
    let severity = finding.severity.as_str();
    let message = escaped(shown_message(finding, sources, Disclosure::NothingInternal));
    let rule = finding.rule.name;
    let _ = write!(
        html,
        "<li class=\"{severity}\"><p class=\"message\"><strong>{severity}</strong> {message} <code>{rule}</code></p>"
    );
    let file = finding.span.and_then(|span| Some((span, sources.source(span.file)?)));
    if let Some((span, file)) = file {
        let Position { line, column } = Position::of(file.text, span.start);
        let _ = write!(html, "<p class=\"place\">{}:{line}:{column}</p>", escaped(file.path));
        if !hides_text(finding, sources, Disclosure::NothingInternal) && span != Span::top(span.file) {
            excerpt(file, span, html);
        }
    }
    if let Some(hint) = shown_hint(finding, sources, Disclosure::NothingInternal) {
        let _ = write!(html, "<p class=\"hint\"><strong>help</strong> {}</p>", escaped(hint));
    }
    html.push_str("</li>");
}

/// Escapes a text for use between HTML tags or in a double-quoted attribute.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}

/// Writes the line on which the span begins, with carets under the span.
fn excerpt(file: SourceText<'_>, span: Span, html: &mut String) {
    let position = Position::of(file.text, span.start);
    let Some(line) = file.text.split('\n').nth(position.line - 1) else { return };
    let end = Position::of(file.text, span.end.max(span.start));
    let length = line.chars().count();
    let last = if end.line == position.line { end.column } else { length + 1 };
    // A long line is cut to the part around the span.
    let skipped = if length > LINE { (position.column - 1).saturating_sub(LINE / 4) } else { 0 };
    let shown: String =
        line.chars().skip(skipped).take(LINE).map(|c| if c == '\t' { ' ' } else { c }).collect();
    let carets = last.saturating_sub(position.column).clamp(1, LINE);
    let blanks = position.column - 1 - skipped;
    let _ = write!(
        html,
        "<pre><code>{}\n{}{}</code></pre>",
        escaped(&shown),
        " ".repeat(blanks),
        "^".repeat(carets.min(LINE.saturating_sub(blanks).max(1)))
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::rules;
    use crate::span::FileId;

    /// A single source file, under the id 0.
    struct OneFile<'a>(SourceText<'a>);

    impl SourceLookup for OneFile<'_> {
        fn source(&self, file: FileId) -> Option<SourceText<'_>> {
            (file == FileId::new(0)).then_some(self.0)
        }

        fn is_withheld(&self, _: FileId) -> bool {
            self.0.internal
        }
    }

    fn shown(path: &str, text: &str, part: &str, internal: bool) -> String {
        let start = text.find(part).expect("the part");
        let finding = Finding::at(
            &rules::INVALID_VALUE,
            Span::new(FileId::new(0), start..start + part.len()),
            format!("`{part}` is no state"),
        )
        .hint("write `<ok>`");
        overlay(&Findings::from_iter([finding]), &OneFile(SourceText { path, text, internal }))
    }

    #[test]
    fn all_content_is_escaped() {
        let html = shown(
            "content/notices/a.md",
            "one\nx = \"<script>alert(1)</script>\"\n",
            "<script>alert(1)</script>",
            false,
        );
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        assert!(html.contains("<p class=\"place\">content/notices/a.md:2:6</p>"), "{html}");
        assert!(html.contains(&format!("\n     {}</code>", "^".repeat(25))), "{html}");
        assert!(html.contains("write `&lt;ok&gt;`"), "{html}");
        assert_eq!(escaped("<a b=\"c\" d='e'>&amp;"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
    }

    #[test]
    fn a_long_line_is_cut_around_the_span() {
        let text = format!("{}WRONG{}", "a".repeat(1000), "b".repeat(1000));
        let html = shown("content/notices/a.md", &text, "WRONG", false);
        assert!(html.contains("aWRONGb"), "{html}");
        assert!(html.contains("^^^^^<"), "{html}");
        assert!(html.len() < 1000, "{}", html.len());
    }

    #[test]
    fn internal_files_are_not_quoted() {
        let html = shown("content/incidents/x/timeline/a.md", "one\nsecret words\n", "secret words", true);
        assert!(!html.contains("secret"), "{html}");
        assert!(html.contains("content/incidents/x/timeline/a.md:2:1"), "{html}");
        assert!(html.contains(rules::INVALID_VALUE.name), "{html}");
    }
}
