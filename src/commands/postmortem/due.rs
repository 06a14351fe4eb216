//! `allclear postmortem due`: which incidents need a post-mortem, should be considered for one, are late or waived.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::cli::{PostmortemDue, TextFormat};
use crate::commands::exit::Exit;
use crate::commands::record_folder::slug_of_folder;
use crate::commands::report::format_time;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::internal::PostmortemPolicy;
use crate::content::public::RecordKind;
use crate::content::{Folder, format_duration};
use crate::response::{PostmortemFacts, PostmortemStanding, Requirement, requirement, standing};

/// How far back incidents count as related.
const RELATED: TimeDelta = TimeDelta::days(90);

/// How many incidents of a component within that time are a pattern.
const PATTERN: usize = 3;

/// The groups of the list, in order, each with its title.
const GROUPS: [(Group, &str); 5] = [
    (Group::Late, "late"),
    (Group::Required, "required"),
    (Group::InProgress, "in progress"),
    (Group::Considered, "to be considered"),
    (Group::Waived, "waived"),
];

/// How urgent a post-mortem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Late,
    Required,
    InProgress,
    Considered,
    Waived,
}

/// An incident in the list.
struct Entry {
    group: Group,
    /// The slug of the incident.
    incident: String,
    /// Why it needs a post-mortem, or should be considered for one.
    reasons: Vec<String>,
    /// When the draft is due, UTC; `None` while the incident is open, and if none is due.
    due: Option<DateTime<Utc>>,
    /// The rest of the line for people.
    words: String,
}

/// Prints the list.
pub(super) fn run(arguments: &PostmortemDue, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let policy =
        workspace.content.internal.response.as_ref().and_then(|response| response.postmortem.as_ref());
    let entries = policy.map(|policy| entries(policy, &workspace));
    match (arguments.format, entries) {
        (TextFormat::Json, entries) => {
            let has_policy = entries.is_some();
            let document = document(&entries.unwrap_or_default(), has_policy);
            session.print(&format!("{document:#}\n"))?;
        }
        (TextFormat::Human, None) => {
            session.say("no incident needs a post-mortem: `response.toml` has no table `[postmortem]`")?;
        }
        (TextFormat::Human, Some(entries)) if entries.is_empty() => session.say("no post-mortem is due")?,
        (TextFormat::Human, Some(entries)) => session.print(&text(&entries))?,
    }
    Ok(Exit::Done)
}

fn text(entries: &[Entry]) -> String {
    let groups = GROUPS.iter().filter_map(|(group, title)| {
        let own: Vec<&Entry> = entries.iter().filter(|entry| entry.group == *group).collect();
        let lines = own.iter().map(|entry| format!("  {}: {}\n", entry.incident, entry.words));
        (!own.is_empty()).then(|| format!("{title}\n{}", lines.collect::<String>()))
    });
    groups.collect::<Vec<_>>().join("\n")
}

fn document(entries: &[Entry], has_policy: bool) -> Value {
    let rows = entries.iter().map(|entry| {
        let group = GROUPS.iter().find(|(group, _)| *group == entry.group).map_or("", |(_, title)| title);
        json!({
            "group": group.replace(' ', "_"),
            "incident": entry.incident,
            "reasons": entry.reasons,
            "due": entry.due.map(format_time),
            "note": entry.words,
        })
    });
    json!({ "has_policy": has_policy, "postmortems": rows.collect::<Vec<_>>() })
}

fn entries(policy: &PostmortemPolicy, workspace: &Workspace) -> Vec<Entry> {
    let patterns = patterns(workspace);
    let mut entries = Vec::new();
    let incidents = workspace.content.internal.folders.iter();
    for folder in incidents.filter(|folder| folder.kind == RecordKind::Incident && folder.incident.is_some())
    {
        let facts = PostmortemFacts::new(folder, &workspace.content, &workspace.snapshot, workspace.now);
        let mut needed = requirement(&facts, policy);
        let standing = standing(folder, &workspace.content, workspace.now);
        let patterns = patterns.get(folder.name.as_str()).filter(|_| !needed.is_exempt);
        needed.considerations.extend(patterns.cloned());
        let Some((group, words)) = words(&needed, standing, policy, workspace.now) else { continue };
        let reasons = if group == Group::Considered { needed.considerations } else { needed.reasons };
        let due = needed.due.filter(|_| matches!(group, Group::Late | Group::Required));
        entries.push(Entry { group, incident: slug_of_folder(folder), reasons, due, words });
    }
    entries
}

/// Returns the group of an incident, and what the list says about it.
fn words(
    needed: &Requirement,
    standing: PostmortemStanding,
    policy: &PostmortemPolicy,
    now: DateTime<Utc>,
) -> Option<(Group, String)> {
    let reasons = needed.reasons.join(", ");
    if let (Some(reason), false) = (&needed.waived, needed.reasons.is_empty()) {
        return Some((Group::Waived, format!("{reason} (required: {reasons})")));
    }
    let day = |due: DateTime<Utc>| due.format("%Y-%m-%d %H:%M UTC").to_string();
    match (standing, needed.reasons.is_empty()) {
        (PostmortemStanding::Missing, false) => Some(match needed.due {
            Some(at) if at <= now => (Group::Late, format!("{reasons}; due since {}", day(at))),
            Some(at) => (Group::Required, format!("{reasons}; due {}", day(at))),
            None => {
                (Group::Required, format!("{reasons}; due {} after its end", format_duration(policy.due)))
            }
        }),
        (PostmortemStanding::Draft, _) => Some((Group::InProgress, "being written".to_owned())),
        (PostmortemStanding::InReview, _) => Some((Group::InProgress, "in review".to_owned())),
        (PostmortemStanding::Missing, true) if !needed.considerations.is_empty() => {
            Some((Group::Considered, needed.considerations.join(", ")))
        }
        (PostmortemStanding::Published, _) | (PostmortemStanding::Missing, true) => None,
    }
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
