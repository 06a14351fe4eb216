//! Service levels, post-mortems and merged incidents against a second implementation that is slow and obvious.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::Tallinn;
use proptest::prelude::*;

use super::super::{Review, ReviewWindow};
use super::{base, is_in_march};
use crate::content;
use crate::source::Snapshot;

const SITE: &str = "title = \"T\"\nurl = \"https://s.example\"\ntime_zone = \"Europe/Tallinn\"\n\
    [tier.gold.P1]\nresponse = \"15m\"\nresolution = \"60m\"\n[tier.gold.P2]\nresolution = \"120m\"\n\
    [tier.basic.P1]\nresolution = \"90m\"\n[tier.basic.P3]\nresponse = \"30m\"\n";

/// The targets in minutes: tier, severity, response, resolution.
const TARGETS: [(&str, u8, Option<i64>, Option<i64>); 4] = [
    ("gold", 1, Some(15), Some(60)),
    ("gold", 2, None, Some(120)),
    ("basic", 1, None, Some(90)),
    ("basic", 3, Some(30), None),
];

const PEOPLE: &str = "[person.omar]\nname = \"Omar\"\n[person.kai]\nname = \"Kai\"\n[person.ana]\nname = \"Ana\"\n\
    [team.core]\nname = \"Core\"\nmembers = [\"kai\"]\nlead = \"kai\"\n";

/// An approval: how many hours after the end of February it was given, and whether the text is another one since.
type Approved = Option<(i64, bool)>;

/// An incident, with all times in minutes after its detection.
#[derive(Clone, Debug)]
struct Obliged {
    /// When it was detected, in minutes after the end of 27 February in UTC.
    at: i64,
    severity: u8,
    tiers: Vec<&'static str>,
    acknowledged: Option<i64>,
    resolved: Vec<i64>,
    /// The first update, then whether and when it was closed, opened again, and closed again.
    told: Option<(i64, Vec<i64>)>,
    /// The incident that continues it, by its number; later ones only.
    merged_into: Option<usize>,
    is_waived: bool,
    /// The approvals of both roles; `None` without a post-mortem.
    approvals: Option<[Approved; 2]>,
}

impl Obliged {
    fn time(&self, minute: i64) -> DateTime<Utc> {
        base() + TimeDelta::minutes(self.at + minute)
    }

    /// The updates: when, and whether one opens the incident.
    fn updates(&self) -> Vec<(i64, bool)> {
        let Some((first, gaps)) = &self.told else { return Vec::new() };
        let mut all = vec![(*first, true)];
        for (index, gap) in gaps.iter().enumerate() {
            all.push((all.last().unwrap().0 + gap, index % 2 == 1));
        }
        all
    }

    fn files(&self, number: usize, digest: Option<&str>) -> Vec<(String, String)> {
        let folder = format!("content/incidents/i{number}");
        let waived = if self.is_waived { "postmortem_waived = \"It was small.\"\n" } else { "" };
        let mut files = vec![(
            format!("{folder}/incident.md"),
            format!(
                "+++\ntitle = \"I\"\nseverity = \"P{}\"\ncomponents = [\"api\"]\ntiers = {:?}\n{waived}[roles]\ncommander = \"omar\"\n+++\n",
                self.severity, self.tiers
            ),
        )];
        let mut letters = 'a'..='z';
        let mut entry = |minute: i64, milestone: &str| {
            let name = format!("{}-{}", self.time(minute).format("%Y-%m-%dT%H%MZ"), letters.next().unwrap());
            let text = format!("+++\nmilestone = \"{milestone}\"\n+++\nx\n");
            files.push((format!("{folder}/timeline/{name}.md"), text));
        };
        entry(0, "detected");
        self.acknowledged.into_iter().for_each(|at| entry(at, "acknowledged"));
        self.resolved.iter().for_each(|at| entry(*at, "resolved"));
        let updates = self.updates();
        for (index, (at, opens)) in updates.iter().enumerate() {
            let head = match index {
                0 => format!("title = \"I\"\nslug = \"i{number}\"\n"),
                _ if *opens => "reopened = true\n".to_owned(),
                _ => String::new(),
            };
            let status = if *opens { "investigating" } else { "resolved" };
            let name = self.time(*at).format("%Y-%m-%dT%H%MZ");
            let text = format!("+++\n{head}status = \"{status}\"\n+++\nText.\n");
            files.push((format!("{folder}/comms/{name}.md"), text));
        }
        if let (Some(into), Some((last, _))) = (self.merged_into, updates.last()) {
            let name = self.time(last + 1).format("%Y-%m-%dT%H%MZ");
            let text = format!("+++\nmerged_into = \"i{into}\"\n+++\nIt goes on elsewhere.\n");
            files.push((format!("{folder}/comms/{name}.md"), text));
        }
        if let Some(approvals) = &self.approvals {
            let mut text = "+++\nauthor = \"ana\"\n".to_owned();
            let all = [("commander", "omar"), ("service_owner", "kai")].into_iter().zip(approvals);
            for ((role, by), approval) in all {
                let (Some((hours, is_stale)), Some(digest)) = (approval, digest) else { continue };
                let at = base() + TimeDelta::hours(*hours);
                let digest = if *is_stale { "0".repeat(64) } else { digest.to_owned() };
                writeln!(
                    text,
                    "[[approval]]\nby = \"{by}\"\nrole = \"{role}\"\nat = {}\ndigest = \"{digest}\"",
                    at.format("%Y-%m-%dT%H:%M:%SZ")
                )
                .unwrap();
            }
            text.push_str("+++\n## Summary\n\n40 requests failed.\n");
            files.push((format!("{folder}/postmortem.md"), text));
        }
        files
    }

