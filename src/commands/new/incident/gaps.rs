//! What a file does not say about a new incident. A hook must open an incident with what it has, so gaps are filled with what
//! nobody takes for a fact, and named.

use super::complete::{known_tiers, usual_commander};
use super::request::{OPEN_TITLE, Request};
use crate::commands::author;
use crate::commands::severity::severity_of;
use crate::commands::workspace::Workspace;

/// What was observed, until somebody says it.
const NOT_OBSERVED: &str = "{{ unknown: what was observed }}";

/// The severity until somebody has decided. It is the highest, because an incident that is taken for a smaller one gets too little.
const UNDECIDED: &str = "P1";

/// Fills the gaps of a request, and drops values of an alert that the site does not know. Returns what to tell the user.
pub(super) fn fill(request: &mut Request, workspace: &Workspace) -> Vec<String> {
    let mut said = Vec::new();
    let is_blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    if request.is_alert {
        drop_unknown(request, workspace, &mut said);
    }
    if is_blank(&request.title) {
        request.title = Some(OPEN_TITLE.to_owned());
        request.slug_title.get_or_insert_with(|| "Incident".to_owned());
        said.push(
            "the title that customers read is not written: write it into the draft of the first update"
                .to_owned(),
        );
    }
    if is_blank(&request.severity) {
        request.severity = Some(UNDECIDED.to_owned());
        said.push(format!(
            "no severity: it is {UNDECIDED} until somebody decides; set it with `allclear log --severity`"
        ));
    }
    if request.components.is_empty() && !workspace.content.public.components.is_empty() {
        request.components = vec!["none".to_owned()];
        said.push("no components: name them in `incident.md` and in the draft".to_owned());
    }
    if request.tiers.is_empty() && !known_tiers(workspace).is_empty() {
        request.tiers = vec!["none".to_owned()];
        said.push("no affected tiers: name them in `incident.md`".to_owned());
    }
    if is_blank(&request.observed) {
        request.observed = Some(NOT_OBSERVED.to_owned());
        said.push("nothing says what was observed: write it into `incident.md`".to_owned());
    }
    if request.commander.is_none() && usual_commander(workspace).is_none() {
        request.commander = Some("none".to_owned());
        said.push("nobody leads: hand the role over with `allclear log --role commander=PERSON`".to_owned());
    }
    said
}

/// Drops what an alert says in words that the site does not have.
fn drop_unknown(request: &mut Request, workspace: &Workspace, said: &mut Vec<String>) {
    if !request.unknown_components.is_empty() {
        let names = request.unknown_components.len();
        said.push(format!(
            "{names} of the names in the alert are no components; add them as `aliases` in `owners.toml`"
        ));
    }
    if request.severity.as_ref().is_some_and(|severity| severity_of(severity, workspace).is_err()) {
        request.severity = None;
    }
    let known = known_tiers(workspace);
    request.tiers.retain(|tier| known.contains(tier) || ["all", "none"].contains(&tier.as_str()));
    let people = workspace.content.internal.people.as_ref();
    let is_known = |person: &String| person == "none" || author::known(person, people).is_ok();
    request.commander = request.commander.take().filter(is_known);
}
