//! Tests of the facts of each site, worked out by hand from its files.

use allclear::release::Audience;

use super::case::Case;
use super::facts::facts;

const NOON: &str = "2026-03-14T12:00:00Z";

#[track_caller]
fn says(case: &str, now: &str, expected: &[&str]) {
    assert_eq!(facts(&Case::of(case).at(now)), expected, "{case} at {now}");
}

#[test]
fn an_empty_site_is_operational() {
    says("empty", NOON, &["All Systems Operational (none)"]);
}

#[test]
fn uptime_counts_from_the_first_release_to_the_last_change() {
    // Half an hour of a partial outage, and nothing else was measured: half of it counts.
    says(
        "minimal",
        NOON,
        &[
            "Partially Degraded Service (minor)",
            "api: degraded_performance; 2026-03: 30 min partial of 30 min, uptime 50.000 %",
            "api-errors: monitoring, major, 03-14 10:00, 2 updates, [api degraded_performance], next by 03-14 13:30",
        ],
    );
}

#[test]
fn a_day_that_is_over_counts_in_full() {
    // From the 10th at 10:00 to the start of the 14th: 86 hours, one of them without the website.
    says(
        "sub-path",
        NOON,
        &[
            "All Systems Operational (none)",
            "shop-api: operational",
            "shop-web: operational; 2026-03: 60 min major of 5160 min, uptime 98.837 %",
            "website-down: resolved, critical, 03-10 10:00 to 03-10 11:00, 2 updates, [shop-web operational], 60 min in all",
        ],
    );
}

#[test]
fn a_gap_before_reopening_does_not_count_and_a_merged_incident_goes_on_elsewhere() {
    // 09:00 to 10:00 and 14:00 to 14:30, of the time from 09:00 to 08:15 on the next day. The website's outage since
    // 08:15 counts up to 08:30, the time of the last update.
    says(
        "reopened-and-merged",
        NOON,
        &[
            "Minor Service Outage (minor)",
            "api: degraded_performance; 2026-03: 90 min major of 1395 min, uptime 93.548 %",
            "web: partial_outage; 2026-03: 15 min degraded, 15 min partial of 1410 min, uptime 99.468 %",
            "everything-slow: identified, major, 03-14 08:15, 1 updates, [api degraded_performance, web partial_outage], follows api-down, next by 03-14 13:00",
            "website-slow: investigating, minor, 03-14 08:00 to 03-14 08:30, 2 updates, [web operational], 30 min in all, merged into everything-slow",
            "api-down: resolved, critical, 03-13 09:00 to 03-13 14:30, 4 updates, [api operational], 90 min in all",
        ],
    );
}

#[test]
fn an_interval_replaces_states_and_a_retraction_does_not() {
    // Told from 09:00 on, and corrected to 08:30 to 09:50; what was before the first release is not counted, and
    // what happens after the last update, at 10:00, is not known yet.
    says(
        "corrected-and-retracted",
        NOON,
        &[
            "All Systems Operational (none)",
            "api: operational; 2026-03: 50 min partial of 60 min, uptime 58.333 %",
            "web: operational",
            "api-down: resolved, critical, 03-14 08:30 to 03-14 09:50, 4 updates, [api operational corrected]",
        ],
    );
}

#[test]
fn an_outage_reported_afterwards_counts_when_it_happened() {
    // The component counts from the 10th; to the start of the 14th that is four days.
    says(
        "told-afterwards",
        NOON,
        &[
            "All Systems Operational (none)",
            "api: operational; 2026-03: 20 min major of 5760 min, uptime 99.653 %",
            "short-api-outage: resolved, major, 03-12 03:00 to 03-12 03:20, 1 updates, [api operational corrected]",
        ],
    );
}

#[test]
fn each_audience_sees_its_own() {
    says(
        "audiences",
        NOON,
        &[
            "Partially Degraded Service (minor)",
            "api: degraded_performance",
            "api-slow: investigating, minor, 03-14 09:00, 1 updates, [api degraded_performance], next by 03-14 13:00",
        ],
    );
    let case = Case::of("audiences");
    // The customer in the tier sees its component, a later promise, and its own incident, which nobody else sees.
    assert_eq!(
        facts(&case.seen_by(&Audience::customer("acme", Some("gold"), None), NOON)),
        [
            "Partial System Outage (major)",
            "api: degraded_performance; 2026-03: 30 min degraded of 1410 min, uptime 100.000 %",
            "vault: major_outage",
            "api-slow: investigating, critical, 03-14 09:00, 2 updates, [api degraded_performance, vault major_outage], next by 03-14 13:30",
            "late-settlement: investigating, none, 03-13 10:00, 1 updates, [], next by 03-15 10:00",
        ]
    );
    assert_eq!(
        facts(&case.seen_by(&Audience::customer("bolt", None, None), NOON)),
        [
            "Partially Degraded Service (minor)",
            "api: degraded_performance; 2026-03: 40 min degraded of 40 min, uptime 100.000 %",
            "api-slow: investigating, minor, 03-14 09:00, 2 updates, [api degraded_performance], next by 03-14 13:40",
        ]
    );
}

