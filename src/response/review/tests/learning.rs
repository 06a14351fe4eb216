//! Actions, repeats and likely repeats against a second implementation that is slow and obvious.

use std::fmt::Write as _;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::Tallinn;
use proptest::prelude::*;

use super::super::{RepeatReason, Review, ReviewWindow};
use super::SITE;
use crate::content;
use crate::source::Snapshot;

/// An action, with days after the beginning of the year.
#[derive(Clone, Debug)]
struct Task {
    created: Option<u64>,
    status: Option<&'static str>,
    done: Option<u64>,
    verified: Option<u64>,
    /// Who has verified it; `ana` is its owner.
    by: Option<&'static str>,
}

/// An incident with what was learned from it.
#[derive(Clone, Debug)]
struct Learned {
    /// When it was detected, in hours after the beginning of the year in UTC.
    at: i64,
    kind: &'static str,
    components: Vec<&'static str>,
    causes: Vec<&'static str>,
    repeat_of: Option<usize>,
    tasks: Vec<Task>,
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number)
}

impl Learned {
    fn time(&self) -> DateTime<Utc> {
        "2026-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(self.at)
    }

    fn files(&self, number: usize) -> Vec<(String, String)> {
        let folder = format!("content/incidents/i{number}");
        let link = self.repeat_of.map(|other| format!("repeat_of = \"i{other}\"\n")).unwrap_or_default();
        let record = format!(
            "+++\ntitle = \"Replica exhausted connections\"\nseverity = \"P3\"\nkind = \"{}\"\ncomponents = {:?}\n{link}+++\n",
            self.kind, self.components
        );
        let entry = format!("{folder}/timeline/{}.md", self.time().format("%Y-%m-%dT%H%MZ-ana"));
        let mut postmortem = format!("+++\nauthor = \"ana\"\ncauses = {:?}\n", self.causes);
        for (index, task) in self.tasks.iter().enumerate() {
            writeln!(postmortem, "[[action]]\nid = \"A{index}\"\ntitle = \"T\"\nowner = \"ana\"").unwrap();
            let dates = [("created", task.created), ("done_at", task.done), ("verified_at", task.verified)];
            for (key, number) in dates {
                if let Some(number) = number {
                    writeln!(postmortem, "{key} = {}", day(number)).unwrap();
                }
            }
            for (key, word) in [("status", task.status), ("verified_by", task.by)] {
                if let Some(word) = word {
                    writeln!(postmortem, "{key} = \"{word}\"").unwrap();
                }
            }
        }
        postmortem.push_str("+++\n## Summary\n\nText.\n");
        vec![
            (format!("{folder}/incident.md"), record),
            (entry, "+++\nmilestone = \"detected\"\n+++\nx\n".to_owned()),
            (format!("{folder}/postmortem.md"), postmortem),
        ]
    }

    fn shares(own: &[&str], other: &[&str]) -> bool {
        own.iter().any(|one| other.iter().any(|two| one.trim().eq_ignore_ascii_case(two.trim())))
    }
}

fn task() -> impl Strategy<Value = Task> {
    let status = prop_oneof![
        1 => Just(None),
        1 => Just(Some("open")),
        1 => Just(Some("in_progress")),
        1 => Just(Some("dropped")),
        3 => Just(Some("done"))
    ];
    let date = || proptest::option::weighted(0.8, 15_u64..140);
    (
        date(),
        status,
        date(),
        date(),
        prop_oneof![1 => Just(None), 1 => Just(Some("ana")), 2 => Just(Some("omar"))],
    )
        .prop_map(|(created, status, done, verified, by)| Task { created, status, done, verified, by })
}

fn learned() -> impl Strategy<Value = Learned> {
    let kind = prop_oneof![6 => Just("incident"), 1 => Just("near_miss"), 1 => Just("drill")];
    let components = prop_oneof![Just(vec!["api"]), Just(vec!["web"]), Just(vec!["web", "api"])];
    let causes = prop_oneof![
        2 => Just(Vec::new()),
        1 => Just(vec!["capacity"]),
        1 => Just(vec!["deploy"]),
        1 => Just(vec![" Capacity", "deploy"])
    ];
    // Hours in steps, so that some are at the same time, around March and 90 days before.
    let at = prop_oneof![1_i64..130, 50_i64..95].prop_map(|step| step * 24 + 22);
    let tasks = proptest::collection::vec(task(), 0..4);
    (at, kind, components, causes, proptest::option::weighted(0.2, 0_usize..6), tasks).prop_map(
        |(at, kind, components, causes, repeat_of, tasks)| Learned {
            at,
            kind,
            components,
            causes,
            repeat_of,
            tasks,
        },
    )
}

