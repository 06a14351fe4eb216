//! The time of publishing again after one update changed, for sites of two sizes in memory.
//!
//! Files are neither read nor written. As in a watched project, a record whose files have not changed is the same shared
//! value. `cargo bench --bench again` prints the minimum and the median time, and the processor time of a round over all
//! threads, which other load on the machine affects least.

#[path = "support/generated.rs"]
mod generated;
#[path = "support/processor.rs"]
mod processor;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use allclear::content::public::Record;
use allclear::diagnostics::Findings;
use allclear::pipeline::{BuildInputs, Cache, Clock, Examined, Published, Settings, examine, publish};
use allclear::release::Audience;
use allclear::source::Snapshot;

/// The allocator of the program; the library does not set one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sizes of the sites: the number of incidents, with five updates each.
const SIZES: [usize; 2] = [1_000, 10_000];

const ROUNDS: usize = 100;

fn main() {
    println!("incidents      first    minimum     median  processor time");
    for size in SIZES {
        let mut rounds = Rounds::new(&generated::snapshot(size));
        let first = took(|| rounds.publish());
        rounds.publish();
        let before = processor::processor_time();
        let mut all: Vec<Duration> = (0..ROUNDS).map(|_| took(|| rounds.publish())).collect();
        let spent = processor::processor_time().saturating_sub(before)
            / u32::try_from(ROUNDS).expect("rounds are few");
        all.sort();
        println!("{size:9} {:>10.1?} {:>10.1?} {:>10.1?} {spent:>15.1?}", first, all[0], all[ROUNDS / 2]);
    }
}

fn took<T>(work: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    let result = work();
    let elapsed = started.elapsed();
    drop(result);
    elapsed
}

/// Two states of a project that differ in one update, and a publisher that switches between them.
struct Rounds {
    states: [(Snapshot, Examined); 2],
    cache: Cache,
    round: usize,
}

impl Rounds {
    fn new(snapshot: &Snapshot) -> Self {
        let settings = Settings {
            clock: Clock::Now(generated::now()),
            strict_internal: false,
            strict: true,
            judged_elsewhere: false,
        };
        let examined = |snapshot: &Snapshot| {
            examine(snapshot, Findings::default(), settings).expect("the site is sound")
        };
        let mut updates = snapshot.files().filter(|file| file.path.contains("/comms/"));
        let edited = updates.next_back().expect("there are updates").path.clone();
        let texts = snapshot.files().map(|file| {
            let text = if file.path == edited {
                format!("{}One word more.\n", file.text).into()
            } else {
                file.text.clone()
            };
            (file.path.clone(), text)
        });
        let after = Snapshot::of_texts(texts);
        let (one, mut other) = (examined(snapshot), examined(&after));
        // Like the loader: a record whose files have not changed is the same shared value.
        let known: HashMap<&str, &Arc<Record>> =
            one.content.public.records.iter().map(|record| (record.folder.as_str(), record)).collect();
        for record in &mut Arc::make_mut(&mut other.content).public.records {
            if !edited.contains(&format!("/{}/", record.folder)) {
                *record = known[record.folder.as_str()].clone();
            }
        }
        Self { states: [(snapshot.clone(), one), (after, other)], cache: Cache::default(), round: 0 }
    }

    fn publish(&mut self) -> Published {
        self.round += 1;
        let (snapshot, examined) = &self.states[self.round % 2];
        let inputs = BuildInputs::new(snapshot, &examined.content, &examined.verdict);
        let public = &examined.content.public;
        publish(public, &Audience::public(), None, examined.now, &inputs, &mut self.cache)
            .expect("the site is sound")
    }
}
