//! `allclear new incident`: the internal record and the first update.

use super::components::{list, table, with_states};
use super::ground::{Ground, slug, text};
use super::{Started, update};
use crate::cli::NewIncident;
use crate::commands::new_files::NewFile;
use crate::commands::session::Session;
use crate::commands::{Stop, promise};
use crate::content::SeverityName;
use crate::diagnostics::did_you_mean;
use crate::import::toml_text::{Table, markdown_file};
use crate::status::{State, Status};

pub(super) fn start(
    arguments: &NewIncident,
    ground: &Ground,
    session: &mut Session<'_, '_>,
) -> Result<Started, Stop> {
    let text = text(&arguments.message, session)?;
    let severity = severity(&arguments.severity, ground)?;
    let slug = slug(arguments.slug.as_deref(), ground.now, &arguments.title)?;
    let over = arguments.status == Status::Resolved.as_str();
    let usual = if over { State::Operational } else { State::DegradedPerformance };
    let components = with_states(&arguments.components, &ground.content, usual)?;

    let mut record = Table::default();
    record.set("title", arguments.title.as_str());
    record.set("severity", severity.as_str());
    if !components.is_empty() {
        record.set("components", list(components.iter().map(|(name, _)| name)));
    }

    let mut keys = Table::default();
    keys.set("title", arguments.title.as_str());
    keys.set("slug", slug.as_str());
    keys.set("status", arguments.status.as_str());
    if !components.is_empty() {
        keys.set("components", table(&components));
    }
    keys.set_some("next_update", arguments.next_update.map(promise));

    let folder = format!("content/incidents/{slug}");
    let files = vec![
        NewFile::new(format!("{folder}/incident.md"), markdown_file(&record, &[], "")),
        update::first(ground, &folder, &slug, &arguments.status, keys, text.as_deref()),
    ];
    Ok(Started { files, next: update::next_step(text.as_deref()) })
}

fn severity(written: &str, ground: &Ground) -> Result<SeverityName, Stop> {
    let severity = SeverityName::new(written);
    let Some(site) = &ground.content.site else { return Ok(severity) };
    if site.severities.contains_key(severity.as_str()) {
        return Ok(severity);
    }
    let known: Vec<&str> = site.severities.keys().map(String::as_str).collect();
    Err(Stop::usage(format!("there is no severity `{written}`")).hint(
        match did_you_mean(written, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are `{}`", known.join("`, `")),
        },
    ))
}
