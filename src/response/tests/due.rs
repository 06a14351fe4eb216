//! What falls due, from records.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{content_of, time};
use crate::response::{DueItem, DueWhat, due_items};
use crate::source::Snapshot;

const SITE: &str = "title = \"T\"\nurl = \"https://s.example\"\n\
    [severity.P1]\nfirst_update = \"10m\"\nupdate_every = \"30m\"\nacknowledge = \"5m\"\n\
    [tier.gold.P1]\nresponse = \"15m\"\nresolution = \"4h\"\n";
const PEOPLE: &str = "\
    [person.ana]\nname = \"Ana Rebane\"\nalternate = \"ilo\"\nreports_to = \"eva\"\n\
    [person.ilo]\nname = \"Ilo Tamm\"\n[person.eva]\nname = \"Eva Saar\"\n[person.omar]\nname = \"Omar Haddad\"\nalternate = \"eva\"\n\
    [team.core]\nname = \"Core\"\nlead = \"ilo\"\n\
    [[rota]]\nrole = \"on_call\"\nperson = \"ana\"\nfrom = 2026-01-01T00:00:00Z\nto = 2026-01-03T00:00:00Z\n";
const RECORD: &str = "+++\ntitle = \"A\"\nseverity = \"P1\"\ncomponents = [\"api\"]\ntiers = [\"gold\"]\n\
    [roles]\ncommander = \"omar\"\ntechnical_lead = \"ana\"\n+++\n";

/// Returns the items of the incident `a`, detected at 10:00, one line each. `files` are further files.
fn due(files: &[(&str, &str)], at: &str) -> Vec<String> {
    with_items(files, time(at), |items| items.iter().map(line).collect())
}

fn line(item: &DueItem<'_>) -> String {
    let what = match &item.what {
        DueWhat::NextUpdate { reason, .. } => format!("update {reason:?}"),
        DueWhat::Acknowledgement => "acknowledge".to_owned(),
        DueWhat::Sla { tier, target, .. } => format!("sla {tier} {}", target.word()),
        DueWhat::SlaWarning { tier, target, .. } => format!("warn {tier} {}", target.word()),
        DueWhat::Step { step, .. } => format!("step {step}"),
        DueWhat::ExecutiveNotice { customer, tier } => format!("executives {customer:?} {tier:?}"),
        DueWhat::Postmortem { is_begun, .. } => format!("post-mortem {is_begun}"),
        DueWhat::Action { action, .. } => format!("action {action}"),
        DueWhat::Approval { role, waiting, .. } => format!("approval {role} {waiting:?}"),
    };
    format!("{} {what}: {}", item.at.format("%H:%M"), item.responsible.people.join("+"))
}

