//! Checks the wording of texts for customers: whether the last update says anything, whether a problem is played down
//! without a number, and whether times have a zone.
//!
//! These rules depend on the texts alone. They judge closed incidents too, because the last update of an incident is
//! written when it closes.

mod clock_time;
mod minimiser;
mod words;

use super::record_context::RecordContext;
use crate::content::Content;
use crate::content::public::Update;
use crate::diagnostics::{Finding, rules};
use crate::markdown::Sentences;
use crate::source::{Snapshot, SourceFile};
use crate::span::Span;
use crate::status::Status;

/// How many words the last update needs.
const FEWEST_WORDS: usize = 10;

/// Checks the released updates and the published post-mortem of a record.
pub(super) fn check_record(context: &RecordContext<'_>, snapshot: &Snapshot, found: &mut Vec<Finding>) {
    for update in context.released.iter().filter(|update| update.whole && update.retracted.is_none()) {
        found.extend(short_resolution(update));
        if let Some(file) = snapshot.file(update.span.file) {
            check_text(file, false, found);
        }
    }
    let published = context.postmortem.filter(|postmortem| postmortem.published.is_some());
    if let Some(file) = published.and_then(|postmortem| snapshot.file(postmortem.span.file)) {
        check_text(file, true, found);
    }
}

/// Checks the times in notices.
pub(super) fn check_site(content: &Content, snapshot: &Snapshot, found: &mut Vec<Finding>) {
    for file in content.public.notices.iter().filter_map(|notice| snapshot.file(notice.span.file)) {
        let (body, start) = body(file);
        if clock_time::may_occur(body) {
            times(&Sentences::of(body), file, start, found);
        }
    }
}

fn short_resolution(update: &Update) -> Option<Finding> {
    let status = update.status.as_ref().filter(|status| status.value == Status::Resolved)?;
    let count = words::count(&update.body.text);
    // A missing text is another finding.
    if count >= FEWEST_WORDS || update.body.is_empty() {
        return None;
    }
    let plural = if count == 1 { "" } else { "s" };
    let message = format!("this incident ends with {count} word{plural}");
    Some(
        Finding::at(&rules::SHORT_RESOLUTION, status.span, message)
            .hint("say what works again, since when, and whether customers have to do anything"),
    )
}

/// In a long text, such as a post-mortem, one zone is enough for all times.
fn check_text(file: &SourceFile, is_long: bool, found: &mut Vec<Finding>) {
    let (body, start) = body(file);
    // Nearly all texts contain neither, and are not parsed again.
    let (has_time, has_minimiser) = (clock_time::may_occur(body), minimiser::may_occur(body));
    if !has_time && !has_minimiser {
        return;
    }
    let prose = Sentences::of(body);
    if has_time && !(is_long && clock_time::has_zone(prose.text())) {
        times(&prose, file, start, found);
    }
    if has_minimiser && let Some(range) = minimiser::find(&prose) {
        let words = prose.text().get(range.clone()).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("\u{201c}{words}\u{201d} plays the problem down, and the text gives no number");
        let span = Span::new(file.id, start + range.start..start + range.end);
        found.push(
            Finding::at(&rules::MINIMISER, span, message)
                .hint("say how many or for how long, even roughly, or that you do not know yet"),
        );
    }
}

/// Reports the first time of each paragraph that names no zone.
fn times(prose: &Sentences, file: &SourceFile, start: usize, found: &mut Vec<Finding>) {
    for range in clock_time::without_zone(prose) {
        let time = prose.text().get(range.clone()).unwrap_or_default();
        let message = format!("`{time}` has no time zone");
        let span = Span::new(file.id, start + range.start..start + range.end);
        found.push(
            Finding::at(&rules::TIME_WITHOUT_ZONE, span, message)
                .hint(format!("write it with its zone, such as `{time} UTC`")),
        );
    }
}

/// Returns the text below the front matter, with its offset in the file.
fn body(file: &SourceFile) -> (&str, usize) {
    let front = file.text.strip_prefix("+++").and_then(|rest| rest.find("\n+++"));
    let end = front.map_or(0, |end| end + "+++".len() + "\n+++".len());
    (file.text.get(end..).unwrap_or_default(), end)
}
