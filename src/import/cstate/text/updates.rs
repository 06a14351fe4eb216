//! Splitting the text of an issue into updates, oldest first.
//!
//! Only the headings that authors wrote count: a text without any is one update.

use chrono::NaiveDate;

use super::comments::Fence;
use super::heading::{self, Heading, Notation};
use super::label::Mark;
use super::shortcode::take_tracks;
use crate::import::cstate::parse::page::{Line, join};
use crate::import::parsed_time::ParsedTime;

/// One update in the text of an issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import::cstate) struct Piece {
    /// The first line.
    pub(in crate::import::cstate) line: usize,
    pub(in crate::import::cstate) mark: Option<Mark>,
    pub(in crate::import::cstate) time: Option<ParsedTime>,
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
            splitter.current.lines.push(line.clone());
        } else {
            splitter.take(line);
        }
    }
    splitter.finish()
}

#[derive(Default)]
struct Draft {
    line: Option<usize>,
    mark: Option<Mark>,
    notation: Option<Notation>,
    time: Option<ParsedTime>,
    lines: Vec<Line>,
}

struct Splitter {
    near: NaiveDate,
    /// Whether a track precedes the text that it dates.
    tracks_come_first: bool,
    /// Whether no line is a heading, so that only tracks separate the updates.
    only_tracks: bool,
    current: Draft,
    done: Vec<Draft>,
    split: Split,
}

impl Splitter {
    fn new(lines: &[Line], near: NaiveDate) -> Self {
        let stripped = |line: &Line| take_tracks(&line.text);
        let first_track = lines.iter().position(|line| !stripped(line).1.is_empty());
        let tracks_come_first = first_track.is_some_and(|at| {
            let own = lines.get(at).is_some_and(|line| {
                let (text, _) = stripped(line);
                text.is_empty() || line.text.trim_start().starts_with("{{")
            });
            let before =
                lines.iter().take(at).any(|line| !line.text.trim().is_empty() && !is_rule(&line.text));
            own && !before
        });
        let mut fence = Fence::default();
        let only_tracks = !lines
            .iter()
            .any(|line| !fence.contains(&line.text) && heading::read(&stripped(line).0, near).is_some());
        let (current, done, split) = (Draft::default(), Vec::new(), Split::default());
        Self { near, tracks_come_first, only_tracks, current, done, split }
    }

    fn take(&mut self, line: &Line) {
        let (text, tracks) = take_tracks(&line.text);
        let mut times = Vec::new();
        for track in &tracks {
            match ParsedTime::parse(track, Some(self.near)) {
                Some(time) => times.push(time),
                None => self.split.unread_times.push((line.number, track.clone())),
            }
        }
        let has_track = !tracks.is_empty();
        if let Some(heading) = heading::read(&text, self.near) {
            self.begin(line.number, heading);
        } else if has_track && self.tracks_come_first && (self.only_tracks || text.is_empty()) {
            self.flush();
            self.current.line = Some(line.number);
            self.push_text(line.number, text);
        } else {
            self.push_text(line.number, text);
        }
        if has_track {
            self.current.notation = Some(Notation::Track);
            let mut times = times.into_iter();
            if self.current.time.is_none() {
                self.current.time = times.next();
            }
            let more = times.map(|_| (line.number, "a second time in one update".to_owned()));
            self.split.unread_times.extend(more);
            if self.only_tracks && !self.tracks_come_first {
                self.flush();
            }
        }
    }

    fn begin(&mut self, line: usize, heading: Heading) {
        // A track alone before the heading belongs to it.
        let continues = self.tracks_come_first
            && self.current.time.is_some()
            && self.current.mark.is_none()
            && self.current.lines.iter().all(|line| line.text.trim().is_empty());
        if !continues {
            self.flush();
            self.current.line = Some(line);
        }
        self.current.mark = heading.mark;
        self.current.notation = self.current.notation.or(Some(heading.notation));
        self.current.time = self.current.time.or(heading.time);
        if !heading.unread.is_empty() {
            self.split.unread_times.push((line, heading.unread.clone()));
            self.push_text(line, format!("{}:", heading.unread));
        }
        self.push_text(line, heading.text);
    }

    fn push_text(&mut self, number: usize, text: String) {
        self.current.lines.push(Line { number, text });
    }

    fn flush(&mut self) {
        let mut draft = std::mem::take(&mut self.current);
        let is_padding = |line: &Line| line.text.trim().is_empty() || is_rule(&line.text);
        while draft.lines.last().is_some_and(is_padding) {
            draft.lines.pop();
        }
        let padding = draft.lines.iter().take_while(|line| is_padding(line)).count();
        draft.lines.drain(..padding);
        if draft.lines.is_empty() {
            self.split.empty_headings.extend(draft.line);
        } else {
            self.done.push(draft);
        }
    }

    fn finish(mut self) -> Split {
        self.flush();
        let mut split = self.split;
        split.notation = self.done.iter().filter_map(|draft| draft.notation).min();
        let mut pieces: Vec<Piece> = self
            .done
            .into_iter()
            .map(|draft| Piece {
                line: draft.line.or(draft.lines.first().map(|line| line.number)).unwrap_or(1),
                mark: draft.mark,
                time: draft.time,
                text: join(&draft.lines),
            })
            .collect();
        split.newest_first = is_newest_first(&pieces);
        if split.newest_first {
            pieces.reverse();
        }
        split.pieces = pieces;
        split
    }
}

/// Decides by the times, then by the marks; a text before the first mark is the oldest. Otherwise the newest update comes
/// first, as cState recommends.
fn is_newest_first(pieces: &[Piece]) -> bool {
    let times: Vec<_> =
        pieces.iter().filter_map(|piece| piece.time).map(|time| time.utc(chrono_tz::Tz::UTC)).collect();
    if let (Some(first), Some(last)) = (times.first(), times.last())
        && first != last
    {
        return first > last;
    }
    let ranks: Vec<u8> = pieces.iter().filter_map(|piece| piece.mark?.rank()).collect();
    if let (Some(first), Some(last)) = (ranks.first(), ranks.last())
        && first != last
    {
        return first > last;
    }
    let rank = |piece: Option<&Piece>| piece.and_then(|piece| piece.mark?.rank());
    match (rank(pieces.first()), rank(pieces.last())) {
        (Some(0), _) => false,
        (_, Some(0)) | (Some(_), _) => true,
        (_, Some(_)) => false,
        (None, None) => pieces.first().is_some_and(|first| first.mark.is_some() || first.time.is_some()),
    }
}

/// Whether a line is a thematic break: `---`, `***`, `___`, also longer and with spaces.
fn is_rule(line: &str) -> bool {
    let marks: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3 && ['-', '*', '_'].into_iter().any(|mark| marks.iter().all(|c| *c == mark))
}

#[cfg(test)]
mod tests;
