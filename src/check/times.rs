//! Checks the times of entries: in the future, duplicate, or far from the date of the folder.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::directory::Directory;
use super::record_context::RecordContext;
use super::time_format::{format_elapsed, format_minute, format_toml};
use crate::content::public::{Postmortem, RecordKind, Update};
use crate::content::stem_time;
use crate::diagnostics::{Finding, rules};
use crate::span::{Span, Spanned};
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
    if let Some(postmortem) = context.postmortem {
        edits_ahead(postmortem, now, found);
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
    if simultaneous.len() < 2 {
        return;
    }
    let mut said: BTreeMap<Topic, (String, &str)> = BTreeMap::new();
    let (mut closing, mut broken): (Option<&str>, Option<(String, &str)>) = (None, None);
    for update in simultaneous.iter().filter(|update| update.whole) {
        let stem = update.stem.as_str();
        let statements = statements(update, directory);
        let contradicted = statements.iter().find_map(|(topic, what, value)| {
            let (_, other) = said.get(topic).filter(|(earlier, _)| earlier != value)?;
            Some((what.clone(), *other))
        });
        // An outage that is reported at the time of closing.
        let is_broken = |(_, state): &&(_, Spanned<State>)| state.value != State::Operational;
        let outage = update.components.iter().find(is_broken).map(|(name, _)| format!("`{}`", name.value));
        let over = if update.closes() { broken.clone() } else { outage.clone().zip(closing) };
        if let Some((what, other)) = contradicted.or(over) {
            found.push(contradiction(update, other, &what));
        }
        for (topic, _, value) in statements {
            said.entry(topic).or_insert((value, stem));
        }
        if update.closes() {
            closing = closing.or(Some(stem));
        } else {
            broken = broken.or(outage.map(|name| (name, stem)));
        }
    }
}

fn contradiction(update: &Update, other: &str, what: &str) -> Finding {
    let message = format!(
        "`{other}.md` and `{}.md` have the same time, {}, and contradict each other about {what}",
        update.stem,
        format_minute(update.at)
    );
    let next = update.at + TimeDelta::seconds(1);
    Finding::at(&rules::DUPLICATE_TIME, update.span, message).hint(format!(
        "give the one that came last a later time, for example `at = {}` here",
        format_toml(next)
    ))
}

/// What an update says something about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    Status,
    /// A component by its index, or by its name if it is unknown.
    Component(Option<usize>, String),
    Title,
    Window,
    Impact,
}

/// Returns what an update says: the topic, the topic in words, and the value.
fn statements(update: &Update, directory: &Directory<'_>) -> Vec<(Topic, String, String)> {
    let status = update.status.as_ref().map(|status| status.value.as_str());
    let status = if update.merged_into.is_some() { Some("merged") } else { status };
    let title = update.title.as_ref().map(|title| title.value.clone());
    let window = update.window.as_ref().map(|window| format!("{:?} {:?}", window.from, window.to));
    let impact = update.impact.map(|impact| impact.as_str().to_owned());
    let single = [
        (Topic::Status, "the status", status.map(str::to_owned)),
        (Topic::Title, "the title", title),
        (Topic::Window, "the window", window),
        (Topic::Impact, "the impact", impact),
    ];
    let single = single
        .into_iter()
        .filter_map(|(topic, what, value)| value.map(|value| (topic, what.to_owned(), value)));
    let components = update.components.iter().map(|(name, state)| {
        let index = directory.components.one(&name.value);
        let unknown = if index.is_none() { name.value.clone() } else { String::new() };
        (Topic::Component(index, unknown), format!("`{}`", name.value), state.value.as_str().to_owned())
    });
    single.chain(components).collect()
}

/// Reports edits of a post-mortem that are dated in the future.
fn edits_ahead(postmortem: &Postmortem, now: DateTime<Utc>, found: &mut Vec<Finding>) {
    for edit in postmortem.edited.iter().filter(|edit| edit.at - now > AHEAD) {
        found.push(dated_ahead("edit", edit.at, postmortem.span, now));
    }
}

fn dated_ahead(what: &str, at: DateTime<Utc>, span: Span, now: DateTime<Utc>) -> Finding {
    let message =
        format!("this {what} is dated {} in the future, {}", format_elapsed(at - now), format_minute(at));
    Finding::at(&rules::DATED_AHEAD, span, message).hint("correct the time, or wait until then")
}

fn ahead(update: &Update, zone: Tz, now: DateTime<Utc>, found: &mut Vec<Finding>) {
    let retracted = update.retracted.iter().map(|retraction| ("retraction", retraction.at));
    let edited = update.edited.iter().map(|edit| ("edit", edit.at));
    let added = update.added.iter().map(|added| ("`added`", *added));
    for (what, at) in retracted.chain(edited).chain(added) {
        if at - now > AHEAD {
            found.push(dated_ahead(what, at, update.span, now));
        }
    }
    if update.at - now > AHEAD {
        let message = format!(
            "this entry is dated {} in the future, {}",
            format_elapsed(update.at - now),
            format_minute(update.at)
        );
        found.push(Finding::at(&rules::DATED_AHEAD, update.span, message).hint(
            as_local_time(update, zone, now).map_or_else(
                || "correct the time, or write `draft = true` until you publish it".to_owned(),
                |(_, hint)| hint,
            ),
        ));
    }
}

/// Returns what the time of an update means (UTC) if it is a local time that was written with the `Z` of UTC, and the hint
/// to say so: read as a time in the zone of the site, it is recent and not in the future.
pub(super) fn as_local_time(
    update: &Update,
    zone: Tz,
    now: DateTime<Utc>,
) -> Option<(DateTime<Utc>, String)> {
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
    Some((meant, format!("`Z` is UTC; if {} is the time in {zone}, {fix}", written.format("%H:%M"))))
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