fn with_items<T>(files: &[(&str, &str)], now: DateTime<Utc>, then: impl FnOnce(&[DueItem<'_>]) -> T) -> T {
    let mut all = vec![
        ("content/site.toml", SITE),
        ("content/components/api.md", "+++\nname = \"API\"\n+++\n"),
        ("content/people.toml", PEOPLE),
        ("content/incidents/a/incident.md", RECORD),
        (
            "content/incidents/a/timeline/2026-01-01T1000Z-monitor.md",
            "+++\nmilestone = \"detected\"\n+++\n5xx\n",
        ),
    ];
    all.retain(|(path, _)| !files.iter().any(|(other, _)| other == path));
    all.extend(files.iter().copied());
    let content = content_of(&all);
    let snapshot = Snapshot::of_texts(all.iter().copied());
    then(&due_items(&content, &snapshot, now))
}

const TOLD: (&str, &str) = (
    "content/incidents/a/comms/2026-01-01T1020Z.md",
    "+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"\nauthor = \"eva\"\nnext_update = \"20m\"\n+++\nSome requests are slow.\n",
);
const LADDER: (&str, &str) = (
    "content/response.toml",
    "[[escalation.P1]]\nid = \"scope\"\nafter = \"15m\"\nrole = \"commander\"\naction = \"confirm the scope\"\n\
     [[escalation.P1]]\nid = \"reassess\"\nafter = \"1h\"\nrepeat = \"1h\"\nteam = \"core\"\naction = \"reassess\"\n\
     [[escalation.P2]]\nid = \"low\"\nafter = \"2h\"\nrole = \"commander\"\naction = \"look\"\n\
     [tier.gold]\nexecutive_notice = [\"P1\"]\nwithin = \"1h\"\n",
);

#[test]
fn a_new_incident_makes_everything_due_that_a_policy_or_an_agreement_says() {
    assert_eq!(
        due(&[], "2026-01-01T10:01:00Z"),
        [
            "10:05 acknowledge: ana",
            "10:07 warn gold response: eva",
            "10:10 update First: omar",
            "10:15 sla gold response: ana",
            "13:30 warn gold resolution: eva",
            "14:00 sla gold resolution: omar",
        ]
    );
}

#[test]
fn what_is_settled_is_not_due_and_a_late_acknowledgement_asks_the_alternates() {
    let late = due(&[LADDER], "2026-01-01T10:20:00Z");
    assert!(late.contains(&"10:05 acknowledge: ilo".to_owned()), "{late:?}");
    assert!(late.contains(&"10:15 step scope: eva".to_owned()), "{late:?}");
    assert!(late.contains(&"10:15 sla gold response: ilo".to_owned()), "{late:?}");
    assert!(!late.iter().any(|line| line.contains("warn gold response")), "it is too late to warn: {late:?}");
    let acknowledged = (
        "content/incidents/a/timeline/2026-01-01T1004Z-ana.md",
        "+++\nmilestone = \"acknowledged\"\n+++\nMine.\n",
    );
    let scope =
        ("content/incidents/a/timeline/2026-01-01T1012Z-omar.md", "+++\ndid = \"scope\"\n+++\nAll of EU.\n");
    let warned = (
        "content/incidents/a/timeline/2026-01-01T1013Z-eva.md",
        "+++\ndid = \"sla-warning-gold-resolution\"\n+++\nI know.\n",
    );
    let told = (
        "content/incidents/a/timeline/2026-01-01T1014Z-eva.md",
        "+++\ndid = \"executive-notice-gold\"\n+++\nCalled them.\n",
    );
    assert_eq!(
        due(&[LADDER, TOLD, acknowledged, scope, warned, told], "2026-01-01T10:21:00Z"),
        ["10:40 update Promised: omar", "11:00 step reassess: ilo", "14:00 sla gold resolution: omar"]
    );
}

#[test]
fn a_fall_of_the_severity_drops_what_is_not_due_yet_and_a_rise_starts_the_ladder() {
    let fall =
        ("content/incidents/a/timeline/2026-01-01T1030Z-omar.md", "+++\nseverity = \"P2\"\n+++\nFewer.\n");
    let steps = |files: &[(&str, &str)], at: &str| {
        let mut lines = due(files, at);
        lines.retain(|line| line.contains("step") || line.contains("executives"));
        lines
    };
    assert_eq!(
        steps(&[LADDER, fall], "2026-01-01T10:31:00Z"),
        ["10:15 step scope: omar", "12:00 step low: omar"],
        "what was due stays due, and the steps of the lower severity count from the detection"
    );
    let rise =
        ("content/incidents/a/timeline/2026-01-01T1130Z-omar.md", "+++\nseverity = \"P1\"\n+++\nMore.\n");
    assert_eq!(
        steps(&[LADDER, fall, rise], "2026-01-01T11:31:00Z"),
        ["10:15 step scope: eva", "11:45 step scope: eva", "12:30 step reassess: eva"]
            .map(|line| line.replace("reassess: eva", "reassess: ilo"))
    );
}

#[test]
fn reopening_starts_the_ladder_again_and_the_end_stops_it() {
    let closed = (
        "content/incidents/a/comms/2026-01-01T1100Z.md",
        "+++\nstatus = \"resolved\"\nauthor = \"eva\"\n+++\nEverything works again.\n",
    );
    assert_eq!(due(&[LADDER, TOLD, closed], "2026-01-01T11:10:00Z"), [""; 0]);
    let reopened = (
        "content/incidents/a/comms/2026-01-01T1200Z.md",
        "+++\nstatus = \"investigating\"\nreopened = true\nauthor = \"eva\"\n+++\nIt is back.\n",
    );
    let again = due(&[LADDER, TOLD, closed, reopened], "2026-01-01T12:01:00Z");
    assert!(again.contains(&"12:15 step scope: eva".to_owned()), "{again:?}");
    assert!(again.contains(&"13:00 step reassess: ilo".to_owned()), "{again:?}");
    assert!(again.contains(&"12:30 update Policy: eva".to_owned()), "{again:?}");
}

#[test]
fn a_file_of_a_customer_replaces_what_its_tier_says_about_executives() {
    let acme = (
        "content/customers/acme.md",
        "+++\nname = \"Acmezor\"\naccess = \"gated\"\ntier = \"gold\"\nexecutive_notice = [\"P1\", \"P2\"]\nwithin = \"30m\"\n+++\n",
    );
    let bolt =
        ("content/customers/bolt.md", "+++\nname = \"Boltzor\"\naccess = \"gated\"\ntier = \"gold\"\n+++\n");
    let mut lines = due(&[LADDER, acme, bolt], "2026-01-01T10:01:00Z");
    lines.retain(|line| line.contains("executives"));
    assert_eq!(
        lines,
        [
            "10:30 executives Some(\"acme\") Some(\"gold\"): omar",
            "11:00 executives Some(\"bolt\") Some(\"gold\"): omar"
        ]
    );
}

#[test]
fn the_technical_lead_is_never_asked_to_step_in() {
    let people = PEOPLE.replace("reports_to = \"eva\"", "reports_to = \"ana\"");
    let files = [("content/people.toml", people.as_str())];
    let lines = due(&files, "2026-01-01T10:01:00Z");
    // The commander's alternate, because nobody owns the component.
    assert!(lines.contains(&"13:30 warn gold resolution: eva".to_owned()), "{lines:?}");
    let owned = [
        ("content/people.toml", people.as_str()),
        ("content/owners.toml", "[component.api]\nowner = \"core\"\n"),
    ];
    let lines = due(&owned, "2026-01-01T10:01:00Z");
    assert!(lines.contains(&"13:30 warn gold resolution: ilo".to_owned()), "{lines:?}");
}

#[test]
fn an_action_is_due_at_the_end_of_its_day_until_it_is_done() {
    let action = |id: &str, more: &str| format!("[[action]]\nid = \"{id}\"\ntitle = \"T\"\n{more}\n");
    let postmortem = format!(
        "+++\nauthor = \"eva\"\n{}{}{}{}{}+++\n",
        action("one", "owner = \"core\"\ndue = 2026-01-01"),
        action("two", "owner = \"ana\"\ndue = 2026-01-02\nstatus = \"in_progress\""),
        action("three", "owner = \"ana\"\ndue = 2026-01-02\nstatus = \"done\""),
        action("four", "owner = \"ana\""),
        action(
            "five",
            "owner = \"ana\"\ndue = 2026-01-03\nstatus = \"done\"\ndone_at = 2026-01-02\nverified_at = 2026-01-03\nverified_by = \"eva\"",
        ),
    );
    let resolved = (
        "content/incidents/a/timeline/2026-01-01T1010Z-ana.md",
        "+++\nmilestone = \"resolved\"\n+++\nIt is over.\n",
    );
    let files = [("content/incidents/a/postmortem.md", postmortem.as_str()), resolved];
    assert_eq!(
        due(&files, "2026-01-01T12:00:00Z"),
        ["00:00 action one: ilo", "00:00 action two: ana", "00:00 action three: eva"]
    );
}

#[test]
fn a_required_post_mortem_is_due_until_it_is_written() {
    let policy = ("content/response.toml", "[postmortem]\nseverities = [\"P1\"]\ndue = \"48h\"\n");
    let resolved = (
        "content/incidents/a/timeline/2026-01-01T1010Z-ana.md",
        "+++\nmilestone = \"resolved\"\n+++\nIt is over.\n",
    );
    assert_eq!(due(&[policy, resolved], "2026-01-01T12:00:00Z"), ["10:10 post-mortem false: ana"]);
    let lesser = ("content/response.toml", "[postmortem]\nseverities = [\"P2\"]\n");
    assert_eq!(due(&[lesser, resolved], "2026-01-01T12:00:00Z"), [""; 0]);
    assert_eq!(due(&[resolved], "2026-01-01T12:00:00Z"), [""; 0]);
    let written =
        ("content/incidents/a/postmortem.md", "+++\nauthor = \"eva\"\n+++\n## Summary\n\nIt broke.\n");
    assert_eq!(due(&[policy, resolved, written], "2026-01-01T12:00:00Z"), [""; 0]);
}

#[test]
fn ids_stay_the_same_as_time_passes() {
    let ids = |at: &str| {
        with_items(&[LADDER], time(at), |items| items.iter().map(|item| item.id.clone()).collect::<Vec<_>>())
    };
    let (early, late) = (ids("2026-01-01T10:01:00Z"), ids("2026-01-01T10:06:00Z"));
    assert_eq!(early, late);
    assert_eq!(early[0], "incidents/a/acknowledge/20260101T100500Z");
    let mut distinct = early.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), early.len());
}

