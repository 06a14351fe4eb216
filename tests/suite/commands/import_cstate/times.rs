//! The times of updates, and when an issue is over.

use super::{DOWN, named, one_issue};

#[test]
fn a_time_of_day_belongs_to_the_day_of_its_neighbours() {
    let front =
        "date: 2026-05-04T22:00:00Z\nresolved: true\nresolvedWhen: 2026-05-05T01:00:00Z\nseverity: down";
    let body = "---\n01:00 UTC\n\nLamps burn.\n\n---\n23:30 UTC\n\nFuses arrive.\n\n---\n2026-05-04 22:00 UTC\n\nDark.\n";
    let (_, _, updates) = one_issue(front, body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T2200Z-investigating.md", "Dark."),
            ("2026-05-04T2330Z-update.md", "Fuses arrive."),
            ("2026-05-05T0100Z-resolved.md", "Lamps burn."),
        ]
    );
}

#[test]
fn a_text_without_a_time_at_the_old_end_is_the_first_update() {
    let body = "---\n2026-05-04 10:00 UTC\n\nLamps burn.\n\n---\n2026-05-04 09:15 UTC\n\nFuses arrive.\n\n---\nDark.\n";
    let (_, _, updates) = one_issue(DOWN, body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T0800Z-investigating.md", "Dark."),
            ("2026-05-04T0915Z-update.md", "Fuses arrive."),
            ("2026-05-04T1000Z-resolved.md", "Lamps burn."),
        ]
    );
}

#[test]
fn a_last_paragraph_without_a_time_is_reported_where_it_may_be_the_first_text() {
    let body = "2026-05-04 10:00 UTC\n\nLamps burn.\n\n2026-05-04 09:15 UTC\n\nFuses arrive.\n\nThe lamps are dark.\n";
    let (_, report, updates) = one_issue(DOWN, body);
    assert_eq!(updates.len(), 2, "{updates:?}");
    let line =
        "`The lamps are dark.` has no time of its own and is part of the update of 2026-05-04 09:15 UTC";
    assert!(report.contains(line), "{report}");
    // With an update at the beginning, it cannot be the first text.
    let (_, report, _) = one_issue(DOWN, &body.replace("09:15", "08:00"));
    assert!(!report.contains("has no time of its own"), "{report}");
}

#[test]
fn an_update_of_a_written_day_is_on_this_day() {
    let front =
        "date: 2026-05-04T08:00:00Z\nresolved: true\nresolvedWhen: 2026-05-07T20:00:00Z\nseverity: down";
    let body = "Dark.\n\nUpdate 2026-05-05: Fuses arrive.\n\n### Update - 6th May\nLamps flicker.\n";
    let (_, report, updates) = one_issue(front, body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T0800Z-investigating.md", "Dark."),
            ("2026-05-05T1200Z-update.md", "Fuses arrive."),
            ("2026-05-06T1200Z-update.md", "Lamps flicker."),
            ("2026-05-07T2000Z-resolved.md", "Resolved."),
        ]
    );
    assert!(report.contains("has a day without a time of day, 2026-05-05; it was placed at"), "{report}");
}

#[test]
fn an_impossible_end_is_replaced_by_the_last_known_time() {
    for end in ["2026-04-01T10:00:00Z", "2027-05-04T10:00:00Z"] {
        let front =
            format!("date: 2026-05-04T08:00:00Z\nresolved: true\nresolvedWhen: {end}\nseverity: down");
        let body = "2026-05-04 08:00 UTC - Dark.\n\n2026-05-04 09:40 UTC - Lamps burn.\n";
        let (project, report, updates) = one_issue(&front, body);
        let names: Vec<&str> = updates.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["2026-05-04T0800Z-investigating.md", "2026-05-04T0940Z-resolved.md"]);
        assert!(report.contains("the end was set to the last known time, 2026-05-04 09:40 UTC"), "{report}");
        let last = project.read("content/incidents/lights/comms/2026-05-04T0940Z-resolved.md");
        assert!(!last.contains("interval"), "{last}");
    }
}

#[test]
fn an_end_on_a_wrong_day_keeps_its_time_of_day() {
    for (end, expected) in
        [("2026-04-04T09:30:00Z", "2026-05-04T0930Z"), ("2026-04-04T07:30:00Z", "2026-05-05T0730Z")]
    {
        let front =
            format!("date: 2026-05-04T08:00:00Z\nresolved: true\nresolvedWhen: {end}\nseverity: down");
        let (_, report, updates) = one_issue(&front, "Dark.\n");
        assert_eq!(updates[1].0, format!("{expected}-resolved.md"));
        assert!(
            report.contains("the end was set to this time of day after the start, 2026-05-0"),
            "{report}"
        );
    }
}

#[test]
fn times_in_sentences_stay_there_and_a_report_is_not_dated_before_them() {
    let track = |time: &str| format!("{{{{< track \"2026-05-04 {time}:00\" >}}}}");
    let body = format!("Dark from {} to {}.\n", track("08:05"), track("09:40"));
    let (project, report, updates) = one_issue(DOWN, &body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T0940Z-investigating.md", "Dark from 2026-05-04 08:05 UTC to 2026-05-04 09:40 UTC."),
            ("2026-05-04T1000Z-resolved.md", "Resolved."),
        ]
    );
    assert!(
        report.contains("the only text mentions this time, so it is dated 2026-05-04 09:40 UTC"),
        "{report}"
    );
    let first = project.read("content/incidents/lights/comms/2026-05-04T0940Z-investigating.md");
    assert!(first.contains("started_at = 2026-05-04T08:00:00Z"), "{first}");
}

