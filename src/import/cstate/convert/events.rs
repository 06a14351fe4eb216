//! Converting an issue to an incident or a maintenance: a folder with one file per update.
//!
//! There is no internal record, because cState has no internal data.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::components::Components;
use super::context::ConversionContext;
use super::dated_update::{DatedUpdate, StatusTracker};
use super::issue::{Issue, Kind, shown};
use super::old_address;
use super::schedule::{KnownTimes, OwnTime, schedule};
use crate::authoring::{ImportLock, PlannedFile, Table, Value};
use crate::content::derived_id;
use crate::import::cstate::parse::page::{Line, join};
use crate::import::cstate::text::label::Mark;
use crate::import::cstate::text::markdown::{self, AddressMap};
use crate::import::cstate::text::track;
use crate::import::cstate::text::updates::{self, Piece, Split};
use crate::import::writable::markdown_file;
use crate::markdown::escape;
use crate::status::{State, Status};

/// The beginnings of comments for tools.
const DIRECTIVES: [&str; 7] =
    ["markdown-link-check", "markdownlint", "prettier", "textlint", "vale ", "cspell", "possible severity"];

/// Times that differ by less are the same, because many authors leave out the seconds.
const SAME_TIME: TimeDelta = TimeDelta::minutes(1);

/// Plans the files of incidents and maintenances.
pub(in crate::import::cstate) struct EventWriter<'a, 'n> {
    pub(in crate::import::cstate) components: &'a Components,
    pub(in crate::import::cstate) addresses: &'a AddressMap,
    /// What earlier imports wrote.
    pub(in crate::import::cstate) lock: &'a ImportLock,
    pub(in crate::import::cstate) context: &'a mut ConversionContext<'n>,
    pub(in crate::import::cstate) files: &'a mut Vec<PlannedFile>,
}

impl EventWriter<'_, '_> {
    /// Adds the files of an issue.
    pub(in crate::import::cstate) fn write(&mut self, issue: &Issue<'_>, slug: &str) {
        let parent = if issue.kind == Kind::Maintenance { "maintenance" } else { "incidents" };
        let folder = format!("content/{parent}/{slug}");
        for line in &issue.separated.stray {
            self.note(issue, *line, "a stray `-->` was removed".to_owned());
        }
        if let Some(line) = issue.separated.unclosed {
            self.note(
                issue,
                line,
                "the hidden text that begins here has no end, so everything below it becomes a draft"
                    .to_owned(),
            );
        }
        self.note_split(issue, &issue.split);
        let timed = issue.split.pieces.iter().cloned().zip(issue.own.iter().copied());
        let (postmortems, mut pieces): (Vec<_>, Vec<_>) =
            timed.partition(|(piece, _)| piece.mark == Some(Mark::PostMortem));
        if pieces.is_empty() {
            let line = issue.page.body.first().map_or(1, |line| line.number);
            self.note(issue, line, "it has no text; the title is used instead".to_owned());
            pieces.push((Piece { line, text: escape(&issue.title), ..Piece::default() }, None));
        }
        let mut updates = self.dated_updates(issue, &pieces);
        self.close(issue, !postmortems.is_empty(), &mut updates);
        self.add_postmortems(issue, &postmortems, &mut updates);
        for hidden in &issue.separated.hidden {
            self.add_drafts(issue, hidden, &mut updates);
        }
        self.write_updates(issue, slug, &folder, &updates);
    }

    fn note(&mut self, issue: &Issue<'_>, line: usize, message: String) {
        self.context.notes.add(issue.page.at(line), message);
    }

    fn note_split(&mut self, issue: &Issue<'_>, split: &Split) {
        let counted = self.context.counts.by_notation.entry(split.notation).or_default();
        counted.0 += 1;
        counted.1 += split.pieces.len();
        let line = issue.page.body.first().map_or(1, |line| line.number);
        let count = split.pieces.len();
        if count > 1 {
            let order = if split.newest_first { "newest" } else { "oldest" };
            self.note(issue, line, format!("{count} updates, the {order} first"));
        } else if count == 1 && split.notation.is_none() {
            self.note(issue, line, "has no headings of updates; the whole text is one update".to_owned());
        }
        for (line, heading) in &split.headings {
            self.note(issue, *line, format!("`{heading}` begins an update"));
        }
        for line in &split.empty_headings {
            self.note(issue, *line, "a heading without text; left out".to_owned());
        }
        for (line, words) in &split.unread_times {
            self.note(issue, *line, format!("`{words}` cannot be used as a time"));
        }
    }

