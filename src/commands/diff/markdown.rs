//! A difference as Markdown, for a comment on a pull request.
//!
//! Words of the content are code: in code spans and code blocks, the services that show comments make no link, mention,
//! reference, image or HTML of anything.

use super::lines::{Line, Part, lines, summary};
use super::text::printable;
use super::{Earlier, Files};
use crate::commands::report;
use crate::diagnostics::{Disclosure, Findings, Severity, SourceLookup, SourceText, terminal};
use crate::pipeline::{Failed, Reason};
use crate::site::difference::Difference;
use crate::source::Snapshot;
use crate::span::FileId;

/// The longest comment, in bytes. GitHub takes 65,536 characters.
const LONGEST: usize = 60_000;
/// The longest part of a line, in characters.
const LONGEST_PART: usize = 2_000;
/// How many errors are shown.
const ERRORS: usize = 30;

/// Returns what changes for the public.
pub(super) fn change(earlier: &Earlier, difference: &Difference, files: Files) -> String {
    let mut text = format!("### What readers would see change\n\nCompared with {}.\n\n", revision(earlier));
    let all: Vec<String> = lines(difference).iter().map(line).collect();
    for (index, line) in all.iter().enumerate() {
        if text.len() + line.len() > LONGEST {
            let rest = report::number(all.len() - index, "more line");
            text.extend(["- … and ", &rest, "; `allclear diff` shows all of them\n"]);
            break;
        }
        text += line;
    }
    if !all.is_empty() {
        text.push('\n');
    }
    text + &summary(difference, files) + "\n"
}

/// Says that the files would not be published, with the places and the rules of the findings. Nothing is quoted: a draft,
/// or a text for one customer, is not for everybody who reads the comment.
pub(super) fn refused(failed: &Failed, snapshot: &Snapshot) -> String {
    let errors = failed.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let shown: Findings = errors.take(ERRORS).cloned().collect();
    let findings = terminal(&shown, &Unquoted(snapshot), Disclosure::PlaceOnly, false);
    let why = match failed.reason {
        Reason::Gate { .. } => "The gate refuses it",
        Reason::Content | Reason::Warnings => "The content has errors",
    };
    let summary = report::summary(&failed.findings, snapshot);
    let block = block(&findings);
    format!("### This would not be published\n\n{why}: {summary}. Readers would see no change.\n\n{block}\n")
}

/// The files of a snapshot, of which nothing may be quoted.
struct Unquoted<'a>(&'a Snapshot);

impl SourceLookup for Unquoted<'_> {
    fn source(&self, file: FileId) -> Option<SourceText<'_>> {
        self.0.source(file)
    }

    fn is_withheld(&self, _: FileId) -> bool {
        true
    }
}

/// Says that there is nothing to compare with.
pub(super) fn incomparable(earlier: &Earlier, errors: usize) -> String {
    let errors = report::number(errors, "error");
    format!(
        "### What readers would see change\n\n{} has {errors}, so it was not published and there is nothing to compare with. The files themselves have none.\n",
        revision(earlier)
    )
}

fn revision(earlier: &Earlier) -> String {
    format!("{} ({})", code(&earlier.name), code(&earlier.commit))
}

/// Returns a line as an item of a nested list.
fn line(line: &Line) -> String {
    let depth = "  ".repeat(line.depth);
    let text: String = line.parts.iter().map(part).collect();
    let text = text.trim_end();
    // An item of its own, because a paragraph would run together with the line before it.
    let mark = if line.is_quote { "> " } else { "" };
    format!("{depth}- {mark}{text}\n")
}

fn part(part: &Part) -> String {
    match part {
        Part::Own(text) => text.clone(),
        Part::Title(text) => format!("**{text}**"),
        // Small letters are only letters, whatever they are about.
        Part::About(text) if text.chars().all(|c| c.is_ascii_lowercase() || c == ' ' || c == '-') => {
            text.clone()
        }
        Part::Quoted(text) | Part::About(text) => code(text),
        Part::Removed(text) => format!("~~{}~~", code(text)),
        Part::Added(text) => format!("**{}**", code(text)),
    }
}

