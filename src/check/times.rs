//! Times of entries: none ahead of the clock, no two alike, none far from its folder by a slip of the keyboard.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::record_context::RecordContext;
use super::time_format::{format_elapsed, format_minute, format_toml};
use crate::content::public::{RecordKind, Update};
use crate::diagnostics::{Finding, rules};

/// How far clocks and hands may be ahead.
const AHEAD: TimeDelta = TimeDelta::minutes(10);
/// How far entries may lie from the date of their folder, and from each other.
const FAR: TimeDelta = TimeDelta::days(7);
/// How long before its date a maintenance may be announced.
const ANNOUNCED: TimeDelta = TimeDelta::days(90);

/// What is wrong with the times of entries.
pub(super) fn check(context: &RecordContext<'_>, now: DateTime<Utc>, found: &mut Vec<Finding>) {
    for update in context.released.iter().filter(|update| update.whole) {
        ahead(update, now, found);
    }
    for view in &context.views {
        for (earlier, later) in view.iter().zip(view.iter().skip(1)) {
            if earlier.at == later.at && earlier.whole && later.whole {
                let message = format!(
                    "`{}.md` and `{}.md` have the same time, {}",
                    earlier.stem,
                    later.stem,
                    format_minute(later.at)
                );
                let next = later.at + TimeDelta::minutes(1);
                found.push(
                    Finding::at(&rules::DUPLICATE_TIME, later.span, message).hint(format!(
                        "change one of the times, for example `at = {}` here",
                        format_toml(next)
                    )),
                );
            }
        }
    }
    if let Some(date) = context.folder.get(..10).and_then(|date| date.parse::<NaiveDate>().ok()) {
        far_from_folder(context, date, found);
    }
}

fn ahead(update: &Update, now: DateTime<Utc>, found: &mut Vec<Finding>) {
    let retracted = update.retracted.iter().map(|retraction| ("retraction", retraction.at));
    let edited = update.edited.iter().map(|edit| ("edit", edit.at));
    let added = update.added.iter().map(|added| ("`added`", *added));
    for (what, at) in retracted.chain(edited).chain(added) {
        if at - now > AHEAD {
            let message = format!(
                "this {what} is dated {} in the future, {}",
                format_elapsed(at - now),
                format_minute(at)
            );
            found.push(
                Finding::at(&rules::DATED_AHEAD, update.span, message)
                    .hint("correct the time, or wait until then"),
            );
        }
    }
    if update.at - now > AHEAD {
        let message = format!(
            "this entry is dated {} in the future, {}",
            format_elapsed(update.at - now),
            format_minute(update.at)
        );
        found.push(
            Finding::at(&rules::DATED_AHEAD, update.span, message)
                .hint("correct the time, or write `draft = true` until you publish it"),
        );
    }
}

/// A record that lasts for weeks moves away from its folder's date step by step, a slip of the keyboard in one.
fn far_from_folder(context: &RecordContext<'_>, date: NaiveDate, found: &mut Vec<Finding>) {
    let Some(noon) = date.and_hms_opt(12, 0, 0).map(|noon| noon.and_utc()) else { return };
    let before = if context.kind == RecordKind::Maintenance { ANNOUNCED } else { FAR };
    let (mut earliest, mut latest) = (noon - before, noon + FAR);
    let told: Vec<&Update> = context.released.iter().copied().filter(|update| update.whole).collect();
    for update in &told {
        if update.at >= earliest && update.at <= latest {
            latest = latest.max(update.at + FAR);
        }
    }
    for update in told.iter().rev() {
        if update.at >= earliest && update.at <= latest {
            earliest = earliest.min(update.at - FAR);
        }
    }
    for update in told {
        if update.added.is_none() && (update.at < earliest || update.at > latest) {
            let days = (update.at - noon).abs().num_days();
            let message = format!("this entry is {days} days away from the date of its folder, {date}");
            found.push(
                Finding::at(&rules::FAR_FROM_FOLDER, update.span, message)
                    .hint("check the year and the month; if it was written later, set `added`"),
            );
        }
    }
}
