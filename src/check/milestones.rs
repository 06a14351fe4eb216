//! Checks that the milestones of a timeline are in a possible order.

use super::record_context::RecordContext;
use super::time_format::format_minute;
use crate::content::Keyword;
use crate::content::internal::{Milestone, TimelineEntry};
use crate::diagnostics::{Finding, rules};

/// Reports milestones that are dated before a milestone they must follow. Only the first milestone of each kind
/// counts, because a reopened record repeats them.
pub(super) fn check(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    let mut latest: Option<(&TimelineEntry, Milestone)> = None;
    // A fix is often in place before the cause is known, so these two may come in any order.
    let steps: [&[Milestone]; 5] = [
        &[Milestone::Started],
        &[Milestone::Detected],
        &[Milestone::Acknowledged],
        &[Milestone::Identified, Milestone::Mitigated],
        &[Milestone::Resolved],
    ];
    for step in steps {
        let reached: Vec<_> =
            step.iter().filter_map(|milestone| Some((first(context, *milestone)?, *milestone))).collect();
        for (entry, milestone) in &reached {
            if let Some((before, earlier)) = latest.filter(|(before, _)| before.at > entry.at) {
                let message = format!(
                    "`{}` at {} comes before `{}` at {}",
                    milestone.word(),
                    format_minute(entry.at),
                    earlier.word(),
                    format_minute(before.at)
                );
                let span = |entry: &TimelineEntry| {
                    entry.milestone.as_ref().map_or(entry.span, |milestone| milestone.span)
                };
                found.push(
                    Finding::at(&rules::MILESTONE_ORDER, span(entry), message)
                        .related(span(before), "this milestone should come first")
                        .hint("correct the time in the name of the wrong file"),
                );
            }
        }
        latest = latest.into_iter().chain(reached).max_by_key(|(entry, _)| entry.at);
    }
}

fn first<'a>(context: &RecordContext<'a>, milestone: Milestone) -> Option<&'a TimelineEntry> {
    let marks = |entry: &&TimelineEntry| entry.milestone.as_ref().is_some_and(|mark| mark.value == milestone);
    context.timeline.iter().find(marks)
}
