//! The page "How we respond" against a second implementation that is slow and obvious.

use std::fmt::Write as _;

use allclear::check::Verdict;
use allclear::content;
use allclear::release::model::{ChangeKind, RecordIndex, ResponseTime};
use allclear::release::{Audience, Site, release};
use allclear::source::Snapshot;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Tallinn;
use proptest::prelude::*;

use crate::support::property;

const SITE: &str = "title = \"T\"\nurl = \"https://s.example\"\nauthority = \"s.example\"\ntime_zone = \"Europe/Tallinn\"\n\
    [publish]\nresponse = true\n[tier.gold]\nuptime = 99\n";

/// What an update does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Does {
    Opens,
    Closes,
    /// It only says something.
    Notes,
}

/// An update, with all times in minutes after its own.
#[derive(Clone, Debug)]
struct Told {
    /// Its own time, in minutes after the beginning of the year in UTC.
    at: i64,
    does: Does,
    promise: Option<i64>,
    added: Option<i64>,
    edited: Option<i64>,
    withdrawn: Option<i64>,
    /// Whether only a tier sees it.
    is_restricted: bool,
}

#[derive(Clone, Debug)]
struct Story {
    updates: Vec<Told>,
    /// The incident that continues it.
    merged_into: Option<usize>,
}

fn time(minute: i64) -> DateTime<Utc> {
    "2026-01-01T00:00:00Z".parse::<DateTime<Utc>>().expect("a time") + TimeDelta::minutes(minute)
}

fn toml(minute: i64) -> String {
    time(minute).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl Told {
    fn came(&self) -> i64 {
        self.at + self.added.unwrap_or(0)
    }

    fn text(&self, head: &str) -> String {
        let mut keys = head.to_owned();
        match self.does {
            Does::Opens => keys.push_str("status = \"investigating\"\n"),
            Does::Closes => keys.push_str("status = \"resolved\"\n"),
            Does::Notes => {}
        }
        let mut add = |line: String| writeln!(keys, "{line}").expect("text");
        self.promise.into_iter().for_each(|after| add(format!("next_update = \"{after}m\"")));
        self.added.into_iter().for_each(|after| add(format!("added = {}", toml(self.at + after))));
        if self.is_restricted {
            add("audience = [\"tier:gold\"]".to_owned());
        }
        self.withdrawn.into_iter().for_each(|after| {
            add(format!("retracted = {{ at = {}, note = \"Wrong\" }}", toml(self.at + after)));
        });
        self.edited
            .into_iter()
            .for_each(|after| add(format!("[[edited]]\nat = {}\nnote = \"Clearer\"", toml(self.at + after))));
        format!("+++\n{keys}+++\nText.\n")
    }
}

impl Story {
    fn files(&self, number: usize) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for (index, update) in self.updates.iter().enumerate() {
            let head = match (index, update.does) {
                (0, _) => format!("title = \"S\"\nslug = \"s{number}\"\n"),
                (_, Does::Opens) => "reopened = true\n".to_owned(),
                _ => String::new(),
            };
            files.push((path(number, update.at), update.text(&head)));
        }
        if let Some(into) = self.merged_into {
            files.push((
                path(number, self.merged_at()),
                format!("+++\nmerged_into = \"s{into}\"\n+++\nText.\n"),
            ));
        }
        files
    }

    fn merged_at(&self) -> i64 {
        self.updates.iter().map(|update| update.at).max().expect("updates") + 1
    }

    /// What the public sees.
    fn seen(&self) -> Vec<&Told> {
        self.updates.iter().filter(|update| !update.is_restricted).collect()
    }
}

fn path(number: usize, at: i64) -> String {
    format!("content/incidents/i{number}/comms/{}.md", time(at).format("%Y-%m-%dT%H%MZ"))
}

fn story() -> impl Strategy<Value = Story> {
    let span = |weight: f64, most: i64| proptest::option::weighted(weight, 1..most);
    let update = (
        (1_i64..900, 0_u8..4, span(0.5, 600)),
        (span(0.2, 1_000), span(0.2, 50_000), span(0.15, 2_000), proptest::bool::weighted(0.15)),
    );
    (
        80_000_i64..140_000,
        proptest::collection::vec(update, 1..7),
        proptest::option::weighted(0.3, 1_usize..5),
    )
        .prop_map(|(start, drawn, merged_into)| {
            let (mut at, mut is_open) = (start, false);
            let mut updates = Vec::new();
            for (index, ((gap, does, promise), (added, edited, withdrawn, is_restricted))) in
                drawn.into_iter().enumerate()
            {
                at += gap;
                let does = match (index, does, is_open) {
                    // Some incidents are published only when they are over.
                    (0, 0, _) | (1.., 0, true) => Does::Closes,
                    (0, ..) | (1.., 1, false) => Does::Opens,
                    _ => Does::Notes,
                };
                is_open = match does {
                    Does::Opens => true,
                    Does::Closes => false,
                    Does::Notes => is_open,
                };
                let is_note = does == Does::Notes;
                updates.push(Told {
                    at,
                    does,
                    promise: promise.filter(|_| is_open),
                    added,
                    edited,
                    // What changes the status stays, and everybody sees it.
                    withdrawn: withdrawn.filter(|_| is_note),
                    is_restricted: is_restricted && is_note,
                });
            }
            // Only what is open is merged.
            Story { updates, merged_into: merged_into.filter(|_| is_open) }
        })
}

