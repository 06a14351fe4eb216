//! The next update of a record.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::components::{named, written};
use super::course::Course;
use super::publish::{self, update_file};
use super::status::{refuse_lost_state, status_of, statuses};
use super::{text, window};
use crate::authoring::records::{self, ComponentStates, NextUpdate};
use crate::cli::Post;
use crate::commands::author;
use crate::commands::change::Change;
use crate::commands::end::End;
use crate::commands::new::components::with_states;
use crate::commands::prompt;
use crate::commands::record_folder::slug_of_record;
use crate::commands::record_folder::{path_of, slug_of_folder};
use crate::commands::record_name::{find_record, open_incidents};
use crate::commands::session::Session;
use crate::commands::snippet::{Placeholders, public_name};
use crate::commands::stop::Stop;
use crate::commands::workspace::{Workspace, slug};
use crate::content::public::{NextUpdate as Promised, Record, RecordKind, Update};
use crate::content::{AudienceTag, ComponentNames, Folder, Keyword as _};
use crate::response::policy_at;
use crate::status::{State, Status};

/// What is known about the record before the update.
struct Before<'w> {
    folder: &'w Folder,
    record: Option<&'w Record>,
    slug: String,
    end: Option<End<'w>>,
    /// Whether nobody has seen an update yet.
    is_first: bool,
}

/// Plans the next update, and asks on a terminal for what is missing.
pub(super) fn plan(
    arguments: &Post,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Change, Stop> {
    let folder = chosen(arguments, workspace, session)?;
    let record = folder.record.as_deref();
    let is_first = record.is_none_or(|record| record.updates.iter().all(|update| update.draft));
    if let Some(draft) = record.filter(|_| is_first && !arguments.draft).and_then(only_opening_draft) {
        // The draft has the title and the address that the record needs.
        let file = workspace.snapshot.file(draft.span.file);
        let path = file.map(|file| file.path.clone()).unwrap_or_default();
        return first_update(&path, draft, arguments, workspace, session);
    }
    let before = Before {
        folder,
        record,
        slug: first_slug(arguments, folder, workspace)?,
        end: record.and_then(|record| End::of(record, workspace.second)),
        is_first,
    };
    update(&before, arguments, workspace, session)
}

/// Returns the record that was named, the only open incident, or the one that the user chooses.
fn chosen<'w>(
    arguments: &Post,
    workspace: &'w Workspace,
    session: &mut Session<'_, '_>,
) -> Result<&'w Arc<Folder>, Stop> {
    let open = open_incidents(workspace);
    if arguments.record.is_none() && open.len() > 1 && session.is_interactive() {
        let slugs: Vec<String> = open.iter().map(|folder| slug_of_folder(folder)).collect();
        let choices: Vec<(&str, &Arc<Folder>)> = slugs.iter().map(String::as_str).zip(open).collect();
        return prompt::choice("which incident?", &choices, session);
    }
    find_record(arguments.record.as_deref(), workspace)
}

/// Returns the draft that opens a record, if there is exactly one.
fn only_opening_draft(record: &Record) -> Option<&Update> {
    let mut drafts = record.updates.iter().filter(|update| update.draft && update.title.is_some());
    drafts.next().filter(|_| drafts.next().is_none())
}

