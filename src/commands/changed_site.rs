//! The site before and after a change that is not written yet: whether the change is right, and what readers see of it.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::exit::Exit;
use super::report;
use super::session::Session;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::authoring::PlannedFile;
use crate::cli::Format;
use crate::content::PublicContent;
use crate::diagnostics::{Finding, Findings, Severity};
use crate::pipeline::{Built, Failed, Reason, Settings, build};
use crate::release::model::{Event, Update};
use crate::release::{Audience, Site, release};
use crate::site::difference::{Detail, Difference, How, ItemKind};
use crate::site::{Theme, overall};
use crate::source::Snapshot;

/// How many names a line lists; the rest is counted.
const LISTED: usize = 6;

/// The site before and after a change.
pub(super) struct ChangedSite {
    pub(super) before: Result<Built, Failed>,
    pub(super) after: Result<Built, Failed>,
    /// The themes of both, loaded when they are needed.
    themes: OnceCell<(Option<Theme>, Option<Theme>)>,
    /// The files before the change.
    earlier: Snapshot,
    /// The files after the change.
    pub(super) snapshot: Snapshot,
}

impl ChangedSite {
    /// Builds the site without and with the text of these files, in memory.
    pub(super) fn new(workspace: &Workspace, files: &[PlannedFile], session: &Session<'_, '_>) -> Self {
        let settings = Settings {
            clock: session.clock(),
            strict_internal: true,
            strict: false,
            judged_elsewhere: false,
        };
        let snapshot = files
            .iter()
            .fold(workspace.snapshot.clone(), |snapshot, file| snapshot.with_text(&file.path, &file.text));
        let before = (workspace.snapshot.clone(), workspace.found.clone());
        Self::between(before, (snapshot, workspace.found.clone()), settings)
    }

    /// Builds the site of two snapshots in memory, each with the findings about its files.
    pub(super) fn between(
        (earlier, before): (Snapshot, Findings),
        (snapshot, after): (Snapshot, Findings),
        settings: Settings,
    ) -> Self {
        Self {
            before: build(&earlier, before, settings),
            after: build(&snapshot, after, settings),
            themes: OnceCell::new(),
            earlier,
            snapshot,
        }
    }

    /// Returns the headline of a site as it is after the change.
    fn headline(&self, site: &Site) -> Option<String> {
        Some(overall(site, self.themes().1.as_ref()?)?.headline)
    }

    /// Compares what one audience sees of both sites.
    pub(super) fn difference(&self, before: &Site, after: &Site) -> Difference {
        let (old, new) = self.themes();
        Difference::between((before, old.as_ref()), (after, new.as_ref()))
    }

    /// The themes of both sites. The builds have already read them without errors.
    fn themes(&self) -> &(Option<Theme>, Option<Theme>) {
        self.themes.get_or_init(|| {
            let (old, new) = (self.before.as_ref().ok(), self.after.as_ref().ok());
            (
                old.and_then(|built| theme(built, &self.earlier)),
                new.and_then(|built| theme(built, &self.snapshot)),
            )
        })
    }

    /// Reports what is wrong because of the change, and returns the exit code if that is an error. Errors that were there
    /// before do not count: an old broken incident never holds back an urgent update.
    pub(super) fn refusal(
        &self,
        workspace: &Workspace,
        session: &mut Session<'_, '_>,
    ) -> Result<Option<Exit>, Stop> {
        let known: BTreeSet<_> =
            findings(&self.before).iter().map(|finding| identity(finding, &workspace.snapshot)).collect();
        let new: Findings = findings(&self.after)
            .iter()
            .filter(|finding| !known.contains(&identity(finding, &self.snapshot)))
            .cloned()
            .collect();
        if new.has_errors() {
            let reason = match &self.after {
                Err(Failed { reason: Reason::Gate { outputs }, .. }) => {
                    Reason::Gate { outputs: outputs.clone() }
                }
                Ok(_) | Err(_) => Reason::Content,
            };
            let failed = Failed { findings: new, reason };
            let consequence = Some("nothing was written");
            return report::failed(&failed, &self.snapshot, Format::Human, consequence, session).map(Some);
        }
        session.show(&new, &self.snapshot, Format::Human, false)?;
        if let Err(failed) = &self.after {
            let count = failed.findings.count(Severity::Error);
            session.note(&format!(
                "warning: the content has {} elsewhere, so the site is not published until they are fixed, or is built with `--keep-going`",
                report::number(count, "error")
            ))?;
        }
        Ok(None)
    }
}

