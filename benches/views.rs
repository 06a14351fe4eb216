//! The time and memory of customers' views.
//!
//! `cargo bench --bench views` measures small sizes. `cargo bench --bench views -- full` measures the sizes of the
//! targets: 50 customers with 1,000 incidents against reading the content once and copying `public/` and `private/`
//! once, 1,000 customers against 50 with 200 incidents, one update for one customer in `watch`, and sealed views.
//! `CUSTOMERS`, `INCIDENTS` and `ACCESS` measure a single case: `CUSTOMERS=1000 INCIDENTS=200 ACCESS=sealed`.

#[path = "support/folder.rs"]
mod folder;
#[path = "support/generated.rs"]
mod generated;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use allclear::output::{Lock, OutputFolder, SiteReport, SiteWrite, WriteError, WriteOptions};
use allclear::pipeline::{
    Built, Clock, PlannedView, Rebuilder, ReceivedView, Settings, ViewsMemory, plan_views,
};
use allclear::seal::{Keys, KeysFile, Secret};
use allclear::source::{Project, Scan, ScanOptions, Scanner, Scope};

/// The allocator of the program; the library does not set one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A site to measure.
#[derive(Clone, Copy)]
struct Case {
    customers: usize,
    incidents: usize,
    access: &'static str,
}

const SMALL: [Case; 3] = [
    Case { customers: 5, incidents: 50, access: "gated" },
    Case { customers: 20, incidents: 20, access: "gated" },
    Case { customers: 5, incidents: 50, access: "sealed" },
];

const FULL: [Case; 5] = [
    Case { customers: 50, incidents: 1_000, access: "gated" },
    Case { customers: 50, incidents: 200, access: "gated" },
    Case { customers: 1_000, incidents: 200, access: "gated" },
    Case { customers: 50, incidents: 200, access: "sealed" },
    Case { customers: 1_000, incidents: 200, access: "sealed" },
];

/// The first update of the open incident, and the one that is saved.
const FIRST: &str = "content/incidents/2026-11-20-open/comms/2026-11-20T0900Z-investigating.md";
const UPDATE: &str = "content/incidents/2026-11-20-open/comms/2026-11-20T0955Z-for-one.md";

fn main() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<usize>().ok());
    if let (Some(customers), Some(incidents)) = (number("CUSTOMERS"), number("INCIDENTS")) {
        let access = std::env::var("ACCESS").unwrap_or_else(|_| "gated".to_owned());
        return measure(Case { customers, incidents, access: access.leak() });
    }
    let full = std::env::args().any(|argument| argument == "full");
    let cases: &[Case] = if full { &FULL } else { &SMALL };
    cases.iter().copied().for_each(measure);
}

/// Builds, builds again, saves an update for one customer, and prints the time of each.
fn measure(case: Case) {
    let folder = folder::in_memory();
    let root = folder.path();
    let keys = write_site(root, case);
    let project = Project::new(root);
    let mut scanner = Scanner::new(project, ScanOptions { public_only: false });
    let mut site = Measured { root, keys: keys.keys(), rebuilder: Rebuilder::new() };
    let Case { customers, incidents, access } = case;
    println!("{customers} {access} customers, {incidents} incidents");

    let (scan, read) = timed(|| scanner.scan(&Scope::Everything));
    let (report, first) = timed(|| site.publish(&scan));
    let files = report.view_files_written + report.public.written.len();
    println!("  first build       {:>8} ms, {files} files", (read + first).as_millis());
    let copied = bar(root);
    println!("  read and copied   {:>8} ms", copied.as_millis());
    println!(
        "  size of public    {:>8} kB, private {} kB",
        size(&root.join("public")),
        size(&root.join("private"))
    );

    let scan = scanner.scan(&Scope::Everything);
    let (_, again) = timed(|| site.publish(&scan));
    println!("  nothing changed   {:>8} ms", again.as_millis());

    let mut saved = Vec::new();
    let mut report = SiteReport::default();
    for round in 0..5 {
        let text = format!(
            "+++\naudience = [\"customer:{}\"]\n+++\nFor you the cause is known now, round {round}.\n",
            name(0)
        );
        folder::write(&root.join(UPDATE), &text);
        let started = Instant::now();
        let scan = scanner.scan(&Scope::Everything);
        report = site.publish(&scan);
        saved.push(started.elapsed());
    }
    saved.sort();
    println!(
        "  update for one    {:>8} ms, {} views, {} files in views, {} public files",
        saved[saved.len() / 2].as_millis(),
        report.views_changed,
        report.view_files_written,
        report.public.written.len()
    );
    if let Some(memory) = peak_memory() {
        println!("  peak memory       {memory:>8} MB since the program started");
    }
}