    /// Counts the minutes between two times in which it was not closed to be opened again later.
    fn open_minutes(&self, from: i64, to: i64) -> i64 {
        let updates = self.updates();
        let is_paused = |minute: i64| {
            let last = updates.iter().rposition(|(at, _)| *at <= minute);
            last.is_some_and(|last| !updates[last].1 && last + 1 < updates.len())
        };
        (from..to).filter(|minute| !is_paused(*minute)).count().try_into().unwrap()
    }

    /// When something falls due that may take so many minutes.
    fn due(&self, target: i64) -> i64 {
        (0..100_000).find(|minute| self.open_minutes(0, *minute) == target).unwrap()
    }

    /// When it was over: for the clocks, and for a post-mortem the same.
    fn end(&self) -> Option<i64> {
        let updates = self.updates();
        let reopened = updates.iter().skip(1).rev().find(|(_, opens)| *opens).map(|(at, _)| *at);
        let is_open = updates.last().is_some_and(|(_, opens)| *opens);
        let last = self.resolved.iter().copied().filter(|at| reopened.is_none_or(|from| *at >= from)).max();
        let closed = updates.last().map(|(at, _)| *at);
        last.or(closed).filter(|_| !is_open)
    }
}

fn obliged() -> impl Strategy<Value = Obliged> {
    let tiers =
        prop_oneof![Just(vec![]), Just(vec!["gold"]), Just(vec!["basic"]), Just(vec!["gold", "basic"])];
    let times = (
        prop_oneof![1_200_i64..1_500, 1_200_i64..48_000, 45_800_i64..46_200],
        proptest::option::of(1_i64..60),
        proptest::collection::vec(1_i64..300, 0..3),
        proptest::option::weighted(0.8, (1_i64..60, proptest::collection::vec(1_i64..90, 0..4))),
    );
    let approval = || proptest::option::weighted(0.8, (0_i64..1_000, proptest::bool::weighted(0.15)));
    let rest = (
        1_u8..5,
        tiers,
        proptest::option::weighted(0.3, 1_usize..7),
        proptest::bool::weighted(0.1),
        proptest::option::weighted(0.8, [approval(), approval()]),
    );
    (times, rest).prop_map(
        |((at, acknowledged, resolved, told), (severity, tiers, merged_into, is_waived, approvals))| {
            Obliged { at, severity, tiers, acknowledged, resolved, told, merged_into, is_waived, approvals }
        },
    )
}

