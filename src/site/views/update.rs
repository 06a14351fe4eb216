//! One update on a page.

use std::sync::Arc;

use serde::Serialize;

use super::phrase::Fill;
use super::{Moment, Phrase, Views};
use crate::release::model::{Mark, Origin, Update};
use crate::status::maintenance::ClockKind;
use crate::status::{State, Status};

/// One update.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateView {
    /// Its anchor on the page of its record.
    pub anchor: String,
    /// Its address: that of the page with the anchor.
    pub url: String,
    /// What it says of the record: `Investigating`, or `Update` if the status stays.
    pub label: String,
    /// The status in force, for style sheets.
    pub status: &'static str,
    /// When.
    pub at: Moment,
    /// Its text as safe HTML; empty if there is none.
    pub html: Arc<str>,
    /// What the clock says in place of a text; empty if somebody wrote it.
    pub clock: String,
    /// The states that it set.
    pub changes: Vec<ChangeView>,
    /// What else is to be said of it, in plain words: renamed, reopened, how it really was, by whom.
    pub remarks: Vec<Phrase>,
    /// Marks with a time and a note: edited, added later, withdrawn.
    pub marks: Vec<MarkView>,
    /// Address of the update that it corrects; empty if none.
    pub corrects: String,
    /// Address of the update that corrects it; empty if none.
    pub corrected_by: String,
}

/// A state that an update set.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// The component.
    pub name: String,
    /// The state, for style sheets.
    pub state: &'static str,
    /// The state in words.
    pub word: String,
}

/// A mark on an update.
#[derive(Clone, Debug, Serialize)]
pub struct MarkView {
    /// `edited`, `added` or `retracted`, for style sheets.
    pub kind: &'static str,
    /// The whole in words.
    pub words: Phrase,
}

/// Where in its record an update stands, as far as that changes what is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    First,
    Later,
    /// The last one, by which the record was merged into another.
    Merger,
}

impl UpdateView {
    /// An update of a record; `address` is that of the record's page.
    pub(super) fn new(views: Views<'_>, update: &Update, address: &str, place: Place) -> Self {
        let (merged, first) = (place == Place::Merger, place == Place::First);
        let label = match (merged, update.status_changed) {
            (true, _) => views.word("status.merged"),
            (false, true) => views.status(update.status),
            (false, false) => views.word("update"),
        };
        let url = |anchor: &str| format!("{address}#{anchor}");
        Self {
            anchor: update.anchor.clone(),
            url: url(&update.anchor),
            label,
            status: update.status.as_str(),
            at: Moment::new(update.at, views.language),
            html: html(update),
            clock: clock(views, update),
            changes: changes(views, update),
            remarks: remarks(views, update, first),
            marks: marks(views, update),
            corrects: update.corrects.as_deref().map(url).unwrap_or_default(),
            corrected_by: update.corrected_by.as_deref().map(url).unwrap_or_default(),
        }
    }
}

/// The text.
fn html(update: &Update) -> Arc<str> {
    update.text.as_ref().map(|text| text.html.clone()).unwrap_or_default()
}

/// What the clock says in place of a text.
fn clock(views: Views<'_>, update: &Update) -> String {
    let key = match update.origin {
        Origin::Written => return String::new(),
        Origin::Clock(ClockKind::Began) => "clock_began",
        Origin::Clock(ClockKind::Ended) => "clock_ended",
        Origin::Clock(ClockKind::Overrun) => "clock_overrun",
    };
    views.word(key)
}

/// The states that really changed. That the end sets all to operational goes without saying, and the states of
/// a maintenance that has not begun are only planned.
fn changes(views: Views<'_>, update: &Update) -> Vec<ChangeView> {
    if update.status == Status::Scheduled {
        return Vec::new();
    }
    let told =
        |from: State, to: State| from != to && !(update.status.is_closing() && to == State::Operational);
    let changed = update.changes.iter().filter(|change| told(change.from, change.to));
    changed
        .map(|change| ChangeView {
            name: views.component(change.component).to_owned(),
            state: change.to.as_str(),
            word: views.state(change.to),
        })
        .collect()
}

/// The planned time that the first update sets is told above, and only a new one is worth a remark.
fn remarks(views: Views<'_>, update: &Update, first: bool) -> Vec<Phrase> {
    let mut remarks = Vec::new();
    if let Some(title) = &update.renamed {
        remarks.push(views.phrase("renamed", &[("title", Fill::Name(title))]));
    }
    if update.reopened {
        remarks.push(views.phrase("reopened", &[]));
    }
    for real in &update.intervals {
        let names: Vec<&str> = real.components.iter().map(|index| views.component(*index)).collect();
        let (names, state) = (views.language.list(&names), views.state(real.state));
        let fills = [
            ("components", Fill::Name(&names)),
            ("state", Fill::Words(&state)),
            ("from", Fill::Time(real.from)),
            ("to", Fill::After(real.from, real.to, "")),
        ];
        remarks.push(views.phrase("interval", &fills));
    }
    if let Some((from, to)) = update.window.filter(|_| !first) {
        remarks.push(views.phrase("moved", &[("from", Fill::Time(from)), ("to", Fill::After(from, to, ""))]));
    }
    if let Some(name) = &update.byline {
        remarks.push(views.phrase("byline", &[("name", Fill::Name(name))]));
    }
    remarks
}

fn marks(views: Views<'_>, update: &Update) -> Vec<MarkView> {
    let mark = |kind: &'static str, mark: &Mark| MarkView {
        kind,
        words: views.phrase(kind, &[("time", Fill::Time(mark.at)), ("note", Fill::Name(&mark.note))]),
    };
    let mut marks: Vec<MarkView> = update.edited.iter().map(|edit| mark("edited", edit)).collect();
    if let Some(added) = update.added {
        marks.push(mark("added", &Mark { at: added, note: String::new() }));
    }
    marks.extend(update.retracted.as_ref().map(|retraction| mark("retracted", retraction)));
    marks
}