fn month(minute: i64) -> String {
    time(minute).with_timezone(&Tallinn).format("%Y-%m").to_string()
}

/// Every fact of the page in a line of its own, in order.
fn slow(all: &[Story]) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, story) in all.iter().enumerate() {
        let seen = story.seen();
        // Promises, also of incidents that were merged.
        for (number, update) in seen.iter().enumerate() {
            let Some(due) = update.promise.map(|after| update.at + after) else { continue };
            let withdrawn_before = update.withdrawn.is_some_and(|after| update.at + after <= due);
            if update.came() >= due || withdrawn_before {
                continue;
            }
            let mut others: Vec<i64> = seen
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != number)
                .map(|(_, it)| it.came())
                .collect();
            others.extend(story.merged_into.map(|_| story.merged_at()));
            let is_kept = others.iter().any(|came| update.came() <= *came && *came <= due);
            lines.push(format!("{} promise s{index} due {} kept {is_kept}", month(due), toml(due)));
        }
        // Changes.
        for update in &seen {
            let changes =
                [("edited", update.edited), ("added", update.added), ("withdrawn", update.withdrawn)];
            for (word, after) in changes {
                let at = after.map(|after| update.at + after);
                lines.extend(at.map(|at| format!("{} {word} s{index} at {}", month(at), toml(at))));
            }
        }
        // Times. What continues elsewhere is a part of that.
        if story.merged_into.is_some() {
            continue;
        }
        let is_part = |mut other: usize| {
            while let Some(next) = all[other].merged_into {
                other = next;
            }
            other == index
        };
        let first = seen[0].at;
        let from = (0..all.len())
            .filter(|other| is_part(*other))
            .map(|other| all[other].seen()[0].at)
            .min()
            .expect("itself");
        let mut status = Vec::new();
        let mut is_open = false;
        for update in &story.updates {
            is_open = if update.does == Does::Notes { is_open } else { update.does == Does::Opens };
            status.push((update, is_open));
        }
        let took = if is_open {
            "open".to_owned()
        } else {
            let closed = story
                .updates
                .iter()
                .filter(|it| it.does == Does::Closes)
                .map(|it| it.at)
                .max()
                .expect("closed");
            let was_told =
                status.iter().any(|(it, is_open)| !it.is_restricted && *is_open && it.came() < closed);
            if from >= closed || !(from < first || was_told) {
                "afterwards".to_owned()
            } else {
                (seen.iter().map(|it| it.came()).max().expect("an update") - from).to_string()
            }
        };
        lines.push(format!("{} time s{index} {took}", month(from)));
    }
    lines.sort();
    lines
}

/// The same facts as the page has them.
fn fast(site: &Site) -> Vec<String> {
    let slug = |record: RecordIndex| match record {
        RecordIndex::Incident(index) => site.incidents[index].event.slug.clone(),
        other => panic!("there are only incidents: {other:?}"),
    };
    let shown = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut lines = Vec::new();
    for month in site.response.as_ref().expect("it is published") {
        let first = month.first.format("%Y-%m");
        for one in &month.incidents {
            let took = match one.time {
                ResponseTime::Took(took) => took.num_minutes().to_string(),
                ResponseTime::Open => "open".to_owned(),
                ResponseTime::Afterwards => "afterwards".to_owned(),
                ResponseTime::Elsewhere => "elsewhere".to_owned(),
            };
            lines.push(format!("{first} time {} {took}", site.incidents[one.incident].event.slug));
        }
        for one in &month.promises {
            lines.push(format!(
                "{first} promise {} due {} kept {}",
                slug(one.record),
                shown(one.due),
                one.kept
            ));
        }
        for one in &month.changes {
            let word = match one.kind {
                ChangeKind::Edited => "edited",
                ChangeKind::AddedLater => "added",
                ChangeKind::Withdrawn => "withdrawn",
                ChangeKind::Corrected => "corrected",
            };
            lines.push(format!("{first} {word} {} at {}", slug(one.record), shown(one.at)));
        }
    }
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(property(256))]

    #[test]
    fn the_figures_are_those_of_the_slow_implementation(all in proptest::collection::vec(story(), 1..5)) {
        let mut all = all;
        let count = all.len();
        for (index, one) in all.iter_mut().enumerate() {
            // Merges form no circle, and lead to an incident that exists.
            one.merged_into = one.merged_into.filter(|into| *into > index && *into < count);
        }
        let mut files = vec![("content/site.toml".to_owned(), SITE.to_owned())];
        files.extend(all.iter().enumerate().flat_map(|(number, one)| one.files(number)));
        let (content, findings) = content::load(&Snapshot::of_texts(files));
        prop_assert!(!findings.has_errors(), "{:?}", findings);
        let now = "2027-01-01T00:00:00Z".parse().expect("a time");
        let site = release(&content.public, &Audience::public(), now, &Verdict::default()).expect("it can be released");
        prop_assert_eq!(fast(&site), slow(&all));
    }
}