fn is_in_march(day: NaiveDate) -> bool {
    day.format("%Y-%m").to_string() == "2026-03"
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn actions_and_repeats_are_those_of_the_slow_implementation(
        all in proptest::collection::vec(learned(), 0..6),
        today in 75_u64..150,
    ) {
        let mut files = vec![("content/site.toml".to_owned(), SITE.to_owned())];
        for component in ["api", "web"] {
            files.push((format!("content/components/{component}.md"), format!("+++\nname = \"{component}\"\n+++\n")));
        }
        files.extend(all.iter().enumerate().flat_map(|(number, one)| one.files(number)));
        let snapshot = Snapshot::of_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let (content, findings) = content::load(&snapshot);
        prop_assert!(!findings.has_errors(), "{:?}", findings);
        let now: DateTime<Utc> = day(today).and_hms_opt(12, 0, 0).unwrap().and_utc();
        let march = ReviewWindow::month(NaiveDate::from_ymd_opt(2026, 3, 9).unwrap(), Tallinn).unwrap();
        let review = Review::of(&[march], &content, &snapshot, Tallinn, now);

        // Actions.
        let (mut done, mut done_of, mut undated) = (0, 0, 0);
        let (mut verified, mut verified_of) = (0, 0);
        let (mut took, mut took_of) = (Vec::new(), 0);
        for task in all.iter().flat_map(|one| &one.tasks) {
            let is_done = task.status == Some("done");
            let is_verified = is_done && task.by == Some("omar");
            match task.created {
                None => undated += 1,
                Some(created) if is_in_march(day(created + 30)) && created + 30 <= today => {
                    done_of += 1;
                    done += usize::from(is_done && task.done.is_some_and(|at| at <= created + 30));
                    verified_of += usize::from(is_done);
                    verified += usize::from(is_verified && task.verified.is_none_or(|at| at <= today));
                }
                Some(_) => {}
            }
            if let Some(at) = task.verified.filter(|at| is_verified && is_in_march(day(*at)) && *at <= today) {
                took_of += 1;
                took.extend(task.done.filter(|done| *done <= at).map(|done| at - done));
            }
        }
        took.sort_unstable();
        prop_assert_eq!((review.actions_done.met, review.actions_done.of, review.actions_done.left_out), (done, done_of, undated));
        prop_assert_eq!(review.actions_done.missed.len(), done_of - done);
        prop_assert_eq!((review.actions_verified.met, review.actions_verified.of), (verified, verified_of));
        let days: Vec<u64> = review.verify.values.iter().map(|(_, value)| value.num_days().try_into().unwrap()).collect();
        prop_assert_eq!((days, review.verify.of), (took, took_of));

        // Repeats, and what only looks like one.
        let mut order: Vec<usize> = (0..all.len()).filter(|index| all[*index].kind == "incident" && all[*index].time() <= now).collect();
        order.sort_by_key(|index| (all[*index].at, *index));
        let (mut repeats, mut likely) = (Vec::new(), Vec::new());
        for (place, index) in order.iter().enumerate() {
            let own = &all[*index];
            if !is_in_march(own.time().with_timezone(&Tallinn).date_naive()) {
                continue;
            }
            let near = |other: &&usize| {
                let other = &all[**other];
                other.at <= own.at && own.at - other.at <= 90 * 24 && Learned::shares(&own.components, &other.components)
            };
            let same_cause = |other: &&usize| Learned::shares(&own.causes, &all[**other].causes);
            let earlier = order.iter().rev().filter(|other| *other != index).filter(near).find(same_cause);
            if let Some(earlier) = own.repeat_of.or(earlier.copied()) {
                repeats.push((format!("i{index}"), format!("i{earlier}")));
            } else {
                let before = order[..place].iter().rev().filter(near).find(|other| !same_cause(other));
                likely.extend(before.map(|earlier| (format!("i{index}"), format!("i{earlier}"))));
            }
        }
        likely.sort();
        let found: Vec<(String, String)> = review.repeats.iter().map(|repeat| {
            let (RepeatReason::Linked { earlier } | RepeatReason::SameCause { earlier, .. }) = &repeat.reason;
            (repeat.incident.name.clone(), earlier.clone())
        }).collect();
        prop_assert_eq!(found, repeats);
        let found: Vec<(String, String)> =
            review.likely_repeats.iter().map(|one| (one.incident.name.clone(), one.earlier.name.clone())).collect();
        prop_assert_eq!(found, likely);
    }
}
