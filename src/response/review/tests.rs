//! The figures of a review against a second implementation that is slow and obvious.

mod learning;
mod obligations;

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::Tallinn;
use proptest::prelude::*;

use super::{Review, ReviewWindow, Sample};
use crate::content;
use crate::source::Snapshot;

const SITE: &str = "title = \"T\"\nurl = \"https://s.example\"\ntime_zone = \"Europe/Tallinn\"\n";

/// An incident, with all times in minutes after its detection.
#[derive(Clone, Debug)]
struct Made {
    /// When it was detected, in minutes after the end of 27 February in UTC.
    at: i64,
    kind: &'static str,
    started: Option<i64>,
    acknowledged: Vec<i64>,
    mitigated: Option<i64>,
    resolved: Vec<i64>,
    /// The severity of the record, and changes of it.
    severities: (u8, Vec<(i64, u8)>),
    /// The first update, then whether and when it was closed, opened again, and closed again.
    told: Option<(i64, Vec<i64>)>,
    /// The promise of each update, after it.
    promises: Vec<Option<i64>>,
}

fn base() -> DateTime<Utc> {
    "2026-02-28T00:00:00Z".parse().unwrap()
}

impl Made {
    fn time(&self, minute: i64) -> DateTime<Utc> {
        base() + TimeDelta::minutes(self.at + minute)
    }

    /// The updates: when, whether one opens the incident, and its promise.
    fn updates(&self) -> Vec<(i64, bool, Option<i64>)> {
        let Some((first, gaps)) = &self.told else { return Vec::new() };
        let mut at = *first;
        let mut all = vec![(at, true, self.promises[0])];
        for (index, gap) in gaps.iter().enumerate() {
            at += gap;
            all.push((at, index % 2 == 1, self.promises[index + 1].filter(|_| index % 2 == 1)));
        }
        all
    }

    fn files(&self, number: usize) -> Vec<(String, String)> {
        let folder = format!("content/incidents/i{number}");
        let mut files = vec![(
            format!("{folder}/incident.md"),
            format!(
                "+++\ntitle = \"I\"\nseverity = \"P{}\"\nkind = \"{}\"\n+++\n",
                self.severities.0, self.kind
            ),
        )];
        // A letter for each entry, so that no two files have the same name.
        let mut letters = 'a'..='z';
        let mut entry = |minute: i64, keys: &str| {
            let name = format!("{}-{}", self.time(minute).format("%Y-%m-%dT%H%MZ"), letters.next().unwrap());
            files.push((format!("{folder}/timeline/{name}.md"), format!("+++\n{keys}\n+++\nx\n")));
        };
        entry(0, "milestone = \"detected\"");
        self.started.into_iter().for_each(|at| entry(at, "milestone = \"started\""));
        self.acknowledged.iter().for_each(|at| entry(*at, "milestone = \"acknowledged\""));
        self.mitigated.into_iter().for_each(|at| entry(at, "milestone = \"mitigated\""));
        self.resolved.iter().for_each(|at| entry(*at, "milestone = \"resolved\""));
        self.severities
            .1
            .iter()
            .for_each(|(at, severity)| entry(*at, &format!("severity = \"P{severity}\"")));
        for (index, (at, opens, promise)) in self.updates().into_iter().enumerate() {
            let mut keys = format!("status = \"{}\"\n", if opens { "investigating" } else { "resolved" });
            match index {
                0 => write!(keys, "title = \"I\"\nslug = \"i{number}\"\n").unwrap(),
                _ if opens => keys.push_str("reopened = true\n"),
                _ => {}
            }
            if let Some(after) = promise {
                writeln!(keys, "next_update = \"{after}m\"").unwrap();
            }
            let name = self.time(at).format("%Y-%m-%dT%H%MZ");
            files.push((format!("{folder}/comms/{name}.md"), format!("+++\n{keys}+++\nText.\n")));
        }
        files
    }

