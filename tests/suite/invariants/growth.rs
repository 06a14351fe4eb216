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
