//! `allclear new update`: the next update of an existing incident or maintenance.

use super::components::with_states;
use super::context::{SiteContext, slug_of_record, text};
use super::{Draft, next_step_of_update};
use crate::authoring::records;
use crate::cli::NewUpdate;
use crate::commands::Stop;
use crate::commands::session::Session;
use crate::content::public::{Record, RecordKind};
use crate::diagnostics::did_you_mean;
use crate::status::{State, Status};

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
    let update = records::NewUpdate {
        folder: &format!("content/{parent}/{}", record.folder),
        slug: &slug,
        status,
        components: with_states(&arguments.components, &site.content, default_state)?,
        next_update: arguments.next_update.map(Into::into),
        text: text.as_deref(),
    };
    Ok(Draft { files: vec![update.file(site.stamp())], next: next_step_of_update(text.as_deref()) })
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
