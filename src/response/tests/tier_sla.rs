//! The clocks of the agreements, from records.

use super::{content_of, folder, time};
use crate::response::{NoClocks, incident_clocks};

const SITE: (&str, &str) = (
    "content/site.toml",
    "title = \"T\"\nurl = \"https://s.example\"\n\
     [tier.gold.P1]\nresponse = \"15m\"\nresolution = \"4h\"\n[tier.gold.P2]\nresolution = \"8h\"\n\
     [tier.basic.P1]\nresolution = \"1d\"\n[tier.none]\nuptime = 99\n",
);
const COMPONENTS: [(&str, &str); 2] = [
    ("content/components/api.md", "+++\nname = \"API\"\n+++\n"),
    ("content/components/web.md", "+++\nname = \"Web\"\n+++\n"),
];
const CUSTOMERS: [(&str, &str); 3] = [
    ("content/customers/acme.md", "+++\nname = \"Acmezor\"\naccess = \"gated\"\ntier = \"gold\"\n+++\n"),
    (
        "content/customers/bolt.md",
        "+++\nname = \"Boltzor\"\naccess = \"gated\"\ntier = \"basic\"\ncomponents = [\"web\"]\n+++\n",
    ),
    (
        "content/customers/cube.md",
        "+++\nname = \"Cubezor\"\naccess = \"gated\"\ntier = \"gold\"\ncomponents = [\"web\"]\n+++\n",
    ),
];
const DETECTED: (&str, &str) =
    ("content/incidents/a/timeline/2026-01-01T1000Z-monitor.md", "+++\nmilestone = \"detected\"\n+++\n5xx\n");
const ACKNOWLEDGED: (&str, &str) = (
    "content/incidents/a/timeline/2026-01-01T1010Z-ana.md",
    "+++\nmilestone = \"acknowledged\"\n+++\nMine.\n",
);
const TOLD: (&str, &str) = (
    "content/incidents/a/comms/2026-01-01T1020Z.md",
    "+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"\n+++\nSome requests are slow.\n",
);
const RESOLVED: (&str, &str) = (
    "content/incidents/a/timeline/2026-01-01T1300Z-ana.md",
    "+++\nmilestone = \"resolved\"\n+++\nIt is over.\n",
);
const CLOSED: (&str, &str) = (
    "content/incidents/a/comms/2026-01-01T1500Z.md",
    "+++\nstatus = \"resolved\"\n+++\nEverything works again.\n",
);

/// Returns the clocks of the incident `a` at a time, one line per tier.
fn clocks(record: &str, files: &[(&str, &str)], at: &str) -> Result<Vec<String>, NoClocks> {
    let mut all = vec![SITE, ("content/incidents/a/incident.md", record)];
    all.extend(COMPONENTS.into_iter().chain(CUSTOMERS).chain(files.iter().copied()));
    let content = content_of(&all);
    let clocks = incident_clocks(folder(&content, "a"), &content, time(at))?;
    let shown = |clock: &Option<crate::status::sla::Clock>| match clock {
        None => "-".to_owned(),
        Some(clock) => format!("{:?} {}", clock.standing, clock.due.format("%dT%H:%M")),
    };
    let line = |tier: &crate::response::TierClocks| {
        let customers = tier.customers.join("+");
        format!("{} ({customers}): {} / {}", tier.tier, shown(&tier.response), shown(&tier.resolution))
    };
    Ok(clocks.tiers.iter().map(line).collect())
}

const GOLD: &str = "+++\ntitle = \"A\"\nseverity = \"P1\"\ncomponents = [\"api\"]\ntiers = [\"gold\"]\n+++\n";

#[test]
fn the_clocks_start_at_detection_and_run_before_customers_were_told() {
    let running = clocks(GOLD, &[DETECTED], "2026-01-01T10:05:00Z").expect("clocks");
    assert_eq!(running, ["gold (acme): Running 01T10:15 / Running 01T14:00"]);
    let late = clocks(GOLD, &[DETECTED], "2026-01-01T14:00:00Z").expect("clocks");
    assert_eq!(late, ["gold (acme): Missed 01T10:15 / Missed 01T14:00"]);
}

#[test]
fn an_acknowledgement_or_else_the_first_update_is_the_response() {
    let acknowledged = clocks(GOLD, &[DETECTED, ACKNOWLEDGED, TOLD], "2026-01-01T11:00:00Z").expect("clocks");
    assert_eq!(acknowledged, ["gold (acme): Met 01T10:15 / Running 01T14:00"]);
    let told = clocks(GOLD, &[DETECTED, TOLD], "2026-01-01T11:00:00Z").expect("clocks");
    assert_eq!(told, ["gold (acme): Missed 01T10:15 / Running 01T14:00"]);
}

#[test]
fn a_resolution_counts_once_customers_were_told_and_then_from_its_own_time() {
    let files = [DETECTED, TOLD, RESOLVED];
    let waiting = clocks(GOLD, &files, "2026-01-01T14:30:00Z").expect("clocks");
    assert_eq!(waiting, ["gold (acme): Missed 01T10:15 / Missed 01T14:00"]);
    let closed = clocks(GOLD, &[DETECTED, TOLD, RESOLVED, CLOSED], "2026-01-01T16:00:00Z").expect("clocks");
    assert_eq!(closed, ["gold (acme): Missed 01T10:15 / Met 01T14:00"]);
    let silent = clocks(GOLD, &[DETECTED, RESOLVED], "2026-01-01T16:00:00Z").expect("clocks");
    assert_eq!(silent, ["gold (acme): Missed 01T10:15 / Met 01T14:00"]);
}

