//! `/response/`: how incidents were handled, by month, with what each figure means.

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::phrase::PhraseValue;
use super::{Head, Phrase};
use crate::release::Site;
use crate::release::model::{
    ChangeKind, DuePromise, Event, IncidentResponse, LaterChange, RecordIndex, ResponseMonth, ResponseTime,
};
use crate::site::rendering::RenderContext;
use crate::status::day;

/// The number of months whose figures are broken down. The page of a long history would grow without an end otherwise.
const DETAILED_MONTHS: usize = 12;

/// The page "How we respond".
#[derive(Clone, Debug, Serialize)]
pub struct ResponsePage {
    /// The head of the page.
    pub head: Head,
    /// How many promised updates came on time since the first month, in one sentence; if none was promised, what the page is
    /// about.
    pub about: String,
    /// The months in which something happened, newest first.
    pub months: Vec<ResponseMonthView>,
    /// How the figures are computed, one sentence or more for each.
    pub how: Vec<String>,
}

/// The figures of a month.
#[derive(Clone, Debug, Serialize)]
pub struct ResponseMonthView {
    /// The month for an anchor: `2026-11`.
    pub anchor: String,
    /// The month in words.
    pub label: String,
    /// Time from the first update to the last, promised updates, later changes.
    pub figures: Vec<ResponseFigure>,
    /// Whether one of the figures has items.
    pub has_items: bool,
}

/// A figure of a month.
#[derive(Clone, Debug, Serialize)]
pub struct ResponseFigure {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: String,
    /// `missed` if a promise was not kept, for style sheets; otherwise empty.
    pub standing: &'static str,
    /// What the value consists of, and what it leaves out.
    pub notes: Vec<String>,
    /// Each thing that it counts, or that it counts as missed; in the newest months only.
    pub items: Vec<Phrase>,
}

pub(in crate::site) fn response_page(
    context: RenderContext<'_>,
    site: &Site,
    months: &[ResponseMonth],
) -> ResponsePage {
    let current = day::first_of_month(site.today);
    let about = about(context, months);
    let months = months.iter().enumerate().map(|(index, month)| {
        let page = MonthFigures { context, site, month, is_detailed: index < DETAILED_MONTHS };
        let figures = vec![page.times(), page.promises(), page.changes()];
        ResponseMonthView {
            anchor: month.first.format("%Y-%m").to_string(),
            label: label(context, month.first, current),
            has_items: figures.iter().any(|figure| !figure.items.is_empty()),
            figures,
        }
    });
    let zone = context.site.time_zone.name();
    let how = ["how_time", "how_promises", "how_changes"].map(|key| context.word(&format!("response.{key}")));
    let how_months = context.language.fill("response.how_months", &[("zone", zone)]);
    ResponsePage {
        head: Head::new(context, context.language.word("response.title"), context.addresses.response()),
        about,
        months: months.collect(),
        how: how.into_iter().chain([how_months]).collect(),
    }
}

/// How many promised updates came on time in all months.
fn about(context: RenderContext<'_>, months: &[ResponseMonth]) -> String {
    let promises = || months.iter().flat_map(|month| &month.promises);
    let due = promises().count();
    let Some(first) = months.last().filter(|_| due > 0) else { return context.word("response.about") };
    let kept = promises().filter(|promise| promise.kept).count();
    let month = context.language.month(first.first);
    let fills = [("month", month.as_str()), ("kept", &kept.to_string()), ("due", &due.to_string())];
    context.language.fill("response.about_kept", &fills)
}

fn label(context: RenderContext<'_>, month: NaiveDate, current: NaiveDate) -> String {
    let name = context.language.month(month);
    if month == current { context.language.fill("sla.so_far", &[("month", &name)]) } else { name }
}

/// Makes the figures of a month.
#[derive(Clone, Copy)]
struct MonthFigures<'a> {
    context: RenderContext<'a>,
    site: &'a Site,
    month: &'a ResponseMonth,
    is_detailed: bool,
}

