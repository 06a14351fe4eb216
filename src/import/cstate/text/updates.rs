//! Splitting the text of an issue into updates, oldest first.
//!
//! Only the headings that authors wrote count: a text without any is one update.

use chrono::NaiveDate;

use super::comments::Fence;
use super::heading::{self, Heading, LinePlace, Notation};
use super::label::Mark;
use super::track;
use crate::import::cstate::parse::page::{Line, join};
use crate::import::parsed_time::ParsedTime;

/// One update in the text of an issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import::cstate) struct Piece {
    /// The first line.
    pub(in crate::import::cstate) line: usize,
    pub(in crate::import::cstate) mark: Option<Mark>,
    pub(in crate::import::cstate) time: Option<ParsedTime>,
    /// The latest time that its sentences mention with a `track`.
    pub(in crate::import::cstate) told: Option<ParsedTime>,
    /// Markdown of Hugo, not converted yet.
    pub(in crate::import::cstate) text: String,
}

/// The updates of a text.
#[derive(Clone, Debug, Default)]
pub(in crate::import::cstate) struct Split {
    /// Oldest first.
    pub(in crate::import::cstate) pieces: Vec<Piece>,
    /// The notation of the headings, the first of [`Notation`] if there are several; `None` without headings.
    pub(in crate::import::cstate) notation: Option<Notation>,
    pub(in crate::import::cstate) newest_first: bool,
    /// The headings with their lines, as written.
    pub(in crate::import::cstate) headings: Vec<(usize, String)>,
    /// The lines of headings without text.
    pub(in crate::import::cstate) empty_headings: Vec<usize>,
    /// Times that cannot be parsed, and second times of one update, with their lines.
    pub(in crate::import::cstate) unread_times: Vec<(usize, String)>,
}

/// Splits a text; `near` is the day of the issue, for times without a day.
pub(in crate::import::cstate) fn split(lines: &[Line], near: NaiveDate) -> Split {
    let mut splitter = Splitter::new(lines, near);
    let mut fence = Fence::default();
    for line in lines {
        if fence.contains(&line.text) {
            splitter.push_text(line.number, &line.text);
        } else {
            splitter.take(line);
        }
    }
    splitter.finish()
}

#[derive(Clone, Debug, Default)]
struct Draft {
    line: Option<usize>,
    mark: Option<Mark>,
    notation: Option<Notation>,
    time: Option<ParsedTime>,
    told: Option<ParsedTime>,
    /// The width of the list mark that its heading has; its other lines are indented by as much.
    indent: usize,
    lines: Vec<Line>,
    /// Whether it begins below the track that ends the update above it.
    follows_track: bool,
    /// Whether its heading is the first text, or the first below a thematic break.
    begins_block: bool,
}

impl Draft {
    fn is_blank(&self) -> bool {
        self.lines.iter().all(is_padding)
    }

    fn has_heading(&self) -> bool {
        self.mark.is_some() || self.time.is_some()
    }
}

struct Splitter {
    near: NaiveDate,
    /// Whether a track precedes the text that it dates.
    tracks_come_first: bool,
    current: Draft,
    done: Vec<Draft>,
    split: Split,
    begins_paragraph: bool,
    begins_block: bool,
}

impl Splitter {
    fn new(lines: &[Line], near: NaiveDate) -> Self {
        let above = std::iter::once("").chain(lines.iter().map(above));
        let mut tracked = lines.iter().zip(above).map(|(line, above)| track::read(&line.text, above, near));
        let first = tracked.by_ref().enumerate().find(|(_, line)| !line.times.is_empty());
        let tracks_come_first = first.is_some_and(|(at, line)| {
            (line.text.is_empty() || line.leads) && lines.iter().take(at).all(is_padding)
        });
        let (current, done, split) = (Draft::default(), Vec::new(), Split::default());
        Self { near, tracks_come_first, current, done, split, begins_paragraph: true, begins_block: true }
    }

    fn take(&mut self, line: &Line) {
        if is_padding(line) {
            self.push_text(line.number, &line.text);
            return;
        }
        let above = self.current.lines.last().map_or("", above);
        let track::TrackedLine { text, times: tracks, told, leads } =
            track::read(&line.text, above, self.near);
        let mut times = Vec::new();
        for track in &tracks {
            match ParsedTime::parse(track, Some(self.near)) {
                Some(time) => times.push(time),
                None => self.split.unread_times.push((line.number, track.clone())),
            }
        }
        let told = told.iter().filter_map(|time| ParsedTime::parse(time, Some(self.near)));
        let told = told.filter(|time| time.has_time).max_by_key(|time| time.utc(chrono_tz::Tz::UTC));
        let place = LinePlace {
            near: self.near,
            begins_paragraph: self.begins_paragraph,
            begins_block: self.begins_block,
        };
        let has_track = !tracks.is_empty();
        // A track before a text on its line always dates this text; one alone on a line, the text that the others date.
        if let Some(heading) = heading::read(&text, place) {
            self.split.headings.push((line.number, line.text.trim().to_owned()));
            self.begin(line.number, &text, &heading);
        } else {
            if has_track && (leads || self.tracks_come_first && text.is_empty()) {
                self.begin_at_track(line.number);
            } else if has_track && self.tracks_come_first && self.current.time.is_some() {
                self.begin_at_paragraph();
            }
            self.push_text(line.number, &text);
        }
        self.current.told = told.or(self.current.told);
        if has_track {
            self.set_track(line.number, times, leads);
        }
    }

