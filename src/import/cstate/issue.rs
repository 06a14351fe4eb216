//! An issue of cState: what its front matter says, with everything that is odd told and put right.

use chrono::{DateTime, TimeDelta, Utc};

use super::page::Page;
use super::site::Reading;
use super::tree::Value;
use super::unpublished::Unpublished;
use crate::import::error::ImportError;
use crate::import::moment::Moment;

/// How bad an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Severity {
    Down,
    Disrupted,
    Notice,
    /// A word that cState does not know, or none: it has no effect on the status.
    Other,
}

/// What an issue becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Incident,
    Maintenance,
    Notice,
}

/// One issue.
#[derive(Debug)]
pub(super) struct Issue<'a> {
    pub(super) page: Page<'a>,
    pub(super) title: String,
    pub(super) kind: Kind,
    pub(super) severity: Severity,
    pub(super) start: DateTime<Utc>,
    /// When it was over; for a maintenance, when it is planned to be.
    pub(super) end: Option<DateTime<Utc>>,
    pub(super) resolved: bool,
    pub(super) pinned: bool,
    /// Hugo would not show it.
    pub(super) draft: bool,
    /// Names of systems with their lines, as they are written.
    pub(super) affected: Vec<(String, usize)>,
}

/// How long something lasts of which only one end is known.
const LEAST: TimeDelta = TimeDelta::minutes(1);

impl<'a> Issue<'a> {
    /// Reads an issue; the error is about one that cannot be placed in time.
    pub(super) fn read(
        page: Page<'a>,
        unpublished: Option<&Unpublished>,
        reading: &mut Reading<'_>,
    ) -> Result<Self, ImportError> {
        let front = &page.front;
        let title = front.text_of("title").unwrap_or_else(|| {
            reading.notes.add(page.at(1), "it has no `title`; its file's name stands for it");
            page.stem()
        });
        // Folded texts of YAML may have several lines.
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let start = match time(&page, "date", reading) {
            Some(start) => start,
            None => Self::start_from_name(&page, reading)?,
        };
        let informational = front.flag_of("informational") == Some(true);
        let resolved = front.flag_of("resolved") == Some(true);
        let severity = severity(&page, informational, reading);
        let end = time(&page, "resolvedWhen", reading);
        let kind = match (informational, severity, end) {
            (true, ..) => Kind::Notice,
            (false, Severity::Notice, None) if !resolved => {
                reading.notes.add(
                    page.at_key("severity"),
                    "an announcement without an end: it is a notice, shown until its file goes",
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
        issue.mend_end(reading);
        if let Some(reason) = unpublished {
            let outcome = if kind == Kind::Notice {
                ": an announcement has no drafts here; left out"
            } else {
                ", so all its updates are drafts"
            };
            reason.tell(&issue.page, outcome, reading);
        }
        issue.tell_keys(unpublished, reading);
        Ok(issue)
    }

    fn start_from_name(page: &Page<'_>, reading: &mut Reading<'_>) -> Result<DateTime<Utc>, ImportError> {
        let day = page.stem().get(..10).and_then(|day| Moment::read(day, None));
        let Some(day) = day else {
            return Err(ImportError::Object {
                input: page.name.clone(),
                object: "this issue".to_owned(),
                message: "has no `date` that can be read, and none in its file's name".to_owned(),
            });
        };
        reading
            .notes
            .add(page.at_key("date"), "it has no `date` that can be read; the day in its file's name counts");
        Ok(day.utc(reading.zone))
    }

    /// An end before the start, or none where there should be one.
    fn mend_end(&mut self, reading: &mut Reading<'_>) {
        let at = self.page.at_key("resolvedWhen");
        match self.end {
            Some(end) if end < self.start => {
                reading.counts.inverted += 1;
                reading.notes.add(
                    at,
                    format!(
                        "ends at {} before it begins at {}; set to one minute after its beginning, so that a slip costs no uptime",
                        shown(end),
                        shown(self.start)
                    ),
                );
                self.end = Some(self.start + LEAST);
            }
            Some(end) if end == self.start => {
                reading.notes.add(at, "ends in the moment in which it begins; set to one minute later");
                self.end = Some(self.start + LEAST);
            }
            Some(_) if !self.resolved && self.kind == Kind::Incident => {
                reading.notes.add(
                    at,
                    "has an end although it is not resolved: taken as planned, so it stays open; close it with an update",
                );
                self.end = None;
            }
            None if self.resolved && self.kind != Kind::Notice => {
                let page = self.page.at_key("resolved");
                reading.notes.add(
                    page,
                    "is resolved but has no `resolvedWhen`; its last known time, or one minute, counts",
                );
            }
            _ => {}
        }
    }

    /// Keys that have no place here and made no draft of it.
    fn tell_keys(&self, unpublished: Option<&Unpublished>, reading: &mut Reading<'_>) {
        const KNOWN: [&str; 10] = [
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
            let is_told = unpublished.is_some_and(|reason| reason.key == *key);
            if node.value != Value::Nothing
                && !is_told
                && !KNOWN.iter().any(|known| known.eq_ignore_ascii_case(key))
            {
                reading.notes.add(self.page.at(node.line), format!("`{key}` has no place here; left out"));
            }
        }
    }
}

fn severity(page: &Page<'_>, informational: bool, reading: &mut Reading<'_>) -> Severity {
    match page.front.text_of("severity").map(str::to_ascii_lowercase).as_deref() {
        Some("down") => Severity::Down,
        Some("disrupted") => Severity::Disrupted,
        Some("notice") => Severity::Notice,
        word => {
            if !informational {
                let said = word.map_or_else(
                    || "there is no severity".to_owned(),
                    |word| format!("`{word}` is no severity of cState"),
                );
                let message = format!("{said}; its impact is `none`, as cState counted it");
                reading.notes.add(page.at_key("severity"), message);
                reading.counts.unknown_severities += 1;
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

/// The time under a key; tells when it is local or cannot be read.
fn time(page: &Page<'_>, key: &str, reading: &mut Reading<'_>) -> Option<DateTime<Utc>> {
    let text = page.front.text_of(key)?;
    if let Some(moment) = Moment::read(text, None) {
        return Some(reading.utc(moment, &page.at_key(key), text));
    }
    reading.notes.add(page.at_key(key), format!("`{text}` is no time; left out"));
    None
}

/// A time in a report.
pub(super) fn shown(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}
