//! Severities on the command line.

use super::stop::Stop;
use super::workspace::Workspace;
use crate::content::SeverityName;
use crate::diagnostics::did_you_mean;

/// Returns a severity that exists.
pub(super) fn severity_of(written: &str, workspace: &Workspace) -> Result<SeverityName, Stop> {
    let severity = SeverityName::new(written.trim());
    let Some(settings) = &workspace.content.public.site else { return Ok(severity) };
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