    fn set_track(&mut self, line: usize, times: Vec<ParsedTime>, leads: bool) {
        self.current.notation = Some(Notation::Track);
        let mut times = times.into_iter();
        if self.current.time.is_none() {
            self.current.time = times.next();
        }
        let more = times.map(|time| (line, format!("{}, a second time in one update,", time.shown())));
        self.split.unread_times.extend(more);
        if !self.tracks_come_first && !leads && !self.current.is_blank() {
            self.flush();
            self.current.follows_track = true;
        }
    }

    /// Begins an update at a track, unless the heading above the track has no time and no text yet.
    fn begin_at_track(&mut self, line: usize) {
        if self.current.mark.is_some() && self.current.time.is_none() && self.current.is_blank() {
            return;
        }
        self.flush();
        self.current.line = Some(line);
    }

    /// Begins an update at the last paragraph of the current one, because its track dates only this paragraph.
    fn begin_at_paragraph(&mut self) {
        let blank = self.current.lines.iter().rposition(is_padding);
        let paragraph = self.current.lines.split_off(blank.map_or(0, |at| at + 1));
        self.flush();
        self.current.lines = paragraph;
    }

    fn begin(&mut self, line: usize, raw: &str, heading: &Heading) {
        // A track, a time or a state alone above the heading belongs to it.
        let continues = self.current.has_heading()
            && self.current.is_blank()
            && (self.current.time.is_none() || heading.time.is_none())
            && (self.current.mark.is_none() || heading.mark.is_none());
        if !continues {
            self.flush();
            self.current.line = Some(line);
            self.current.begins_block = self.begins_block;
            let text = raw.trim_start();
            let is_item = text.strip_prefix(['-', '+']).is_some_and(|text| text.starts_with(' '));
            self.current.indent = if is_item { raw.len() - text.len() + 2 } else { 0 };
        }
        self.current.mark = self.current.mark.or(heading.mark);
        self.current.notation = self.current.notation.or(Some(heading.notation));
        self.current.time = self.current.time.or(heading.time);
        if heading.is_text {
            self.push_text(line, raw);
            return;
        }
        if !heading.unread.is_empty() {
            if heading.time.is_none() {
                self.split.unread_times.push((line, heading.unread.clone()));
            }
            self.push_text(line, &format!("{}:", heading.unread));
        }
        self.push_text(line, &heading.text);
    }

    fn push_text(&mut self, number: usize, text: &str) {
        let indent = text.bytes().take(self.current.indent).take_while(|byte| *byte == b' ').count();
        let text = text.get(indent..).unwrap_or(text).to_owned();
        let line = Line { number, text };
        self.begins_block = is_rule(&line.text) || self.begins_block && line.text.trim().is_empty();
        self.begins_paragraph = is_padding(&line);
        self.current.lines.push(line);
    }

    fn flush(&mut self) {
        let mut draft = std::mem::take(&mut self.current);
        if draft.is_blank() {
            if draft.has_heading() {
                self.split.empty_headings.extend(draft.line);
            }
            return;
        }
        // Text below a track, without a time of its own, belongs to the update above.
        if draft.follows_track
            && !draft.has_heading()
            && let Some(above) = self.done.last_mut()
        {
            above.lines.append(&mut draft.lines);
            return;
        }
        self.done.push(draft);
    }

    fn finish(mut self) -> Split {
        // At the end of the text, it is an update of its own; in the same paragraph, it still belongs to the update above.
        let begins_apart = self.current.lines.first().is_some_and(is_padding);
        if self.current.follows_track && begins_apart {
            self.current.follows_track = false;
        }
        self.flush();
        let mut drafts = self.done;
        let mut split = self.split;
        if separates_with_rules(&drafts) {
            let headings = drafts.iter().filter(|draft| draft.has_heading()).count();
            let parts: Vec<Draft> = drafts.iter().flat_map(split_at_rules).collect();
            if headings > 1 || is_newest_first(&parts) {
                drafts = parts;
            }
        }
        split.notation = drafts.iter().filter_map(|draft| draft.notation).min();
        split.newest_first = is_newest_first(&drafts);
        let piece = |draft: Draft| {
            let padding = draft.lines.iter().take_while(|line| is_padding(line)).count();
            let end = draft.lines.iter().rposition(|line| !is_padding(line)).map_or(padding, |at| at + 1);
            let lines = draft.lines.get(padding..end).unwrap_or_default();
            Piece {
                line: draft.line.or(lines.first().map(|line| line.number)).unwrap_or(1),
                mark: draft.mark,
                time: draft.time,
                told: draft.told,
                text: join(lines),
            }
        };
        split.pieces = drafts.into_iter().map(piece).collect();
        if split.newest_first {
            split.pieces.reverse();
        }
        split
    }
}

