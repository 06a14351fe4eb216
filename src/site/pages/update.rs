//! One update on a page.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::phrase::PhraseValue;
use super::{Phrase, TimeView};
use crate::release::model::{Mark, Origin, StateChange, Update};
use crate::site::rendering::{RenderContext, is_long};
use crate::status::maintenance::ClockKind;
use crate::status::{State, Status};

/// One update.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateView {
    /// Its anchor on the page of its incident or maintenance.
    pub anchor: String,
    /// Its address: that of the page with the anchor.
    pub url: String,
    /// Its status in words: `Investigating`, or `Update` if the status does not change.
    pub label: String,
    /// The status in force, for style sheets.
    pub status: &'static str,
    /// Its time.
    pub at: TimeView,
    /// Its text as safe HTML; empty if there is none.
    pub html: Arc<str>,
    /// In the timeline of a post-mortem, the first sentence of the text instead of `html`; otherwise empty.
    pub first_sentence: String,
    /// The text of an update by the clock; empty if the update was written.
    pub clock: String,
    /// The component states that it sets.
    pub changes: Vec<ChangeView>,
    /// The same by state, worst first, if these are many; otherwise empty.
    pub change_groups: Vec<ChangeGroup>,
    /// Other remarks: a new title, a reopening, corrected times, the author.
    pub remarks: Vec<Phrase>,
    /// Marks with a time and a note: edited, added later, withdrawn.
    pub marks: Vec<MarkView>,
    /// Address of the update that it corrects; empty if there is none.
    pub corrects: String,
    /// Address of the update that corrects it; empty if there is none.
    pub corrected_by: String,
}

/// A component state that an update sets.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// The component.
    pub name: String,
    /// The state, for style sheets.
    pub state: &'static str,
    /// The state in words.
    pub word: String,
}

/// The components that an update sets to one state.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeGroup {
    /// The state, for style sheets.
    pub state: &'static str,
    /// The state in words.
    pub word: String,
    /// The number of components and their groups, in words.
    pub summary: String,
    /// The names of the components; empty among the earlier updates on the home page.
    pub names: Vec<String>,
}

/// A mark on an update.
#[derive(Clone, Debug, Serialize)]
pub struct MarkView {
    /// `edited`, `added` or `retracted`, for style sheets.
    pub kind: &'static str,
    /// The mark in words.
    pub words: Phrase,
}

/// The position of an update in its incident or maintenance, as far as it affects the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UpdatePosition {
    First,
    Later,
    /// The last update, which merges the incident into another.
    Merger,
}

impl UpdateView {
    /// Builds the view of an update; `address` is that of the page of its incident or maintenance, and `day` is
    /// known to be that of a time alone.
    pub(super) fn new(
        context: RenderContext<'_>,
        update: &Update,
        address: &str,
        position: UpdatePosition,
        day: Option<NaiveDate>,
    ) -> Self {
        let (merged, first) = (position == UpdatePosition::Merger, position == UpdatePosition::First);
        let label = match (merged, update.status_changed) {
            (true, _) => context.word("status.merged"),
            (false, true) => context.status(update.status),
            (false, false) => context.word("update"),
        };
        let url = |anchor: &str| format!("{address}#{anchor}");
        let changed = changed(update);
        Self {
            anchor: update.anchor.clone(),
            url: url(&update.anchor),
            label,
            status: update.status.as_str(),
            at: if day == Some(update.at.date_naive()) {
                TimeView::clock(update.at, context.language)
            } else {
                TimeView::short(update.at, context)
            },
            html: html(update),
            first_sentence: String::new(),
            clock: clock(context, update),
            changes: changes(context, &changed),
            change_groups: change_groups(context, &changed),
            remarks: remarks(context, update, first),
            marks: marks(context, update),
            corrects: update.corrects.as_deref().map(url).unwrap_or_default(),
            corrected_by: update.corrected_by.as_deref().map(url).unwrap_or_default(),
        }
    }

    /// Removes the names of components if they are many. The summaries stay.
    pub(super) fn shorten(&mut self) {
        if !self.change_groups.is_empty() {
            self.changes.clear();
            self.change_groups.iter_mut().for_each(|group| group.names.clear());
        }
    }
}

/// The text.
fn html(update: &Update) -> Arc<str> {
    update.text.as_ref().map(|text| text.html.clone()).unwrap_or_default()
}

