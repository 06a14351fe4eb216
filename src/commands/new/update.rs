//! `allclear new update`: the next update of an existing incident or maintenance.

use chrono::{DateTime, Utc};

use super::components::with_states;
use super::context::{SiteContext, slug_of_record, text};
use super::{Draft, next_step_of_update};
use crate::authoring::records::{self, ComponentStates};
use crate::cli::NewUpdate;
use crate::commands::Stop;
use crate::commands::session::Session;
use crate::content::Keyword as _;
use crate::content::public::{Record, RecordKind, Update};
use crate::diagnostics::did_you_mean;
use crate::status::{State, Status, StatusUpdate, Window, maintenance};

/// How many records a hint lists.
const LISTED: usize = 6;

pub(super) fn draft(
    arguments: &NewUpdate,
    site: &SiteContext,
    session: &mut Session<'_, '_>,
) -> Result<Draft, Stop> {
    let text = text(&arguments.message, session)?;
    let (record, slug) = find_record(&arguments.record, site)?;
    let status = arguments.status.as_deref().map(|word| status(word, record.kind)).transpose()?;
    let default_state = match (status, record.kind) {
        (Some(Status::Resolved | Status::Completed | Status::Cancelled), _) => State::Operational,
        (_, RecordKind::Incident) => State::DegradedPerformance,
        (_, RecordKind::Maintenance) => State::UnderMaintenance,
    };
    let parent = match record.kind {
        RecordKind::Incident => "incidents",
        RecordKind::Maintenance => "maintenance",
    };
    let components = with_states(&arguments.components, &site.content, default_state)?;
    let end = End::of(record, site.now);
    refuse_lost_state(&slug, end.as_ref(), status, &components, record.kind)?;
    let update = records::NewUpdate {
        folder: &format!("content/{parent}/{}", record.folder),
        slug: &slug,
        status,
        reopened: matches!(end, Some(End::Written(_))) && status.is_some_and(|status| !status.is_closing()),
        components,
        next_update: arguments.next_update.map(Into::into),
        text: text.as_deref(),
    };
    Ok(Draft {
        files: vec![update.file(site.stamp_after(record))],
        next: next_step_of_update(text.as_deref()),
    })
}

/// How a record was closed.
enum End<'s> {
    /// By this update.
    Written(&'s Update),
    /// By the clock, at the end of its window.
    ByClock,
}

impl<'s> End<'s> {
    /// Returns how a record was closed; `None` if it is open at `now` (UTC).
    fn of(record: &'s Record, now: DateTime<Utc>) -> Option<Self> {
        let released = record.updates.iter().filter(|update| !update.draft);
        let newest = released.clone().rev().find(|update| update.closes() || update.opens());
        if let Some(closing) = newest.filter(|update| update.closes()) {
            return Some(Self::Written(closing));
        }
        if record.kind == RecordKind::Incident {
            return None;
        }
        let course: Vec<StatusUpdate> = released
            .map(|update| StatusUpdate {
                status: update.status.as_ref().map(|status| status.value),
                window: update.window.as_ref().map(|window| Window { from: window.from, to: window.to }),
                reopened: update.reopened,
                retracted: update.retracted.as_ref().map(|retraction| retraction.at),
                ..StatusUpdate::new(update.at)
            })
            .collect();
        maintenance::replay(&course, now).filter(|course| course.closed).map(|_| Self::ByClock)
    }
}