    /// In a file with the newest update first, a paragraph at the end may be the first text, written without a heading,
    /// or belong to the update above it. Nothing but its words tells, so the report names it.
    fn note_last_paragraph(&mut self, issue: &Issue<'_>, pieces: &[(Piece, Option<OwnTime>)]) {
        let Some((piece, Some(OwnTime::At(own)))) = pieces.first() else { return };
        if pieces.len() < 2 || !issue.split.newest_first || *own <= issue.start {
            return;
        }
        let paragraphs = piece.text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
        let paragraphs: Vec<&str> = paragraphs.collect();
        if let [_, .., last] = paragraphs.as_slice() {
            let message = format!(
                "`{}` has no time of its own and is part of the update of {}; if it is the first text, give it a file \
                 of its own, of {}",
                last.lines().next().unwrap_or_default().trim(),
                shown(*own),
                shown(issue.start)
            );
            self.note(issue, piece.line, message);
        }
    }

    fn converted(&mut self, issue: &Issue<'_>, line: usize, text: &str) -> String {
        let text = track::shown(text, self.context.zone);
        let converted = markdown::convert(&text, &format!("/issues/{}/", issue.page.stem()), self.addresses);
        for change in converted.changes {
            self.note(issue, line, change);
        }
        converted.text
    }

    fn dated_updates(&mut self, issue: &Issue<'_>, pieces: &[(Piece, Option<OwnTime>)]) -> Vec<DatedUpdate> {
        let own: Vec<Option<OwnTime>> = pieces.iter().map(|(_, own)| *own).collect();
        for (piece, _) in pieces {
            if let Some(time) = piece.time.filter(|time| time.has_time) {
                self.context.utc(time, &issue.page.at(piece.line), &time.shown());
            }
        }
        let closing = pieces.iter().rposition(|(piece, _)| piece.mark.is_some_and(Mark::closes));
        let start = issue.announced(self.context);
        let now = self.context.now;
        let end = issue.end.filter(|end| *end <= now);
        let (times, spread) = schedule(KnownTimes { own: &own, start, end, closing });
        self.context.counts.spread += spread;
        if spread > 0 {
            let line = pieces.first().map_or(1, |(piece, _)| piece.line);
            let message = format!(
                "{spread} of its updates have no time and were spread evenly between their neighbours"
            );
            self.note(issue, line, message);
        }
        self.note_last_paragraph(issue, pieces);
        for ((piece, own), time) in pieces.iter().zip(&times) {
            let message = match own {
                Some(OwnTime::At(own)) if own != time => format!(
                    "its time {} contradicts those of the other updates; it was moved to {}",
                    shown(*own),
                    shown(*time)
                ),
                Some(OwnTime::Day(own)) => {
                    let is_moved = (*own - *time).abs() > TimeDelta::hours(12);
                    let why = if is_moved {
                        "a day that contradicts the others"
                    } else {
                        "a day without a time of day"
                    };
                    format!("has {why}, {}; it was placed at {}", own.format("%Y-%m-%d"), shown(*time))
                }
                _ => String::new(),
            };
            if !message.is_empty() {
                self.note(issue, piece.line, message);
            }
            let bound = if *time < issue.start {
                Some(("before the date of the issue", issue.start))
            } else {
                issue.end.filter(|end| time > end).map(|end| ("after its end", end))
            };
            if let Some((place, bound)) = bound {
                let message = format!("an update of {} is {place}, {}", shown(*time), shown(bound));
                self.note(issue, piece.line, message);
            }
        }
        let mut tracker = StatusTracker::default();
        let mut updates = Vec::new();
        let is_running = issue.is_running(now);
        let first = if is_running { Status::InProgress } else { issue.kind.first_status() };
        if is_running {
            let line = issue.page.front.get("date").map_or(1, |node| node.line);
            let message = "the maintenance has begun and is not resolved, so it stays in progress; close it with an update";
            self.note(issue, line, message.to_owned());
        }
        for (index, ((piece, _), at)) in pieces.iter().zip(times).enumerate() {
            let mut status = piece.mark.and_then(|mark| issue.kind.status(mark));
            if is_running && status == Some(Status::Scheduled) {
                status = Some(first);
            }
            if status.is_some_and(Status::is_closing) && !issue.resolved {
                let message = "closes the issue, which is open in the front matter; it stays open";
                self.note(issue, piece.line, message.to_owned());
                status = None;
            }
            let goes_on = Some(index) != closing
                || issue.kind == Kind::Incident && issue.end.is_some_and(|end| at + SAME_TIME <= end);
            if status.is_some_and(Status::is_closing) && goes_on {
                let message = "says that the issue is over, but it continues; the update does not close it";
                self.note(issue, piece.line, message.to_owned());
                status = issue.kind.status(Mark::Status(Status::Monitoring));
            }
            let (status, reopened) = tracker.advance(status, first);
            if reopened {
                self.note(
                    issue,
                    piece.line,
                    "follows the end of the issue, so it is marked as reopened".to_owned(),
                );
            }
            let text = self.converted(issue, piece.line, &piece.text);
            updates.push(DatedUpdate { status, reopened, ..DatedUpdate::new(at, text) });
        }
        updates
    }

