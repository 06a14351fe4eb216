//! `/llms.txt` (<https://llmstxt.org>): how things stand now, in a form that programs which read texts read best.

use std::fmt::Write as _;

use crate::artifact::{Artifact, ArtifactKind};
use crate::markdown::escape;
use crate::release::Site;
use crate::release::model::{Event, Progress};
use crate::site::plain::one_line;
use crate::site::views::{Banner, Views};
use crate::status::State;

/// How everything stands, what is open, and where the rest is. It changes only when one of these does.
pub(super) fn llms(views: Views<'_>, site: &Site) -> Artifact {
    let url = &site.url;
    let mut text = format!("# {}\n\n", line(&site.title));
    if !site.description.is_empty() {
        let _ = writeln!(text, "> {}\n", line(&site.description));
    }
    let _ = writeln!(text, "{}.\n", Banner::new(views, site, 0, 0).state);
    let open: Vec<String> = site
        .incidents
        .iter()
        .filter(|incident| !incident.event.closed)
        .map(|incident| record(views, "incidents", &incident.event, &views.incident_status(incident)))
        .collect();
    section(&mut text, views.language.word("open_incidents"), &open);
    let maintenances = |wanted: fn(Progress) -> bool| -> Vec<String> {
        let some = site.maintenances.iter().filter(|maintenance| wanted(maintenance.progress));
        some.map(|some| record(views, "maintenance", &some.event, &views.stage(some).1)).collect()
    };
    let running = maintenances(|progress| matches!(progress, Progress::Running | Progress::Overrun));
    section(&mut text, views.language.word("maintenance_running"), &running);
    let coming = maintenances(|progress| progress == Progress::Coming);
    section(&mut text, views.language.word("maintenance_coming"), &coming);
    let troubled = site
        .components
        .iter()
        .filter(|component| component.retired.is_none() && component.state != State::Operational);
    let troubled: Vec<String> = troubled
        .map(|component| {
            let state = views.state(component.state);
            format!("- [{}]({url}/components/{}/): {state}", line(&component.name), component.slug)
        })
        .collect();
    section(&mut text, views.language.word("affected_components"), &troubled);
    let postmortems = (!site.postmortems.is_empty()).then_some(("postmortems", "postmortems/"));
    let links = [
        ("llms.feed", "feed.xml"),
        ("llms.json", "feed.json"),
        ("llms.calendar", "maintenance.ics"),
        ("llms.api", "api/v2/summary.json"),
        ("llms.history", "history/"),
        ("llms.subscribe", "subscribe/"),
    ];
    let links = links.into_iter().chain(postmortems);
    let links: Vec<String> =
        links.map(|(key, path)| format!("- [{}]({url}/{path})", views.language.word(key))).collect();
    section(&mut text, views.language.word("llms.links"), &links);
    Artifact::new("llms.txt", text, ArtifactKind::Feed)
}

fn section(text: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(text, "## {title}\n\n{}\n", lines.join("\n"));
    }
}

/// A record with its status, its components and when it began.
fn record(views: Views<'_>, folder: &str, event: &Event, status: &str) -> String {
    let names = views.names(event);
    let names: Vec<String> = names.iter().map(|name| line(name)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let since = views.language.moment(event.started_at);
    let (title, url, slug) = (line(&event.title), &views.site.url, &event.slug);
    let mut text = format!("- [{title}]({url}/{folder}/{slug}/): {status}, {since}");
    if !names.is_empty() {
        let _ = write!(text, " ({})", views.language.list(&names));
    }
    text
}

/// A text as one line of Markdown that means nothing but itself.
fn line(text: &str) -> String {
    escape(&one_line(text))
}