/// Refuses an update whose states would not count because the record is closed, or is closed by the update.
fn refuse_lost_state(
    slug: &str,
    end: Option<&End<'_>>,
    status: Option<Status>,
    components: &ComponentStates,
    kind: RecordKind,
) -> Result<(), Stop> {
    let affected = components.iter().find(|(_, state)| *state != State::Operational);
    let (open, closing) = match kind {
        RecordKind::Incident => ("investigating", "resolved"),
        RecordKind::Maintenance => ("in_progress", "completed"),
    };
    if let (Some(status), Some((name, state))) = (status.filter(|status| status.is_closing()), affected) {
        let message = format!("`{status}` closes `{slug}`, so `{name}` cannot be `{}`", state.word());
        let still_open = match kind {
            RecordKind::Incident => "monitoring",
            RecordKind::Maintenance => "verifying",
        };
        return Err(Stop::usage(message)
            .hint(format!("if it is over, omit the component; if not, write `--status {still_open}`")));
    }
    match (end, status, affected) {
        (Some(End::ByClock), None, _) => Err(Stop::usage(format!(
            "the clock ended `{slug}`, and an update without a status would leave it completed"
        ))
        .hint(format!("if the work goes on, add `--status {open}`; if it is over, `--status {closing}`"))),
        (Some(End::Written(update)), None, Some((name, state))) => {
            let message =
                format!("`{slug}` is closed, so the page would not show that `{name}` is `{}`", state.word());
            let hint = match &update.merged_into {
                Some(other) => format!("write the update for `{}`, which continues it", other.value),
                None => format!(
                    "if the problem came back, add `--status {open}`, which reopens it; if it is another one, run `allclear new incident`"
                ),
            };
            Err(Stop::usage(message).hint(hint))
        }
        (Some(End::Written(update)), Some(status), _)
            if status.is_closing() && update.status.as_ref().is_some_and(|before| before.value != status) =>
        {
            let before = update.status.as_ref().map_or(status, |before| before.value);
            Err(Stop::usage(format!("`{slug}` is already closed with `{before}`"))
                .hint(format!("omit `--status`, or reopen it first with `--status {open}`")))
        }
        _ => Ok(()),
    }
}

/// Finds a record by its slug or folder, or by a part of either that no other record has; returns it with its slug.
fn find_record<'s>(name: &str, site: &'s SiteContext) -> Result<(&'s Record, String), Stop> {
    let with_slug = |record: &'s Record| Some((record, slug_of_record(record)?));
    let records: Vec<(&Record, String)> =
        site.content.records.iter().map(AsRef::as_ref).filter_map(with_slug).collect();
    let found = records.iter().find(|(record, slug)| slug == name || record.folder == name);
    let part = name.to_lowercase();
    let has_part =
        |(record, slug): &&(&Record, String)| slug.contains(&part) || record.folder.contains(&part);
    let similar: Vec<&(&Record, String)> =
        records.iter().filter(has_part).filter(|_| !part.is_empty()).collect();
    let found = match similar.as_slice() {
        [one] => found.or(Some(*one)),
        [_, _, ..] if found.is_none() => {
            let slugs: Vec<&str> = similar.iter().rev().take(LISTED).map(|(_, slug)| slug.as_str()).collect();
            return Err(Stop::usage(format!("`{name}` is a part of several names"))
                .hint(format!("write more of one of them: `{}`", slugs.join("`, `"))));
        }
        _ => found,
    };
    found.cloned().ok_or_else(|| {
        let stop = Stop::usage(format!("there is no incident or maintenance `{name}`"));
        let slugs = || records.iter().map(|(_, slug)| slug.as_str());
        match did_you_mean(name, slugs()) {
            Some(near) => stop.hint(format!("did you mean `{near}`?")),
            None if records.is_empty() => stop.hint("open one with `allclear new incident`"),
            None => {
                let newest: Vec<&str> = slugs().rev().take(LISTED).collect();
                stop.hint(format!("the newest are `{}`", newest.join("`, `")))
            }
        }
    })
}

fn status(word: &str, kind: RecordKind) -> Result<Status, Stop> {
    let (kind, statuses): (&str, &[Status]) = match kind {
        RecordKind::Incident => ("an incident", &Status::INCIDENT),
        RecordKind::Maintenance => ("a maintenance", &Status::MAINTENANCE),
    };
    let words: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    statuses.iter().copied().find(|status| status.as_str() == word).ok_or_else(|| {
        Stop::usage(format!("`{word}` is not a status of {kind}")).hint(
            match did_you_mean(word, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the statuses are `{}`", words.join("`, `")),
            },
        )
    })
}