/// Returns a text as a code span.
fn code(text: &str) -> String {
    let mut text = printable(text);
    if let Some((end, _)) = text.char_indices().nth(LONGEST_PART) {
        text.truncate(end);
        text.push('…');
    }
    if text.trim().is_empty() {
        return "(empty)".to_owned();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    // A span that begins or ends with a backtick needs a space there, which is not shown.
    let space = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Returns lines as a code block.
fn block(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    let lines: Vec<String> = text.trim_end().lines().map(printable).collect();
    format!("{fence}text\n{}\n{fence}", lines.join("\n"))
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;
    use crate::site::difference::{Change, Detail, How, Item, ItemKind, Value};

    fn comment(text: &str) -> String {
        let value = |before: Option<&str>, after: Option<&str>| {
            let own = |text: Option<&str>| text.map(str::to_owned);
            How::Value(Value { before: own(before), after: own(after) })
        };
        let detail = |about: &str, how| Detail { about: about.to_owned(), how };
        let item = Item {
            kind: ItemKind::Incident,
            change: Change::Changed,
            name: text.to_owned(),
            address: Some(text.to_owned()),
            details: vec![
                detail("text", value(None, Some(text))),
                detail(text, value(Some(text), Some(text))),
            ],
            parts: Vec::new(),
        };
        let headline = Some(Value { before: Some(text.to_owned()), after: None });
        let difference = Difference { headline, items: vec![item], ..Difference::default() };
        let earlier = Earlier { name: text.to_owned(), commit: "0123456789ab".to_owned() };
        change(&earlier, &difference, Files { pages: 1, others: 0 })
    }

    /// What is not code in a document, and the kinds of its elements other than those that a comment is made of.
    fn read(markdown: &str) -> (String, Vec<String>) {
        let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        let (mut plain, mut others) = (String::new(), Vec::new());
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(text) => plain += &text,
                Event::Start(
                    Tag::Paragraph
                    | Tag::Heading { .. }
                    | Tag::List(_)
                    | Tag::Item
                    | Tag::BlockQuote(_)
                    | Tag::Strong
                    | Tag::Strikethrough,
                )
                | Event::End(_)
                | Event::Code(_)
                | Event::SoftBreak => {}
                other => others.push(format!("{other:?}")),
            }
        }
        (plain, others)
    }

    const HOSTILE: [&str; 9] = [
        "@everyone #1 !2 https://evil.example www.evil.example a@evil.example",
        "[a](https://evil.example) ![b](https://evil.example/x.png) <img src=x onerror=alert(1)>",
        "`` ` ``` @x <b>",
        "`",
        " @x ",
        "``` \n\n# @x\n\n<script>",
        "| @a | b |\n|---|---|\n| c | d |",
        "~~@x~~ **@x** \\` @x",
        "<!-- @x --> &lt;b&gt; --- \r\n> @x",
    ];

    #[test]
    fn words_of_the_content_are_code_and_nothing_else() {
        for text in HOSTILE {
            let (plain, others) = read(&comment(text));
            assert!(others.is_empty(), "{others:?} in {}", comment(text));
            assert!(!plain.contains(['@', '<', '`', '#', '!']), "{plain} in {}", comment(text));
            assert!(!plain.contains("evil"), "{plain}");
        }
    }

    #[test]
    fn a_long_comment_says_how_much_is_missing() {
        let item = Item {
            kind: ItemKind::Page,
            change: Change::Removed,
            name: "é".repeat(LONGEST_PART + 1),
            address: None,
            details: Vec::new(),
            parts: Vec::new(),
        };
        let difference = Difference { items: vec![item; 100], ..Difference::default() };
        let earlier = Earlier { name: "HEAD".to_owned(), commit: String::new() };
        let text = change(&earlier, &difference, Files::default());
        assert!(text.len() < LONGEST + 200 && text.contains("more lines; `allclear diff`"), "{}", text.len());
    }

    proptest! {
        #[test]
        fn no_text_gets_out_of_its_code(text in "[@`<>\\[\\]()!*~_#|\\\\ \n\tax&;:/-]{1,40}") {
            let (plain, others) = read(&comment(&text));
            prop_assert!(others.is_empty(), "{:?}", others);
            prop_assert!(!plain.contains(['@', '<', '`', '[', '\\']), "{}", plain);
        }
    }
}