/// Plans the publication of the draft that opens a record, with the text that is given now.
fn first_update(
    path: &str,
    draft: &Update,
    arguments: &Post,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Change, Stop> {
    let mut change = publish::plan(path, arguments, workspace, session)?;
    change.remarks.push(format!("this publishes the draft `{}`, which opens the record", draft.stem));
    Ok(change)
}

/// Returns the slug of a record. A first update gives it one, from its title.
fn first_slug(arguments: &Post, folder: &Folder, workspace: &Workspace) -> Result<String, Stop> {
    let written = folder.record.as_deref().and_then(slug_of_record);
    match (written, &arguments.title) {
        (Some(written), _) => Ok(written),
        (None, Some(title)) => slug(None, workspace.now, title),
        (None, None) => Err(Stop::usage(format!("customers have seen no update of `{}` yet", folder.name))
            .hint("add the title that they read: `--title \"Card payments fail in Europe\"`")),
    }
}

fn update(
    before: &Before<'_>,
    arguments: &Post,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Change, Stop> {
    let Before { folder, record, slug, end, is_first } = before;
    let kind = folder.kind;
    let names = ComponentNames::new(&workspace.content.public.components);
    let audience = audience(arguments, *record)?;
    let course = record.map(|record| Course::of(record, &names, &audience));
    let merged_into = merged_into(arguments, workspace)?;
    let status = status(before, arguments, session)?;
    let closes = merged_into.is_some() || status.is_some_and(Status::is_closing);
    let is_closed = matches!(end, Some(End::Written(_)));
    if arguments.reopen && end.is_none() {
        return Err(Stop::usage(format!("`{slug}` is open")).hint("omit `--reopen`"));
    }
    let default = match (closes, kind) {
        (true, _) => State::Operational,
        (false, RecordKind::Incident) => State::DegradedPerformance,
        (false, RecordKind::Maintenance) => State::UnderMaintenance,
    };
    let asked = with_states(&arguments.components, &workspace.content.public, default)?;
    refuse_lost_state(slug, end.as_ref(), status, &asked, kind)?;
    let opens_again = status.is_some_and(|status| !status.is_closing());
    let reopened = is_closed && opens_again;
    let mut remarks = Vec::new();
    if reopened && !arguments.reopen {
        remarks.push(format!("`{slug}` is closed, and this update opens it again"));
    }
    let components = match &course {
        // Closing set everything to operational. Showing a problem that is over is better than hiding one that is not.
        Some(course) if reopened && asked.is_empty() => {
            let earlier = named(course.affected_before_end(), &workspace.content);
            if !earlier.is_empty() {
                remarks.push(format!("the states are those before the end: {}", listed(&earlier)));
            }
            earlier
        }
        course => written(asked, course.as_ref(), arguments.draft, &workspace.content),
    };
    let stays_open = !closes && (!is_closed || reopened);
    let next_update = next_update(before, arguments, stays_open, workspace);
    let corrects = arguments.correct.as_deref();
    let corrects = corrects.map(|stem| update_file(stem, folder, workspace)).transpose()?;
    let corrects = corrects.map(|(update, _)| update.stem.clone());
    let window = match (&arguments.window, record) {
        (Some(window), Some(record)) => window::parse(window, record)?,
        (Some(_), None) | (None, _) => (None, None),
    };
    let author = author::optional(arguments.author.as_deref(), workspace)?;
    let stamp = workspace.stamp_after(*record);
    let placeholders = Placeholders {
        title: title(arguments, *record),
        components: affected_names(&components, course.as_ref(), workspace),
        next_update: due(next_update, stamp.now),
    };
    let notes = notes(slug, status, &components, next_update);
    let text = text::read(arguments, &placeholders, &notes, workspace, session)?;
    let update = records::NewUpdate {
        folder: &path_of(folder),
        slug,
        title: arguments.title.as_deref(),
        is_first: *is_first,
        has_address: !arguments.audience.is_empty() && arguments.title.is_some(),
        status,
        author: author.as_deref(),
        reopened,
        components,
        summary: arguments.summary.as_deref(),
        next_update,
        window,
        audience: &arguments.audience,
        corrects: corrects.as_deref(),
        merged_into: merged_into.as_deref(),
        text: text.as_deref(),
        draft: arguments.draft,
    };
    let what = status.map_or("update", Status::as_str);
    let verb = if arguments.draft { "Draft" } else { "Post" };
    Ok(Change {
        file: update.file(stamp),
        before: None,
        message: format!("{verb} {what} for {slug}"),
        remarks,
        is_draft_before: false,
        is_public: !arguments.draft,
        waits_for_approval: false,
    })
}

/// Returns the readers of the update.
fn audience(arguments: &Post, record: Option<&Record>) -> Result<Vec<AudienceTag>, Stop> {
    if arguments.audience.is_empty() {
        return Ok(
            record.map_or_else(|| vec![AudienceTag::Public], |record| record.usual_audience().to_vec())
        );
    }
    let tag = |written: &String| {
        AudienceTag::parse(written).ok_or_else(|| {
            Stop::usage(format!("`{written}` is not an audience"))
                .hint("write `public`, `tier:<id>` or `customer:<id>`")
        })
    };
    arguments.audience.iter().map(tag).collect()
}

/// Returns the slug of the incident that continues this one.
fn merged_into(arguments: &Post, workspace: &Workspace) -> Result<Option<String>, Stop> {
    let Some(name) = &arguments.merge_into else { return Ok(None) };
    let other = find_record(Some(name), workspace)?;
    if other.kind != RecordKind::Incident {
        return Err(Stop::usage(format!("`{}` is a maintenance", slug_of_folder(other)))
            .hint("an incident can only be merged into another incident"));
    }
    Ok(Some(slug_of_folder(other)))
}

/// Returns the status to write, and asks for it on a terminal.
fn status(
    before: &Before<'_>,
    arguments: &Post,
    session: &mut Session<'_, '_>,
) -> Result<Option<Status>, Stop> {
    let kind = before.folder.kind;
    let first = match kind {
        RecordKind::Incident => Status::Investigating,
        RecordKind::Maintenance => Status::Scheduled,
    };
    let given = arguments.status.as_deref().map(|word| status_of(word, kind)).transpose()?;
    match given {
        Some(_) => Ok(given),
        None if arguments.merge_into.is_some() => Ok(None),
        None if arguments.reopen => Ok(Some(match kind {
            RecordKind::Incident => Status::Investigating,
            RecordKind::Maintenance => Status::InProgress,
        })),
        None if session.is_interactive() && !arguments.yes => {
            let mut choices = vec![("as before", None)];
            if before.is_first {
                choices.clear();
            }
            choices.extend(statuses(kind).iter().map(|status| (status.as_str(), Some(*status))));
            prompt::choice("status?", &choices, session)
        }
        None if before.is_first => Ok(Some(first)),
        None => Ok(None),
    }
}

/// Returns the promise of the next update: the one that was given, or that of the policy. Without a policy it is as soon as
/// the newest update promised. Only an incident that stays open makes a promise on its own.
fn next_update(
    before: &Before<'_>,
    arguments: &Post,
    stays_open: bool,
    workspace: &Workspace,
) -> Option<NextUpdate> {
    if let Some(when) = arguments.next_update {
        return Some(when.into());
    }
    if !stays_open || before.folder.kind != RecordKind::Incident {
        return None;
    }
    let site = workspace.content.public.site.as_ref()?;
    let policy = policy_at(before.folder, site, workspace.second).and_then(|policy| policy.update_every);
    let promised = || {
        let newest = before.record?.updates.iter().rev().find(|update| !update.draft)?;
        match newest.next_update.as_ref()?.value {
            Promised::After(span) => Some(span),
            Promised::At(at) => Some(at - newest.at).filter(|span| *span > chrono::TimeDelta::zero()),
        }
    };
    policy.or_else(promised).map(NextUpdate::After)
}

fn due(promise: Option<NextUpdate>, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match promise? {
        NextUpdate::At(at) => Some(at),
        NextUpdate::After(span) => at.checked_add_signed(span),
    }
}

fn title(arguments: &Post, record: Option<&Record>) -> String {
    let released = record.into_iter().flat_map(|record| &record.updates).filter(|update| !update.draft);
    let newest =
        released.filter_map(|update| update.title.as_ref()).next_back().map(|title| title.value.clone());
    arguments.title.clone().or(newest).unwrap_or_default()
}

/// Returns the names of the components that are affected after the update.
fn affected_names(
    components: &ComponentStates,
    course: Option<&Course>,
    workspace: &Workspace,
) -> Vec<String> {
    let mut states = named(course.map(Course::affected).unwrap_or_default(), &workspace.content);
    for (name, state) in components {
        states.retain(|(known, _)| known != name);
        if *state != State::Operational {
            states.push((name.clone(), *state));
        }
    }
    states.iter().map(|(name, _)| public_name(name, &workspace.content)).collect()
}

/// Returns what the writer should know while writing the text.
fn notes(
    slug: &str,
    status: Option<Status>,
    components: &ComponentStates,
    next_update: Option<NextUpdate>,
) -> Vec<String> {
    let mut notes = vec![format!("incident:    {slug}")];
    notes.push(format!("status:      {}", status.map_or("unchanged", Status::as_str)));
    if !components.is_empty() {
        notes.push(format!("components:  {}", listed(components)));
    }
    match next_update {
        Some(NextUpdate::After(span)) => {
            notes.push(format!("next update: in {}", crate::content::format_duration(span)));
        }
        Some(NextUpdate::At(at)) => notes.push(format!("next update: {}", at.format("%Y-%m-%d %H:%M UTC"))),
        None => {}
    }
    notes
}

fn listed(components: &ComponentStates) -> String {
    let states = components.iter().map(|(name, state)| format!("{name} = {}", state.word()));
    states.collect::<Vec<_>>().join(", ")
}
