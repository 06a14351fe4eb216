//! Checks the times of entries: in the future, duplicate, or far from the date of the folder.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::directory::Directory;
use super::record_context::RecordContext;
use super::time_format::{format_elapsed, format_minute, format_toml};
use crate::content::public::{RecordKind, Update};
use crate::content::stem_time;
use crate::diagnostics::{Finding, rules};
use crate::status::State;

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
        for simultaneous in view.chunk_by(|earlier, later| earlier.at == later.at) {
            contradicting(simultaneous, directory, found);
        }
    }
    if let Some(date) = context.folder.get(..10).and_then(|date| date.parse::<NaiveDate>().ok()) {
        far_from_folder(context, date, found);
    }
}

/// Reports updates with the same time that contradict each other: which of them came last decides what the page shows.
/// Other updates with the same time are ordered by their file names.
fn contradicting(simultaneous: &[&Update], directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let whole: Vec<&Update> = simultaneous.iter().copied().filter(|update| update.whole).collect();
    for (index, later) in whole.iter().enumerate() {
        let earlier = whole.iter().take(index);
        let contradiction = earlier
            .rev()
            .find_map(|earlier| contradiction(earlier, later, directory).map(|what| (earlier, what)));
        if let Some((earlier, what)) = contradiction {
            let message = format!(
                "`{}.md` and `{}.md` have the same time, {}, and contradict each other about {what}",
                earlier.stem,
                later.stem,
                format_minute(later.at)
            );
            let next = later.at + TimeDelta::seconds(1);
            found.push(Finding::at(&rules::DUPLICATE_TIME, later.span, message).hint(format!(
                "give the one that came last a later time, for example `at = {}` here",
                format_toml(next)
            )));
        }
    }
}

/// What two updates contradict each other about.
fn contradiction(one: &Update, other: &Update, directory: &Directory<'_>) -> Option<String> {
    fn differs<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
        one.zip(other).is_some_and(|(one, other)| one != other)
    }
    let status = |update: &Update| update.status.as_ref().map(|status| status.value);
    let closed = |update: &Update| update.closes();
    let says = |update: &Update| closed(update) || status(update).is_some();
    if differs(status(one), status(other)) || says(one) && says(other) && closed(one) != closed(other) {
        return Some("the status".to_owned());
    }
    let index = |name: &str| directory.components.one(name).ok_or_else(|| name.to_owned());
    for (name, state) in &other.components {
        let same = one.components.iter().find(|(named, _)| index(&named.value) == index(&name.value));
        if same.is_some_and(|(_, before)| before.value != state.value) {
            return Some(format!("`{}`", name.value));
        }
    }
    for (closing, open) in [(one, other), (other, one)] {
        let broken = open.components.iter().find(|(_, state)| state.value != State::Operational);
        if let Some((name, _)) = broken.filter(|_| closed(closing) && !closed(open)) {
            return Some(format!("`{}`", name.value));
        }
    }
    let title = |update: &Update| update.title.as_ref().map(|title| title.value.clone());
    let window = |update: &Update| update.window.as_ref().map(|window| (window.from, window.to));
    let differing = [
        ("the title", differs(title(one), title(other))),
        ("the window", differs(window(one), window(other))),
        ("the impact", differs(one.impact, other.impact)),
    ];
    differing.into_iter().find(|(_, differs)| *differs).map(|(what, _)| what.to_owned())
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
