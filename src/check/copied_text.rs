//! Warns if a public text repeats a paragraph of an internal file.
//!
//! The gate lets such a text pass, because a public file may contain any words. But pasting a paragraph of the timeline
//! into an update is the most likely slip of all. Engineers quote the page in the timeline as well, so an entry that is
//! later than the update is not reported. Neither is a generated block of a post-mortem: the chronology repeats updates, and
//! the entries that it repeats are files of their own.

use chrono::{DateTime, Utc};
use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::text_start::text_start;
use crate::content::internal::{GeneratedBlock, generated_blocks};
use crate::content::stem_time;
use crate::diagnostics::{Finding, rules};
use crate::source::{Side, Snapshot, SourceFile};
use crate::span::Span;

/// How many words a paragraph must have. Shorter ones are alike by chance.
const WORDS: usize = 8;

/// How many bytes of a paragraph are compared first. Nearly all paragraphs differ in them.
const PREFIX: usize = 16;

/// How many public paragraphs with the same beginning are compared. Histories repeat stock phrases thousands of times.
const MOST_ALIKE: usize = 64;

/// The paragraphs of public files by their first bytes.
type Paragraphs<'a> = FxHashMap<[u8; PREFIX], Vec<Paragraph<'a>>>;

/// A paragraph of a public file.
struct Paragraph<'a> {
    text: &'a str,
    span: Span,
    /// When it was published, UTC; `None` if its file has no time.
    at: Option<DateTime<Utc>>,
}

/// Reports public paragraphs that an earlier internal file also has.
pub(super) fn check(snapshot: &Snapshot, found: &mut Vec<Finding>) {
    let mut by_prefix = Paragraphs::default();
    for file in snapshot.files().filter(|file| is_public_text(file)) {
        let at = stem_time(file.stem()).map(|(at, _)| at);
        for (paragraph, start) in paragraphs(file) {
            let is_long = paragraph.split_whitespace().nth(WORDS - 1).is_some();
            if let Some(prefix) = paragraph.as_bytes().first_chunk().filter(|_| is_long) {
                let span = Span::new(file.id, start..start + paragraph.len());
                let alike = by_prefix.entry(*prefix).or_default();
                if alike.len() < MOST_ALIKE {
                    alike.push(Paragraph { text: paragraph, span, at });
                }
            }
        }
    }
    if by_prefix.is_empty() {
        return;
    }
    let internal: Vec<&SourceFile> = snapshot.files().filter(|file| is_internal_text(file)).collect();
    found.par_extend(internal.par_iter().with_min_len(64).flat_map_iter(|file| copies(file, &by_prefix)));
}

/// Returns a finding for each public paragraph that begins a line of an internal file.
fn copies(file: &SourceFile, by_prefix: &Paragraphs<'_>) -> Vec<Finding> {
    let written = stem_time(file.stem()).map(|(at, _)| at);
    let generated: Vec<GeneratedBlock> =
        generated_blocks(&file.text).into_iter().filter(|block| block.is_intact).collect();
    let mut found = Vec::new();
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        if generated.iter().any(|block| block.range.contains(&start)) {
            start += line.len();
            continue;
        }
        for at in beginnings(line).map(|at| start + at) {
            let rest = file.text.get(at..).unwrap_or_default();
            let Some(candidates) = rest.as_bytes().first_chunk().and_then(|prefix| by_prefix.get(prefix))
            else {
                continue;
            };
            let copied = candidates.iter().filter(|paragraph| {
                let quotes = written.zip(paragraph.at).is_some_and(|(written, at)| written > at);
                let mut words = rest.split_whitespace();
                !quotes && paragraph.text.split_whitespace().all(|word| words.next() == Some(word))
            });
            let end = at + rest.find('\n').unwrap_or(rest.len());
            found.extend(copied.map(|paragraph| {
                Finding::at(&rules::COPIED_TEXT, paragraph.span, "this paragraph repeats an internal file")
                    .related(Span::new(file.id, at..end), "the same words in an internal file")
                    .hint("write it in the words of your customers, or delete it")
                    .quoting_nothing()
            }));
        }
        start += line.len();
    }
    found
}

/// Returns the offsets at which the text of a line may begin: after its list mark, and after a label such as `Action:`.
fn beginnings(line: &str) -> impl Iterator<Item = usize> + use<> {
    let mark = line.len() - line.trim_start_matches([' ', '\t', '-', '*', '>']).len();
    let rest = line.get(mark..).unwrap_or_default();
    let label = rest.split_once(": ").filter(|(label, _)| label.chars().all(char::is_alphabetic));
    let label = label.map(|(label, _)| mark + label.len() + 2);
    std::iter::once(mark).chain(label)
}

/// Returns the paragraphs of a public file below its front matter, with their offsets.
fn paragraphs(file: &SourceFile) -> impl Iterator<Item = (&str, usize)> {
    let end = text_start(&file.text);
    let body = file.text.get(end..).unwrap_or_default();
    let ends = memmem::find_iter(body.as_bytes(), b"\n\n").chain(std::iter::once(body.len()));
    let mut at = 0;
    ends.map(move |to| {
        let part = body.get(at..to).unwrap_or_default();
        let start = end + at + part.len() - part.trim_start().len();
        at = to + 2;
        (part.trim(), start)
    })
}

fn is_public_text(file: &SourceFile) -> bool {
    // Post-mortems are compared word by word.
    let is_postmortem = file.path.ends_with("/comms/postmortem.md");
    file.side == Side::Public && is_markdown(file) && file.path.starts_with("content/") && !is_postmortem
}

/// Whether a file is an internal text that nobody is meant to copy. Snippets are.
fn is_internal_text(file: &SourceFile) -> bool {
    file.side == Side::Internal && is_markdown(file) && !file.path.starts_with("content/snippets/")
}

fn is_markdown(file: &SourceFile) -> bool {
    std::path::Path::new(&file.path).extension().is_some_and(|extension| extension == "md")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::internal::generated_block;

    /// Returns how many copies are found if an update and a post-mortem, in a block or not, have the same paragraph.
    fn found(block: impl Fn(&str) -> String) -> usize {
        let text = "The disk of the ledger filled up because nobody had rotated its logs.\n";
        let snapshot = Snapshot::of_texts([
            (
                "content/incidents/a/comms/2026-03-14T1130Z.md",
                format!("+++\nstatus = \"monitoring\"\n+++\n{text}"),
            ),
            ("content/incidents/a/postmortem.md", format!("+++\n+++\n## Chronology\n\n{}", block(text))),
        ]);
        let mut found = Vec::new();
        check(&snapshot, &mut found);
        found.len()
    }

    #[test]
    fn a_generated_chronology_may_repeat_an_update() {
        assert_eq!(found(|text| generated_block("chronology", text)), 0);
        assert_eq!(found(str::to_owned), 1, "words that somebody wrote");
        let edited = |text: &str| generated_block("chronology", "As told.\n").replace("As told.\n", text);
        assert_eq!(found(edited), 1, "a block that somebody changed");
    }
}
