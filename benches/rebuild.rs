//! The time and memory of a rebuild after an update is saved.
//!
//! `cargo bench --bench rebuild` writes generated sites to a file system in memory, if there is one, saves an update of
//! an open incident repeatedly, and prints the median and the minimum time of each step.
//! `cargo bench --bench rebuild -- 10000` measures a single size.

#[path = "support/folder.rs"]
mod folder;
#[path = "support/generated.rs"]
mod generated;
#[path = "support/processor.rs"]
mod processor;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use allclear::check::Checker;
use allclear::content::Loader;
use allclear::pipeline::{Built, Clock, Rebuilder, Settings};
use allclear::source::{Project, Scan, ScanOptions, Scanner, Scope};

/// The allocator of the program; the library does not set one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sizes of the sites: the number of incidents, with five updates each.
const SIZES: [usize; 2] = [1_000, 10_000];

const ROUNDS: usize = 25;

/// The incident whose update is saved.
const FOLDER: &str = "content/incidents/2026-11-20-open";

/// A step of a rebuild, with its time in each round.
struct Step {
    name: &'static str,
    took: Vec<Duration>,
    /// Processor time, summed over all threads.
    busy: Duration,
}

impl Step {
    const fn new(name: &'static str) -> Self {
        Self { name, took: Vec::new(), busy: Duration::ZERO }
    }

    /// Runs a step and records its time.
    fn take<T>(&mut self, step: impl FnOnce() -> T) -> T {
        let (busy, started) = (processor::processor_time(), Instant::now());
        let result = step();
        self.took.push(started.elapsed());
        self.busy += self::processor::processor_time().saturating_sub(busy);
        result
    }

    fn print(&mut self) {
        self.took.sort();
        let (median, shortest) = (self.took[self.took.len() / 2], self.took[0]);
        let rounds = u32::try_from(self.took.len()).expect("few rounds");
        println!(
            "{:26} {:>7.2} ms {:>7.2} ms {:>7.2} ms",
            self.name,
            millis(median),
            millis(shortest),
            millis(self.busy / rounds)
        );
    }
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    for size in if asked.is_empty() { SIZES.to_vec() } else { asked } {
        measure(size);
    }
}

fn measure(size: usize) {
    let folder = folder::in_memory();
    write(folder.path(), size);
    let settings = Settings {
        clock: Clock::Now(generated::now()),
        strict_internal: false,
        strict: true,
        judged_elsewhere: false,
    };
    let mut scanner = Scanner::new(Project::new(folder.path()), ScanOptions { public_only: false });
    let mut rebuilder = Rebuilder::new();
    let mut loader = Loader::default();
    let mut checker = Checker::default();

    let started = Instant::now();
    let scan = scanner.scan(&Scope::Everything);
    let reading = started.elapsed();
    let started = Instant::now();
    let mut built = build(&mut rebuilder, &scan, settings);
    println!("\n{size} incidents, {} files", scan.snapshot.file_count());
    println!("first scan {reading:.1?}, first build {:.1?}, resident {} MB", started.elapsed(), resident());
    // The scanner reads recently written files again until their time stamps are old enough.
    std::thread::sleep(Duration::from_millis(2_500));
    drop(scanner.scan(&Scope::Everything));
    drop(checker.check(&loader.load(&scan.snapshot).0, &scan.snapshot, generated::now()));

    let mut scanning = Step::new("scan of the folder");
    let mut loading = Step::new("load");
    let mut checking = Step::new("check");
    let mut rebuilding = Step::new("rebuild (load to gate)");
    let mut backstop = Step::new("scan of everything");
    for round in 0..ROUNDS {
        save(folder.path(), round);
        let scope = Scope::Folders(BTreeSet::from([format!("{FOLDER}/comms")]));
        let scan = scanning.take(|| scanner.scan(&scope));
        assert_eq!(scan.changed.len(), 1);
        let (content, _) = loading.take(|| loader.load(&scan.snapshot));
        checking.take(|| drop(checker.check(&content, &scan.snapshot, generated::now())));
        built = rebuilding.take(|| build(&mut rebuilder, &scan, settings));
        backstop.take(|| drop(scanner.scan(&Scope::Everything)));
    }
    let both = scanning.took.iter().zip(&rebuilding.took).map(|(scan, rebuild)| *scan + *rebuild).collect();
    let busy = scanning.busy + rebuilding.busy;
    let mut both = Step { name: "scan and rebuild", took: both, busy };
    println!("{:26} {:>10} {:>10} {:>10}", "", "median", "shortest", "processor");
    for step in [&mut scanning, &mut loading, &mut checking, &mut rebuilding, &mut both, &mut backstop] {
        step.print();
    }
    println!("{} outputs, resident {} MB", built.outputs.len(), resident());
}

fn millis(span: Duration) -> f64 {
    span.as_secs_f64() * 1_000.0
}

fn build(rebuilder: &mut Rebuilder, scan: &Scan, settings: Settings) -> Built {
    rebuilder
        .build(scan, settings)
        .unwrap_or_else(|failed| panic!("the site is sound: {:?}", failed.findings))
}

fn write(root: &Path, size: usize) {
    for file in generated::snapshot(size).files() {
        folder::write(&root.join(&file.path), &file.text);
    }
    let component = "part-00";
    let record = format!(
        "+++\ntitle = \"Pooler stall\"\nseverity = \"P1\"\ncomponents = [\"{component}\"]\n+++\nStall.\n"
    );
    folder::write(&root.join(FOLDER).join("incident.md"), &record);
    let first = format!(
        "+++\ntitle = \"Payments fail\"\nslug = \"2026-11-20-open\"\nstatus = \"investigating\"\n\
         components = {{ {component} = \"partial_outage\" }}\nnext_update = \"30m\"\n+++\nSome payments fail.\n"
    );
    folder::write(&root.join(FOLDER).join("comms/2026-11-20T0930Z-investigating.md"), &first);
    save(root, usize::MAX);
}

/// Saves an update with a different text in every round.
fn save(root: &Path, round: usize) {
    let text = format!("+++\nnext_update = \"30m\"\n+++\nWe found the cause in region {round}.\n");
    folder::write(&root.join(FOLDER).join("comms/2026-11-20T0950Z.md"), &text);
}

/// Resident memory of this process in MB, or 0 if the system does not report it.
fn resident() -> usize {
    let statm = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: Option<usize> = statm.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or_default() * 4_096 / 1_000_000
}
