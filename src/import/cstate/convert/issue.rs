//! An issue of cState: its front matter, with contradictions repaired and noted.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::context::ConversionContext;
use super::schedule::{OwnTime, own_times};
use super::unpublished::Unpublished;
use crate::import::cstate::parse::page::Page;
use crate::import::cstate::parse::tree::Value;
use crate::import::cstate::text::comments::{self, Separated};
use crate::import::cstate::text::label::Mark;
use crate::import::cstate::text::updates::{self, Split};
use crate::import::error::ImportError;
use crate::import::parsed_time::ParsedTime;
use crate::import::writable;
use crate::status::Status;

/// The severity of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::cstate) enum Severity {
    Down,
    Disrupted,
    Notice,
    /// Missing, or a word that cState does not know; it has no effect on the state.
    Other,
}

/// The kind of record that an issue becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::cstate) enum Kind {
    Incident,
    Maintenance,
    Notice,
}

/// An issue.
#[derive(Debug)]
pub(in crate::import::cstate) struct Issue<'a> {
    pub(in crate::import::cstate) page: Page<'a>,
    pub(in crate::import::cstate) title: String,
    pub(in crate::import::cstate) kind: Kind,
    pub(in crate::import::cstate) severity: Severity,
    pub(in crate::import::cstate) start: DateTime<Utc>,
    /// The end; for a maintenance, the planned end.
    pub(in crate::import::cstate) end: Option<DateTime<Utc>>,
    pub(in crate::import::cstate) resolved: bool,
    pub(in crate::import::cstate) pinned: bool,
    /// Whether Hugo would not show it.
    pub(in crate::import::cstate) draft: bool,
    /// The names of systems, as written, with their lines.
    pub(in crate::import::cstate) affected: Vec<(String, usize)>,
    pub(in crate::import::cstate) separated: Separated,
    pub(in crate::import::cstate) split: Split,
    /// The times in the texts of the updates, UTC.
    pub(in crate::import::cstate) own: Vec<Option<OwnTime>>,
}

/// The duration of an issue of which only one end is known.
const MIN_DURATION: TimeDelta = TimeDelta::minutes(1);

impl<'a> Issue<'a> {
    /// Reads an issue; the error reports one without any date.
    pub(in crate::import::cstate) fn read(
        page: Page<'a>,
        unpublished: Option<&Unpublished>,
        context: &mut ConversionContext<'_>,
    ) -> Result<Self, ImportError> {
        let front = &page.front;
        let title = front.text_of("title").filter(|title| !title.trim().is_empty()).unwrap_or_else(|| {
            context.notes.add(page.at(1), "`title` is missing; the file name is used instead");
            page.stem()
        });
        // A folded text of YAML can have several lines.
        let title = writable::line(&title.split_whitespace().collect::<Vec<_>>().join(" "));
        let start = match time(&page, "date", context) {
            Some(start) => start,
            None => Self::start_from_day(&page, context)?,
        };
        let informational = front.flag_of("informational") == Some(true);
        let resolved = front.flag_of("resolved") == Some(true);
        let severity = severity(&page, informational, context);
        let end = time(&page, "resolvedWhen", context);
        let separated = comments::separate(&page.body);
        let near = start.with_timezone(&context.zone).date_naive();
        let split = updates::split(&separated.visible, near);
        let own = own_times(&split.pieces, start, end, context.zone);
        let mut issue = Self {
            title,
            kind: Kind::Incident,
            severity,
            start,
            end,
            resolved,
            pinned: front.flag_of("pin") == Some(true),
            draft: unpublished.is_some(),
            affected: affected(&page),
            separated,
            split,
            own,
            page,
        };
        issue.decide_kind(informational, context);
        issue.repair_end(context);
        issue.repair_future(context);
        issue.date_report(context);
        let kind = issue.kind;
        if let Some(reason) = unpublished {
            let outcome = if kind == Kind::Notice {
                "; a notice cannot be a draft, so it is left out"
            } else {
                ", so all its updates become drafts"
            };
            reason.add_note(&issue.page, outcome, context);
        }
        issue.note_unused_keys(unpublished, context);
        Ok(issue)
    }

