use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::sample::Index;

use super::{Blocks, FULL, ONE_PAGE, new_draft, refreshed};
use crate::content::{Content, format_duration, load};
use crate::response::PostmortemFacts;
use crate::source::Snapshot;
use crate::status::{Status, StatusUpdate, incident};

const FOLDER: &str = "content/incidents/2026-03-28-pool";

/// The night before clocks change in most of Europe.
const BEGIN: &str = "2026-03-28T23:00:00Z";

/// An incident with milestones and updates at these minutes after the beginning.
fn project(milestones: &[(i64, &str)], updates: &[(i64, &str)]) -> Snapshot {
    let begin: DateTime<Utc> = BEGIN.parse().expect("a time");
    let name = |minute: i64| (begin + TimeDelta::minutes(minute)).format("%Y-%m-%dT%H%MZ").to_string();
    let mut files = vec![
        ("content/site.toml".to_owned(), "title = \"Test\"\nurl = \"https://status.test.example\"\ntime_zone = \"Europe/Tallinn\"\n".to_owned()),
        ("content/components/api.md".to_owned(), "+++\nname = \"API\"\n+++\n".to_owned()),
        (
            format!("{FOLDER}/incident.md"),
            "+++\ntitle = \"Pool\"\nseverity = \"P1\"\ncomponents = [\"api\"]\n[roles]\ncommander = \"omar\"\n+++\n".to_owned(),
        ),
    ];
    for (minute, milestone) in milestones {
        let text = format!(
            "+++\nmilestone = \"{milestone}\"\n+++\n<!-- end generated: chronology -->\n{{{{ write: this }}}}\n"
        );
        files.push((format!("{FOLDER}/timeline/{}-ana.md", name(*minute)), text));
    }
    for (minute, status) in updates {
        let text = format!("+++\ntitle = \"Errors\"\nstatus = \"{status}\"\n+++\nText.\n");
        files.push((format!("{FOLDER}/comms/{}.md", name(*minute)), text));
    }
    Snapshot::of_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

fn with_facts<T>(snapshot: &Snapshot, run: impl FnOnce(&PostmortemFacts<'_>, &Content) -> T) -> T {
    let (content, _) = load(snapshot);
    let now = "2026-04-01T00:00:00Z".parse().expect("a time");
    let facts = PostmortemFacts::new(&content.internal.folders[0], &content, snapshot, now);
    run(&facts, &content)
}

fn draft(template: &str, snapshot: &Snapshot) -> String {
    with_facts(snapshot, |facts, content| {
        let today = "2026-03-30".parse().expect("a day");
        new_draft(template, "ana", today, &Blocks::new(facts, content)).expect("the blocks exist")
    })
}

fn again(text: &str, snapshot: &Snapshot) -> String {
    with_facts(snapshot, |facts, content| refreshed(text, &Blocks::new(facts, content)).text)
}

const DAY: [(i64, &str); 3] = [(8, "started"), (12, "detected"), (90, "resolved")];
const TOLD: [(i64, &str); 2] = [(20, "investigating"), (95, "resolved")];

#[test]
fn nothing_from_the_record_can_end_a_block_or_be_a_placeholder() {
    let snapshot = project(&DAY, &TOLD);
    let text = draft(FULL, &snapshot);
    assert_eq!(text.matches("<!-- end generated: chronology -->").count(), 1, "{text}");
    assert!(!text.contains("{{ write: this }}"), "{text}");
    assert_eq!(again(&text, &snapshot), text);
}

#[test]
fn a_draft_can_be_read() {
    for template in [FULL, ONE_PAGE] {
        let record = project(&DAY, &TOLD);
        let text = draft(template, &record);
        let path = format!("{FOLDER}/postmortem.md");
        let (content, findings) = load(&record.with_text(&path, &text));
        assert!(
            findings.iter().all(|finding| finding.severity != crate::diagnostics::Severity::Error),
            "{findings:?}"
        );
        let postmortem = content.internal.folders[0].postmortem.as_ref().expect("it can be read");
        assert!(postmortem.whys.len() == 5 && !postmortem.placeholders.is_empty());
    }
}

proptest! {
    #[test]
    fn a_refreshed_draft_keeps_every_line_that_a_person_wrote(
        lines in prop::collection::vec((any::<Index>(), "[ -~äöü]{0,30}"), 1..12),
        removed in prop::collection::vec(any::<Index>(), 0..4),
        later in 91_i64..300,
    ) {
        let before = project(&DAY, &TOLD);
        let mut text: Vec<String> = draft(FULL, &before).lines().map(str::to_owned).collect();
        for index in removed {
            text.remove(index.index(text.len()));
        }
        let mut own = Vec::new();
        for (number, (index, line)) in lines.iter().enumerate() {
            // Each line is recognised by its number, wherever it is.
            let line = format!("own{number}: {line}");
            text.insert(index.index(text.len() + 1), line.clone());
            own.push(line);
        }
        let text = text.join("\n") + "\n";
        let after = project(&[(8, "started"), (12, "detected"), (later, "resolved")], &TOLD);
        let fresh = again(&again(&text, &before), &after);
        for line in own {
            prop_assert!(fresh.lines().any(|kept| kept == line), "{line} is gone from\n{fresh}");
        }
    }

    #[test]
    fn the_facts_are_those_of_the_record(
        detected in 0_i64..200, acknowledged in 0_i64..200, ends in prop::collection::btree_set(200_i64..600, 1..4),
        told in 0_i64..200, closed in 200_i64..600,
    ) {
        let mut milestones = vec![(detected, "detected"), (1000 + acknowledged, "acknowledged")];
        milestones.extend(ends.iter().map(|end| (2000 + end, "resolved")));
        let snapshot = project(&milestones, &[(told, "investigating"), (closed, "resolved")]);
        let begin: DateTime<Utc> = BEGIN.parse().expect("a time");
        let at = |minute: i64| begin + TimeDelta::minutes(minute);
        let update = |minute, status| StatusUpdate { status: Some(status), ..StatusUpdate::new(at(minute)) };
        let course = incident::replay(&[update(told, Status::Investigating), update(closed, Status::Resolved)]);
        let text = draft(FULL, &snapshot);
        let last = 2000 + ends.last().copied().unwrap_or_default();
        let row = |step: &str, minutes: i64| {
            let sign = if minutes < 0 { "-" } else { "" };
            format!("| {step} | {sign}{} |\n", format_duration(TimeDelta::minutes(minutes.abs())))
        };
        prop_assert!(text.contains(&row("Acknowledge | detected | acknowledged", 1000 + acknowledged - detected)), "{text}");
        prop_assert!(text.contains(&row("Resolve | detected | the last resolved", last - detected)), "{text}");
        prop_assert!(text.contains(&row("First update | detected | the first update", told - detected)), "{text}");
        let open = course.expect("there are updates").duration(at(9999));
        prop_assert!(text.contains(&format!("open for customers for {}\n", format_duration(open))), "{text}");
    }
}
