//! The status for people. A line that begins with `!` needs somebody to act.

use chrono::{DateTime, Utc};

use super::links::UpdateLink;
use crate::check::{Waiting, WaitingText};
use crate::commands::clock_words::{clock_time, due, span};
use crate::commands::report::number;
use crate::content::internal::People;
use crate::content::{AudienceTag, Content, Folder};
use crate::response::{
    NextUpdate, NoClocks, OpenIncident, RoleHolder, RoleSource, RunningMaintenance, Situation, TierClocks,
    UpdateReason,
};
use crate::source::Snapshot;
use crate::status::sla::{Clock, Standing};

/// What the lines are about.
struct Page<'c> {
    content: &'c Content,
    snapshot: &'c Snapshot,
    links: &'c [UpdateLink],
    now: DateTime<Utc>,
    lines: Vec<String>,
}

/// Returns the status as text.
pub(super) fn text(
    situation: &Situation<'_>,
    links: &[UpdateLink],
    content: &Content,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> String {
    let mut page = Page { content, snapshot, links, now, lines: Vec::new() };
    let (drills, incidents): (Vec<_>, Vec<_>) =
        situation.incidents.iter().partition(|incident| incident.is_drill());
    let counts = [
        (incidents.len(), number(incidents.len(), "open incident")),
        (drills.len(), number(drills.len(), "drill")),
        (
            situation.maintenances.len(),
            format!("{} running", number(situation.maintenances.len(), "maintenance")),
        ),
    ];
    let counts: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    let what = if counts.is_empty() { "nothing is open".to_owned() } else { counts.join(", ") };
    page.lines.push(format!("{what}, as of {}", now.format("%Y-%m-%d %H:%M UTC")));
    for incident in &situation.incidents {
        page.incident(incident);
    }
    for maintenance in &situation.maintenances {
        page.maintenance(maintenance);
    }
    if !situation.waiting.is_empty() || !situation.postmortems.is_empty() {
        page.lines.push(String::new());
        page.lines.push("in closed incidents".to_owned());
        for (folder, text) in &situation.waiting {
            page.waiting(text, folder);
        }
        for (folder, required) in &situation.postmortems {
            let (reasons, slug) = (required.reasons.join(", "), folder.slug());
            let begun = if required.is_begun { "not finished" } else { "missing" };
            let words = format!("{begun}, due {} ({reasons})  [{slug}]", due(required.due, now));
            page.line(required.due <= now, "post-mortem", &words);
        }
    }
    page.lines.join("\n") + "\n"
}

impl Page<'_> {
    /// Adds a line with a label; `acts` if somebody has to act.
    fn line(&mut self, acts: bool, label: &str, words: &str) {
        let mark = if acts { '!' } else { ' ' };
        let label = if label.is_empty() { String::new() } else { format!("{label}:") };
        self.lines.push(format!("{mark} {label:13}{words}"));
    }

    fn incident(&mut self, incident: &OpenIncident<'_>) {
        let folder = incident.folder;
        let severity = incident.severity.unwrap_or("no severity");
        let drill = if incident.is_drill() { " (drill)" } else { "" };
        self.lines.push(String::new());
        self.lines.push(format!("{severity}  {}{drill}  [{}]", title(folder), folder.slug()));
        let status = incident.status.map_or("customers know nothing yet", |status| status.as_str());
        let open = incident
            .milestones
            .noticed()
            .map(|since| format!(", for {} since {}", span(self.now - since), clock_time(since, self.now)));
        self.line(false, "state", &format!("{status}{}", open.unwrap_or_default()));
        if let Some(at) = incident.acknowledge {
            let due = due(at, self.now);
            self.line(at <= self.now, "acknowledge", &format!("nobody has taken responsibility; due {due}"));
        }
        self.roles(&incident.roles, &incident.missing_roles);
        if let Some(update) = incident.last_update {
            self.line(false, "last update", &self.ago(update.at));
        }
        self.next_updates(&incident.next_updates);
        self.clocks(incident);
        let (done, all) = incident.checklist;
        if all > 0 {
            self.line(false, "checklist", &format!("{done} of {all} done"));
        }
        if let Some(entry) = incident.newest_entry {
            let by = entry.author.as_ref().map(|author| format!(" by {author}")).unwrap_or_default();
            self.line(false, "timeline", &format!("newest entry {}{by}", self.ago(entry.at)));
        }
        for text in &incident.waiting {
            self.waiting(text, folder);
        }
        self.link(folder);
    }

    fn maintenance(&mut self, maintenance: &RunningMaintenance<'_>) {
        let folder = maintenance.folder;
        self.lines.push(String::new());
        self.lines.push(format!("maintenance  {}  [{}]", title(folder), folder.slug()));
        let since = maintenance.began.map(|at| format!(", since {}", clock_time(at, self.now)));
        self.line(false, "state", &format!("{}{}", maintenance.status.as_str(), since.unwrap_or_default()));
        if let Some(end) = maintenance.window.to {
            self.line(maintenance.is_overrun, "planned end", &due(end, self.now));
        }
        if let Some(update) = maintenance.last_update {
            self.line(false, "last update", &self.ago(update.at));
        }
        self.next_updates(&maintenance.next_updates);
        for text in &maintenance.waiting {
            self.waiting(text, folder);
        }
        self.link(folder);
    }

    fn roles(&mut self, held: &[RoleHolder], missing: &[&'static str]) {
        let people = self.content.internal.people.as_ref();
        for (index, holder) in held.iter().enumerate() {
            let words = holder_words(holder, people, self.now);
            self.line(false, if index == 0 { "roles" } else { "" }, &words);
        }
        if !missing.is_empty() {
            let words: Vec<String> = missing.iter().map(|role| role.replace('_', " ")).collect();
            let words = format!("{}; hand over with `allclear log --role ROLE=PERSON`", words.join(", "));
            self.line(true, "nobody is", &words);
        }
    }

    fn next_updates(&mut self, all: &[NextUpdate<'_>]) {
        let several = all.len() > 1;
        for next in all {
            let readers: Vec<String> = next.readers.iter().map(AudienceTag::to_string).collect();
            let readers = if several { format!(" ({})", readers.join(", ")) } else { String::new() };
            let Some(at) = next.due else {
                self.line(true, "next update", &format!("not promised{readers}"));
                continue;
            };
            let why = match next.reason {
                UpdateReason::Promised => "as promised",
                UpdateReason::Policy => "by the policy of the severity",
                UpdateReason::SeverityRaised => "because the severity rose",
                UpdateReason::First => "the first one",
            };
            self.line(at <= self.now, "next update", &format!("due {}, {why}{readers}", due(at, self.now)));
        }
    }

    fn clocks(&mut self, incident: &OpenIncident<'_>) {
        let clocks = match &incident.clocks {
            Ok(clocks) => clocks,
            Err(NoClocks::NotAnIncident | NoClocks::NotBegun) => return,
            Err(NoClocks::Unreadable) => {
                return self.line(true, "SLA", "unknown, because a file of the record has errors");
            }
            Err(NoClocks::NoSeverity) => {
                return self.line(true, "SLA", "unknown, because the severity is");
            }
        };
        for (index, tier) in clocks.tiers.iter().enumerate() {
            let (acts, words) = tier_words(tier, self.now);
            self.line(acts, if index == 0 { "SLA" } else { "" }, &words);
        }
    }

    fn waiting(&mut self, text: &WaitingText, folder: &Folder) {
        let path = self.snapshot.file(text.file).map_or_else(|| folder.path(), |file| file.path.clone());
        let who = |(role, people): &(String, Vec<String>)| {
            let people = if people.is_empty() { "nobody may".to_owned() } else { people.join(" or ") };
            format!("{} ({people})", role.replace('_', " "))
        };
        let who: Vec<String> = text.roles.iter().map(who).collect();
        let who = who.join(", ");
        let (acts, words) = match text.waiting {
            Waiting::Approval => (true, format!("a draft needs the approval of {who}")),
            Waiting::Publication => (false, "a draft can be published".to_owned()),
            Waiting::AfterOverride => (true, format!("published without the approval of {who}")),
            Waiting::Refused => (true, format!("no build publishes it without the approval of {who}")),
        };
        self.line(acts, "text", &format!("{words}: {path}"));
    }

    fn link(&mut self, folder: &Folder) {
        let link = self.links.iter().find(|link| link.folder == folder.name).map(|link| link.url.clone());
        if let Some(link) = link {
            self.line(false, "write", &link);
        }
    }

    fn ago(&self, at: DateTime<Utc>) -> String {
        format!("{}, {} ago", clock_time(at, self.now), span(self.now - at))
    }
}

fn holder_words(holder: &RoleHolder, people: Option<&People>, now: DateTime<Utc>) -> String {
    let person = people.and_then(|people| people.person(&holder.person));
    let name = person.and_then(|person| person.name.as_ref()).map_or(&*holder.person, |name| &*name.value);
    let source = match holder.source {
        RoleSource::Incident => String::new(),
        RoleSource::Handover(at) => format!(", handed over {}", clock_time(at, now)),
        RoleSource::Rota(until) => format!(", by the rota until {}", clock_time(until, now)),
    };
    format!("{} {name}{source}", holder.role.replace('_', " "))
}

/// Returns the clocks of a tier in words, and whether somebody has to act.
fn tier_words(tier: &TierClocks, now: DateTime<Utc>) -> (bool, String) {
    let customers =
        if tier.customers.is_empty() { String::new() } else { format!(" ({})", tier.customers.join(", ")) };
    let clocks = [("response", &tier.response), ("resolution", &tier.resolution)];
    let clocks: Vec<(&str, &Clock)> =
        clocks.into_iter().filter_map(|(what, clock)| Some((what, clock.as_ref()?))).collect();
    let is_late = |clock: &Clock| clock.standing == Standing::Missed && clock.reached.is_none();
    let acts = clocks.iter().any(|(_, clock)| is_late(clock));
    let words: Vec<String> =
        clocks.into_iter().map(|(what, clock)| format!("{what} {}", clock_words(clock, now))).collect();
    (acts, format!("{}{customers}: {}", tier.tier, words.join("; ")))
}

fn clock_words(clock: &Clock, now: DateTime<Utc>) -> String {
    let target = span(clock.target);
    match (clock.standing, clock.took) {
        (Standing::Met, Some(took)) => format!("met in {} of {target}", span(took)),
        (Standing::Missed, Some(took)) => format!("missed, {} instead of {target}", span(took)),
        (Standing::Met, None) => "met".to_owned(),
        (Standing::Running, _) => format!("due {} (target {target})", due(clock.due, now)),
        (Standing::Missed, None) => format!("missed, due {} (target {target})", due(clock.due, now)),
    }
}

/// Returns the internal title of a record, or else the one that customers read.
fn title(folder: &Folder) -> &str {
    let internal = folder.incident.as_ref().and_then(|incident| incident.title.as_ref());
    let public = || folder.released().filter_map(|update| update.title.as_ref()).next_back();
    internal.or_else(public).map_or(&*folder.name, |title| &*title.value)
}
