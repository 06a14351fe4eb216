//! What a file and the options say about a new incident. Options replace what the file says.

use super::request::Request;
use super::{alert, from_file, pagerduty};
use crate::cli::{CriticalityWord, NewIncident, ScopeWord, UrgencyWord};
use crate::commands::message;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::response::{Criticality, Scope, SeverityAnswers, Urgency};

/// Reads the file and the options.
pub(super) fn request(
    arguments: &NewIncident,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Request, Stop> {
    let mut request = match &arguments.from {
        None => Request::default(),
        Some(path) => {
            let name = path.display().to_string();
            let text =
                if name == "-" { session.input() } else { std::fs::read_to_string(session.path(path)) };
            let text = text.map_err(|error| Stop::usage(format!("cannot read `{name}`: {error}")))?;
            let payload = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok();
            let alert = payload.as_ref().and_then(|payload| {
                alert::parse(payload, workspace).or_else(|| pagerduty::parse(payload, workspace))
            });
            match alert {
                Some(alert) => alert,
                None => from_file::parse(&text, &name)?,
            }
        }
    };
    let replace = |old: &mut Option<String>, new: &Option<String>| {
        if new.is_some() {
            old.clone_from(new);
        }
    };
    replace(&mut request.title, &arguments.title);
    replace(&mut request.internal_title, &arguments.internal_title);
    replace(&mut request.severity, &arguments.severity.clone().or(answered(arguments)));
    replace(&mut request.observed, &arguments.observed);
    replace(&mut request.commander, &arguments.commander);
    replace(&mut request.reported_by, &arguments.reported_by);
    replace(&mut request.status, &arguments.status);
    replace(&mut request.slug, &arguments.slug);
    replace(&mut request.text, &message::text(&arguments.message, session)?);
    let lists = [
        (&mut request.components, &arguments.components),
        (&mut request.tiers, &arguments.tiers),
        (&mut request.customers, &arguments.customers),
    ];
    for (old, new) in lists.into_iter().filter(|(_, new)| !new.is_empty()) {
        old.clone_from(new);
    }
    request.next_update = arguments.next_update.or(request.next_update);
    Ok(request)
}

/// Returns the severity that the three answers give.
fn answered(arguments: &NewIncident) -> Option<String> {
    let scope = match arguments.scope? {
        ScopeWord::Few => Scope::Few,
        ScopeWord::Some => Scope::Some,
        ScopeWord::Most => Scope::Most,
    };
    let criticality = match arguments.criticality? {
        CriticalityWord::Minor => Criticality::Minor,
        CriticalityWord::Important => Criticality::Important,
        CriticalityWord::Core => Criticality::Core,
    };
    let urgency = match arguments.urgency? {
        UrgencyWord::Days => Urgency::Days,
        UrgencyWord::Today => Urgency::Today,
        UrgencyWord::Now => Urgency::Now,
    };
    Some(SeverityAnswers { scope, criticality, urgency }.severity().to_owned())
}