    /// Returns the beginning of the day in a `date` that is no time, or else in the file name.
    fn start_from_day(
        page: &Page<'_>,
        context: &mut ConversionContext<'_>,
    ) -> Result<DateTime<Utc>, ImportError> {
        let day = |text: &str| ParsedTime::parse(text.trim().get(..10)?, None);
        let written = page.front.text_of("date").and_then(day);
        let Some(found) = written.or_else(|| day(page.stem())) else {
            return Err(ImportError::Object {
                input: page.name.clone(),
                object: "this issue".to_owned(),
                message: "has no readable `date`, and none in its file name; write one, such as \
                          `date: 2026-03-14T09:22:00Z`, and import again"
                    .to_owned(),
            });
        };
        let source = if written.is_some() { "its day" } else { "the day in its file name" };
        context
            .notes
            .add(page.at_key("date"), format!("it has no readable `date`; {source} is used instead"));
        Ok(found.utc(context.zone))
    }

    /// Decides what the issue becomes. `notice` is the lowest severity of cState, so such an issue is an incident unless
    /// something says that it was planned.
    fn decide_kind(&mut self, informational: bool, context: &mut ConversionContext<'_>) {
        let at = self.page.at_key("severity");
        if informational {
            self.kind = Kind::Notice;
            context.notes.add(at, "is `informational`, so it becomes a notice");
        } else if self.severity == Severity::Notice {
            let reason = self.planned_reason(context.zone, context.now);
            self.kind = if reason.is_some() { Kind::Maintenance } else { Kind::Incident };
            let message = match reason {
                Some(reason) => format!("severity `notice`: it becomes a maintenance, because {reason}"),
                None => "severity `notice`: it becomes an incident, because nothing says that it was planned"
                    .to_owned(),
            };
            context.notes.add(at, message);
        }
    }

    /// Returns what says that the issue was planned.
    fn planned_reason(&self, zone: Tz, now: DateTime<Utc>) -> Option<String> {
        if let Some(word) = planned_word(&self.title) {
            return Some(format!("its title says `{word}`"));
        }
        let mut marks = self.split.pieces.iter().filter_map(|piece| piece.mark);
        let is_planned = |mark: &Mark| matches!(mark, Mark::Status(status) if !Status::INCIDENT.contains(status) && *status != Status::Cancelled);
        if let Some(Mark::Status(status)) = marks.find(is_planned) {
            return Some(format!("an update is marked `{}`", status.as_str()));
        }
        let headings = self.split.headings.iter();
        let first = self.split.pieces.first().map(|piece| &piece.text);
        if let Some(word) = headings.map(|(_, text)| text).chain(first).find_map(|text| planned_word(text)) {
            return Some(format!("its text says `{word}`"));
        }
        if self.start > now {
            return Some(format!("its date lies ahead, {}", shown(self.start)));
        }
        let published = self.publication(zone);
        (published < self.start)
            .then(|| format!("its date is later than its publication, {}", shown(published)))
    }

    /// Returns when the issue was published, as far as it says so: `publishDate`, its first update or the day in its
    /// file name. Otherwise, this is its date.
    fn publication(&self, zone: Tz) -> DateTime<Utc> {
        let key = self.page.front.text_of("publishDate").and_then(|text| ParsedTime::parse(text, None));
        let first = self.own.iter().flatten().find_map(|own| match own {
            OwnTime::At(at) => Some(*at),
            OwnTime::Day(_) => None,
        });
        let day = self.page.stem().get(..10).and_then(|day| ParsedTime::parse(day, None));
        let is_earlier_day = |day: &ParsedTime| day.date() < self.start.with_timezone(&zone).date_naive();
        let named = day.filter(is_earlier_day).map(|day| day.utc(zone));
        let known = [key.map(|time| time.utc(zone)), first, named];
        known.into_iter().flatten().min().map_or(self.start, |known| known.min(self.start))
    }

    /// Returns the last time of an update that can be the end.
    fn last_known(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let at = |own: &OwnTime| match own {
            OwnTime::At(at) => Some(*at),
            OwnTime::Day(_) => None,
        };
        self.own.iter().flatten().filter_map(at).filter(|at| *at > self.start && *at <= now).max()
    }

