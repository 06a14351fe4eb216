//! Checks what a post-mortem has to explain: its sections, the whys, the impact, and the evidence for the cause.
//!
//! An internal post-mortem is judged when it has a text and nothing in it is left to write, so a fresh draft has no
//! findings of these rules.

use super::phrases::{Word, words};
use super::record_context::RecordContext;
use super::text_start::text_start;
use crate::content::internal::{Confidence, IncidentKind, InternalPostmortem};
use crate::content::public::Postmortem;
use crate::diagnostics::{Finding, rules};
use crate::markdown::{outline, prose};
use crate::source::{Snapshot, SourceFile};
use crate::span::Span;

/// How many whys a post-mortem asks at least.
const FEWEST_WHYS: usize = 3;

/// Words that count like a number.
const COUNTED: &str = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozen|\
                       dozens|hundred|hundreds|thousand|thousands|million|millions|half|third|thirds|quarter|\
                       quarters|tenth|fifth|all|every|everybody|everyone|none|nobody|nothing|no";

const MONTHS: &str = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|\
                      mar|apr|jun|jul|aug|sep|sept|oct|nov|dec";

/// Checks both post-mortems of an incident.
pub(super) fn check(context: &RecordContext<'_>, snapshot: &Snapshot, found: &mut Vec<Finding>) {
    // A near miss and a drill affected nobody.
    let has_impact = context.incident.is_none_or(|incident| incident.kind == IncidentKind::Incident);
    if let Some(postmortem) = context.internal_postmortem {
        check_cause(postmortem, found);
        let text = postmortem.text.start as usize..postmortem.text.end as usize;
        if postmortem.placeholders.is_empty()
            && let Some(file) = snapshot.file(postmortem.span.file)
            && file.text.get(text).is_some_and(|text| !text.trim().is_empty())
        {
            check_whys(postmortem, found);
            check_text(file, postmortem.text.start as usize, has_impact, found);
        }
    }
    if let Some(postmortem) = context.postmortem.filter(|postmortem| is_read(postmortem))
        && let Some(file) = snapshot.file(postmortem.span.file)
    {
        check_text(file, text_start(&file.text), has_impact, found);
    }
}

/// Whether customers read a post-mortem, now or later, and it has a text. That it has none is reported elsewhere.
fn is_read(postmortem: &Postmortem) -> bool {
    postmortem.published.is_some() && !postmortem.body.is_empty()
}

fn check_cause(postmortem: &InternalPostmortem, found: &mut Vec<Finding>) {
    let confirmed =
        postmortem.confidence.as_ref().filter(|confidence| confidence.value == Confidence::Confirmed);
    let Some(confirmed) = confirmed else { return };
    if postmortem.whys.iter().all(|why| why.evidence.is_empty()) {
        found.push(
            Finding::at(
                &rules::CAUSE_WITHOUT_EVIDENCE,
                confirmed.span,
                "no why links to evidence for this cause",
            )
            .hint("add `evidence = [\"https://…\"]` to a `[[why]]`, or write `probable`"),
        );
    }
}

fn check_whys(postmortem: &InternalPostmortem, found: &mut Vec<Finding>) {
    let count = postmortem.whys.len();
    if count >= FEWEST_WHYS {
        return;
    }
    let message = match count {
        0 => "this post-mortem asks no why".to_owned(),
        1 => "this is the only why".to_owned(),
        _ => format!("this is the last of {count} whys"),
    };
    let span = postmortem
        .whys
        .last()
        .map_or(postmortem.span, |why| why.question.as_ref().map_or(why.span, |question| question.span));
    found.push(
        Finding::at(&rules::FEW_WHYS, span, message)
            .hint("ask why about the last answer, in a further `[[why]]` with `question` and `answer`"),
    );
}

/// Checks the sections of a text and its impact. Logs never quote it, because not everybody may read it yet.
fn check_text(file: &SourceFile, start: usize, has_impact: bool, found: &mut Vec<Finding>) {
    let source = file.text.get(start..).unwrap_or_default();
    let headings = outline(source);
    for (index, heading) in headings.iter().enumerate() {
        // A heading above other headings is judged by these.
        let is_last_level = headings.get(index + 1).is_none_or(|next| next.level <= heading.level);
        if is_last_level
            && heading.words.is_empty()
            && !source.get(heading.below.clone()).is_some_and(shows_image)
        {
            let span = Span::new(file.id, heading.range.start + start..heading.range.end + start);
            found.push(
                Finding::at(&rules::EMPTY_SECTION, span, "nothing is written below this heading")
                    .hint("write a sentence, if only that there is nothing to say, or delete the heading")
                    .confidential()
                    .quoting_nothing(),
            );
        }
    }
    if has_impact {
        found.extend(impact_without_number(file, start, source));
    }
}

/// Whether a piece of Markdown shows an image without a description.
fn shows_image(piece: &str) -> bool {
    piece.contains("![")
}

/// Returns the finding for an impact that has no number: in the sections about the impact or, if there are none, in the
/// summary, or else in the whole text.
fn impact_without_number(file: &SourceFile, start: usize, source: &str) -> Option<Finding> {
    let passages = prose(source);
    let about = |word: &str| {
        passages.iter().filter(|passage| passage.heading.to_lowercase().contains(word)).collect()
    };
    let mut judged: Vec<_> = about("impact");
    if judged.is_empty() {
        judged = about("summary");
    }
    if judged.is_empty() {
        judged = passages.iter().collect();
    }
    let first = judged.first()?.parts.first()?.clone();
    let has_number = |words: &[Word<'_>]| (0..words.len()).any(|index| is_number(words, index, source));
    if judged.iter().any(|passage| has_number(&words(source, &passage.parts))) {
        return None;
    }
    let line = source.get(first.clone()).unwrap_or_default().lines().next().unwrap_or_default().len();
    let span = Span::new(file.id, first.start + start..first.start + line + start);
    Some(
        Finding::at(
            &rules::IMPACT_WITHOUT_NUMBER,
            span,
            "this says what was affected, but not how many or how much",
        )
        .hint("write a number, such as \"about 4,000 payments failed\"; an estimate is enough")
        .confidential()
        .quoting_nothing(),
    )
}

/// Whether a word is a number that says how much: not a part of a date, a time or a name.
fn is_number(words: &[Word<'_>], index: usize, source: &str) -> bool {
    let Some(word) = words.get(index) else { return false };
    if word.is(COUNTED) {
        return true;
    }
    let is_near_month = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
    let is_date = is_near_month.filter_map(|near| words.get(near)).any(|near| near.is(MONTHS));
    let before = source.get(..word.at.start).and_then(|text| text.chars().next_back());
    let after = source.get(word.at.end..).and_then(|text| text.chars().next());
    let joins = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | ':' | '_' | '/'));
    let is_year = word.folded.len() == 4 && (word.folded.starts_with("19") || word.folded.starts_with("20"));
    word.folded.starts_with(|c: char| c.is_ascii_digit())
        && !is_date
        && !joins(before)
        && after != Some(':')
        && !is_year
}