/// The slow, obvious implementation: minute by minute.
///
/// A step is due at each of its times in a stretch of its severity. A time is settled by an entry from half of the interval
/// before it on; of the times that have passed, the newest stands for all.
fn slow(
    changes: &[(i64, &str)],
    dids: &[i64],
    (after, repeat): (i64, Option<i64>),
    resolved: Option<i64>,
    now: i64,
) -> Vec<i64> {
    let rank = |severity: &str| severity[1..].parse::<i64>().expect("a number");
    let severity_at = |minute: i64| {
        changes.iter().rev().find(|(from, _)| *from <= minute).map_or("P1", |(_, severity)| severity)
    };
    let mut found = Vec::new();
    let mut begin = 0;
    while begin <= now {
        let severity = severity_at(begin);
        let end = (begin..=now).find(|minute| severity_at(*minute) != severity);
        let rises = begin > 0 && rank(severity) < rank(severity_at(begin - 1));
        let counts_from = if rises { begin } else { 0 };
        let counts = |minute: i64| {
            minute >= begin
                && end.is_none_or(|end| minute < end)
                && resolved.is_none_or(|resolved| resolved > now || minute <= resolved)
        };
        if severity == "P1" {
            let is_open = |minute: i64| {
                let early = repeat.map_or(i64::MAX / 2, |repeat| repeat / 2);
                !dids.iter().any(|did| *did <= now && *did >= counts_from && *did >= minute - early)
            };
            let times: Vec<i64> = match repeat {
                None => vec![counts_from + after],
                Some(repeat) => (0..2_000).map(|number| counts_from + after + number * repeat).collect(),
            };
            let times: Vec<i64> = times.into_iter().filter(|minute| counts(*minute)).collect();
            if repeat.is_none() {
                found.extend(times.into_iter().filter(|minute| is_open(*minute)));
            } else {
                let newest = times.iter().copied().rfind(|minute| *minute <= now);
                found.extend(newest.filter(|minute| is_open(*minute)));
                found.extend(times.into_iter().find(|minute| *minute > now && is_open(*minute)));
            }
        }
        begin = end.unwrap_or(now + 1);
    }
    found.sort_unstable();
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_times_of_a_step_are_those_of_the_slow_implementation(
        changes in proptest::collection::btree_map(1_i64..400, prop_oneof![Just("P1"), Just("P2"), Just("P3")], 0..4),
        dids in proptest::collection::btree_set(1_i64..400, 0..4),
        after in 0_i64..120,
        // Even, so that half of the interval is a whole number of minutes.
        repeat in proptest::option::of((1_i64..60).prop_map(|half| 2 * half)),
        resolved in proptest::option::of(1_i64..400),
        now in 1_i64..400,
    ) {
        let start = time("2026-01-01T10:00:00Z");
        let at = |minute: i64| start + TimeDelta::minutes(minute);
        let mut texts: Vec<(String, String)> = Vec::new();
        let mut entry = |minute: i64, author: &str, keys: String| {
            let path = format!("content/incidents/a/timeline/{}-{author}.md", at(minute).format("%Y-%m-%dT%H%MZ"));
            texts.push((path, format!("+++\n{keys}\n+++\nx\n")));
        };
        for (minute, severity) in &changes {
            entry(*minute, "omar", format!("severity = \"{severity}\""));
        }
        for minute in &dids {
            entry(*minute, "ana", "did = \"s\"".to_owned());
        }
        if let Some(minute) = resolved {
            entry(minute, "eva", "milestone = \"resolved\"".to_owned());
        }
        let mut policy = format!("[[escalation.P1]]\nid = \"s\"\nafter = \"{after}m\"\nrole = \"commander\"\naction = \"act\"\n");
        if let Some(repeat) = repeat {
            let _ = writeln!(policy, "repeat = \"{repeat}m\"");
        }
        texts.push(("content/response.toml".to_owned(), policy));
        // The record stays open for customers, so that what was due before the resolution stays due.
        texts.push((TOLD.0.to_owned(), TOLD.1.to_owned()));
        let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let found: Vec<i64> = with_items(&files, at(now), |items| {
            let steps = items.iter().filter(|item| matches!(item.what, DueWhat::Step { .. }));
            steps.map(|item| (item.at - start).num_minutes()).collect()
        });
        let changes: Vec<(i64, &str)> = changes.into_iter().collect();
        let dids: Vec<i64> = dids.into_iter().collect();
        prop_assert_eq!(found, slow(&changes, &dids, (after, repeat), resolved, now));
    }
}
