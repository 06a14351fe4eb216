//! An issue as an incident or a maintenance: a folder with one file an update.
//!
//! No internal record is invented: cState knows nothing that would stand there.

use chrono::{DateTime, TimeDelta, Utc};

use super::comments;
use super::components::Components;
use super::entry::{Course, Entry};
use super::fit::{self, Places};
use super::issue::{Issue, Kind};
use super::label::Mark;
use super::page::{Line, join};
use super::schedule::{Known, schedule};
use super::site::Reading;
use super::updates::{self, Piece, Split};
use crate::content::derived_id;
use crate::import::plan::PlannedFile;
use crate::import::toml_text::{Table, Value, markdown_file};
use crate::markdown::escape;
use crate::status::{State, Status};

/// Comments that talk to tools, not to readers.
const DIRECTIVES: [&str; 7] =
    ["markdown-link-check", "markdownlint", "prettier", "textlint", "vale ", "cspell", "possible severity"];

/// Writes one issue.
pub(super) struct Writer<'a, 'n> {
    pub(super) components: &'a Components,
    pub(super) places: &'a Places,
    pub(super) reading: &'a mut Reading<'n>,
    pub(super) files: &'a mut Vec<PlannedFile>,
}

impl Writer<'_, '_> {
    /// Adds the files of an issue that is called `slug` from now on.
    pub(super) fn write(&mut self, issue: &Issue<'_>, slug: &str) {
        let parent = if issue.kind == Kind::Maintenance { "maintenance" } else { "incidents" };
        let folder = format!("content/{parent}/{slug}");
        let parted = comments::part(&issue.page.body);
        for line in &parted.stray {
            self.tell(issue, *line, "a left-over `-->` went".to_owned());
        }
        if let Some(line) = parted.open {
            self.tell(
                issue,
                line,
                "what is hidden from here on has no end, so all below it is a draft".to_owned(),
            );
        }
        let mut split = updates::split(&parted.shown, issue.start.date_naive());
        self.tell_split(issue, &split);
        let (postmortems, mut pieces): (Vec<_>, Vec<_>) =
            split.pieces.drain(..).partition(|piece| piece.mark == Some(Mark::PostMortem));
        if pieces.is_empty() {
            let line = issue.page.body.first().map_or(1, |line| line.number);
            self.tell(issue, line, "it has no text; its title stands for it".to_owned());
            pieces.push(Piece { line, text: escape(&issue.title), ..Piece::default() });
        }
        let mut entries = self.entries(issue, &pieces);
        self.close(issue, &mut entries);
        self.add_postmortems(issue, &postmortems, &mut entries);
        for comment in &parted.comments {
            self.add_drafts(issue, comment, &mut entries);
        }
        self.write_entries(issue, slug, &folder, &entries);
    }

    fn tell(&mut self, issue: &Issue<'_>, line: usize, message: String) {
        self.reading.notes.add(issue.page.at(line), message);
    }

    fn tell_split(&mut self, issue: &Issue<'_>, split: &Split) {
        let counted = self.reading.counts.by_notation.entry(split.notation).or_default();
        counted.0 += 1;
        counted.1 += split.pieces.len();
        let line = issue.page.body.first().map_or(1, |line| line.number);
        let count = split.pieces.len();
        if count > 1 {
            let order = if split.newest_first { "newest" } else { "oldest" };
            self.tell(issue, line, format!("{count} updates, the {order} first"));
        } else if count == 1 && split.notation.is_none() {
            self.tell(issue, line, "has no marks of updates; its text is one".to_owned());
        }
        for line in &split.empty_marks {
            self.tell(issue, *line, "nothing stands under this mark; left out".to_owned());
        }
        for (line, words) in &split.unread_times {
            self.tell(issue, *line, format!("`{words}` is no time that can be used"));
        }
    }

    fn fitted(&mut self, issue: &Issue<'_>, line: usize, text: &str) -> String {
        let fitted = fit::fit(text, &format!("/issues/{}/", issue.page.stem()), self.places);
        for change in fitted.changes {
            self.tell(issue, line, change);
        }
        fitted.text
    }

