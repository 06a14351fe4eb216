//! One update on a page.

use serde::Serialize;

use super::{Moment, Views};
use crate::release::model::{Mark, Origin, Update};
use crate::status::State;
use crate::status::maintenance::ClockKind;

/// One update.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateView {
    /// Its anchor.
    pub anchor: String,
    /// What it says of the record: `Investigating`, or `Update` if the status stays.
    pub label: String,
    /// The status in force, for style sheets.
    pub status: &'static str,
    /// When.
    pub at: Moment,
    /// Its text as safe HTML; empty if there is none.
    pub html: String,
    /// What the clock says in place of a text; empty if somebody wrote it.
    pub clock: String,
    /// The states that it set.
    pub changes: Vec<ChangeView>,
    /// What else is to be said of it, in plain words: renamed, reopened, how it really was, by whom.
    pub remarks: Vec<String>,
    /// Marks with a time and a note: edited, added later, withdrawn.
    pub marks: Vec<MarkView>,
    /// Anchor of the update that it corrects; empty if none.
    pub corrects: String,
    /// Anchor of the update that corrects it; empty if none.
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
    pub text: String,
    /// When.
    pub at: Moment,
}

impl UpdateView {
    pub(super) fn new(views: Views<'_>, update: &Update, merged: bool) -> Self {
        let label = match (merged, update.status_changed) {
            (true, _) => views.word("status.merged"),
            (false, true) => views.status(update.status),
            (false, false) => views.word("update"),
        };
        Self {
            anchor: update.anchor.clone(),
            label,
            status: update.status.as_str(),
            at: Moment::new(update.at, views.language),
            html: html(update),
            clock: clock(views, update),
            changes: changes(views, update),
            remarks: remarks(views, update),
            marks: marks(views, update),
            corrects: update.corrects.clone().unwrap_or_default(),
            corrected_by: update.corrected_by.clone().unwrap_or_default(),
        }
    }
}

/// The text.
fn html(update: &Update) -> String {
    update.text.as_ref().map(|text| text.html.to_string()).unwrap_or_default()
}

/// What the clock says in place of a text.
fn clock(views: Views<'_>, update: &Update) -> String {
    let key = match update.origin {
        Origin::Written => return String::new(),
        Origin::Clock(ClockKind::Began) => "by_the_clock_began",
        Origin::Clock(ClockKind::Ended) => "by_the_clock_ended",
        Origin::Clock(ClockKind::Overrun) => "by_the_clock_overrun",
    };
    views.word(key)
}

/// The states that really changed. That the end sets all to operational goes without saying.
fn changes(views: Views<'_>, update: &Update) -> Vec<ChangeView> {
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

fn remarks(views: Views<'_>, update: &Update) -> Vec<String> {
    let language = views.language;
    let mut remarks = Vec::new();
    if let Some(title) = &update.renamed {
        remarks.push(language.fill("renamed", &[("title", title)]));
    }
    if update.reopened {
        remarks.push(views.word("reopened"));
    }
    for real in &update.intervals {
        let names: Vec<&str> = real.components.iter().map(|index| views.component(*index)).collect();
        remarks.push(language.fill(
            "interval",
            &[
                ("components", &names.join(", ")),
                ("state", &views.state(real.state).to_lowercase()),
                ("from", &language.moment(real.from)),
                ("to", &language.moment(real.to)),
            ],
        ));
    }
    if let Some((from, to)) = update.window {
        let span = [("from", language.moment(from)), ("to", language.moment(to))];
        let span = language.fill("planned_span", &[("from", &span[0].1), ("to", &span[1].1)]);
        remarks.push(format!("{}: {span}", views.word("planned")));
    }
    if let Some(name) = &update.byline {
        remarks.push(language.fill("byline", &[("name", name)]));
    }
    remarks
}

fn marks(views: Views<'_>, update: &Update) -> Vec<MarkView> {
    let mark = |kind: &'static str, mark: &Mark| MarkView {
        kind,
        text: views.language.fill(kind, &[("time", &views.language.moment(mark.at)), ("note", &mark.note)]),
        at: Moment::new(mark.at, views.language),
    };
    let mut marks: Vec<MarkView> = update.edited.iter().map(|edit| mark("edited", edit)).collect();
    if let Some(added) = update.added {
        marks.push(mark("added", &Mark { at: added, note: String::new() }));
    }
    marks.extend(update.retracted.as_ref().map(|retraction| mark("retracted", retraction)));
    marks
}
