//! Counts how incidents were handled, by month: from what the audience may see, and nothing else.
//!
//! Of two readings, the one that admits more trouble counts: an incident took until its newest update, a promise that nobody
//! kept counts even if its incident ended later, and what was only told afterwards took no time that could be shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::model::{
    ChangeKind, DuePromise, Event, Incident, IncidentResponse, LaterChange, Maintenance, Postmortem,
    RecordIndex, ResponseMonth, ResponseTime, Update,
};
use crate::status::day;

/// What is counted.
pub(super) struct ResponseRecord<'a> {
    pub(super) incidents: &'a [Arc<Incident>],
    pub(super) maintenances: &'a [Arc<Maintenance>],
    pub(super) postmortems: &'a [Postmortem],
    pub(super) zone: Tz,
    pub(super) now: DateTime<Utc>,
}

impl ResponseRecord<'_> {
    /// Returns the times at which promised updates fall due, UTC: from then on they count, also if they came.
    pub(super) fn due(&self) -> impl Iterator<Item = DateTime<Utc>> {
        self.events().flat_map(|(_, event)| &event.promised).map(|promised| promised.due)
    }

    /// Returns the months in which something happened, newest first.
    pub(super) fn months(&self) -> Vec<ResponseMonth> {
        let mut months = BTreeMap::new();
        for response in self.responses() {
            self.month(&mut months, response.from).incidents.push(response);
        }
        for promise in self.promises() {
            self.month(&mut months, promise.due).promises.push(promise);
        }
        for change in self.changes() {
            self.month(&mut months, change.at).changes.push(change);
        }
        let mut months: Vec<ResponseMonth> = months.into_values().rev().collect();
        for month in &mut months {
            month.incidents.sort_by(|a, b| (b.from, a.incident).cmp(&(a.from, b.incident)));
            month.promises.sort_by(|a, b| (b.due, a.record, a.promise).cmp(&(a.due, b.record, b.promise)));
            let key = |change: &LaterChange| (change.record, change.update, change.kind);
            month.changes.sort_by(|a, b| (b.at, key(a)).cmp(&(a.at, key(b))));
        }
        months
    }

    /// Returns the month of a time, which is added if it is missing.
    fn month<'m>(
        &self,
        months: &'m mut BTreeMap<NaiveDate, ResponseMonth>,
        at: DateTime<Utc>,
    ) -> &'m mut ResponseMonth {
        let first = day::first_of_month(day::date_of(at, self.zone));
        let (incidents, promises, changes) = (Vec::new(), Vec::new(), Vec::new());
        months.entry(first).or_insert(ResponseMonth { first, incidents, promises, changes })
    }

    /// Returns how long each incident was reported on. One that was merged counts as a part of the other one.
    fn responses(&self) -> Vec<IncidentResponse> {
        let indexes: BTreeMap<&str, usize> =
            self.incidents.iter().enumerate().map(|(index, one)| (one.event.slug.as_str(), index)).collect();
        let continuation = |incident: &Incident| -> Option<usize> {
            indexes.get(incident.merged.as_ref()?.as_ref()?.slug.as_str()).copied()
        };
        let mut began: Vec<Option<DateTime<Utc>>> =
            self.incidents.iter().map(|one| one.event.updates.first().map(|update| update.at)).collect();
        for (index, incident) in self.incidents.iter().enumerate() {
            let own = began.get(index).copied().flatten();
            let mut next = continuation(incident);
            // Merges that form a circle are an error, so the limit is never reached.
            for _ in 0..self.incidents.len() {
                let Some(into) = next.filter(|into| *into != index) else { break };
                if let Some(slot) = began.get_mut(into) {
                    *slot = slot.iter().copied().chain(own).min();
                }
                next = self.incidents.get(into).and_then(|incident| continuation(incident));
            }
        }
        let all = self.incidents.iter().enumerate().zip(began);
        let whole = all.filter(|((_, incident), _)| continuation(incident).is_none());
        whole
            .filter_map(|((index, incident), from)| {
                Some(IncidentResponse { incident: index, from: from?, time: time(incident, from?) })
            })
            .collect()
    }

    /// Returns the promised updates that have fallen due.
    fn promises(&self) -> impl Iterator<Item = DuePromise> {
        self.events().flat_map(|(record, event)| {
            event.promised.iter().filter(|promised| promised.due <= self.now).map(move |promised| {
                DuePromise {
                    record,
                    promise: promised.promise,
                    due: promised.due,
                    came: promised.came,
                    kept: promised.kept,
                }
            })
        })
    }

    /// Returns what was changed or added after the fact.
    fn changes(&self) -> impl Iterator<Item = LaterChange> {
        let updates = self.events().flat_map(|(record, event)| {
            let updates = event.updates.iter().enumerate();
            updates.flat_map(move |(index, update)| changes_of(record, index, update))
        });
        let postmortems = self.postmortems.iter().enumerate().flat_map(|(index, postmortem)| {
            postmortem.edited.iter().map(move |edit| LaterChange {
                record: RecordIndex::Postmortem(index),
                update: 0,
                kind: ChangeKind::Edited,
                at: edit.at,
                note: edit.note.clone(),
            })
        });
        updates.chain(postmortems)
    }

    fn events(&self) -> impl Iterator<Item = (RecordIndex, &Event)> {
        let incidents = self.incidents.iter().enumerate();
        let maintenances = self.maintenances.iter().enumerate();
        incidents
            .map(|(index, incident)| (RecordIndex::Incident(index), &incident.event))
            .chain(maintenances.map(|(index, one)| (RecordIndex::Maintenance(index), &one.event)))
    }
}

/// Returns the time from a first update, at `from`, to the newest one.
fn time(incident: &Incident, from: DateTime<Utc>) -> ResponseTime {
    if incident.merged.is_some() {
        return ResponseTime::Elsewhere;
    }
    let Some(closed_at) = incident.closed_at else { return ResponseTime::Open };
    let updates = &incident.event.updates;
    let was_told = |update: &Update| !update.status.is_closing() && update.came() < closed_at;
    // Customers had an update about a merged incident earlier.
    let continues = updates.first().is_some_and(|first| from < first.at);
    if from >= closed_at || !(continues || updates.iter().any(was_told)) {
        return ResponseTime::Afterwards;
    }
    let last = updates.iter().map(Update::came).max().unwrap_or(closed_at);
    ResponseTime::Took(last - from)
}

/// Returns what was changed or added after the fact in an update.
fn changes_of(record: RecordIndex, index: usize, update: &Update) -> Vec<LaterChange> {
    let change = |kind: ChangeKind, at: DateTime<Utc>, note: &str| LaterChange {
        record,
        update: index,
        kind,
        at,
        note: note.to_owned(),
    };
    let corrects = update.corrects.is_some() || !update.intervals.is_empty();
    let edited = update.edited.iter().map(|edit| change(ChangeKind::Edited, edit.at, &edit.note));
    edited
        .chain(corrects.then(|| change(ChangeKind::Corrected, update.came(), "")))
        .chain(update.added.map(|added| change(ChangeKind::AddedLater, added, "")))
        .chain(update.retracted.iter().map(|mark| change(ChangeKind::Withdrawn, mark.at, &mark.note)))
        .collect()
}
