//! A timeline that somebody kept in a table: CSV (RFC 4180), or the first fitting table of a Markdown file.
//!
//! Columns are named by the first row. A row without a day is on the day of the row before it, or on the next one if its time
//! of day is earlier.

mod csv;
mod markdown;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::item::{Item, Reading, Writer};
use super::text::{one_line, plain};
use crate::content::internal::Milestone;
use crate::content::{Keyword as _, derived_id};
use crate::diagnostics::did_you_mean;
use crate::import::error::ImportError;
use crate::import::parsed_time::ParsedTime;
use crate::import::plan::Input;

/// How to read a table.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// The name of the column with the times.
    pub time: &'a str,
    /// The name of the column with the texts.
    pub text: &'a str,
    /// The name of the column with the authors.
    pub author: Option<&'a str>,
    /// The name of the column with the milestones.
    pub milestone: Option<&'a str>,
    /// The name of the column with ids that stay when a row is edited.
    pub id: Option<&'a str>,
    /// The zone of times that name none.
    pub zone: Option<Tz>,
    /// The day of the first row, if it names none.
    pub day: Option<NaiveDate>,
}

/// A table: its first row, and the others with their lines, from 1.
struct Grid {
    header: Vec<String>,
    body: Vec<(u64, Vec<String>)>,
    /// Whether its cells are Markdown.
    is_markdown: bool,
}

/// Reads a table.
///
/// # Errors
///
/// Returns an error if a column is missing, if the table needs a zone or a day, and for each row if none can be read.
pub fn read(input: &Input, columns: Columns<'_>) -> Result<Reading, Vec<ImportError>> {
    let error = |line, message: String| ImportError::Row { input: input.name.clone(), line, message };
    let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
    let names = [Some(columns.time), Some(columns.text), columns.author, columns.milestone, columns.id];
    let names: Vec<&str> = names.into_iter().flatten().collect();
    let table = match markdown::read(text, &names) {
        Some(table) => table,
        None => csv::read(text)
            .map_err(|wrong| wrong.into_iter().map(|(line, why)| error(line, why)).collect::<Vec<_>>())?,
    };
    let find = |name: &str| {
        let at = table.header.iter().position(|column| column.trim().eq_ignore_ascii_case(name.trim()));
        at.ok_or_else(|| missing(name, &table.header))
    };
    let wrong: Vec<ImportError> =
        names.iter().filter_map(|name| find(name).err()).map(|why| error(1, why)).collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let find = |name: Option<&str>| name.and_then(|name| find(name).ok());
    let at =
        [Some(columns.time), Some(columns.text), columns.author, columns.milestone, columns.id].map(find);
    let mut reader = Reader {
        columns,
        is_markdown: table.is_markdown,
        near: columns.day,
        last: None,
        repeated: BTreeMap::new(),
        reading: Reading::default(),
    };
    let (mut errors, mut unread) = (Vec::new(), Vec::new());
    for (line, row) in &table.body {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim());
        let [when, what, who, milestone, id] = at.map(cell);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match reader.row(when, what, who, milestone, id) {
            Ok(()) => {}
            Err(Refused::Settings(why)) => errors.push(error(*line, why)),
            Err(Refused::Row(why)) => unread.push((*line, why, what.to_owned())),
        }
    }
    if reader.reading.items.is_empty() {
        errors.extend(unread.iter().map(|(line, why, _)| error(*line, why.clone())));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    // One row must not cost the others.
    for (line, why, what) in unread {
        reader.reading.leave_out("a row without a time that can be read");
        let message = format!("{why}; the row is left out. Its text: {}", one_line(&what));
        reader.reading.notes.add(format!("{}:{line}", input.name), message);
    }
    Ok(reader.reading)
}

fn missing(name: &str, header: &[String]) -> String {
    if let Some(near) = did_you_mean(name, header.iter().map(|column| column.trim())) {
        return format!("there is no column `{name}`; did you mean `{near}`?");
    }
    let known: Vec<&str> =
        header.iter().map(|column| column.trim()).filter(|name| !name.is_empty()).collect();
    format!("there is no column `{name}`; the columns are `{}`", known.join("`, `"))
}

