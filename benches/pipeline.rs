//! The time of each stage of a build and of a whole build, for sites of three sizes in memory.
//!
//! Reading and writing files is not included, because it would measure the disk. `docs/performance.md` reports it as a
//! ratio to the time for reading and copying the same files.

#[path = "support/generated.rs"]
mod generated;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use allclear::check::Verdict;
use allclear::check::check;
use allclear::content;
use allclear::diagnostics::Findings;
use allclear::gate::{ForbidPattern, Gate, Input, InternalIndex, InternalText, ReleasedIndex, ReleasedTexts};
use allclear::pipeline::{Clock, Settings, build};
use allclear::release::{Audience, release};
use allclear::site::{Theme, render};
use allclear::source::{Side, Snapshot};
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, measurement::WallTime};

/// The allocator of the program; the library does not set one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sizes of the sites: the number of incidents, with five updates each.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for size in SIZES {
        let snapshot = generated::snapshot(size);
        let mut group = criterion.benchmark_group("pipeline");
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(3))
            .throughput(Throughput::Elements(size as u64));
        stages(&mut group, size, &snapshot);
        group.bench_with_input(BenchmarkId::new("build", size), &snapshot, |bencher, files| {
            let settings = Settings {
                clock: Clock::Now(generated::now()),
                strict_internal: false,
                strict: true,
                judged_elsewhere: false,
            };
            bencher
                .iter(|| build(black_box(files), Findings::default(), settings).expect("the site is sound"));
        });
        group.finish();
    }
    criterion.final_summary();
}

fn stages(group: &mut BenchmarkGroup<'_, WallTime>, size: usize, snapshot: &Snapshot) {
    let now = generated::now();
    let audience = Audience::public();
    let theme = Theme::built_in();
    let (records, _) = content::load(snapshot);
    let released =
        release(&records.public, &audience, now, &Verdict::default()).expect("the site has a `site.toml`");
    let outputs = render(&released, &theme).expect("the built-in theme is sound");
    let input = gate_input(snapshot);
    let texts = released.texts().into_iter().chain(theme.texts()).collect();
    let texts = ReleasedTexts { texts, ..ReleasedTexts::default() };
    let indexes = || {
        let internal = InternalIndex::new(&input).expect("two patterns fit into an automaton");
        let released = ReleasedIndex::new(&internal, &texts);
        (internal, released)
    };
    let (internal_index, released_index) = indexes();
    let gate = Gate::new(&internal_index, &released_index, None);

    group.bench_function(BenchmarkId::new("load", size), |bencher| {
        bencher.iter(|| content::load(black_box(snapshot)));
    });
    group.bench_function(BenchmarkId::new("check", size), |bencher| {
        bencher.iter(|| check(black_box(&records), snapshot, now));
    });
    group.bench_function(BenchmarkId::new("release", size), |bencher| {
        bencher.iter(|| release(black_box(&records.public), &audience, now, &Verdict::default()));
    });
    group.bench_function(BenchmarkId::new("render", size), |bencher| {
        bencher.iter(|| render(black_box(&released), &theme));
    });
    group.bench_function(BenchmarkId::new("gate index", size), |bencher| {
        bencher.iter(|| black_box(indexes()));
    });
    group.bench_function(BenchmarkId::new("gate read", size), |bencher| {
        bencher.iter(|| {
            let inspect =
                |output: &Arc<allclear::artifact::Artifact>| gate.inspect(&output.path, &output.bytes).len();
            black_box(&outputs).iter().map(inspect).sum::<usize>()
        });
    });
}

/// What a build gives the gate. These sites have no names of people and customers.
fn gate_input(snapshot: &Snapshot) -> Input<'_> {
    let internal = snapshot.files().filter(|file| file.side == Side::Internal);
    let pattern = |text| ForbidPattern::parse(text).expect("a pattern");
    Input {
        internal: internal
            .map(|file| InternalText { source: file.id.index(), text: file.text.clone(), markdown: true })
            .collect(),
        names: Vec::new(),
        public_ids: Vec::new(),
        forbid: vec![pattern("*.internal"), pattern("10.0.0.0/8")],
    }
}
