//! `allclear new incident`: the internal record and the first update.

use super::components::with_states;
use super::context::{SiteContext, slug, text};
use super::{Draft, next_step_of_update};
use crate::authoring::records;
use crate::cli::NewIncident;
use crate::commands::Stop;
use crate::commands::session::Session;
use crate::content::SeverityName;
use crate::diagnostics::did_you_mean;
use crate::status::{State, Status};

pub(super) fn draft(
    arguments: &NewIncident,
    site: &SiteContext,
    session: &mut Session<'_, '_>,
) -> Result<Draft, Stop> {
    let text = text(&arguments.message, session)?;
    let severity = severity(&arguments.severity, site)?;
    let slug = slug(arguments.slug.as_deref(), site.now, &arguments.title)?;
    let is_resolved = arguments.status == Status::Resolved.as_str();
    let default_state = if is_resolved { State::Operational } else { State::DegradedPerformance };
    let incident = records::NewIncident {
        title: &arguments.title,
        slug: &slug,
        severity: severity.as_str(),
        status: &arguments.status,
        components: with_states(&arguments.components, &site.content, default_state)?,
        next_update: arguments.next_update.map(Into::into),
        text: text.as_deref(),
    };
    Ok(Draft { files: incident.files(site.stamp()), next: next_step_of_update(text.as_deref()) })
}

fn severity(written: &str, site: &SiteContext) -> Result<SeverityName, Stop> {
    let severity = SeverityName::new(written);
    let Some(settings) = &site.content.site else { return Ok(severity) };
    if settings.severities.contains_key(severity.as_str()) {
        return Ok(severity);
    }
    let known: Vec<&str> = settings.severities.keys().map(String::as_str).collect();
    Err(Stop::usage(format!("there is no severity `{written}`")).hint(
        match did_you_mean(written, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the severities are `{}`", known.join("`, `")),
        },
    ))
}