/// Why a row is not an item.
enum Refused {
    /// The command says too little about the whole table.
    Settings(String),
    /// The row is wrong.
    Row(String),
}

struct Reader<'a> {
    columns: Columns<'a>,
    is_markdown: bool,
    /// The day of the row before, in the zone of the table.
    near: Option<NaiveDate>,
    last: Option<DateTime<Utc>>,
    /// How often the same row occurred.
    repeated: BTreeMap<String, usize>,
    reading: Reading,
}

impl Reader<'_> {
    fn row(&mut self, when: &str, what: &str, who: &str, milestone: &str, id: &str) -> Result<(), Refused> {
        if what.is_empty() {
            self.reading.leave_out("a row without a text");
            return Ok(());
        }
        let at = self.time(when)?;
        let word = milestone.to_lowercase().replace([' ', '-'], "_");
        let milestone = Milestone::all().iter().find(|known| known.word() == word).copied();
        if milestone.is_none() && !word.is_empty() {
            self.reading.notes.add(
                format!("row of {}", at.format("%Y-%m-%d %H:%M UTC")),
                "its milestone is none of those that exist; the row was imported without it",
            );
        }
        let key = if id.is_empty() {
            let same = derived_id("row", &[&at.to_rfc3339(), who, what]);
            let count = self.repeated.entry(same.clone()).or_default();
            *count += 1;
            if *count == 1 { same } else { format!("{same}-{count}") }
        } else {
            id.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let writer = if who.is_empty() {
            Writer::Person { id: None, name: None, email: None }
        } else {
            let is_address = who.contains('@') && !who.starts_with('@');
            Writer::Person { id: None, name: Some(who.to_owned()), email: is_address.then(|| who.to_owned()) }
        };
        self.reading.items.push(Item {
            source_id: format!("table:{key}"),
            same_as: Vec::new(),
            at,
            writer,
            milestone,
            evidence: Vec::new(),
            text: if self.is_markdown { what.to_owned() } else { plain(what) },
        });
        Ok(())
    }

    fn time(&mut self, written: &str) -> Result<DateTime<Utc>, Refused> {
        if let Ok(at) = DateTime::parse_from_rfc3339(written) {
            return self.accepted(written, at.to_utc(), at.date_naive());
        }
        let parsed = ParsedTime::parse(written, self.near)
            .ok_or_else(|| format!("`{written}` is not a time; write it as `2026-03-14 09:17`"))
            .map_err(Refused::Row)?;
        if !parsed.has_time {
            let why = format!("`{written}` has no time of day; write it as `2026-03-14 09:17`");
            return Err(Refused::Row(why));
        }
        let zone = match (self.columns.zone, parsed.has_zone()) {
            (Some(zone), _) => zone,
            (None, true) => Tz::UTC,
            (None, false) => {
                let why = format!("`{written}` names no zone; say which with `--time-zone Europe/Tallinn`");
                return Err(Refused::Settings(why));
            }
        };
        if !parsed.has_day && self.near.is_none() {
            let why = format!(
                "`{written}` names no day, and no row before it does; add one to the first row, or name it with `--day`"
            );
            return Err(Refused::Settings(why));
        }
        let mut parsed = parsed;
        let is_earlier = |at: DateTime<Utc>| self.last.is_some_and(|last| at + TimeDelta::hours(12) < last);
        // A time of day that is much earlier than the one before is after midnight.
        if !parsed.has_day && is_earlier(parsed.utc(zone)) {
            parsed = parsed.on(parsed.date().succ_opt().unwrap_or(parsed.date()));
        }
        self.accepted(written, parsed.utc(zone), parsed.date())
    }

    fn accepted(
        &mut self,
        written: &str,
        at: DateTime<Utc>,
        day: NaiveDate,
    ) -> Result<DateTime<Utc>, Refused> {
        if !(1..=9998).contains(&at.year()) {
            return Err(Refused::Row(format!("`{written}` is not a time in this era")));
        }
        self.near = Some(day);
        self.last = Some(at);
        Ok(at)
    }
}
