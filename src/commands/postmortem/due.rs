//! `allclear postmortem due`: which incidents need a post-mortem, should be considered for one, are late or waived.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::commands::exit::Exit;
use crate::commands::record_folder::slug_of_folder;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::content::public::RecordKind;
use crate::response::{PostmortemFacts, PostmortemStanding, requirement, standing};

/// How far back incidents count as related.
const RELATED: TimeDelta = TimeDelta::days(90);

/// How many incidents of a component within that time are a pattern.
const PATTERN: usize = 3;

/// Prints the list.
pub(super) fn run(session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let policy =
        workspace.content.internal.response.as_ref().and_then(|response| response.postmortem.as_ref());
    let Some(policy) = policy else {
        session.say("no incident needs a post-mortem: `response.toml` has no table `[postmortem]`")?;
        return Ok(Exit::Done);
    };
    let (mut late, mut required, mut review, mut considered, mut waived) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let patterns = patterns(&workspace);
    let incidents = workspace.content.internal.folders.iter();
    for folder in incidents.filter(|folder| folder.kind == RecordKind::Incident && folder.incident.is_some())
    {
        let facts = PostmortemFacts::new(folder, &workspace.content, &workspace.snapshot, workspace.now);
        let mut needed = requirement(&facts, policy);
        let slug = slug_of_folder(folder);
        let standing = standing(folder, &workspace.content, workspace.now);
        let patterns = patterns.get(folder.name.as_str()).filter(|_| !needed.is_exempt);
        needed.considerations.extend(patterns.cloned());
        let reasons = needed.reasons.join(", ");
        if let (Some(reason), false) = (&needed.waived, needed.reasons.is_empty()) {
            waived.push(format!("{slug}: {reason} (required: {reasons})"));
            continue;
        }
        let due = |due: chrono::DateTime<chrono::Utc>| due.format("%Y-%m-%d %H:%M UTC").to_string();
        match (standing, needed.reasons.is_empty()) {
            (PostmortemStanding::Missing, false) => match needed.due {
                Some(at) if at <= workspace.now => {
                    late.push(format!("{slug}: {reasons}; due since {}", due(at)));
                }
                Some(at) => required.push(format!("{slug}: {reasons}; due {}", due(at))),
                None => required.push(format!(
                    "{slug}: {reasons}; due {} after its end",
                    crate::content::format_duration(policy.due)
                )),
            },
            (PostmortemStanding::Draft, _) => review.push(format!("{slug}: being written")),
            (PostmortemStanding::InReview, _) => review.push(format!("{slug}: in review")),
            (PostmortemStanding::Missing, true) if !needed.considerations.is_empty() => {
                considered.push(format!("{slug}: {}", needed.considerations.join(", ")));
            }
            (PostmortemStanding::Published, _) | (PostmortemStanding::Missing, true) => {}
        }
    }
    let groups = [
        ("late", late),
        ("required", required),
        ("in progress", review),
        ("to be considered", considered),
        ("waived", waived),
    ];
    let groups: Vec<_> = groups.into_iter().filter(|(_, lines)| !lines.is_empty()).collect();
    if groups.is_empty() {
        session.say("no post-mortem is due")?;
    }
    for (index, (title, lines)) in groups.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        session.print(&format!("{gap}{title}\n"))?;
        for line in lines {
            session.print(&format!("  {line}\n"))?;
        }
    }
    Ok(Exit::Done)
}

/// Returns the incidents after which a component had several within 90 days, with what to say about that.
fn patterns(workspace: &Workspace) -> BTreeMap<&str, String> {
    let mut by_component: BTreeMap<&str, Vec<&Folder>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for folder in &workspace.content.internal.folders {
        let Some(incident) = folder.incident.as_ref().filter(|_| folder.kind == RecordKind::Incident) else {
            continue;
        };
        let began = |folder: &Folder| folder.timeline.first().map(|entry| entry.at);
        for component in &incident.components {
            let earlier = by_component.entry(component.value.as_str()).or_default();
            earlier.push(folder);
            let recent = earlier.iter().filter(|other| {
                began(other).zip(began(folder)).is_some_and(|(then, now)| now - then <= RELATED)
            });
            let count = recent.count();
            if count >= PATTERN {
                found.insert(
                    folder.name.as_str(),
                    format!("{count} incidents of {} within {} days", component.value, RELATED.num_days()),
                );
            }
        }
    }
    found
}