/// The text of all files, with approvals of the text that each post-mortem has.
fn snapshot(all: &[Obliged]) -> Snapshot {
    let made = |digest: Option<&str>| {
        let mut files = vec![
            ("content/site.toml".to_owned(), SITE.to_owned()),
            ("content/people.toml".to_owned(), PEOPLE.to_owned()),
            ("content/owners.toml".to_owned(), "[component.api]\nowner = \"core\"\n".to_owned()),
            ("content/components/api.md".to_owned(), "+++\nname = \"API\"\n+++\n".to_owned()),
        ];
        files.extend(all.iter().enumerate().flat_map(|(number, one)| one.files(number, digest)));
        Snapshot::of_texts(files)
    };
    let plain = made(None);
    let (content, _) = content::load(&plain);
    // Approvals are no part of the text, and all texts are the same.
    let postmortem = content.internal.folders.iter().find_map(|folder| folder.postmortem.as_ref());
    let digest = postmortem.and_then(|one| Some(one.approved_text.as_ref()?.digest(&[])));
    made(digest.as_deref())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn obligations_are_those_of_the_slow_implementation(
        all in proptest::collection::vec(obliged(), 0..7),
        hours in 820_i64..1_100,
    ) {
        // An incident is continued by a later one only, which customers have heard of.
        let mut all = all;
        let told: Vec<bool> = all.iter().map(|one| one.told.is_some()).collect();
        for (index, one) in all.iter_mut().enumerate() {
            one.merged_into = one.merged_into.filter(|into| *into > index && told.get(*into) == Some(&true) && told[index]);
            if one.merged_into.is_some() {
                // Only what is open is merged.
                one.told.as_mut().unwrap().1.clear();
            }
        }
        let snapshot = snapshot(&all);
        let (content, findings) = content::load(&snapshot);
        prop_assert!(!findings.has_errors(), "{:?}", findings);
        let march = ReviewWindow::month(NaiveDate::from_ymd_opt(2026, 3, 9).unwrap(), Tallinn).unwrap();
        let now = base() + TimeDelta::hours(hours);
        let review = Review::of(&[march], &content, &snapshot, Tallinn, now);

        // Merged incidents count once, with the worst severity of all parts.
        let last = |mut index: usize| {
            while let Some(next) = all[index].merged_into {
                index = next;
            }
            index
        };
        let mut whole: BTreeMap<usize, u8> = BTreeMap::new();
        for (index, one) in all.iter().enumerate() {
            let worst = whole.entry(last(index)).or_insert(4);
            *worst = (*worst).min(one.severity);
        }
        let counted: BTreeMap<usize, u8> =
            whole.into_iter().filter(|(index, _)| is_in_march(all[*index].time(0))).collect();
        let found: BTreeSet<(String, String)> = review
            .incidents
            .iter()
            .map(|case| (case.folder.name.clone(), case.severity.clone().unwrap()))
            .collect();
        let expected: BTreeSet<(String, String)> =
            counted.iter().map(|(index, worst)| (format!("i{index}"), format!("P{worst}"))).collect();
        prop_assert_eq!(review.incidents.len(), expected.len());
        prop_assert_eq!(found, expected);

        // The targets count for the severity of the incident itself.
        let mut clocks: BTreeMap<(String, &str), (usize, usize)> = BTreeMap::new();
        for one in counted.keys().map(|index| &all[*index]) {
            for (tier, severity, response, resolution) in TARGETS {
                if severity != one.severity || !(one.tiers.is_empty() || one.tiers.contains(&tier)) {
                    continue;
                }
                let first = one.told.as_ref().map(|(at, _)| *at);
                let reached = [("response", response, one.acknowledged.or(first)), ("resolution", resolution, one.end())];
                for (target, minutes, reached) in reached {
                    let Some(minutes) = minutes else { continue };
                    let count = clocks.entry((tier.to_owned(), target)).or_default();
                    count.0 += usize::from(reached.is_some_and(|at| at <= one.due(minutes)));
                    count.1 += 1;
                }
            }
        }
        let found: BTreeMap<(String, &str), (usize, usize)> = review
            .sla
            .iter()
            .map(|one| ((one.tier.clone(), one.target.word()), (one.share.met, one.share.of)))
            .collect();
        prop_assert_eq!(found, clocks);

        // Post-mortems of P1 and P2.
        let (mut approved, mut in_time, mut of, mut left_out) = (0, 0, 0, 0);
        let mut took = Vec::new();
        let mut took_of = 0;
        for (index, worst) in &counted {
            let one = &all[*index];
            if *worst > 2 {
                continue;
            }
            let given = one.approvals.iter().flatten().flatten();
            let given: Vec<i64> = given.filter(|(at, is_stale)| !is_stale && *at <= hours).map(|(at, _)| *at).collect();
            let last = (given.len() == 2).then(|| given.iter().max().unwrap() * 60 - one.at);
            let resolved = one.resolved.iter().copied().filter(|_| one.end().is_some()).filter(|at| {
                let reopened = one.updates().iter().skip(1).rev().find(|(_, opens)| *opens).map(|(at, _)| *at);
                reopened.is_none_or(|from| *at >= from)
            }).max();
            if !one.is_waived {
                took_of += 1;
                took.extend(last.zip(resolved).map(|(last, resolved)| last - resolved).filter(|took| *took >= 0));
            }
            let due = one.end().map(|end| end + 48 * 60);
            let is_due = due.is_some_and(|due| last.is_some() || due < hours * 60 - one.at);
            if one.is_waived || !is_due {
                left_out += 1;
                continue;
            }
            of += 1;
            approved += usize::from(last.is_some());
            in_time += usize::from(last.is_some_and(|last| last <= due.unwrap()));
        }
        took.sort_unstable();
        prop_assert_eq!((review.postmortems.met, review.postmortems.of, review.postmortems.left_out), (approved, of, left_out));
        prop_assert_eq!((review.postmortems_in_time.met, review.postmortems_in_time.of), (in_time, of));
        prop_assert_eq!(super::minutes(&review.publish), took);
        prop_assert_eq!(review.publish.of, took_of);
    }
}