    fn entries(&mut self, issue: &Issue<'_>, pieces: &[Piece]) -> Vec<Entry> {
        let own: Vec<Option<DateTime<Utc>>> = pieces
            .iter()
            .map(|piece| {
                let moment = piece.time.filter(|moment| moment.has_time)?;
                Some(self.reading.utc(moment, &issue.page.at(piece.line), &moment.shown()))
            })
            .collect();
        let last_closes = pieces.last().and_then(|piece| piece.mark).is_some_and(Mark::closes);
        let (times, spread) = schedule(Known { own: &own, start: issue.start, end: issue.end, last_closes });
        self.reading.counts.spread += spread;
        if spread > 0 {
            let line = pieces.first().map_or(1, |piece| piece.line);
            let message = format!(
                "{spread} of its updates bear no time and were placed evenly between their neighbours"
            );
            self.tell(issue, line, message);
        }
        for ((piece, own), time) in pieces.iter().zip(&own).zip(&times) {
            if own.is_some_and(|own| own != *time) {
                self.tell(
                    issue,
                    piece.line,
                    "its time contradicts that of the update before it; placed after that".to_owned(),
                );
            }
        }
        let mut course = Course::default();
        let mut entries = Vec::new();
        for (piece, at) in pieces.iter().zip(times) {
            let mut said = piece.mark.and_then(|mark| issue.kind.status(mark));
            if said.is_some_and(Status::is_closing) && !issue.resolved {
                let message = "closes what the front matter leaves open; the front matter counts";
                self.tell(issue, piece.line, message.to_owned());
                said = None;
            }
            let (status, reopened) = course.turn(said, issue.kind.first_status());
            if reopened {
                self.tell(issue, piece.line, "goes on after the end, so it is marked as reopened".to_owned());
            }
            let text = self.fitted(issue, piece.line, &piece.text);
            entries.push(Entry { status, reopened, ..Entry::new(at, text) });
        }
        entries
    }

    /// Closes what the front matter calls resolved and no update does. A maintenance that nobody took in hand ends by
    /// the clock.
    fn close(&mut self, issue: &Issue<'_>, entries: &mut Vec<Entry>) {
        let mut course = Course::default();
        for entry in entries.iter() {
            course.turn(entry.status, issue.kind.first_status());
        }
        let ends_by_clock = course.status == Some(Status::Scheduled);
        if !issue.resolved || course.is_closed() || ends_by_clock {
            return;
        }
        let Some(last) = entries.last_mut() else { return };
        let line = issue.page.front.get("resolved").map_or(1, |node| node.line);
        let end = issue.end.unwrap_or(last.at + TimeDelta::minutes(1));
        if last.at >= end {
            last.status = Some(issue.kind.last_status());
            self.tell(issue, line, "resolved, but no update says so; the last one closes it".to_owned());
            return;
        }
        let word = if issue.kind == Kind::Maintenance { "Completed." } else { "Resolved." };
        self.tell(
            issue,
            line,
            format!("resolved, but no update says so; one that says `{word}` was added at its end"),
        );
        self.reading.counts.closings += 1;
        entries.push(Entry { status: Some(issue.kind.last_status()), ..Entry::new(end, word.to_owned()) });
    }

    fn add_drafts(&mut self, issue: &Issue<'_>, comment: &[Line], entries: &mut Vec<Entry>) {
        let line = comment.first().map_or(1, |line| line.number);
        let words = join(comment);
        let lower = words.to_lowercase();
        if !words.contains(char::is_alphabetic) || DIRECTIVES.iter().any(|start| lower.starts_with(start)) {
            self.tell(issue, line, format!("the comment `{words}` is for tools; left out"));
            return;
        }
        let split = updates::split(comment, issue.start.date_naive());
        for line in split.empty_marks {
            self.tell(issue, line, "nothing stands under this mark in the comment; left out".to_owned());
        }
        for piece in split.pieces {
            let latest = entries.iter().map(|entry| entry.at).chain(issue.end).max().unwrap_or(issue.start);
            let text = self.fitted(issue, piece.line, &piece.text);
            if text.is_empty() {
                continue;
            }
            self.reading.counts.drafts += 1;
            self.tell(issue, piece.line, "was hidden in the text, so it is a draft".to_owned());
            let status = piece.mark.and_then(|mark| issue.kind.status(mark));
            let at = latest + TimeDelta::minutes(1);
            entries.push(Entry { status, draft: true, ..Entry::new(at, text) });
        }
    }