#[test]
fn a_single_text_that_says_that_all_is_well_is_dated_at_the_end() {
    for (body, name) in [
        ("*Update* - This has been resolved.\n\n__Impact__ All lamps\n", "2026-05-04T1000Z-resolved.md"),
        ("The lamps are\nback online.\n", "2026-05-04T1000Z-resolved.md"),
        ("We will write once this has been resolved.\n", "2026-05-04T0800Z-investigating.md"),
        ("This hasn't been resolved.\n", "2026-05-04T0800Z-investigating.md"),
    ] {
        let (_, _, updates) = one_issue(DOWN, body);
        assert_eq!(updates[0].0, name, "{body}");
    }
}

#[test]
fn an_issue_is_over_only_when_its_end_says_so() {
    // Some lamps burn earlier than the others.
    let body = "*Resolved (hall)* - Burning. {{< track \"2026-05-04 10:00:00\" >}}\n\n*Resolved (attic)* - Burning. {{< track \"2026-05-04 09:00:00\" >}}\n\n*Investigating* - Dark. {{< track \"2026-05-04 08:00:00\" >}}\n";
    let (_, report, updates) = one_issue(DOWN, body);
    let names: Vec<&str> = updates.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "2026-05-04T0800Z-investigating.md",
            "2026-05-04T0900Z-monitoring.md",
            "2026-05-04T1000Z-resolved.md"
        ]
    );
    assert!(
        report.contains("says that the issue is over, but it continues; the update does not close it"),
        "{report}"
    );
    // The closing update is earlier than the end.
    let body = "*Investigating* - Dark. {{< track \"2026-05-04 08:00:00\" >}}\n\n*Resolved* - Burning. {{< track \"2026-05-04 09:10:00\" >}}\n";
    let (_, _, updates) = one_issue(DOWN, body);
    let names: Vec<&str> = updates.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "2026-05-04T0800Z-investigating.md",
            "2026-05-04T0910Z-monitoring.md",
            "2026-05-04T1000Z-resolved.md"
        ]
    );
    // The end lacks the seconds of the closing update.
    let (project, _, updates) = one_issue(DOWN, &body.replace("09:10:00", "09:59:31"));
    assert_eq!(updates.len(), 2);
    let last = project.read("content/incidents/lights/comms/2026-05-04T0959Z-resolved.md");
    assert!(!last.contains("interval"), "{last}");
}

#[test]
fn updates_after_the_end_leave_a_record_that_check_accepts() {
    // The work goes on after its planned end.
    let front = DOWN.replace("down", "notice");
    let body = "2026-05-04 11:00 UTC - Planned, and it goes on.\n\n2026-05-04 12:30 UTC - New lamps burn.\n";
    let (project, _, updates) = one_issue(&front, &format!("2026-05-04 08:00 UTC - Planned.\n\n{body}"));
    assert_eq!(
        updates.last().map(|(name, _)| name.as_str()),
        Some("maintenance 2026-05-04T1230Z-completed.md")
    );
    let first = project.read("content/maintenance/lights/comms/2026-05-04T0800Z-scheduled.md");
    assert!(first.contains("to = 2026-05-04T12:30:00Z"), "{first}");
    // Marks that contradict the end.
    let body = "[Initial message]\nDark.\n\n[Final message]\nBurning.\n\n[Initial message]\nDark again.\n";
    let (_, _, updates) = one_issue(DOWN, body);
    let names: Vec<&str> = updates.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["2026-05-04T0800Z-investigating.md", "2026-05-04T1000Z-resolved.md", "2026-05-04T1001Z-update.md"]
    );
}

#[test]
fn the_update_at_the_end_closes_an_issue_that_has_later_ones() {
    let body = "Dark.\n\nUpdates:\n\n- Mon May 4 09:00:00 UTC: Fuses arrive.\n  They are red.\n    - and blue\n- Mon May 4 10:00:36 UTC: Lamps burn.\n- Tue May 5 08:00:00 UTC: They still burn.\n";
    let (_, report, updates) = one_issue(DOWN, body);
    assert_eq!(
        named(&updates),
        [
            ("2026-05-04T0800Z-investigating.md", "Dark.\n\nUpdates:"),
            ("2026-05-04T0900Z-update.md", "Fuses arrive.\nThey are red.\n  - and blue"),
            ("2026-05-04T1000Z-resolved.md", "Lamps burn."),
            ("2026-05-05T0800Z-update.md", "They still burn."),
        ]
    );
    assert!(report.contains("the update at its end closes it"), "{report}");
}

#[test]
fn a_date_that_is_no_time_still_has_its_day() {
    let front = "date: 2026-05-04T011:00:00Z\nresolved: false\nseverity: down";
    let (_, report, updates) = one_issue(front, "Dark.\n");
    assert_eq!(updates[0].0, "2026-05-04T0000Z-investigating.md");
    assert!(report.contains("it has no readable `date`; its day is used instead"), "{report}");
}

#[test]
fn a_hidden_update_keeps_its_time() {
    let body =
        "<!--\n*Monitoring* - Burning. {{< track \"2026-05-04 09:00:00\" >}}\n-->\n*Investigating* - Dark.\n";
    let (_, _, updates) = one_issue(DOWN, body);
    assert!(updates.iter().any(|(name, _)| name == "2026-05-04T0900Z-monitoring.md"), "{updates:?}");
}