    /// Counts the minutes between two times in which it was not closed, one by one. `None` if they are in the wrong order.
    fn open_minutes(&self, from: i64, to: Option<i64>) -> Option<i64> {
        let to = to.filter(|to| *to >= from)?;
        let updates = self.updates();
        let is_closed = |minute: i64| {
            let last = updates.iter().rposition(|(at, ..)| *at <= minute);
            // What is closed for good is no gap.
            last.is_some_and(|last| !updates[last].1 && last + 1 < updates.len())
        };
        Some((from..to).filter(|minute| !is_closed(*minute)).count().try_into().unwrap())
    }

    /// The last end that was one.
    fn end(&self) -> Option<i64> {
        let updates = self.updates();
        let reopened = updates.iter().skip(1).rev().find(|(_, opens, _)| *opens).map(|(at, ..)| *at);
        let is_open = updates.last().is_some_and(|(_, opens, _)| *opens);
        let last = self.resolved.iter().copied().filter(|at| reopened.is_none_or(|from| *at >= from)).max();
        last.filter(|_| !is_open)
    }

    fn worst(&self) -> String {
        let all = self.severities.1.iter().map(|(_, severity)| *severity).chain([self.severities.0]);
        format!("P{}", all.min().unwrap())
    }
}

fn is_in_march(at: DateTime<Utc>) -> bool {
    at.with_timezone(&Tallinn).format("%Y-%m").to_string() == "2026-03"
}

/// The values of a sample in minutes, sorted.
fn minutes(sample: &Sample) -> Vec<i64> {
    sample.values.iter().map(|(_, value)| value.num_minutes()).collect()
}

