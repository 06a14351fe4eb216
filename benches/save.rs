//! The time from saving an update until the preview serves the page that shows it, with the real program, including its
//! watcher and its batching of events.
//!
//! `cargo bench --bench save` writes generated sites to a file system in memory, if there is one, starts
//! `allclear serve` on each, saves an update of an open incident repeatedly, and requests the page until it contains the
//! new text. `cargo bench --bench save -- 10000` measures a single size. Resident memory is reported on Linux only.

#[path = "support/folder.rs"]
mod folder;
#[path = "support/generated.rs"]
mod generated;

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Sizes of the sites: the number of incidents, with five updates each.
const SIZES: [usize; 2] = [1_000, 10_000];

const ROUNDS: usize = 25;

/// The time after which the benchmark fails if the page has not appeared.
const PATIENCE: Duration = Duration::from_mins(1);

const COMMS: &str = "content/incidents/2026-11-20-open/comms";

/// A preview that ends with the benchmark.
struct Preview {
    program: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    println!(
        "incidents   first page     median   shortest    longest   resident at most   (save to page, {ROUNDS} rounds)"
    );
    for size in if asked.is_empty() { SIZES.to_vec() } else { asked } {
        measure(size);
    }
}

fn measure(size: usize) {
    let folder = folder::in_memory();
    for file in generated::snapshot(size).files() {
        folder::write(&folder.path().join(&file.path), &file.text);
    }
    save(folder.path(), "Words of the beginning.");
    let started = Instant::now();
    let preview = Preview::start(folder.path());
    preview.wait_for("Words of the beginning.");
    let first = started.elapsed();
    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            // A pause of varying length, like that of a person who looks at the page.
            std::thread::sleep(Duration::from_millis(700 + 37 * u64::try_from(round).expect("few rounds")));
            let words = format!("Words of round number {round}.");
            let started = Instant::now();
            save(folder.path(), &words);
            preview.wait_for(&words);
            started.elapsed()
        })
        .collect();
    took.sort();
    println!(
        "{size:9} {:9} ms {:7} ms {:7} ms {:7} ms {:>15}",
        first.as_millis(),
        took[took.len() / 2].as_millis(),
        took[0].as_millis(),
        took[took.len() - 1].as_millis(),
        preview.resident(),
    );
}

impl Preview {
    fn start(root: &Path) -> Self {
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
        let port = port.expect("a free port").port();
        let program = Command::new(env!("CARGO_BIN_EXE_allclear"))
            .arg("-C")
            .arg(root)
            .args(["--quiet", "--now"])
            .arg(generated::now().to_rfc3339())
            .args(["serve", "--port", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        Self { program, port }
    }

    /// Requests the page until it contains these words.
    fn wait_for(&self, words: &str) {
        let started = Instant::now();
        while !self.page().is_some_and(|page| page.contains(words)) {
            assert!(started.elapsed() < PATIENCE, "`{words}` did not appear within {PATIENCE:?}");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn page(&self) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let request = format!(
            "GET /incidents/open/ HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    /// The peak resident memory, as the system reports it.
    fn resident(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.program.id())).unwrap_or_default();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = most.and_then(|most| most.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        kilobytes.map_or_else(|| "unknown".to_owned(), |kilobytes| format!("{} MB", kilobytes / 1000))
    }
}

/// Saves the update as most editors do: writes a temporary file and renames it.
fn save(root: &Path, words: &str) {
    let folder = root.join(COMMS);
    let text = format!(
        "+++\ntitle = \"Still open\"\nslug = \"open\"\nstatus = \"investigating\"\n\
         components = {{ part-00 = \"partial_outage\" }}\nnext_update = \"30m\"\n+++\n{words}\n"
    );
    folder::write(&folder.join(".update.tmp"), &text);
    fs::rename(folder.join(".update.tmp"), folder.join("2026-11-20T0950Z-investigating.md"))
        .expect("a rename");
}