    /// A post-mortem of its own needs a moment at which it was published, which cState mostly does not know: so it stays
    /// what it was, an update after the end.
    fn add_postmortems(&mut self, issue: &Issue<'_>, pieces: &[Piece], entries: &mut Vec<Entry>) {
        for piece in pieces {
            let text = self.fitted(issue, piece.line, &piece.text);
            self.reading.counts.postmortems += 1;
            let message =
                "a post-mortem, kept as the last update; nothing says when it was published on its own";
            self.tell(issue, piece.line, message.to_owned());
            let latest = entries.iter().map(|entry| entry.at).chain(issue.end).max().unwrap_or(issue.start);
            let own = piece.time.filter(|moment| moment.has_time).map(|moment| moment.utc(self.reading.zone));
            let at = own.filter(|own| *own > latest).unwrap_or(latest + TimeDelta::minutes(1));
            entries.push(Entry::new(at, format!("**Post-mortem**\n\n{text}")));
        }
    }

    fn write_entries(&mut self, issue: &Issue<'_>, slug: &str, folder: &str, entries: &[Entry]) {
        let mut labels: Vec<&str> = Vec::new();
        for label in issue.affected.iter().filter_map(|(name, _)| self.components.label(name)) {
            // Two spellings of one name give one label.
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        let shown: Vec<&Entry> = entries.iter().filter(|entry| !entry.draft).collect();
        for (index, entry) in entries.iter().enumerate() {
            let stem = entry.stem(entries);
            let mut keys = Table::default();
            let mut kept = Table::default();
            if index == 0 {
                keys.set("title", issue.title.as_str());
                keys.set("slug", slug);
                keys.set("incident_id", derived_id("incident", &["cstate", slug]).as_str());
            }
            keys.set("id", derived_id("update", &["cstate", slug, &stem]).as_str());
            keys.set_some("status", entry.status.map(Status::as_str));
            if entry.reopened {
                keys.set("reopened", Value::Bool(true));
            }
            if entry.draft || issue.draft {
                keys.set("draft", Value::Bool(true));
            }
            keys.set("at", Value::set_time(entry.at));
            if index == 0 {
                push_first(&mut keys, issue, entry, &labels, entries);
                if issue.kind == Kind::Incident && entry.at != issue.start {
                    kept.set("started_at", Value::set_time(issue.start));
                }
            }
            if index > 0 && entry.reopened && !labels.is_empty() {
                keys.set("components", states(&labels, issue.state()));
            }
            let is_last = shown.last().is_some_and(|last| last.at == entry.at);
            if is_last && let Some(interval) = interval(issue, &shown, &labels) {
                keys.set("interval", interval);
            }
            self.files.push(PlannedFile {
                path: format!("{folder}/comms/{stem}.md"),
                text: markdown_file(&keys, &[("imported.incident", &kept)], &entry.text),
            });
        }
    }
}

/// What the first entry says for the whole: window, components, impact.
fn push_first(keys: &mut Table, issue: &Issue<'_>, entry: &Entry, labels: &[&str], entries: &[Entry]) {
    let closes = entry.status.is_some_and(Status::is_closing);
    if issue.kind == Kind::Maintenance {
        let last = entries.iter().filter(|entry| !entry.draft).map(|entry| entry.at).max();
        let to =
            issue.end.or(last).filter(|to| *to > issue.start).unwrap_or(issue.start + TimeDelta::minutes(1));
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
}

/// All components in one state.
fn states(labels: &[&str], state: State) -> Value {
    Value::Inline(labels.iter().map(|label| ((*label).to_owned(), Value::from(state.as_str()))).collect())
}

/// When it really was, where the updates were written at other times.
fn interval(issue: &Issue<'_>, shown: &[&Entry], labels: &[&str]) -> Option<Value> {
    let (first, end) = (shown.first()?, issue.end?);
    let closing = shown.iter().rev().find(|entry| entry.status.is_some_and(Status::is_closing))?;
    let told = first.at == issue.start && closing.at == end;
    if issue.kind != Kind::Incident || labels.is_empty() || told || issue.state() == State::Operational {
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
