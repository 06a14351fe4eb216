//! The cost of the machine-readable outputs: the API, feeds, calendars, badges and sitemap.
//!
//! `cargo bench --bench machines` builds generated sites in memory, renders and gates those outputs alone, and prints their
//! processor time over all threads as a share of the rest of the build. Files are neither read nor written, so the share
//! in a complete build is smaller.

#[path = "support/generated.rs"]
mod generated;
#[path = "support/processor.rs"]
mod processor;

use std::time::Duration;

use allclear::diagnostics::Findings;
use allclear::gate::{Gate, Input, InternalIndex, ReleasedIndex, ReleasedTexts};
use allclear::pipeline::{Built, Clock, Settings, build};
use allclear::site::{Theme, render_machine_readable};

/// The allocator of the program; the library does not set one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sizes of the sites: the number of incidents, with five updates each.
const SIZES: [usize; 2] = [1_000, 10_000];

const ROUNDS: usize = 7;

fn main() {
    println!(
        "incidents   whole build   for machines    share of the rest   (processor time, shortest of {ROUNDS} rounds)"
    );
    for size in SIZES {
        let snapshot = generated::snapshot(size);
        let settings = Settings {
            clock: Clock::Now(generated::now()),
            strict_internal: false,
            strict: false,
            judged_elsewhere: false,
        };
        let whole = || build(&snapshot, Findings::default(), settings).expect("the site is sound");
        let built = whole();
        let theme = Theme::built_in();
        let internal = InternalIndex::new(&Input::default()).expect("an empty index");
        let released = ReleasedIndex::new(&internal, &ReleasedTexts::default());
        let gate = Gate::new(&internal, &released, None);
        let all = shortest(|| drop(whole()));
        let machines = shortest(|| for_machines(&built, &theme, gate));
        println!(
            "{size:9} {:>13.1?} {:>14.1?} {:>18.1} %",
            all,
            machines,
            100.0 * machines.as_secs_f64() / all.saturating_sub(machines).as_secs_f64()
        );
    }
}

/// Renders the outputs and runs the gate on them. The gate has nothing to search for, which makes it slightly faster.
fn for_machines(built: &Built, theme: &Theme, gate: Gate<'_>) {
    let outputs = render_machine_readable(&built.site, theme).expect("the built-in theme renders");
    assert!(outputs.iter().any(|output| output.path == "api/v2/summary.json"));
    for output in &outputs {
        assert!(gate.inspect(&output.path, &output.bytes).is_empty());
    }
}

fn shortest(work: impl Fn()) -> Duration {
    let round = || {
        let before = processor::processor_time();
        work();
        processor::processor_time().saturating_sub(before)
    };
    (0..ROUNDS).map(|_| round()).min().expect("there are rounds")
}
