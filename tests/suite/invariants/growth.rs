//! Build time grows linearly with the size of the site: no step of a build compares every pair of records.

use std::hint::black_box;
use std::time::{Duration, Instant};

use allclear::diagnostics::Findings;
use allclear::pipeline::{Clock, Settings, build};
use allclear::source::Snapshot;

use crate::support::generated;

/// The largest accepted ratio of build times for ten times the incidents. A quadratic step raises it up to 100.
const LIMIT: u32 = 15;

/// The number of measurements, since a busy machine distorts some of them.
const ATTEMPTS: usize = 8;

#[test]
fn ten_times_the_incidents_take_about_ten_times_as_long() {
    let (small, large) = (generated::snapshot(100), generated::snapshot(1_000));
    let (mut fast, mut slow) = (Duration::MAX, Duration::MAX);
    for _ in 0..ATTEMPTS {
        // The minimum is the time without disturbance by other processes.
        fast = (0..5).map(|_| build_time(&small)).fold(fast, Duration::min);
        slow = slow.min(build_time(&large));
        if slow < fast * LIMIT {
            return;
        }
    }
    panic!("100 incidents took {fast:?} and 1,000 took {slow:?}, more than {LIMIT} times as long");
}

fn build_time(snapshot: &Snapshot) -> Duration {
    let settings = Settings {
        clock: Clock::Now(generated::now()),
        strict_internal: false,
        strict: true,
        judged_elsewhere: false,
    };
    let started = Instant::now();
    let built = build(black_box(snapshot), Findings::default(), settings).expect("the site is sound");
    let elapsed = started.elapsed();
    assert!(built.outputs.len() > 100, "every incident has a page");
    elapsed
}

/// The bytes of the content and of the output of a site with one incident, which names this many components and has as
/// many updates.
fn sizes(count: usize, repeats_states: bool) -> (usize, usize) {
    let mut files = vec![(
        "content/site.toml".to_owned(),
        "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n".to_owned(),
    )];
    for index in 0..count {
        let path = format!("content/components/group-{}/part-{index}.md", index % 10);
        files.push((path, format!("+++\nname = \"Part {index}\"\n+++\n")));
    }
    for update in 0..count {
        let state = if update % 2 == 0 { "partial_outage" } else { "major_outage" };
        let states: Vec<String> = (0..count).map(|index| format!("part-{index} = \"{state}\"")).collect();
        let components = format!("components = {{ {} }}\n", states.join(", "));
        let first = "title = \"All parts fail\"\nslug = \"all-parts\"\nstatus = \"investigating\"\n";
        let head = match update {
            0 => format!("{first}{components}"),
            _ if repeats_states => components,
            _ => String::new(),
        };
        files.push((
            format!(
                "content/incidents/2026-03-14-all/comms/2026-03-14T{:02}{:02}{:02}Z.md",
                update / 3600,
                update / 60 % 60,
                update % 60
            ),
            format!("+++\n{head}+++\nWe are still working on it, and there is nothing new to say.\n"),
        ));
    }
    let content = files.iter().map(|(_, text)| text.len()).sum();
    let settings = Settings {
        clock: Clock::Now("2026-03-14T12:00:00Z".parse().expect("a time")),
        strict_internal: false,
        strict: false,
        judged_elsewhere: false,
    };
    let built = build(&Snapshot::of_texts(files), Findings::default(), settings).expect("the site is sound");
    (content, built.outputs.iter().map(|output| output.bytes.len()).sum())
}

#[test]
fn an_incident_with_many_components_and_updates_costs_in_proportion_to_its_content() {
    for repeats_states in [false, true] {
        let ((small, before), (large, after)) = (sizes(50, repeats_states), sizes(100, repeats_states));
        assert!(
            after * small * 2 <= before * large * 3,
            "{small} bytes of content gave {before}, and {large} gave {after}"
        );
    }
}