    /// Closes an issue that is resolved but has no closing update. A maintenance that only was scheduled needs none: the
    /// clock ends it. Where updates follow the start, or anything follows the end, only a closing update can.
    fn close(&mut self, issue: &Issue<'_>, has_more: bool, updates: &mut Vec<DatedUpdate>) {
        let mut tracker = StatusTracker::default();
        for update in updates.iter() {
            tracker.advance(update.status, issue.kind.first_status());
        }
        let is_announced = !has_more && updates.iter().skip(1).all(|update| update.at < issue.start);
        let ends_by_clock = tracker.status == Some(Status::Scheduled) && is_announced;
        let is_future = issue.end.is_some_and(|end| end > self.context.now);
        if !issue.resolved || tracker.is_closed() || ends_by_clock || is_future {
            return;
        }
        let Some(last) = updates.last() else { return };
        let line = issue.page.front.get("resolved").map_or(1, |node| node.line);
        let end = issue.end.unwrap_or(last.at + TimeDelta::minutes(1));
        if last.at + SAME_TIME > end {
            // The end often lacks the seconds that the update has.
            let is_at_end = |update: &DatedUpdate| (update.at - end).abs() < SAME_TIME;
            let at_end = updates.iter().position(is_at_end);
            let at_end =
                at_end.filter(|at| updates.iter().skip(at + 1).all(|update| update.status.is_none()));
            let (closing, which) = match at_end {
                Some(at) => (updates.get_mut(at), "the update at its end"),
                None => (updates.last_mut(), "the last update"),
            };
            if let Some(closing) = closing {
                // One that follows the end and closes the issue again does not reopen it.
                closing.status = Some(issue.kind.last_status()).filter(|_| !closing.reopened);
                closing.reopened = false;
            }
            self.note(issue, line, format!("resolved without a closing update; {which} closes it"));
            return;
        }
        let word = if issue.kind == Kind::Maintenance { "Completed." } else { "Resolved." };
        self.note(
            issue,
            line,
            format!("resolved without a closing update; the update `{word}` was added at its end"),
        );
        self.context.counts.closings += 1;
        updates.push(DatedUpdate {
            status: Some(issue.kind.last_status()),
            ..DatedUpdate::new(end, word.to_owned())
        });
    }

