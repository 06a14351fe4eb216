//! What the files that machines read add to the time of a build: the API, feeds, calendars, badges, sitemap.
//!
//! `cargo bench --bench machines` builds generated sites in memory, makes and gates those files alone, and prints what
//! part of the rest of the build that is, in processor time over all threads. Files are neither read nor written, so
//! that the share in a whole build is smaller.

#[path = "support/generated.rs"]
mod generated;
#[path = "support/processor.rs"]
mod processor;

use std::time::Duration;

use allclear::diagnostics::Findings;
use allclear::gate::{Gate, Input};
use allclear::pipeline::{Built, Clock, Settings, build};
use allclear::site::{Theme, render_machine_readable};

/// The program's own allocator, which the library leaves to whoever uses it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sizes of the sites, in incidents with five updates each.
const SIZES: [usize; 2] = [1_000, 10_000];

const ROUNDS: usize = 7;

fn main() {
    println!(
        "incidents   whole build   for machines    share of the rest   (processor time, shortest of {ROUNDS} rounds)"
    );
    for size in SIZES {
        let snapshot = generated::snapshot(size);
        let settings =
            Settings { clock: Clock::Now(generated::now()), working_papers_count: false, strict: false };
        let whole = || build(&snapshot, Findings::default(), settings).expect("the site is sound");
        let built = whole();
        let theme = Theme::built_in();
        let gate = Gate::new(&Input::default()).expect("a gate");
        let all = shortest(|| drop(whole()));
        let machines = shortest(|| for_machines(&built, &theme, &gate));
        println!(
            "{size:9} {:>13.1?} {:>14.1?} {:>18.1} %",
            all,
            machines,
            100.0 * machines.as_secs_f64() / all.saturating_sub(machines).as_secs_f64()
        );
    }
}

/// Makes the files and lets a gate read them. The gate seeks nothing, which takes a little less than seeking much.
fn for_machines(built: &Built, theme: &Theme, gate: &Gate<'_>) {
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