#[test]
fn the_worst_of_what_overlaps_counts_once() {
    // 25 hours from the announcement to the last change of the API, one of them a major outage.
    says(
        "overlapping",
        NOON,
        &[
            "Minor Service Outage (minor)",
            "shop-api: partial_outage; 2026-03: 60 min major of 1500 min, uptime 96.000 %",
            "shop-pay: degraded_performance",
            "web: under_maintenance",
            "api-partly-down: identified, major, 03-14 08:30, 1 updates, [shop-api partial_outage, shop-pay degraded_performance], next by 03-14 14:00",
            "api-down: resolved, critical, 03-14 08:00 to 03-14 09:00, 2 updates, [shop-api operational], 60 min in all",
            "api-servers: in_progress, none, 03-14 11:00, 2 updates, [shop-api under_maintenance, web under_maintenance], Running, planned 03-14 11:00 to 03-14 13:00",
        ],
    );
}

const MAIL_MOVED: &str = "mail-cluster: scheduled, none, 03-15 22:00, 2 updates, [mail operational], Coming, planned 03-15 22:00 to 03-15 23:00";
const MAIL_CANCELLED: &str = "mail-cluster: cancelled, none, 03-15 22:00, 3 updates, [mail operational], Cancelled, planned 03-15 22:00 to 03-15 23:00";

#[test]
fn before_its_window_a_maintenance_changes_no_state() {
    says(
        "maintenance-by-the-clock",
        "2026-03-14T21:59:59Z",
        &[
            "All Systems Operational (none)",
            "api: operational",
            "db: operational",
            "mail: operational",
            MAIL_MOVED,
            "database-upgrade: scheduled, none, 03-14 22:00, 1 updates, [db operational], Coming, planned 03-14 22:00 to 03-14 23:00",
            "new-api-servers: scheduled, none, 03-14 22:00, 1 updates, [api operational], Coming, planned 03-14 22:00 to 03-14 23:00",
        ],
    );
}

#[test]
fn the_clock_begins_a_maintenance_unless_it_was_moved() {
    says(
        "maintenance-by-the-clock",
        "2026-03-14T22:00:00Z",
        &[
            "Partially Degraded Service (minor)",
            "api: degraded_performance",
            "db: under_maintenance",
            "mail: operational",
            MAIL_MOVED,
            "database-upgrade: in_progress, none, 03-14 22:00, 2 updates, [db under_maintenance], Running, planned 03-14 22:00 to 03-14 23:00",
            "new-api-servers: in_progress, none, 03-14 22:00, 2 updates, [api degraded_performance], Running, planned 03-14 22:00 to 03-14 23:00",
        ],
    );
}

#[test]
fn the_clock_ends_a_maintenance_only_if_nobody_started_it() {
    // 61 hours from the first announcement to the end.
    says(
        "maintenance-by-the-clock",
        "2026-03-14T23:10:00Z",
        &[
            "Partially Degraded Service (minor)",
            "api: degraded_performance",
            "db: operational; 2026-03: 60 min maintenance of 3660 min, uptime 100.000 %",
            "mail: operational",
            MAIL_CANCELLED,
            "database-upgrade: completed, none, 03-14 22:00 to 03-14 23:00, 3 updates, [db operational], Done, planned 03-14 22:00 to 03-14 23:00",
            "new-api-servers: in_progress, none, 03-14 22:00, 4 updates, [api degraded_performance], Overrun, planned 03-14 22:00 to 03-14 23:00",
        ],
    );
}

#[test]
fn whoever_took_it_in_hand_ends_it() {
    // 62 hours to the start of the day; 100 minutes of work do not count against uptime.
    says(
        "maintenance-by-the-clock",
        "2026-03-15T12:00:00Z",
        &[
            "All Systems Operational (none)",
            "api: operational; 2026-03: 100 min maintenance of 3720 min, uptime 100.000 %",
            "db: operational; 2026-03: 60 min maintenance of 3720 min, uptime 100.000 %",
            "mail: operational",
            MAIL_CANCELLED,
            "database-upgrade: completed, none, 03-14 22:00 to 03-14 23:00, 3 updates, [db operational], Done, planned 03-14 22:00 to 03-14 23:00",
            "new-api-servers: completed, none, 03-14 22:00 to 03-14 23:40, 5 updates, [api operational], Done, planned 03-14 22:00 to 03-14 23:00",
        ],
    );
}

