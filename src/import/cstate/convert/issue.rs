//! An issue of cState: its front matter, with contradictions repaired and noted.

use chrono::{DateTime, TimeDelta, Utc};

use super::context::ConversionContext;
use super::unpublished::Unpublished;
use crate::import::cstate::parse::page::Page;
use crate::import::cstate::parse::tree::Value;
use crate::import::error::ImportError;
use crate::import::parsed_time::ParsedTime;

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
        let title = front.text_of("title").unwrap_or_else(|| {
            context.notes.add(page.at(1), "`title` is missing; the file name is used instead");
            page.stem()
        });
        // A folded text of YAML can have several lines.
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let start = match time(&page, "date", context) {
            Some(start) => start,
            None => Self::start_from_name(&page, context)?,
        };
        let informational = front.flag_of("informational") == Some(true);
        let resolved = front.flag_of("resolved") == Some(true);
        let severity = severity(&page, informational, context);
        let end = time(&page, "resolvedWhen", context);
        let kind = match (informational, severity, end) {
            (true, ..) => Kind::Notice,
            (false, Severity::Notice, None) if !resolved => {
                context.notes.add(
                    page.at_key("severity"),
                    "an announcement without an end; it becomes a notice that is shown until its file is removed",
                );
                Kind::Notice
            }
            (false, Severity::Notice, _) => Kind::Maintenance,
            (false, ..) => Kind::Incident,
        };
        let mut issue = Self {
            title,
            kind,
            severity,
            start,
            end,
            resolved,
            pinned: front.flag_of("pin") == Some(true),
            draft: unpublished.is_some(),
            affected: affected(&page),
            page,
        };
        issue.repair_end(context);
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

    fn start_from_name(
        page: &Page<'_>,
        context: &mut ConversionContext<'_>,
    ) -> Result<DateTime<Utc>, ImportError> {
        let day = page.stem().get(..10).and_then(|day| ParsedTime::parse(day, None));
        let Some(day) = day else {
            return Err(ImportError::Object {
                input: page.name.clone(),
                object: "this issue".to_owned(),
                message: "has no readable `date`, and none in its file name".to_owned(),
            });
        };
        context
            .notes
            .add(page.at_key("date"), "it has no readable `date`; the day in its file name is used instead");
        Ok(day.utc(context.zone))
    }

    /// Repairs an end that is not after the start, and notes a missing one.
    fn repair_end(&mut self, context: &mut ConversionContext<'_>) {
        let at = self.page.at_key("resolvedWhen");
        match self.end {
            Some(end) if end < self.start => {
                context.counts.inverted += 1;
                context.notes.add(
                    at,
                    format!(
                        "ends at {} before it begins at {}; the end was set to one minute after the start, so that a mistake does not cost uptime",
                        shown(end),
                        shown(self.start)
                    ),
                );
                self.end = Some(self.start + MIN_DURATION);
            }
            Some(end) if end == self.start => {
                context.notes.add(at, "ends when it begins; the end was set to one minute later");
                self.end = Some(self.start + MIN_DURATION);
            }
            Some(_) if !self.resolved && self.kind == Kind::Incident => {
                context.notes.add(
                    at,
                    "has an end but is not resolved; the end is treated as planned, so the incident stays open; close it with an update",
                );
                self.end = None;
            }
            None if self.resolved && self.kind != Kind::Notice => {
                let page = self.page.at_key("resolved");
                context.notes.add(
                    page,
                    "is resolved but has no `resolvedWhen`; the time of its last update, or one minute after its start, is used instead",
                );
            }
            _ => {}
        }
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
        for (key, node) in self.page.front.entries() {
            let is_noted = unpublished.is_some_and(|reason| reason.key == *key);
            if node.value != Value::Null
                && !is_noted
                && !USED.iter().any(|used| used.eq_ignore_ascii_case(key))
            {
                context.notes.add(self.page.at(node.line), format!("`{key}` has no counterpart; left out"));
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

fn affected(page: &Page<'_>) -> Vec<(String, usize)> {
    let mut names: Vec<(String, usize)> = Vec::new();
    for item in page.front.items_of("affected") {
        if let Some(name) = item.text().filter(|name| !names.iter().any(|(known, _)| known == name)) {
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
