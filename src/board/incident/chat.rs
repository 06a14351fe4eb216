//! A text about an incident to paste into a chat.

use crate::board::facts::Facts;
use crate::board::open::clocks_of;
use crate::board::title::title;
use crate::board::words::label;
use crate::content::Folder;
use crate::response::{OpenIncident, PostmortemFacts};

/// Returns the text. It has absolute times only, so it stays true after it was pasted.
pub(super) fn chat(
    folder: &Folder,
    about: &PostmortemFacts<'_>,
    open: Option<&OpenIncident<'_>>,
    facts: &Facts<'_>,
) -> String {
    let severity = about.severities.last().map_or("no severity", |(_, severity)| severity);
    let mut lines = vec![format!("{severity} {}", title(folder))];
    let time = |at: chrono::DateTime<chrono::Utc>| at.format("%-d %b %H:%M UTC").to_string();
    let slug = folder.slug();
    let public = facts.released(&slug);
    let mut state = match (public, open) {
        (Some(event), _) => {
            vec![format!("{}, {} impact", label(event.status.as_str()), event.impact.as_str())]
        }
        (None, Some(_)) => vec!["The public has not been told".to_owned()],
        (None, None) => Vec::new(),
    };
    state.extend(about.milestones.noticed().map(|at| format!("noticed {}", time(at))));
    state.extend(about.ended.map(|at| format!("over {}", time(at))));
    lines.push(state.join(", "));
    if !about.components.is_empty() {
        lines.push(format!("Affected: {}", about.components.join(", ")));
    }
    if let Some(open) = open {
        let roles = open
            .roles
            .iter()
            .map(|holder| format!("{}: {}", label(holder.role), facts.person(&holder.person)));
        lines.push(roles.collect::<Vec<_>>().join("; "));
        let nobody: Vec<String> = open.missing_roles.iter().map(|role| label(role).to_lowercase()).collect();
        if !nobody.is_empty() {
            lines.push(format!("Nobody is: {}", nobody.join(", ")));
        }
        if let Some(update) = open.last_update {
            lines.push(format!("Last update to customers: {}", time(update.at)));
        }
        let next = open.next_updates.iter().filter_map(|next| next.due).min();
        lines.extend(next.map(|at| format!("Next update due: {}", time(at))));
        for (tier, target, clock) in open.clocks.iter().flat_map(clocks_of) {
            if clock.reached.is_none() {
                lines.push(format!("SLA {tier}, {}: due {}", target.word(), time(clock.due)));
            }
        }
    }
    if public.is_some() {
        lines.push(format!("{}/incidents/{slug}/", facts.site.url));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