fn made() -> impl Strategy<Value = Made> {
    let times = (
        // Around both ends of March in Tallinn.
        prop_oneof![1_200_i64..1_500, 1_200_i64..48_000, 45_800_i64..46_200],
        proptest::option::of(-60_i64..20),
        proptest::collection::vec(-5_i64..60, 0..3),
        proptest::option::of(-5_i64..300),
        proptest::collection::vec(-5_i64..400, 0..4),
    );
    let rest = (
        prop_oneof![4 => Just("incident"), 1 => Just("near_miss"), 1 => Just("drill")],
        (1_u8..5, proptest::collection::vec((0_i64..100, 1_u8..5), 0..3)),
        proptest::option::of((-5_i64..60, proptest::collection::vec(1_i64..120, 0..4))),
        proptest::collection::vec(proptest::option::of(1_i64..90), 4),
    );
    (times, rest).prop_map(
        |((at, started, acknowledged, mitigated, resolved), (kind, severities, told, promises))| {
            // What stays internal has no updates.
            let told = told.filter(|_| kind == "incident");
            Made { at, kind, started, acknowledged, mitigated, resolved, severities, told, promises }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn the_figures_are_those_of_the_slow_implementation(all in proptest::collection::vec(made(), 0..7)) {
        let mut files = vec![("content/site.toml".to_owned(), SITE.to_owned())];
        files.extend(all.iter().enumerate().flat_map(|(number, made)| made.files(number)));
        let snapshot = Snapshot::of_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let (content, findings) = content::load(&snapshot);
        prop_assert!(!findings.has_errors(), "{:?}", findings);
        let now: DateTime<Utc> = "2026-06-01T00:00:00Z".parse().unwrap();
        let march = ReviewWindow::month(NaiveDate::from_ymd_opt(2026, 3, 9).unwrap(), Tallinn).unwrap();
        let review = Review::of(&[march], &content, &snapshot, Tallinn, now);

        let of_kind = |kind: &str| -> Vec<&Made> {
            all.iter().filter(|made| made.kind == kind && is_in_march(made.time(0))).collect()
        };
        let incidents = of_kind("incident");
        prop_assert_eq!(review.near_misses.len(), of_kind("near_miss").len());
        prop_assert_eq!(review.drills.len(), of_kind("drill").len());
        let sorted = |mut names: Vec<String>| { names.sort(); names };
        prop_assert_eq!(
            sorted(review.incidents.iter().map(|case| case.severity.clone().unwrap()).collect()),
            sorted(incidents.iter().map(|made| made.worst()).collect())
        );
        let values = |take: &dyn Fn(&Made) -> Option<i64>| -> Vec<i64> {
            let mut all: Vec<i64> = incidents.iter().filter_map(|made| take(made)).collect();
            all.sort_unstable();
            all
        };
        let expected = [
            (&review.detect, values(&|made| made.open_minutes(made.started?, Some(0)))),
            (&review.acknowledge, values(&|made| made.open_minutes(0, made.acknowledged.iter().min().copied()))),
            (&review.tell, values(&|made| made.open_minutes(0, made.updates().first().map(|(at, ..)| *at)))),
            (&review.mitigate, values(&|made| made.open_minutes(0, made.mitigated))),
            (&review.resolve, values(&|made| made.open_minutes(0, made.end()))),
        ];
        for (sample, expected) in expected {
            prop_assert_eq!(minutes(sample), expected);
            prop_assert_eq!(sample.of, incidents.len());
        }

        let (mut kept, mut due) = (0, 0);
        for made in all.iter().filter(|made| made.kind == "incident") {
            let updates = made.updates();
            for (at, _, promise) in &updates {
                let Some(promise) = promise.filter(|after| is_in_march(made.time(at + after))) else { continue };
                due += 1;
                kept += usize::from(updates.iter().any(|(other, ..)| other > at && *other <= at + promise));
            }
        }
        prop_assert_eq!((review.promises.met, review.promises.of), (kept, due));
    }

    #[test]
    fn quartiles_have_the_rank_that_their_definition_says(values in proptest::collection::vec(0_i64..50, 0..12)) {
        let span = TimeDelta::seconds;
        let sample = Sample::of(values.iter().map(|value| (String::new(), Some(span(2 * value)))));
        // The smallest value that at least so many quarters of all values do not exceed.
        let at = |quarters: usize| {
            let reaches = |value: &&i64| 4 * values.iter().filter(|other| other <= value).count() >= quarters * values.len();
            values.iter().filter(reaches).min().map(|value| span(2 * value))
        };
        prop_assert_eq!(sample.quartiles(), at(1).zip(at(3)).filter(|_| values.len() >= 5));
        let mut sorted = values.clone();
        sorted.sort_unstable();
        let middle = (!sorted.is_empty()).then(|| sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]);
        prop_assert_eq!(sample.median(), middle.map(span));
        let sum: i64 = values.iter().sum();
        let mean = i64::try_from(values.len()).ok().filter(|count| *count > 0).map(|count| span(2 * sum / count));
        prop_assert_eq!(sample.mean(), mean);
    }

    #[test]
    fn pooling_two_months_gives_what_each_of_them_gives(all in proptest::collection::vec(made(), 0..7)) {
        let mut files = vec![("content/site.toml".to_owned(), SITE.to_owned())];
        files.extend(all.iter().enumerate().flat_map(|(number, made)| made.files(number)));
        let snapshot = Snapshot::of_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let (content, _) = content::load(&snapshot);
        let now: DateTime<Utc> = "2026-06-01T00:00:00Z".parse().unwrap();
        let month = |month| ReviewWindow::month(NaiveDate::from_ymd_opt(2026, month, 1).unwrap(), Tallinn).unwrap();
        let of = |windows: &[ReviewWindow]| Review::of(windows, &content, &snapshot, Tallinn, now);
        let (march, april, both) = (of(&[month(3)]), of(&[month(4)]), of(&[month(3), month(4)]));
        let mut pooled = [minutes(&march.resolve), minutes(&april.resolve)].concat();
        pooled.sort_unstable();
        prop_assert_eq!(minutes(&both.resolve), pooled);
        prop_assert_eq!(both.promises.of, march.promises.of + april.promises.of);
        prop_assert_eq!(both.days, 61);
        let joined = Review::pooled(&[&march, &april]);
        for take in [|one: &Review<'_>| one.detect.clone(), |one: &Review<'_>| one.tell.clone(), |one: &Review<'_>| one.resolve.clone()] {
            prop_assert_eq!(take(&joined), take(&both));
        }
        prop_assert_eq!((joined.promises.met, joined.promises.of), (both.promises.met, both.promises.of));
        prop_assert_eq!((joined.incidents.len(), joined.days), (both.incidents.len(), both.days));
        prop_assert_eq!(joined.actions_done, both.actions_done);
    }
}