    /// Repairs an impossible end, and notes a missing one.
    fn repair_end(&mut self, context: &mut ConversionContext<'_>) {
        let at = self.page.at_key("resolvedWhen");
        let is_incident = self.kind == Kind::Incident;
        let problem = match self.end {
            Some(end) if end < self.start => {
                context.counts.inverted += 1;
                format!("ends at {} before it begins at {}", shown(end), shown(self.start))
            }
            Some(end) if end == self.start => "ends when it begins".to_owned(),
            Some(end) if self.resolved && is_incident && end > context.now && self.start <= context.now => {
                format!("is resolved but ends at {}, in the future", shown(end))
            }
            Some(_) if !self.resolved && is_incident => {
                context.notes.add(
                    at,
                    "has an end but is not resolved; the end is treated as planned, so the incident stays open; close it with an update",
                );
                self.end = None;
                return;
            }
            None if self.resolved && self.kind != Kind::Notice => {
                self.end = self.last_known(context.now);
                let page = self.page.at_key("resolved");
                context.notes.add(
                    page,
                    "is resolved but has no `resolvedWhen`; the time of its last update, or one minute after its start, is used instead",
                );
                return;
            }
            _ => return,
        };
        // Usually only the day is wrong, so the time of day says more than nothing.
        let next = self.end.filter(|end| *end != self.start).map(|end| {
            let same_day = self.start.date_naive().and_time(end.time()).and_utc();
            if same_day > self.start { same_day } else { same_day + TimeDelta::days(1) }
        });
        let last = self.last_known(context.now);
        let next = next.filter(|next| last.is_none() && *next <= context.now);
        self.end = Some(last.or(next).unwrap_or(self.start + MIN_DURATION));
        let outcome = match (last, next) {
            (Some(last), _) => format!("the end was set to the last known time, {}", shown(last)),
            (None, Some(next)) => {
                format!("the end was set to this time of day after the start, {}", shown(next))
            }
            (None, None) => "the end was set to one minute after the start".to_owned(),
        };
        context.notes.add(at, format!("{problem}; {outcome}"));
    }

    /// Dates the only text of a resolved incident if it mentions the end, or times with a `track`: it was written
    /// afterwards.
    fn date_report(&mut self, context: &mut ConversionContext<'_>) {
        let ([own @ None], [piece]) = (self.own.as_mut_slice(), self.split.pieces.as_slice()) else { return };
        let Some(end) = self.end.filter(|_| self.resolved && self.kind == Kind::Incident) else { return };
        let told = piece.told.map(|time| time.utc(context.zone));
        let told = told.filter(|told| *told > self.start && *told <= end);
        let Some(at) = told.or_else(|| says_it_is_over(&piece.text).then_some(end)) else { return };
        let why = if told.is_some() { "mentions this time" } else { "says that the issue is over" };
        let message = format!("the only text {why}, so it is dated {}", shown(at));
        context.notes.add(self.page.at(piece.line), message);
        *own = Some(OwnTime::At(at));
    }

    /// Leaves out the times of updates in the future, because an update cannot be dated after its publication.
    fn repair_future(&mut self, context: &mut ConversionContext<'_>) {
        for (own, piece) in self.own.iter_mut().zip(&self.split.pieces) {
            let at = match own {
                Some(OwnTime::At(at) | OwnTime::Day(at)) => *at,
                None => continue,
            };
            if at > context.now {
                let message = format!("the time {} of an update is in the future; left out", shown(at));
                context.notes.add(self.page.at(piece.line), message);
                *own = None;
            }
        }
    }

    /// Returns the time of a first update without a time of its own: the start, or the publication if the start is in the
    /// future.
    pub(in crate::import::cstate) fn announced(&self, context: &mut ConversionContext<'_>) -> DateTime<Utc> {
        if self.start <= context.now {
            return self.start;
        }
        let today = context.now.date_naive().and_time(NaiveTime::MIN).and_utc();
        let published = self.publication(context.zone);
        let at = if published <= context.now { published } else { today };
        let message = format!("begins in the future; its first update is dated {}", shown(at));
        context.notes.add(self.page.at_key("date"), message);
        at
    }

    /// Whether it is a maintenance without an end that has begun, which the clock must not end.
    pub(in crate::import::cstate) fn is_running(&self, now: DateTime<Utc>) -> bool {
        self.kind == Kind::Maintenance
            && !self.resolved
            && self.start <= now
            && self.end.is_none_or(|end| end <= now)
    }

