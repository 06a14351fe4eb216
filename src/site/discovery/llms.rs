//! `/llms.txt` (<https://llmstxt.org>): the current state as Markdown, for language models.

use std::fmt::Write as _;

use crate::artifact::{Artifact, ArtifactKind};
use crate::markdown::escape;
use crate::release::Site;
use crate::release::model::{Event, Progress};
use crate::site::rendering::text::one_line;
use crate::site::rendering::{Headline, RenderContext};
use crate::status::State;

/// Renders the current state, everything that is open, and links to the other outputs. The file changes only when one
/// of these changes.
pub(super) fn llms(context: RenderContext<'_>, site: &Site) -> Artifact {
    let url = &site.url;
    let mut text = format!("# {}\n\n", line(&site.title));
    if !site.description.is_empty() {
        let _ = writeln!(text, "> {}\n", line(&site.description));
    }
    let _ = writeln!(text, "{}.\n", line(&Headline::new(context, site).text(context)));
    let open: Vec<String> = site
        .incidents
        .iter()
        .filter(|incident| !incident.event.closed)
        .map(|incident| record(context, "incidents", &incident.event, &context.incident_status(incident)))
        .collect();
    section(&mut text, context.language.word("open_incidents"), &open);
    let maintenances = |wanted: fn(Progress) -> bool| -> Vec<String> {
        let some = site.maintenances.iter().filter(|maintenance| wanted(maintenance.progress));
        some.map(|some| record(context, "maintenance", &some.event, &context.stage(some).1)).collect()
    };
    let running = maintenances(|progress| matches!(progress, Progress::Running | Progress::Overrun));
    section(&mut text, context.language.word("maintenance_running"), &running);
    let coming = maintenances(|progress| progress == Progress::Coming);
    section(&mut text, context.language.word("maintenance_coming"), &coming);
    let troubled = site
        .components
        .iter()
        .filter(|component| component.retired.is_none() && component.state != State::Operational);
    let troubled: Vec<String> = troubled
        .map(|component| {
            let state = context.state(component.state);
            format!("- [{}]({url}/components/{}/): {state}", line(&component.name), component.slug)
        })
        .collect();
    section(&mut text, context.language.word("affected_components"), &troubled);
    let notices: Vec<String> = site
        .notices
        .iter()
        .map(|notice| {
            let (title, from) = (line(&notice.title), context.language.date_time(notice.from));
            format!("- [{title}]({url}/#notice-{}): {from}", notice.anchor)
        })
        .collect();
    section(&mut text, context.language.word("notices"), &notices);
    let postmortems = (!site.postmortems.is_empty()).then_some(("postmortems", "postmortems/"));
    let links = [
        ("llms.feed", "feed.xml"),
        ("llms.json", "feed.json"),
        ("llms.calendar", "maintenance.ics"),
        ("llms.api", "api/v2/summary.json"),
        ("llms.metrics", "metrics.txt"),
        ("llms.history", "history/"),
        ("llms.subscribe", "subscribe/"),
    ];
    let response = site.response.is_some().then_some(("response.title", "response/"));
    let links = links.into_iter().chain(postmortems).chain(response);
    let links: Vec<String> =
        links.map(|(key, path)| format!("- [{}]({url}/{path})", context.language.word(key))).collect();
    section(&mut text, context.language.word("llms.links"), &links);
    Artifact::new("llms.txt", text, ArtifactKind::Feed)
}

fn section(text: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(text, "## {title}\n\n{}\n", lines.join("\n"));
    }
}

/// An incident or a maintenance with its status, its start and its components.
fn record(context: RenderContext<'_>, folder: &str, event: &Event, status: &str) -> String {
    let names = context.names(event);
    let names: Vec<String> = names.iter().map(|name| line(name)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let since = context.language.date_time(event.started_at);
    let (title, url, slug) = (line(&event.title), &context.site.url, &event.slug);
    let mut text = format!("- [{title}]({url}/{folder}/{slug}/): {status}, {since}");
    if !names.is_empty() {
        let _ = write!(text, " ({})", context.language.list(&names));
    }
    text
}

/// Returns a text as one line of Markdown, with all markup escaped.
fn line(text: &str) -> String {
    escape(&one_line(text))
}