#[test]
fn a_rise_of_the_severity_moves_the_target() {
    let record = "+++\ntitle = \"A\"\nseverity = \"P2\"\ncomponents = [\"api\"]\ntiers = [\"gold\"]\n+++\n";
    let rise =
        ("content/incidents/a/timeline/2026-01-01T1100Z-ana.md", "+++\nseverity = \"P1\"\n+++\nWorse.\n");
    let before = clocks(record, &[DETECTED, rise], "2026-01-01T10:30:00Z").expect("clocks");
    assert_eq!(before, ["gold (acme): - / Running 01T18:00"]);
    let after = clocks(record, &[DETECTED, rise], "2026-01-01T11:30:00Z").expect("clocks");
    assert_eq!(after, ["gold (acme): Missed 01T11:15 / Running 01T15:00"]);
}

#[test]
fn without_names_everybody_who_uses_a_component_is_affected() {
    let record = "+++\ntitle = \"A\"\nseverity = \"P1\"\ncomponents = [\"api\"]\n+++\n";
    let api = clocks(record, &[DETECTED], "2026-01-01T10:05:00Z").expect("clocks");
    assert_eq!(api, ["gold (acme): Running 01T10:15 / Running 01T14:00"]);
    let record = "+++\ntitle = \"A\"\nseverity = \"P1\"\ncomponents = [\"web\"]\n+++\n";
    let web = clocks(record, &[DETECTED], "2026-01-01T10:05:00Z").expect("clocks");
    assert_eq!(
        web,
        ["basic (bolt): - / Running 02T10:00", "gold (acme+cube): Running 01T10:15 / Running 01T14:00"]
    );
    let record =
        "+++\ntitle = \"A\"\nseverity = \"P1\"\ncomponents = [\"api\"]\ncustomers = [\"bolt\"]\n+++\n";
    let bolt = clocks(record, &[DETECTED], "2026-01-01T10:05:00Z").expect("clocks");
    assert_eq!(bolt, ["basic (bolt): - / Running 02T10:00"]);
}

#[test]
fn a_merged_incident_ends_with_the_one_that_continues_it() {
    let merged = (
        "content/incidents/a/comms/2026-01-01T1100Z.md",
        "+++\nmerged_into = \"other\"\n+++\nContinued elsewhere.\n",
    );
    let other = (
        "content/incidents/b/comms/2026-01-01T1030Z.md",
        "+++\ntitle = \"Other\"\nslug = \"other\"\nstatus = \"investigating\"\n+++\nLooking.\n",
    );
    let over = (
        "content/incidents/b/comms/2026-01-01T1330Z.md",
        "+++\nstatus = \"resolved\"\n+++\nEverything works again.\n",
    );
    let files = [DETECTED, TOLD, merged, other];
    let open = clocks(GOLD, &files, "2026-01-01T12:00:00Z").expect("clocks");
    assert_eq!(open, ["gold (acme): Missed 01T10:15 / Running 01T14:00"]);
    let closed =
        clocks(GOLD, &[DETECTED, TOLD, merged, other, over], "2026-01-01T16:00:00Z").expect("clocks");
    assert_eq!(closed, ["gold (acme): Missed 01T10:15 / Met 01T14:00"]);
    let gone = clocks(GOLD, &[DETECTED, TOLD, merged], "2026-01-01T16:00:00Z").expect("clocks");
    assert_eq!(gone, ["gold (acme): Missed 01T10:15 / -"], "no figure rather than a wrong one");
}

#[test]
fn there_are_no_figures_rather_than_wrong_ones() {
    let at = "2026-01-01T11:00:00Z";
    assert_eq!(clocks(GOLD, &[], at), Err(NoClocks::NotBegun));
    let drill = "+++\ntitle = \"A\"\nseverity = \"P1\"\nkind = \"drill\"\n+++\n";
    assert_eq!(clocks(drill, &[DETECTED], at), Err(NoClocks::NotAnIncident));
    let unknown = "+++\ntitle = \"A\"\nseverity = \"Huge\"\n+++\n";
    assert_eq!(clocks(unknown, &[DETECTED], at), Err(NoClocks::NoSeverity));
    let broken = ("content/incidents/a/timeline/2026-01-01T1005Z-ana.md", "+++\nseverity = \n+++\nx\n");
    let files = [SITE, ("content/incidents/a/incident.md", GOLD), DETECTED, broken];
    let (content, _) = crate::content::load(&crate::source::Snapshot::of_texts(files));
    let folder = folder(&content, "a");
    assert_eq!(incident_clocks(folder, &content, time(at)), Err(NoClocks::Unreadable));
}

#[test]
fn a_clock_stops_between_closing_and_reopening() {
    let reopened = (
        "content/incidents/a/comms/2026-01-01T1700Z.md",
        "+++\nstatus = \"investigating\"\nreopened = true\n+++\nIt is back.\n",
    );
    let early = (
        "content/incidents/a/comms/2026-01-01T1100Z.md",
        "+++\nstatus = \"resolved\"\n+++\nEverything works again.\n",
    );
    let clocks = clocks(GOLD, &[DETECTED, TOLD, early, reopened], "2026-01-01T18:00:00Z").expect("clocks");
    assert_eq!(clocks, ["gold (acme): Missed 01T10:15 / Running 01T20:00"]);
}