    /// Notes the keys that have no counterpart, except the one that made it a draft.
    fn note_unused_keys(&self, unpublished: Option<&Unpublished>, context: &mut ConversionContext<'_>) {
        const USED: [&str; 10] = [
            "title",
            "date",
            "resolved",
            "resolvedWhen",
            "severity",
            "affected",
            "section",
            "informational",
            "draft",
            "pin",
        ];
        for comment in &self.page.comments {
            let message = format!("the comment `{}` in the front matter is left out", comment.text);
            context.notes.add(self.page.at(comment.number), message);
        }
        for (key, node) in self.page.front.entries() {
            let is_noted = unpublished.is_some_and(|reason| reason.key == *key);
            if node.value != Value::Null
                && !is_noted
                && !USED.iter().any(|used| used.eq_ignore_ascii_case(key))
            {
                let value = node.text().map(|text| format!(": {text}")).unwrap_or_default();
                context
                    .notes
                    .add(self.page.at(node.line), format!("`{key}{value}` has no counterpart; left out"));
            }
        }
    }
}

fn severity(page: &Page<'_>, informational: bool, context: &mut ConversionContext<'_>) -> Severity {
    match page.front.text_of("severity").map(str::to_ascii_lowercase).as_deref() {
        Some("down") => Severity::Down,
        Some("disrupted") => Severity::Disrupted,
        Some("notice") => Severity::Notice,
        word => {
            if !informational {
                let problem = word.map_or_else(
                    || "`severity` is missing".to_owned(),
                    |word| format!("`{word}` is not a severity of cState"),
                );
                let message = format!("{problem}; the impact is `none`, as in cState");
                context.notes.add(page.at_key("severity"), message);
                context.counts.unknown_severities += 1;
            }
            Severity::Other
        }
    }
}

/// Returns a word that only planned work has.
fn planned_word(text: &str) -> Option<&'static str> {
    const WORDS: [&str; 8] = [
        "maintenance",
        "maintenances",
        "upgrade",
        "upgrades",
        "upgraded",
        "upgrading",
        "scheduled",
        "planned",
    ];
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| WORDS.into_iter().find(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether a sentence says that all is well again, and not that it will be.
fn says_it_is_over(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "is resolved",
        "is now resolved",
        "was resolved",
        "been resolved",
        "is fixed",
        "is now fixed",
        "was fixed",
        "been fixed",
        "was restored",
        "been restored",
        "has recovered",
        "have recovered",
        "back online",
        "back to normal",
        "is over",
        "fully operational",
    ];
    const OPEN: [&str; 12] = [
        "not",
        "once",
        "when",
        "until",
        "till",
        "after",
        "if",
        "should",
        "will",
        "as",
        "partially",
        "expected",
    ];
    let text = text.to_lowercase();
    let sentences = text.split(['.', '!', '?', ';']).map(|text| text.split_whitespace().collect::<Vec<_>>());
    sentences.into_iter().any(|words| {
        let sentence = format!(" {} ", words.join(" "));
        let says = WORDS.iter().any(|word| sentence.contains(&format!(" {word} ")));
        says && !words.iter().any(|word| OPEN.contains(word) || word.ends_with("n't"))
    })
}

fn affected(page: &Page<'_>) -> Vec<(String, usize)> {
    let mut names: Vec<(String, usize)> = Vec::new();
    for item in page.front.items_of("affected") {
        if let Some(name) = item
            .text()
            .map(str::trim)
            .filter(|name| !name.is_empty() && !names.iter().any(|(known, _)| known == name))
        {
            names.push((name.to_owned(), item.line));
        }
    }
    names
}

/// Returns the time of a key; notes one without a zone and one that cannot be parsed.
fn time(page: &Page<'_>, key: &str, context: &mut ConversionContext<'_>) -> Option<DateTime<Utc>> {
    let text = page.front.text_of(key)?;
    if let Some(parsed) = ParsedTime::parse(text, None) {
        return Some(context.utc(parsed, &page.at_key(key), text));
    }
    context.notes.add(page.at_key(key), format!("`{text}` is not a time; left out"));
    None
}

/// Returns a time for a note.
pub(in crate::import::cstate) fn shown(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}
