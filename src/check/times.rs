//! Checks the times of entries: in the future, duplicate, or far from the date of the folder.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::directory::Directory;
use super::record_context::RecordContext;
use super::time_format::{format_elapsed, format_minute, format_toml};
use crate::content::public::{RecordKind, Update};
use crate::content::stem_time;
use crate::diagnostics::{Finding, rules};

/// The tolerance for clocks and for entries that are dated by hand.
const AHEAD: TimeDelta = TimeDelta::minutes(10);
/// The maximum distance of an entry from the date of its folder, and from the next entry.
const FAR: TimeDelta = TimeDelta::days(7);
/// How old an entry may be whose time was mistaken for UTC.
const ANNOUNCED_LATE: TimeDelta = TimeDelta::hours(12);
/// How long before its date a maintenance may be announced.
const ANNOUNCED: TimeDelta = TimeDelta::days(90);

/// Reports wrong times of entries.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    let zone = directory.site.map_or(Tz::UTC, |site| site.time_zone);
    for update in context.released.iter().filter(|update| update.whole) {
        ahead(update, zone, now, found);
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

fn ahead(update: &Update, zone: Tz, now: DateTime<Utc>, found: &mut Vec<Finding>) {
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
        found.push(Finding::at(&rules::DATED_AHEAD, update.span, message).hint(
            local_time_hint(update, zone, now).unwrap_or_else(|| {
                "correct the time, or write `draft = true` until you publish it".to_owned()
            }),
        ));
    }
}

/// Returns the hint for a local time that was written with the `Z` of UTC: read as a time in the zone of the site, it is
/// not in the future.
fn local_time_hint(update: &Update, zone: Tz, now: DateTime<Utc>) -> Option<String> {
    let written = update.at.naive_utc();
    let meant = zone.from_local_datetime(&written).earliest()?.to_utc();
    if meant == update.at || meant - now > AHEAD || now - meant > ANNOUNCED_LATE {
        return None;
    }
    let is_named = stem_time(&update.stem).is_some_and(|(named, _)| named == update.at);
    let word = stem_time(&update.stem).and_then(|(_, word)| word);
    let fix = if is_named {
        let word = word.map_or_else(String::new, |word| format!("-{word}"));
        format!("rename the file to `{}{word}.md`", meant.format("%Y-%m-%dT%H%MZ"))
    } else {
        format!("write `at = {}`", format_toml(meant))
    };
    Some(format!("`Z` is UTC; if {} is the time in {zone}, {fix}", written.format("%H:%M")))
}

/// Reports entries that are far from the date of the folder, unless the entries in between bridge the gap step by
/// step.
fn far_from_folder(context: &RecordContext<'_>, date: NaiveDate, found: &mut Vec<Finding>) {
    let Some(noon) = date.and_hms_opt(12, 0, 0).map(|noon| noon.and_utc()) else { return };
    let before = if context.kind == RecordKind::Maintenance { ANNOUNCED } else { FAR };
    let (mut earliest, mut latest) = (noon - before, noon + FAR);
    let released: Vec<&Update> = context.released.iter().copied().filter(|update| update.whole).collect();
    for update in &released {
        if update.at >= earliest && update.at <= latest {
            latest = latest.max(update.at + FAR);
        }
    }
    for update in released.iter().rev() {
        if update.at >= earliest && update.at <= latest {
            earliest = earliest.min(update.at - FAR);
        }
    }
    for update in released {
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
