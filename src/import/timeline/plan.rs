//! Items to the files of the timeline of one incident.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, DurationRound as _, TimeDelta, Timelike as _, Utc};

use super::author::author;
use super::item::{Item, Reading};
use super::target::Target;
use super::text;
use crate::authoring::records::NewTimelineEntry;
use crate::authoring::{ImportLock, PlannedFile};
use crate::content::internal::Milestone;
use crate::content::{Keyword as _, stem_time};
use crate::import::plan::{ImportPlan, Notes};
use crate::import::writable;

/// Plans the entries of a timeline. `system` is what the items come from, such as `slack`, and `lock` is what earlier imports from it
/// wrote: their entries keep their names, and nothing is removed because a later file lacks it.
#[must_use]
pub fn plan(system: &str, reading: Reading, target: &Target<'_>, lock: &ImportLock) -> ImportPlan {
    let Reading { items, mut left_out, mut notes } = reading;
    let total = items.len() + left_out.values().sum::<usize>();
    let written = lock.paths();
    let mut seen = BTreeSet::new();
    let mut planned: Vec<(String, Item)> = Vec::new();
    for mut item in items {
        for id in std::iter::once(&mut item.source_id).chain(&mut item.same_as) {
            *id = writable::line(id);
        }
        let id = format!("entry {} {}", target.folder, item.source_id);
        let present = target.imported.get(&item.source_id);
        let has_same = present.is_none() && item.same_as.iter().any(|id| target.imported.contains_key(id));
        let reason = if !seen.insert(item.source_id.clone()) {
            "is in the files more than once"
        } else if has_same
            || present.is_some_and(|present| written.get(id.as_str()) != Some(&present.path.as_str()))
        {
            "is in the timeline already"
        } else {
            planned.push((id, item));
            continue;
        };
        *left_out.entry(reason.to_owned()).or_default() += 1;
    }
    planned.sort_by(|(_, a), (_, b)| (a.at, &a.source_id).cmp(&(b.at, &b.source_id)));
    let mut names = Names { taken: target.taken.clone() };
    names.taken.extend(written.values().map(|path| (*path).to_owned()));
    let mut milestones = Milestones::new(&planned, target);
    let mut strangers: BTreeSet<String> = BTreeSet::new();
    let mut files = Vec::new();
    for (id, item) in &planned {
        let (author, is_stranger) = author(&item.writer, system, target.people);
        if is_stranger {
            strangers.insert(author.clone());
        }
        let stem = names.stem(item.at, &author, target.folder, written.get(id.as_str()).copied());
        let (body, is_cut) = text::of_entry(&item.text);
        if is_cut {
            notes.add(item.source_id.as_str(), "is too long; the end of its text was left out");
        }
        let entry = NewTimelineEntry {
            milestone: milestones.of(item, &mut notes).map(Milestone::word),
            evidence: &item.evidence,
            source_id: Some(&item.source_id),
            text: &body,
            ..NewTimelineEntry::default()
        };
        files.push(entry.file(target.folder, &stem).with_origin(id.as_str(), ""));
    }
    files.sort_by(|a: &PlannedFile, b| a.path.cmp(&b.path));
    let ids: BTreeSet<&str> = planned.iter().map(|(id, _)| id.as_str()).collect();
    let unknown = lock.ids_where(|id, _| !ids.contains(id));
    let summary = summary(target.folder, total, files.len(), left_out, strangers.len());
    ImportPlan { files, notes: notes.into_vec(), summary, unknown, ..ImportPlan::default() }
}

/// Returns what the report begins with: how many entries there are, and what was left out, with the reasons.
fn summary(
    folder: &str,
    total: usize,
    entries: usize,
    left_out: BTreeMap<String, usize>,
    strangers: usize,
) -> Vec<crate::import::Note> {
    let mut summary = Notes::default();
    summary.add(folder, format!("{entries} of {total} items are entries of the timeline"));
    for (reason, count) in left_out {
        summary.add("left out", format!("{count}: {reason}"));
    }
    if strangers > 0 {
        let message = format!("{strangers}; the names of their files have their names, or their ids");
        summary.add("authors who are not in `people.toml`", message);
    }
    summary.into_vec()
}

/// The names of the files in the timeline.
struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Returns the name of an entry without `.md`: the one it has already if time and author are still the same, or else the
    /// first free one, to the millisecond.
    fn stem(&mut self, at: DateTime<Utc>, author: &str, folder: &str, written: Option<&str>) -> String {
        let stem_of = |path: &str| path.rsplit('/').next()?.strip_suffix(".md").map(str::to_owned);
        let at = at.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(at);
        if let Some(stem) = written.and_then(stem_of) {
            let is_same = stem_time(&stem).is_some_and(|(time, word)| {
                word == Some(author) && time >= at && time - at < TimeDelta::seconds(1)
            });
            if is_same {
                return stem;
            }
        }
        let mut at = at;
        loop {
            let format = match (at.second(), at.nanosecond() / 1_000_000) {
                (0, 0) => "%Y-%m-%dT%H%MZ",
                (_, 0) => "%Y-%m-%dT%H%M%SZ",
                _ => "%Y-%m-%dT%H%M%S%.3fZ",
            };
            let stem = format!("{}-{author}", at.format(format));
            let is_free = self.taken.insert(format!("{folder}/timeline/{stem}.md"));
            match at.checked_add_signed(TimeDelta::milliseconds(1)).filter(|_| !is_free) {
                Some(next) => at = next,
                None => return stem,
            }
        }
    }
}

/// Which milestones items may set: each at most once, and none that the timeline has already.
struct Milestones<'a> {
    target: &'a Target<'a>,
    given: BTreeSet<Milestone>,
}

impl<'a> Milestones<'a> {
    fn new(planned: &[(String, Item)], target: &'a Target<'a>) -> Self {
        let mut given = target.own_milestones.clone();
        let ours: BTreeSet<&str> = planned.iter().map(|(_, item)| item.source_id.as_str()).collect();
        let others = target.imported.iter().filter(|(id, _)| !ours.contains(id.as_str()));
        given.extend(others.filter_map(|(_, present)| present.milestone));
        // An entry that has its milestone from an earlier import keeps it.
        given.extend(planned.iter().filter_map(|(_, item)| kept(item, target)));
        Self { target, given }
    }

    fn of(&mut self, item: &Item, notes: &mut Notes) -> Option<Milestone> {
        if let Some(milestone) = kept(item, self.target) {
            return (!self.target.own_milestones.contains(&milestone)).then_some(milestone);
        }
        let milestone = item.milestone.filter(|_| self.target.sets_milestones)?;
        if self.given.insert(milestone) {
            return Some(milestone);
        }
        notes.add(
            item.source_id.as_str(),
            format!("does not set `{}`, which the timeline has already", milestone.word()),
        );
        None
    }
}

/// Returns the milestone that an entry has from an earlier import, if its item still marks it.
fn kept(item: &Item, target: &Target<'_>) -> Option<Milestone> {
    let milestone = target.imported.get(&item.source_id)?.milestone?;
    (item.milestone == Some(milestone)).then_some(milestone)
}