fn findings(built: &Result<Built, Failed>) -> &Findings {
    match built {
        Ok(built) => &built.findings,
        Err(failed) => &failed.findings,
    }
}

/// Returns the path, the rule and the message of a finding, which stay the same when lines move.
fn identity<'a>(finding: &'a Finding, snapshot: &Snapshot) -> (String, &'a str, &'a str) {
    let file = finding.span.and_then(|span| snapshot.file(span.file));
    let path = file.map_or_else(String::new, |file| file.path.clone());
    (path, finding.rule.name, finding.message.as_str())
}

/// Returns how the update in a file will read, and what changes for whom, in lines.
pub(super) fn preview(changed: &ChangedSite, file: &PlannedFile, shows_internal: bool) -> Vec<String> {
    let (Ok(before), Ok(after)) = (&changed.before, &changed.after) else {
        return vec!["what changes for readers cannot be shown while the content has errors".to_owned()];
    };
    let written = after.content.public.records.iter().find_map(|record| {
        let mut updates = record.updates.iter();
        let is_it = |span: crate::span::Span| {
            changed.snapshot.file(span.file).is_some_and(|source| source.path == file.path)
        };
        Some((record, updates.find(|update| is_it(update.span))?))
    });
    let Some((record, written)) = written else { return Vec::new() };
    let only_this = PublicContent { records: vec![record.clone()], ..after.content.public.clone() };
    let shown = |audience: &Audience| {
        let site = release(&only_this, audience, after.now, &after.verdict).ok()?;
        let update = event_of(&site)?.updates.iter().find(|update| update.anchor == written.stem)?.clone();
        Some((site, update))
    };
    let customers = after.content.internal.customers.iter();
    let audiences = customers.map(|customer| {
        let name = customer.name.as_ref().map_or(&customer.id, |name| &name.value);
        (name.clone(), Audience::of_customer(customer, &after.content.public))
    });
    let readers: Vec<(String, Audience)> =
        audiences.filter(|(_, audience)| shown(audience).is_some()).collect();
    let public = shown(&Audience::public());
    let first_reader = || readers.first().and_then(|(_, audience)| shown(audience));
    let mut lines = Vec::new();
    match public.clone().or_else(first_reader) {
        Some((site, update)) => lines.extend(as_read(&site, &update)),
        None => lines.push("nobody sees this update".to_owned()),
    }
    lines.push("what changes:".to_owned());
    if public.is_some() {
        lines.push("  everybody sees it".to_owned());
        lines.extend(differences(changed, &before.site, &after.site));
        lines.extend(outputs(before, after));
    } else {
        lines.push("  the public page stays as it is".to_owned());
    }
    // Which customers there are is internal.
    if shows_internal && !after.content.internal.customers.is_empty() {
        lines.extend(for_customers(&readers, public.is_some(), (before, after), changed));
    }
    lines
}

/// Loads the theme of a site.
fn theme(built: &Built, snapshot: &Snapshot) -> Option<Theme> {
    let site = built.content.public.site.as_ref()?;
    Theme::load(snapshot, &site.theme).ok()
}

/// Returns the only incident or maintenance of a site.
fn event_of(site: &Site) -> Option<&Event> {
    let incident = site.incidents.first().map(|incident| &incident.event);
    incident.or_else(|| site.maintenances.first().map(|maintenance| &maintenance.event))
}

/// Returns the update as its readers see it.
fn as_read(site: &Site, update: &Update) -> Vec<String> {
    let title = event_of(site).map_or("", |event| event.title.as_str());
    let what = match (&update.retracted, update.merged, update.status_changed) {
        (Some(_), ..) => "retracted".to_owned(),
        (None, true, _) => "merged".to_owned(),
        (None, false, true) => words(update.status.as_str()),
        (None, false, false) => "update".to_owned(),
    };
    let mut lines = vec![
        "how it will read:".to_owned(),
        format!("  {title}"),
        format!("  {what}, {}", update.at.format("%Y-%m-%d %H:%M UTC")),
    ];
    let text = match &update.retracted {
        Some(mark) => Some(mark.note.as_str()).filter(|note| !note.is_empty()),
        None => update.text.as_ref().map(|text| &*text.plain),
    };
    lines.extend(
        text.into_iter().flat_map(str::lines).map(|line| format!("  │ {line}").trim_end().to_owned()),
    );
    for change in &update.changes {
        if let Some(component) = site.components.get(change.component) {
            let (from, to) = (words(change.from.as_str()), words(change.to.as_str()));
            lines.push(format!("  {}: {from} → {to}", component.name));
        }
    }
    if let Some((from, to)) = update.window {
        let (from, to) = (from.format("%Y-%m-%d %H:%M"), to.format("%Y-%m-%d %H:%M UTC"));
        lines.push(format!("  planned for {from} to {to}"));
    }
    if let Some(due) = update.next_update {
        lines.push(format!("  next update by {}", due.format("%Y-%m-%d %H:%M UTC")));
    }
    lines
}