    fn add_drafts(&mut self, issue: &Issue<'_>, hidden: &[Line], updates: &mut Vec<DatedUpdate>) {
        let line = hidden.first().map_or(1, |line| line.number);
        let words = join(hidden);
        let lower = words.to_lowercase();
        if !words.contains(char::is_alphabetic) || DIRECTIVES.iter().any(|start| lower.starts_with(start)) {
            self.note(issue, line, format!("the comment `{words}` is for tools; left out"));
            return;
        }
        let split = updates::split(hidden, issue.start.date_naive());
        for line in split.empty_headings {
            self.note(issue, line, "a heading without text in a comment; left out".to_owned());
        }
        for piece in split.pieces {
            let latest = updates.iter().map(|update| update.at).chain(issue.end).max().unwrap_or(issue.start);
            let text = self.converted(issue, piece.line, &piece.text);
            if text.is_empty() {
                continue;
            }
            self.context.counts.drafts += 1;
            self.note(issue, piece.line, "was hidden in the text, so it becomes a draft".to_owned());
            let status = piece.mark.and_then(|mark| issue.kind.status(mark));
            let own = piece.time.filter(|time| time.has_time && time.has_day);
            let own = own.map(|time| time.utc(self.context.zone));
            let own = own.filter(|own| *own > issue.start && *own <= self.context.now);
            let own = own.filter(|own| updates.iter().all(|update| update.at != *own));
            let at = own.unwrap_or(latest + TimeDelta::minutes(1));
            updates.push(DatedUpdate { status, draft: true, ..DatedUpdate::new(at, text) });
        }
    }

    /// Adds post-mortems as updates after the end. A post-mortem of its own needs a time of publication, which cState rarely
    /// has.
    fn add_postmortems(
        &mut self,
        issue: &Issue<'_>,
        pieces: &[(Piece, Option<OwnTime>)],
        updates: &mut Vec<DatedUpdate>,
    ) {
        for (piece, own) in pieces {
            let text = self.converted(issue, piece.line, &piece.text);
            self.context.counts.postmortems += 1;
            let message = "a post-mortem, kept as the last update after the end, because its time of publication is unknown";
            self.note(issue, piece.line, message.to_owned());
            let latest = updates.iter().map(|update| update.at).chain(issue.end).max().unwrap_or(issue.start);
            let own = match own {
                Some(OwnTime::At(own)) => Some(*own),
                Some(OwnTime::Day(_)) | None => None,
            };
            let at = own.filter(|own| *own > latest).unwrap_or(latest + TimeDelta::minutes(1));
            updates.push(DatedUpdate::new(at, format!("**Post-mortem**\n\n{text}")));
        }
    }