impl MonthFigures<'_> {
    /// The time from the first update to the last one.
    fn times(self) -> ResponseFigure {
        let context = self.context;
        let incidents = &self.month.incidents;
        let took = |response: &IncidentResponse| match response.time {
            ResponseTime::Took(span) => Some(span),
            _ => None,
        };
        let mut spans: Vec<TimeDelta> = incidents.iter().filter_map(took).collect();
        spans.sort_unstable();
        let words = |span: TimeDelta| context.language.duration(span);
        let mut notes = Vec::new();
        if let ([shortest, .., longest], true) = (spans.as_slice(), spans.len() > 1) {
            let fills = [("shortest", words(*shortest)), ("longest", words(*longest))];
            let fills = fills.each_ref().map(|(name, span)| (*name, span.as_str()));
            notes.push(context.language.fill("response.median", &fills));
        }
        let mut counts = vec![context.language.count("incident", incidents.len())];
        for (time, key) in [
            (ResponseTime::Open, "response.open"),
            (ResponseTime::Afterwards, "response.afterwards"),
            (ResponseTime::Elsewhere, "response.elsewhere"),
        ] {
            counts.extend(self.counted(key, incidents.iter().filter(|one| one.time == time).count()));
        }
        let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
        notes.push(context.language.list(&counts));
        let items = incidents.iter().filter_map(|response| self.incident(response));
        ResponseFigure {
            label: context.word("response.time"),
            value: median(&spans).map_or_else(|| context.word("response.no_time"), words),
            standing: "",
            notes,
            items: if self.is_detailed { items.collect() } else { Vec::new() },
        }
    }

    /// The promised updates that were kept.
    fn promises(self) -> ResponseFigure {
        let context = self.context;
        let promises = &self.month.promises;
        let missed: Vec<&DuePromise> = promises.iter().filter(|promise| !promise.kept).collect();
        let (kept, due) = ((promises.len() - missed.len()).to_string(), promises.len().to_string());
        let items = missed.iter().filter_map(|promise| self.missed(promise));
        ResponseFigure {
            label: context.word("response.promises"),
            value: if promises.is_empty() {
                context.word("response.none_due")
            } else {
                context.language.fill("response.kept", &[("kept", &kept), ("due", &due)])
            },
            standing: if missed.is_empty() { "" } else { "missed" },
            notes: self.counted("response.missed", missed.len()).into_iter().collect(),
            items: if self.is_detailed { items.collect() } else { Vec::new() },
        }
    }

    /// What was edited, corrected, added later or withdrawn.
    fn changes(self) -> ResponseFigure {
        let changes = &self.month.changes;
        let counts = [
            (ChangeKind::Edited, "response.edited"),
            (ChangeKind::Corrected, "response.corrected"),
            (ChangeKind::AddedLater, "response.added"),
            (ChangeKind::Withdrawn, "response.withdrawn"),
        ];
        let counts = counts.into_iter().filter_map(|(kind, key)| {
            self.counted(key, changes.iter().filter(|change| change.kind == kind).count())
        });
        let counts: Vec<String> = counts.collect();
        let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
        let items = changes.iter().filter_map(|change| self.change(change));
        ResponseFigure {
            label: self.context.word("response.changes"),
            value: changes.len().to_string(),
            standing: "",
            notes: if counts.is_empty() { Vec::new() } else { vec![self.context.language.list(&counts)] },
            items: if self.is_detailed { items.collect() } else { Vec::new() },
        }
    }

    /// A count with its words; nothing if it is zero.
    fn counted(self, key: &str, count: usize) -> Option<String> {
        (count > 0).then(|| self.context.language.fill(key, &[("n", &count.to_string())]))
    }

    fn incident(self, response: &IncidentResponse) -> Option<Phrase> {
        let event = &self.site.incidents.get(response.incident)?.event;
        let url = self.context.addresses.incident(&event.slug);
        let time = match response.time {
            ResponseTime::Took(span) => self.context.language.duration(span),
            ResponseTime::Open => self.context.word("response.is_open"),
            ResponseTime::Afterwards => self.context.word("response.is_afterwards"),
            ResponseTime::Elsewhere => self.context.word("response.is_elsewhere"),
        };
        let fills = [("record", PhraseValue::Link(&event.title, &url)), ("time", PhraseValue::Words(&time))];
        Some(self.context.phrase("response.item", &fills))
    }

    fn missed(self, promise: &DuePromise) -> Option<Phrase> {
        let (event, url) = self.event(promise.record)?;
        let anchor = &event.updates.get(promise.promise)?.anchor;
        let url = format!("{url}#{anchor}");
        let late = promise.came.map(|came| self.context.language.duration(came - promise.due));
        let fills = [
            ("record", PhraseValue::Link(&event.title, &url)),
            ("time", PhraseValue::Time(promise.due)),
            ("span", PhraseValue::Words(late.as_deref().unwrap_or_default())),
        ];
        let key = if late.is_some() { "response.came_late" } else { "response.never_came" };
        Some(self.context.phrase(key, &fills))
    }

    fn change(self, change: &LaterChange) -> Option<Phrase> {
        let (title, url) = if let RecordIndex::Postmortem(index) = change.record {
            let postmortem = self.site.postmortems.get(index)?;
            (&postmortem.title, self.context.addresses.postmortem(&postmortem.slug))
        } else {
            let (event, url) = self.event(change.record)?;
            (&event.title, format!("{url}#{}", event.updates.get(change.update)?.anchor))
        };
        let key = match (change.kind, change.note.is_empty()) {
            (ChangeKind::Edited, _) => "edited",
            (ChangeKind::AddedLater, _) => "added",
            (ChangeKind::Corrected, _) => "response.correction",
            (ChangeKind::Withdrawn, true) => "retracted_without_note",
            (ChangeKind::Withdrawn, false) => "retracted",
        };
        let fills = [("time", PhraseValue::Time(change.at)), ("note", PhraseValue::Name(&change.note))];
        let mut words = self.context.phrase(
            "response.item",
            &[("record", PhraseValue::Link(title, &url)), ("time", PhraseValue::Words(""))],
        );
        words.extend(self.context.phrase(key, &fills));
        Some(words)
    }

    /// The incident or the maintenance with an index, and the address of its page.
    fn event(&self, record: RecordIndex) -> Option<(&Event, String)> {
        Some(match record {
            RecordIndex::Incident(index) => {
                let event = &self.site.incidents.get(index)?.event;
                (event, self.context.addresses.incident(&event.slug))
            }
            RecordIndex::Maintenance(index) => {
                let event = &self.site.maintenances.get(index)?.event;
                (event, self.context.addresses.maintenance(&event.slug))
            }
            RecordIndex::Postmortem(_) => return None,
        })
    }
}

/// The median of spans in order: the longer of the two in the middle, so that it is never better than the truth.
fn median(spans: &[TimeDelta]) -> Option<TimeDelta> {
    spans.get(spans.len() / 2).copied()
}
