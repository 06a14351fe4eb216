//! `allclear new update`: the next update of an incident or a maintenance that is there.

use super::components::{table, with_states};
use super::ground::{Ground, slug_of_first, text};
use super::{Started, update};
use crate::cli::NewUpdate;
use crate::commands::session::Session;
use crate::commands::{Stop, promise};
use crate::content::derived_id;
use crate::content::public::{Record, RecordKind};
use crate::diagnostics::did_you_mean;
use crate::import::toml_text::{Table, Value};
use crate::status::{State, Status};

/// How many records a hint names.
const NAMED: usize = 6;

pub(super) fn start(
    arguments: &NewUpdate,
    ground: &Ground,
    session: &mut Session<'_, '_>,
) -> Result<Started, Stop> {
    let text = text(&arguments.message, session)?;
    let (record, slug) = record(&arguments.record, ground)?;
    let status = arguments.status.as_deref().map(|word| status(word, record.kind)).transpose()?;
    let usual = match (status, record.kind) {
        (Some(Status::Resolved | Status::Completed | Status::Cancelled), _) => State::Operational,
        (_, RecordKind::Incident) => State::DegradedPerformance,
        (_, RecordKind::Maintenance) => State::UnderMaintenance,
    };
    let components = with_states(&arguments.components, &ground.content, usual)?;

    // A name of a file becomes part of an address, which knows no underscores.
    let stem = ground.stem(&status.map_or("update", Status::as_str).replace('_', "-"));
    let mut keys = Table::default();
    if let Some(status) = status {
        keys.set("status", status.as_str());
    }
    if !components.is_empty() {
        keys.set("components", table(&components));
    }
    keys.set_some("next_update", arguments.next_update.map(promise));
    keys.set("id", Value::Text(derived_id("update", &[ground.host(), &slug, &stem])));

    let kind = match record.kind {
        RecordKind::Incident => "incidents",
        RecordKind::Maintenance => "maintenance",
    };
    let folder = format!("content/{kind}/{}", record.folder);
    let files = vec![update::file(&folder, &stem, &keys, text.as_deref())];
    Ok(Started { files, next: update::next_step(text.as_deref()) })
}

/// The record of that name, which is its address or its folder's, and its address.
fn record<'g>(name: &str, ground: &'g Ground) -> Result<(&'g Record, String), Stop> {
    let records = &ground.content.records;
    let of = |record: &'g Record| Some((record, slug_of_first(record)?));
    let known: Vec<(&Record, String)> = records.iter().map(AsRef::as_ref).filter_map(of).collect();
    let found = known.iter().find(|(record, slug)| slug == name || record.folder == name);
    found.cloned().ok_or_else(|| {
        let stop = Stop::usage(format!("there is no incident and no maintenance `{name}`"));
        let slugs = || known.iter().map(|(_, slug)| slug.as_str());
        match did_you_mean(name, slugs()) {
            Some(near) => stop.hint(format!("did you mean `{near}`?")),
            None if known.is_empty() => stop.hint("`allclear new incident` opens one"),
            None => {
                let newest: Vec<&str> = slugs().rev().take(NAMED).collect();
                stop.hint(format!("the newest are `{}`", newest.join("`, `")))
            }
        }
    })
}

fn status(word: &str, kind: RecordKind) -> Result<Status, Stop> {
    let known: &[Status] = match kind {
        RecordKind::Incident => &Status::INCIDENT,
        RecordKind::Maintenance => &Status::MAINTENANCE,
    };
    let words: Vec<&str> = known.iter().map(|status| status.as_str()).collect();
    known.iter().copied().find(|status| status.as_str() == word).ok_or_else(|| {
        Stop::usage(format!("there is no status `{word}` here")).hint(
            match did_you_mean(word, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are `{}`", words.join("`, `")),
            },
        )
    })
}