/// Whether thematic breaks separate the updates: there is one before every heading except the first.
fn separates_with_rules(drafts: &[Draft]) -> bool {
    let mut headings = drafts.iter().filter(|draft| draft.has_heading()).peekable();
    headings.peek().is_some() && headings.all(|draft| draft.begins_block)
}

/// Splits a draft at its thematic breaks; only the first part has its heading.
fn split_at_rules(draft: &Draft) -> Vec<Draft> {
    let mut fence = Fence::default();
    let mut parts = vec![Draft { lines: Vec::new(), ..draft.clone() }];
    for line in &draft.lines {
        if !fence.contains(&line.text) && is_rule(&line.text) {
            parts.push(Draft::default());
        } else if let Some(part) = parts.last_mut() {
            part.lines.push(line.clone());
        }
    }
    parts.retain(|part| !part.is_blank());
    // A thematic break directly below the heading leaves the heading to the text below it.
    if let Some(first) = parts.first_mut() {
        let lines = std::mem::take(&mut first.lines);
        *first = Draft { lines, ..draft.clone() };
    }
    parts
}

/// Decides once for the whole text, by all of its times, then by all of its marks; a text before the first mark is the
/// oldest. Otherwise the newest update comes first, as cState recommends.
fn is_newest_first(drafts: &[Draft]) -> bool {
    let dated = drafts.iter().filter_map(|draft| draft.time).filter(|time| time.has_day);
    let dated = falls(dated.map(|time| time.utc(chrono_tz::Tz::UTC)));
    let ranks = || falls(drafts.iter().filter_map(|draft| draft.mark?.rank()));
    if let Some(falls) = dated.or_else(|| clocks_fall(drafts)).or_else(ranks) {
        return falls;
    }
    let rank = |draft: Option<&Draft>| draft.and_then(|draft| draft.mark?.rank());
    match (rank(drafts.first()), rank(drafts.last())) {
        (Some(0), _) => false,
        (_, Some(0)) | (Some(_), _) => true,
        (_, Some(_)) => false,
        (None, None) => drafts.first().is_some_and(Draft::has_heading),
    }
}

/// Whether the times of day fall more often than they rise; from one to the next, they go the shorter way around the
/// clock.
fn clocks_fall(drafts: &[Draft]) -> Option<bool> {
    let times = drafts.iter().filter_map(|draft| draft.time).filter(|time| time.has_time);
    let times: Vec<_> = times.map(|time| time.utc(chrono_tz::Tz::UTC)).collect();
    let (mut rises, mut falls) = (0_usize, 0_usize);
    for (time, next) in times.iter().zip(times.iter().skip(1)) {
        let minutes = (*next - *time).num_minutes().rem_euclid(24 * 60);
        rises += usize::from(minutes > 0 && minutes <= 12 * 60);
        falls += usize::from(minutes > 12 * 60);
    }
    (rises != falls).then_some(falls > rises)
}

/// Whether a list falls more often than it rises, from one value to the next, or else from any value to any later one;
/// `None` if it does both equally often.
fn falls<T: PartialOrd>(values: impl Iterator<Item = T>) -> Option<bool> {
    let values: Vec<T> = values.collect();
    let votes = |distance: usize| {
        let (mut rises, mut falls) = (0_usize, 0_usize);
        for (index, value) in values.iter().enumerate() {
            for later in values.iter().skip(index + 1).take(distance) {
                rises += usize::from(later > value);
                falls += usize::from(later < value);
            }
        }
        (rises != falls).then_some(falls > rises)
    };
    votes(1).or_else(|| votes(values.len()))
}

/// Returns a line as the one above another in its paragraph; empty if it ends a paragraph.
fn above(line: &Line) -> &str {
    if is_padding(line) { "" } else { line.text.trim() }
}

fn is_padding(line: &Line) -> bool {
    line.text.trim().is_empty() || is_rule(&line.text)
}

/// Whether a line is a thematic break: `---`, `***`, `___`, also longer and with spaces.
fn is_rule(line: &str) -> bool {
    let marks: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3 && ['-', '*', '_'].into_iter().any(|mark| marks.iter().all(|c| *c == mark))
}

#[cfg(test)]
mod tests;
