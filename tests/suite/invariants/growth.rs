//! A site ten times as large takes about ten times as long: no step of a build looks at every pair of things.

use std::hint::black_box;
use std::time::{Duration, Instant};

use allclear::diagnostics::Findings;
use allclear::pipeline::{Clock, Settings, build};
use allclear::source::Snapshot;

use crate::support::generated;

/// Ten times the incidents may take this many times as long. A quadratic step shows as up to a hundred.
const LIMIT: u32 = 15;

/// How often a busy machine may spoil the comparison.
const ATTEMPTS: usize = 8;

#[test]
fn ten_times_the_incidents_take_about_ten_times_as_long() {
    let (small, large) = (generated::snapshot(100), generated::snapshot(1_000));
    let (mut fast, mut slow) = (Duration::MAX, Duration::MAX);
    for _ in 0..ATTEMPTS {
        // The minimum is what the machine can do; all else is what its neighbours did to it.
        fast = (0..5).map(|_| took(&small)).fold(fast, Duration::min);
        slow = slow.min(took(&large));
        if slow < fast * LIMIT {
            return;
        }
    }
    panic!("100 incidents took {fast:?} and 1,000 took {slow:?}, more than {LIMIT} times as long");
}

fn took(snapshot: &Snapshot) -> Duration {
    let settings = Settings { clock: Clock::Now(generated::now()), strict_internal: false, strict: true };
    let started = Instant::now();
    let built = build(black_box(snapshot), Findings::default(), settings).expect("the site is sound");
    let elapsed = started.elapsed();
    assert!(built.outputs.len() > 100, "every incident has a page");
    elapsed
}