    fn write_updates(&mut self, issue: &Issue<'_>, slug: &str, folder: &str, updates: &[DatedUpdate]) {
        let mut labels: Vec<&str> = Vec::new();
        for label in issue.affected.iter().filter_map(|(name, _)| self.components.label(name)) {
            // Two spellings of a name have the same label.
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        let visible: Vec<&DatedUpdate> = updates.iter().filter(|update| !update.draft).collect();
        let record = derived_id("incident", &["cstate", slug]);
        let ids = self.ids(&record, slug, folder, updates);
        for (index, (update, id)) in updates.iter().zip(ids).enumerate() {
            let stem = update.stem(updates);
            let mut keys = Table::default();
            let mut imported = Table::default();
            if index == 0 {
                keys.set("title", issue.title.as_str());
                keys.set("slug", slug);
                keys.set("incident_id", record.as_str());
            }
            keys.set("id", id.as_str());
            keys.set_some("status", update.status.map(Status::as_str));
            if update.reopened {
                keys.set("reopened", Value::Bool(true));
            }
            if update.draft || issue.draft {
                keys.set("draft", Value::Bool(true));
            }
            keys.set("at", Value::set_time(update.at));
            if index == 0 {
                push_first(&mut keys, issue, update, &labels, updates);
                if issue.kind == Kind::Incident && update.at != issue.start && issue.start <= self.context.now
                {
                    imported.set("started_at", Value::set_time(issue.start));
                }
            }
            if index > 0 && update.reopened && !labels.is_empty() {
                keys.set("components", states(&labels, issue.state()));
            }
            let is_last = visible.last().is_some_and(|last| last.at == update.at);
            if is_last && let Some(interval) = interval(issue, &visible, &labels) {
                keys.set("interval", interval);
            }
            let text = markdown_file(&keys, &[("imported.incident", &imported)], &update.text);
            let file = PlannedFile::new(format!("{folder}/comms/{stem}.md"), text);
            self.files.push(file.with_origin(format!("update {id}"), record.as_str()));
        }
    }

    /// Returns the ids of the updates. cState has none, so an update keeps the id of an earlier import by its text, else
    /// by its path.
    fn ids(&self, record: &str, slug: &str, folder: &str, updates: &[DatedUpdate]) -> Vec<String> {
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut ids: Vec<Option<String>> = Vec::new();
        for update in updates {
            let known = self.lock.update_ids(record, &update.text);
            let id = known.into_iter().find(|id| !used.contains(*id)).map(str::to_owned);
            used.extend(id.clone());
            ids.push(id);
        }
        let mut chosen = Vec::new();
        for (update, id) in updates.iter().zip(ids) {
            let stem = update.stem(updates);
            let at_path = || self.lock.update_id_at(&format!("{folder}/comms/{stem}.md")).map(str::to_owned);
            let mut id = id.or_else(|| at_path().filter(|id| !used.contains(id)));
            let mut number = 0_usize;
            while id.is_none() {
                let more = if number == 0 { stem.clone() } else { format!("{stem}-{number}") };
                id = Some(derived_id("update", &["cstate", slug, &more])).filter(|id| !used.contains(id));
                number += 1;
            }
            used.extend(id.clone());
            chosen.extend(id);
        }
        chosen
    }
}

/// Adds the keys of the whole event to its first update: window, components, impact.
fn push_first(
    keys: &mut Table,
    issue: &Issue<'_>,
    update: &DatedUpdate,
    labels: &[&str],
    updates: &[DatedUpdate],
) {
    let closes = update.status.is_some_and(Status::is_closing);
    if issue.kind == Kind::Maintenance {
        let last = updates.iter().filter(|update| !update.draft).map(|update| update.at).max();
        let to =
            issue.end.or(last).filter(|to| *to > issue.start).unwrap_or(issue.start + TimeDelta::minutes(1));
        // An update after the planned end would follow the end of the maintenance.
        let is_closed = updates.iter().any(|update| update.status.is_some_and(Status::is_closing));
        let to =
            last.filter(|last| !is_closed && *last >= to).map_or(to, |last| last + TimeDelta::minutes(1));
        // Updates after the planned end show that the work continued until an update closed it.
        let closing = updates.iter().find(|update| update.status.is_some_and(Status::is_closing));
        let goes_on = |closing: &&DatedUpdate| {
            updates.iter().any(|update| !update.draft && update.at >= to && update.at < closing.at)
        };
        let to = closing.filter(goes_on).map_or(to, |closing| closing.at);
        let window = [("from", issue.start), ("to", to)];
        keys.set(
            "window",
            Value::Inline(window.map(|(key, at)| (key.to_owned(), Value::set_time(at))).into()),
        );
    } else if labels.is_empty() || closes || issue.state() == State::Operational {
        keys.set("impact", issue.impact().as_str());
    }
    if !labels.is_empty() {
        let state = if closes { State::Operational } else { issue.state() };
        keys.set("components", states(labels, state));
    }
    keys.set_some("aliases", old_address::aliases(issue.page.path));
}

/// Returns all components in one state.
fn states(labels: &[&str], state: State) -> Value {
    Value::Inline(labels.iter().map(|label| ((*label).to_owned(), Value::from(state.as_str()))).collect())
}

/// Returns the real times of an incident as an interval, if the times of its updates differ from them.
fn interval(issue: &Issue<'_>, visible: &[&DatedUpdate], labels: &[&str]) -> Option<Value> {
    let (first, end) = (visible.first()?, issue.end?);
    let closing = visible.iter().rev().find(|update| update.status.is_some_and(Status::is_closing))?;
    let end = if (closing.at - end).abs() < SAME_TIME { closing.at } else { end };
    let is_covered = first.at == issue.start && closing.at == end;
    if issue.kind != Kind::Incident || labels.is_empty() || is_covered || issue.state() == State::Operational
    {
        return None;
    }
    let labels = labels.iter().map(|label| Value::from(*label)).collect();
    let pairs = [
        ("components", Value::List(labels)),
        ("state", Value::from(issue.state().as_str())),
        ("from", Value::set_time(issue.start)),
        ("to", Value::set_time(end)),
    ];
    Some(Value::List(vec![Value::Inline(pairs.map(|(key, value)| (key.to_owned(), value)).into())]))
}