/// Returns what differs between two sites: the headline, and the states of components.
fn differences(changed: &ChangedSite, before: &Site, after: &Site) -> Vec<String> {
    let difference = changed.difference(before, after);
    let mut lines = Vec::new();
    if let Some((before, after)) =
        difference.headline.as_ref().and_then(|line| line.before.as_ref().zip(line.after.as_ref()))
    {
        lines.push(format!("  headline: {before} → {after}"));
    } else if let Some(line) = changed.headline(after) {
        lines.push(format!("  headline: {line} (unchanged)"));
    }
    for item in difference.items.iter().filter(|item| item.kind == ItemKind::Component) {
        let state = |detail: &&Detail| detail.about == "state";
        let Some(How::Value(value)) = item.details.iter().find(state).map(|detail| &detail.how) else {
            continue;
        };
        if let (Some(from), Some(to)) = (&value.before, &value.after) {
            lines.push(format!("  {}: {from} → {to}", item.name));
        }
    }
    lines
}

/// Returns the paths of the files that are new or have other bytes.
pub(super) fn changed_paths<'b>(before: &Built, after: &'b Built) -> Vec<&'b str> {
    let known: BTreeSet<(&str, &[u8])> =
        before.outputs.iter().map(|output| (output.path.as_str(), output.bytes.as_slice())).collect();
    let changed = after.outputs.iter().map(|output| (output.path.as_str(), output.bytes.as_slice()));
    changed.filter(|output| !known.contains(output)).map(|(path, _)| path).collect()
}

/// Returns which feeds get the update, and how many pages change.
fn outputs(before: &Built, after: &Built) -> Vec<String> {
    let changed = changed_paths(before, after);
    let is_feed = |path: &&&str| {
        ["feed.xml", "feed.json", "history.atom", "history.rss", "maintenance.ics"]
            .iter()
            .any(|name| path.rsplit('/').next() == Some(name))
    };
    let feeds: Vec<String> = changed.iter().filter(is_feed).map(|path| format!("/{path}")).collect();
    let pages =
        changed.iter().filter(|path| path.rsplit_once('.').is_some_and(|(_, kind)| kind == "html")).count();
    let mut lines = vec![format!("  pages: {}", report::number(pages, "page"))];
    if !feeds.is_empty() {
        lines.push(format!("  feeds: {}", listed(&feeds)));
    }
    lines
}

/// Returns which customers see the update. Where the public does not, their headlines change on their own.
fn for_customers(
    readers: &[(String, Audience)],
    is_public: bool,
    (before, after): (&Built, &Built),
    changed: &ChangedSite,
) -> Vec<String> {
    let names: Vec<String> = readers.iter().map(|(name, _)| name.clone()).collect();
    let others = after.content.internal.customers.len() - names.len();
    let mut lines = vec![match (names.is_empty(), others) {
        (true, _) => "  no customer's view shows it".to_owned(),
        (false, 0) => "  every customer's view shows it".to_owned(),
        (false, others) => format!("  views that show it: {}; {others} others do not", listed(&names)),
    }];
    if is_public {
        return lines;
    }
    for (name, audience) in readers.iter().take(LISTED) {
        let sites = (
            release(&before.content.public, audience, before.now, &before.verdict),
            release(&after.content.public, audience, after.now, &after.verdict),
        );
        if let (Ok(before), Ok(after)) = sites {
            lines.push(format!("  for {name}:"));
            lines.extend(differences(changed, &before, &after).into_iter().map(|line| format!("  {line}")));
        }
    }
    lines
}

fn words(keyword: &str) -> String {
    keyword.replace('_', " ")
}

fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
    match names.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