/// The text of an update by the clock.
fn clock(context: RenderContext<'_>, update: &Update) -> String {
    let key = match update.origin {
        Origin::Written => return String::new(),
        Origin::Clock(ClockKind::Began) => "clock_began",
        Origin::Clock(ClockKind::Ended) => "clock_ended",
        Origin::Clock(ClockKind::Overrun) => "clock_overrun",
    };
    context.word(key)
}

/// The states that changed. A closing update sets all states to operational, which needs no mention; the states of a
/// maintenance that has not begun are only planned.
fn changed(update: &Update) -> Vec<StateChange> {
    if update.status == Status::Scheduled {
        return Vec::new();
    }
    let is_shown =
        |from: State, to: State| from != to && !(update.status.is_closing() && to == State::Operational);
    update.changes.iter().filter(|change| is_shown(change.from, change.to)).copied().collect()
}

fn changes(context: RenderContext<'_>, changed: &[StateChange]) -> Vec<ChangeView> {
    let view = |change: &StateChange| ChangeView {
        name: context.component(change.component).to_owned(),
        state: change.to.as_str(),
        word: context.state(change.to),
    };
    changed.iter().map(view).collect()
}

/// Groups the changes by state, worst first, if they are many.
fn change_groups(context: RenderContext<'_>, changed: &[StateChange]) -> Vec<ChangeGroup> {
    if !is_long(changed.len()) {
        return Vec::new();
    }
    let group = |state: State| {
        let components: Vec<usize> =
            changed.iter().filter(|change| change.to == state).map(|change| change.component).collect();
        let summary = match context.summary(components.iter().copied()) {
            short if short.is_empty() => context.language.count("component", components.len()),
            summary => summary,
        };
        (!components.is_empty()).then(|| ChangeGroup {
            state: state.as_str(),
            word: context.state(state),
            summary,
            names: components.into_iter().map(|index| context.component(index).to_owned()).collect(),
        })
    };
    State::ALL.into_iter().rev().filter_map(group).collect()
}

/// The remarks on an update. The planned time of the first update is shown above the updates, so only later changes
/// of it are a remark.
fn remarks(context: RenderContext<'_>, update: &Update, first: bool) -> Vec<Phrase> {
    let mut remarks = Vec::new();
    if let Some(title) = &update.renamed {
        remarks.push(context.phrase("renamed", &[("title", PhraseValue::Name(title))]));
    }
    if update.reopened {
        remarks.push(context.phrase("reopened", &[]));
    }
    for real in &update.intervals {
        let (names, state) = (context.list_of(&real.components), context.state(real.state));
        let fills = [
            ("components", PhraseValue::Name(&names)),
            ("state", PhraseValue::Words(&state)),
            ("from", PhraseValue::From(real.from)),
        ];
        remarks.push(match real.to {
            Some(to) => {
                let [components, state, from] = fills;
                let to = ("to", PhraseValue::After(real.from, to));
                context.phrase("interval", &[components, state, from, to])
            }
            None => context.phrase("interval_open", &fills),
        });
    }
    if let Some((from, to)) = update.window.filter(|_| !first) {
        remarks.push(
            context
                .phrase("moved", &[("from", PhraseValue::From(from)), ("to", PhraseValue::After(from, to))]),
        );
    }
    if let Some(name) = &update.byline {
        remarks.push(context.phrase("byline", &[("name", PhraseValue::Name(name))]));
    }
    remarks
}

fn marks(context: RenderContext<'_>, update: &Update) -> Vec<MarkView> {
    let mut marks: Vec<MarkView> =
        update.edited.iter().map(|edit| MarkView::new(context, "edited", edit)).collect();
    if let Some(added) = update.added {
        marks.push(MarkView::new(context, "added", &Mark { at: added, note: String::new() }));
    }
    let retracted = update.retracted.as_ref();
    marks.extend(retracted.map(|retraction| MarkView::new(context, "retracted", retraction)));
    marks
}

impl MarkView {
    pub(super) fn new(context: RenderContext<'_>, kind: &'static str, mark: &Mark) -> Self {
        let is_bare = kind == "retracted" && mark.note.is_empty();
        let fills = [("time", PhraseValue::Time(mark.at)), ("note", PhraseValue::Name(&mark.note))];
        let words = context.phrase(if is_bare { "retracted_without_note" } else { kind }, &fills);
        Self { kind, words }
    }
}