const API: &str =
    "api: operational; 2026-03: 30 min degraded, 20 min partial, 90 min major of 5220 min, uptime 98.084 %";
const WEBSITE: &str =
    "web: operational; 2026-03: 60 min degraded, 30 min partial, 20 min major of 5670 min, uptime 99.383 %";
const EMPTY: &str =
    "website-empty: resolved, major, 03-14 07:00 to 03-14 07:30, 2 updates, [web operational], 30 min in all";
const DOWN: &str = "website-down: resolved, critical, 03-13 08:00 to 03-13 08:20, 2 updates, [web operational], 20 min in all";
const REFUSES: &str =
    "api-refuses: resolved, major, 03-12 08:00 to 03-12 08:20, 2 updates, [api operational], 20 min in all";
const SLOW: &str = "api-slow: resolved, minor, 03-11 16:00 to 03-11 16:30, 2 updates, [api operational], 30 min in all, explained in website-slow";
const WEB_SLOW: &str = "website-slow: resolved, minor, 03-11 14:00 to 03-11 15:00, 2 updates, [web operational], 60 min in all, explained in website-slow";
const API_DOWN: &str = "api-down: resolved, critical, 03-10 09:00 to 03-10 10:30, 2 updates, [api operational], 90 min in all, explained in api-down";
const WHY_DOWN: &str = "post-mortem api-down: Why the API was down, 03-12 10:00, of [api-down]";

#[test]
fn a_published_post_mortem_is_shown_with_its_incidents() {
    // The API counts from the 10th at 09:00 to the start of the 14th, 87 hours; the website up to its last word on
    // the 14th at 07:30, 94 hours and a half.
    let (says_when, both) = (
        NOON,
        "post-mortem website-slow: Two slow hours on Wednesday, 03-13 09:00, of [website-slow, api-slow]",
    );
    says(
        "post-mortems",
        says_when,
        &[
            "All Systems Operational (none)",
            API,
            WEBSITE,
            EMPTY,
            DOWN,
            REFUSES,
            SLOW,
            WEB_SLOW,
            API_DOWN,
            both,
            WHY_DOWN,
        ],
    );
}

#[test]
fn a_post_mortem_is_published_at_its_time_and_not_before() {
    let case = Case::of("post-mortems");
    let public = |now: &str| case.seen_by(&Audience::public(), now);
    let before = public("2026-03-14T17:59:59Z");
    assert_eq!(before.next_change.map(|at| at.to_rfc3339()).as_deref(), Some("2026-03-14T18:00:00+00:00"));
    assert!(!format!("{before:?}").contains("certificate"));
    let after = public("2026-03-14T18:00:00Z");
    assert_eq!(after.postmortems.len(), before.postmortems.len() + 1);
    assert_eq!(after.postmortems[0].title, "Why the website was down");
    // The draft and entries for others are never shown.
    let later = public("2026-03-19T00:00:00Z");
    let titles: Vec<&str> = later.postmortems.iter().map(|postmortem| postmortem.title.as_str()).collect();
    assert_eq!(titles, ["Why the website was down", "Two slow hours on Wednesday", "Why the API was down"]);
}

#[test]
fn a_post_mortem_is_for_those_who_see_its_incident() {
    let of = |audience: &Audience| {
        let site = Case::of("post-mortems").seen_by(audience, NOON);
        let facts = facts(&site).into_iter();
        facts.filter(|line| line.starts_with("post-mortem")).collect::<Vec<_>>()
    };
    let acme = Audience::customer("acme", Some("gold"), None);
    assert_eq!(
        of(&acme),
        [
            "post-mortem api-refuses: Why requests were refused, 03-13 11:00, of [api-refuses]",
            "post-mortem acme-waits: Why your settlement was late, 03-13 10:00, of [acme-waits]",
            "post-mortem website-slow: Two slow hours on Wednesday, 03-13 09:00, of [website-slow, api-slow, acme-waits]",
            WHY_DOWN,
        ]
    );
    // A customer who uses the website only is not affected by the outage of the API.
    let website = Audience::customer("bolt", None, Some(["web".to_owned()].into()));
    assert_eq!(
        of(&website),
        ["post-mortem website-slow: Two slow hours on Wednesday, 03-13 09:00, of [website-slow]"]
    );
}
