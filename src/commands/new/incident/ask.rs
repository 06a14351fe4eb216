//! Asking on a terminal for what is missing. Answers are checked at once, so that a mistake costs one line.

use super::complete;
use super::request::Request;
use crate::commands::author;
use crate::commands::new::components::with_states;
use crate::commands::prompt;
use crate::commands::session::Session;
use crate::commands::severity::severity_of;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::response::{Criticality, Scope, SeverityAnswers, Urgency};
use crate::status::State;

/// Asks for everything that an incident needs and that the request does not say.
pub(super) fn missing(
    request: &mut Request,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    if request.title.is_none() {
        request.title = Some(prompt::text("title that customers read", None, session)?);
    }
    if request.severity.is_none() {
        request.severity = Some(severity(workspace, session)?);
    }
    if request.components.is_empty() && !workspace.content.public.components.is_empty() {
        let question = "components, such as checkout=partial_outage,api";
        request.components = prompt::ask(question, None, session, |answer| {
            let written = split(answer);
            let found = with_states(&written, &workspace.content.public, State::DegradedPerformance)?;
            if found.is_empty() { Err(Stop::usage("name at least one component")) } else { Ok(written) }
        })?;
    }
    let tiers = complete::known_tiers(workspace);
    if request.tiers.is_empty() && !tiers.is_empty() {
        let question = format!("affected tiers ({}, all or none)", tiers.join(", "));
        request.tiers = prompt::ask(&question, Some("all"), session, |answer| {
            let written = split(answer);
            complete::tiers(&written, workspace).map(|_| written)
        })?;
    }
    if request.observed.is_none() {
        request.observed = Some(prompt::text("what was observed (internal)", None, session)?);
    }
    if request.commander.is_none() {
        let usual = complete::usual_commander(workspace).or_else(|| author::person_from_git(workspace));
        let people = workspace.content.internal.people.as_ref();
        let commander =
            prompt::ask("who leads, or none", usual.as_deref(), session, |answer| match answer {
                "none" => Ok(answer.to_owned()),
                answer => author::known(answer, people),
            })?;
        request.commander = Some(commander);
    }
    if request.text.is_none() {
        request.text = prompt::paragraph("what customers read first; leave it empty for a draft", session)?;
    }
    Ok(())
}

/// Asks for the severity, or for the answers that give it.
fn severity(workspace: &Workspace, session: &mut Session<'_, '_>) -> Result<String, Stop> {
    let question = "severity (P1 to P4), or ? for three questions";
    let answer = prompt::ask(question, None, session, |answer| match answer {
        "?" => Ok(answer.to_owned()),
        answer => severity_of(answer, workspace).map(|severity| severity.as_str().to_owned()),
    })?;
    if answer != "?" {
        return Ok(answer);
    }
    let scope = [
        ("few: one customer, or a detail", Scope::Few),
        ("some: several customers, or one function", Scope::Some),
        ("most: most customers, or several functions", Scope::Most),
    ];
    let criticality = [
        ("minor: an inconvenience", Criticality::Minor),
        ("important: work is held up, and there is a way around it", Criticality::Important),
        ("core: customers cannot do what they pay for, or data is at risk", Criticality::Core),
    ];
    let urgency = [
        ("days: in the next days", Urgency::Days),
        ("today", Urgency::Today),
        ("now: at once", Urgency::Now),
    ];
    let answers = SeverityAnswers {
        scope: prompt::choice("how many users or functions are affected?", &scope, session)?,
        criticality: prompt::choice("how critical is what is affected?", &criticality, session)?,
        urgency: prompt::choice("how soon must it be back?", &urgency, session)?,
    };
    let severity = answers.severity();
    session.note(&format!("this is a {severity}"))?;
    Ok(severity.to_owned())
}

fn split(answer: &str) -> Vec<String> {
    answer.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
