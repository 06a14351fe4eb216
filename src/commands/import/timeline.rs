//! `allclear import pagerduty`, `slack`, `alertmanager` and `table`: items of other systems into the timeline of an incident.

use super::{Planned, inputs, lock, unreadable};
use crate::cli::{ImportAlerts, ImportPagerDuty, ImportSlack, ImportTable, IntoTimeline};
use crate::commands::record_folder::{path_of, slug_of_folder};
use crate::commands::record_name::find_record;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::timeline_target::timeline_target;
use crate::commands::workspace::Workspace;
use crate::content::public::RecordKind;
use crate::import::timeline::{self, Reading, Target, alertmanager, pagerduty, slack, table};
use crate::import::{ImportError, has_extension};

/// The names of the sources, which are those of the lock files.
const PAGERDUTY: &str = "pagerduty";
const SLACK: &str = "slack";
const ALERTMANAGER: &str = "alertmanager";
const TABLE: &str = "table";

/// What to do about a file in another encoding.
const UTF_8: &str = "save it as UTF-8";

/// Reads files of PagerDuty.
pub(super) fn pagerduty<'a>(
    arguments: &'a ImportPagerDuty,
    session: &Session<'_, '_>,
) -> Result<Planned<'a>, Stop> {
    let files = arguments.files.iter().map(|file| inputs::text(file, UTF_8, session));
    let reading = pagerduty::read(&files.collect::<Result<Vec<_>, _>>()?, &arguments.include);
    planned(PAGERDUTY, reading, arguments.milestones, &arguments.target, session)
}

/// Reads an export of Slack: first the lists of channels and people, then the folder of the channel, and nothing else.
pub(super) fn slack<'a>(arguments: &'a ImportSlack, session: &Session<'_, '_>) -> Result<Planned<'a>, Stop> {
    let name = arguments.export.display().to_string();
    let lists = inputs::folder_or_archive(&arguments.export, slack::is_list, session)?;
    refuse_links(&lists, slack::is_list)?;
    let channel =
        slack::find(&arguments.channel, &lists.texts, &name).map_err(|errors| unreadable(&errors))?;
    let is_day = |path: &str| {
        path.rsplit_once('/')
            .is_some_and(|(folder, file)| folder == channel.folder && has_extension(file, &["json"]))
    };
    let days = inputs::folder_or_archive(&arguments.export, is_day, session)?;
    refuse_links(&days, is_day)?;
    if days.texts.is_empty() {
        return Err(Stop::content(format!("`{name}` has no messages of channel `{}`", arguments.channel)));
    }
    let choice = slack::Choice { reactions: arguments.reaction.clone(), prefixes: arguments.prefix.clone() };
    let reading = slack::read(&lists.texts, &days.texts, &channel, &choice);
    planned(SLACK, reading, false, &arguments.target, session)
}

/// Reads a file of alerts.
pub(super) fn alertmanager<'a>(
    arguments: &'a ImportAlerts,
    session: &Session<'_, '_>,
) -> Result<Planned<'a>, Stop> {
    let reading = alertmanager::read(&inputs::text(&arguments.file, UTF_8, session)?);
    planned(ALERTMANAGER, reading, arguments.milestones, &arguments.target, session)
}

/// Reads a table.
pub(super) fn table<'a>(arguments: &'a ImportTable, session: &Session<'_, '_>) -> Result<Planned<'a>, Stop> {
    let columns = table::Columns {
        time: &arguments.time_col,
        text: &arguments.text_col,
        author: arguments.author_col.as_deref(),
        milestone: arguments.milestones.as_deref(),
        id: arguments.id_col.as_deref(),
        zone: arguments.time_zone,
        day: arguments.day,
    };
    let reading = table::read(&inputs::text(&arguments.file, UTF_8, session)?, columns);
    planned(TABLE, reading, arguments.milestones.is_some(), &arguments.target, session)
}

/// Refuses a wanted file that is a link or another special file, or not UTF-8: to skip it would lose messages silently.
fn refuse_links(folder: &crate::import::Folder, wants: impl Fn(&str) -> bool) -> Result<(), Stop> {
    match folder.others.iter().find(|path| wants(path)) {
        None => Ok(()),
        Some(path) => Err(Stop::content(format!("`{}/{path}` is a link, or not UTF-8", folder.name))
            .hint("nothing was written")),
    }
}

/// Plans the entries in the timeline of the incident that was named.
fn planned<'a>(
    source: &'static str,
    reading: Result<Reading, Vec<ImportError>>,
    sets_milestones: bool,
    arguments: &'a IntoTimeline,
    session: &Session<'_, '_>,
) -> Result<Planned<'a>, Stop> {
    let reading = reading.map_err(|errors| unreadable(&errors))?;
    let workspace = Workspace::read(session)?;
    let folder = find_record(Some(&arguments.into), &workspace)?;
    if folder.kind == RecordKind::Maintenance {
        return Err(Stop::usage(format!(
            "`{}` is a maintenance, which has no timeline",
            slug_of_folder(folder)
        ))
        .hint("name an incident"));
    }
    let path = path_of(folder);
    let target = Target { sets_milestones, ..timeline_target(&path, Some(folder), &workspace) };
    let plan = timeline::plan(source, reading, &target, &lock(source, session)?);
    Ok(Planned { source, plan, dry_run: arguments.dry_run, commit: &arguments.commit })
}