/// What is published repeatedly.
struct Measured<'a> {
    root: &'a Path,
    keys: &'a Keys,
    rebuilder: Rebuilder,
}

impl Measured<'_> {
    fn publish(&mut self, scan: &Scan) -> SiteReport {
        let settings = Settings {
            clock: Clock::Now(generated::now()),
            strict_internal: false,
            strict: false,
            judged_elsewhere: false,
        };
        let built = self.rebuilder.build(scan, settings).unwrap_or_else(|failed| {
            panic!("{}", allclear::diagnostics::json(&failed.findings, &scan.snapshot))
        });
        let plan = plan_views(&built.content, self.keys).expect("every customer has a key");
        let (report, memory) = self.write(scan, &built, &plan).expect("the folder can be written");
        self.rebuilder.remember(memory);
        report
    }

    fn write(
        &mut self,
        scan: &Scan,
        built: &Built,
        plan: &[PlannedView],
    ) -> Result<(SiteReport, ViewsMemory), WriteError> {
        let open = |name: &str| OutputFolder::open(self.root, Path::new(name), None).expect("a folder");
        let (public, private) = (open("public"), open("private"));
        let lock = Lock::take(&public, Duration::from_secs(1))?;
        let mut site = SiteWrite::begin(&lock, &public, &private, WriteOptions::default())?;
        let outcome = self.rebuilder.publish_views(built, &scan.snapshot, self.keys, plan, |view| {
            match view {
                ReceivedView::Files(folder, id, outputs) => site.add_view(folder, id, outputs)?,
                ReceivedView::Unchanged(folder, id) => site.keep_view(folder, id),
                ReceivedView::OthersUnchanged(folder) => site.keep_other_views(folder),
            }
            Ok::<(), WriteError>(())
        })?;
        assert!(outcome.refused.is_empty(), "the gate refused {:?}", outcome.refused);
        Ok((site.commit(Some(built.outputs.as_slice()))?, outcome.memory))
    }
}

fn timed<T>(step: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let result = step();
    (result, started.elapsed())
}

/// The time to read the content once and to copy both output folders once.
fn bar(root: &Path) -> Duration {
    let script = "find content -type f -print0 | xargs -0 cat >/dev/null && cp -r public copy-1 && \
                  { [ ! -d private ] || cp -r private copy-2; } && sync -f . 2>/dev/null; true";
    let (status, took) = timed(|| Command::new("sh").args(["-c", script]).current_dir(root).status());
    assert!(status.expect("a shell").success());
    for copy in ["copy-1", "copy-2"] {
        let _ = fs::remove_dir_all(root.join(copy));
    }
    took
}

/// The size of the files in a folder, in kilobytes.
fn size(folder: &Path) -> u64 {
    let mut size = 0;
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => open.push(entry.path()),
                Ok(metadata) => size += metadata.len(),
                Err(_) => {}
            }
        }
    }
    size / 1_000
}

/// The largest memory of this process so far, in megabytes.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes / 1_000)
}

/// A name of letters, so that it is no word of the interface.
fn name(number: usize) -> String {
    let letters = [number / 676 % 26, number / 26 % 26, number % 26]
        .map(|index| char::from(b'a' + u8::try_from(index).expect("below 26")));
    format!("qx{}", letters.iter().collect::<String>())
}

/// Writes a site with customers and returns their keys.
fn write_site(root: &Path, case: Case) -> KeysFile {
    let snapshot = generated::snapshot(case.incidents);
    for file in snapshot.files() {
        folder::write(&root.join(&file.path), &file.text);
    }
    let first = "+++\ntitle = \"Open incident\"\nslug = \"open\"\nstatus = \"investigating\"\n\
                 components = { part-00 = \"partial_outage\" }\nnext_update = \"2h\"\n+++\nWe are looking into it.\n";
    folder::write(&root.join(FIRST), first);
    let secret = |number: usize| {
        let mut bytes = [7; Secret::BYTES];
        bytes[..8].copy_from_slice(&number.to_be_bytes());
        Secret::from_random(bytes)
    };
    let mut keys = KeysFile::new(secret(usize::MAX));
    for number in 0..case.customers {
        let id = name(number);
        let mut text = String::from("+++\n");
        let _ = writeln!(text, "name = \"Firm {}\"\naccess = \"{}\"\n+++", id.to_uppercase(), case.access);
        folder::write(&root.join(format!("content/customers/{id}.md")), &text);
        keys.add(&id, secret(number));
    }
    keys
}
