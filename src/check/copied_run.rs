//! Warns if the text of a post-mortem for customers repeats a run of words from the internal files of its incident.
//!
//! The internal post-mortem lies beside it and says the same things, so a sentence is copied sooner than anywhere else.
//! What customers were told before may be repeated.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::phrases::{Word, words};
use super::record_context::RecordContext;
use super::text_start::text_start;
use crate::content::internal::generated_blocks;
use crate::content::public::RecordKind;
use crate::diagnostics::{Finding, rules};
use crate::source::{Side, Snapshot, SourceFile};
use crate::span::Span;

/// How many words in the same order are a copy. Fewer are alike because both texts are about the same thing.
const RUN: usize = 10;

/// Reports the runs of words.
pub(super) fn check(context: &RecordContext<'_>, snapshot: &Snapshot, found: &mut Vec<Finding>) {
    let Some(file) = context.postmortem.and_then(|postmortem| snapshot.file(postmortem.span.file)) else {
        return;
    };
    debug_assert_eq!(context.kind, RecordKind::Incident, "only incidents have post-mortems");
    let folder = format!("content/incidents/{}", context.folder);
    let mut internal: FxHashMap<Vec<String>, Span> = FxHashMap::default();
    let mut told: FxHashSet<Vec<String>> = FxHashSet::default();
    let is_text =
        |other: &&SourceFile| std::path::Path::new(&other.path).extension().is_some_and(|it| it == "md");
    for other in snapshot.below(&folder).filter(is_text) {
        match other.side {
            Side::Internal => {
                for (run, at) in runs(&written_parts(other), &other.text) {
                    internal.entry(run).or_insert(Span::new(other.id, at));
                }
            }
            Side::Public if other.id == file.id => {
                let front = 0..text_start(&file.text);
                told.extend(runs(std::slice::from_ref(&front), &file.text).into_iter().map(|(run, _)| run));
            }
            Side::Public => {
                let whole = 0..other.text.len();
                told.extend(runs(std::slice::from_ref(&whole), &other.text).into_iter().map(|(run, _)| run));
            }
        }
    }
    let text = text_start(&file.text)..file.text.len();
    let mut copied: Option<(Range<usize>, Span)> = None;
    for (run, at) in runs(std::slice::from_ref(&text), &file.text) {
        let Some(original) = internal.get(&run).filter(|_| !told.contains(&run)) else { continue };
        copied = match copied.take() {
            Some((range, first)) if at.start < range.end => Some((range.start..at.end, first)),
            before => {
                found.extend(before.map(|(range, original)| finding(file, range, original)));
                Some((at, *original))
            }
        };
    }
    found.extend(copied.map(|(range, original)| finding(file, range, original)));
}

fn finding(file: &SourceFile, range: Range<usize>, original: Span) -> Finding {
    let message = format!("these words are those of an internal file, {RUN} or more in the same order");
    Finding::at(&rules::COPIED_TEXT, Span::new(file.id, range), message)
        .related(original, "the same words in an internal file")
        .hint("write it in the words of your customers, or delete it")
        .quoting_nothing()
}

/// Returns the parts of an internal file that people wrote.
fn written_parts(file: &SourceFile) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for block in generated_blocks(&file.text).into_iter().filter(|block| block.is_intact) {
        parts.push(start..block.range.start);
        start = block.range.end;
    }
    parts.push(start..file.text.len());
    parts
}

/// Returns all runs of words in parts of a text, with their places.
fn runs(parts: &[Range<usize>], text: &str) -> Vec<(Vec<String>, Range<usize>)> {
    let words = words(text, parts);
    let run = |words: &[Word<'_>]| {
        let range = words.first()?.at.start..words.last()?.at.end;
        Some((words.iter().map(|word| word.folded.clone()).collect(), range))
    };
    words.windows(RUN).filter_map(run).collect()
}
