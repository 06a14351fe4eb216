//! Which item the command runs for next, and when. Nothing here reads a clock, so tests can pass any time.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::entry::Entry;
use super::ledger::Ledger;

/// The delay of the first retry. It doubles with each one.
const MIN_BACKOFF: Duration = Duration::from_secs(5);

/// The longest delay between two retries.
const MAX_BACKOFF: Duration = Duration::from_mins(5);

/// The longest wait. After this time, a clock that was set and a machine that slept are noticed.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// The items that are done, and those that failed.
#[derive(Debug)]
pub(super) struct Deliveries {
    pub(super) ledger: Ledger,
    /// When items that failed are tried again, and the delay before that.
    retries: BTreeMap<String, (Instant, Duration)>,
}

impl Deliveries {
    pub(super) const fn new(ledger: Ledger) -> Self {
        Self { ledger, retries: BTreeMap::new() }
    }

    /// Returns the first item that is due and not done. `now` and `instant` are the same time by the real clock and by the
    /// monotonic one.
    pub(super) fn next<'e>(
        &self,
        entries: &'e [Entry],
        now: DateTime<Utc>,
        instant: Instant,
    ) -> Option<&'e Entry> {
        let is_ready = |entry: &&Entry| {
            entry.at <= now
                && !self.ledger.has(&entry.id)
                && self.retries.get(&entry.id).is_none_or(|(at, _)| *at <= instant)
        };
        entries.iter().find(is_ready)
    }

    /// Returns how long to wait until an item may be ready.
    pub(super) fn wait(&self, entries: &[Entry], now: DateTime<Utc>, instant: Instant) -> Duration {
        let open = entries.iter().filter(|entry| !self.ledger.has(&entry.id));
        let waits = open.map(|entry| {
            let due = (entry.at - now).to_std().unwrap_or_default();
            let retry = self
                .retries
                .get(&entry.id)
                .map_or(Duration::ZERO, |(at, _)| at.saturating_duration_since(instant));
            due.max(retry)
        });
        // One millisecond more, in case the clock runs slightly behind.
        waits.min().map_or(MAX_WAIT, |wait| (wait + Duration::from_millis(1)).min(MAX_WAIT))
    }

    /// Records that the command succeeded for an item.
    pub(super) fn succeeded(&mut self, entry: &Entry) -> Result<(), String> {
        self.retries.remove(&entry.id);
        self.ledger.record(&entry.id, entry.at)
    }

    /// Returns after which time an item that failed is tried again.
    pub(super) fn failed(&mut self, entry: &Entry, instant: Instant) -> Duration {
        let before = self.retries.get(&entry.id);
        let delay = before.map_or(MIN_BACKOFF, |(_, delay)| (*delay * 2).min(MAX_BACKOFF));
        self.retries.insert(entry.id.clone(), (instant + delay, delay));
        delay
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn entry(id: &str, minute: i64) -> Entry {
        Entry { id: id.to_owned(), at: at(minute), document: String::new() }
    }

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn deliveries(folder: &std::path::Path, entries: &[Entry], now: DateTime<Utc>) -> Deliveries {
        let mut ledger = Ledger::open(folder).expect("a ledger");
        ledger.begin(entries, now).expect("written");
        Deliveries::new(ledger)
    }

    /// Delivers everything that is due at a time, and returns the ids.
    fn deliver(deliveries: &mut Deliveries, entries: &[Entry], minute: i64) -> Vec<String> {
        let mut ids = Vec::new();
        while let Some(entry) = deliveries.next(entries, at(minute), Instant::now()) {
            ids.push(entry.id.clone());
            deliveries.succeeded(entry).expect("recorded");
        }
        ids
    }

    #[test]
    fn a_clock_that_jumps_loses_and_repeats_nothing() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let entries = [entry("a", 10), entry("b", 20), entry("c", 500)];
        let mut deliveries = deliveries(folder.path(), &entries, at(0));
        assert_eq!(deliver(&mut deliveries, &entries, 10), ["a"]);
        assert_eq!(deliver(&mut deliveries, &entries, 1_000), ["b", "c"], "it jumped ahead");
        assert_eq!(deliver(&mut deliveries, &entries, 0), [""; 0], "it was set back");
        assert_eq!(deliver(&mut deliveries, &entries, 20), [""; 0]);
    }

    #[test]
    fn only_the_first_start_skips_what_is_old() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let old = [entry("old", 0), entry("new", 30)];
        let mut first = deliveries(folder.path(), &old, at(61));
        assert_eq!(deliver(&mut first, &old, 61), ["new"]);
        let later = [entry("old", 0), entry("new", 30), entry("missed", 90), entry("found late", 1)];
        let mut second = deliveries(folder.path(), &later, at(5_000));
        assert_eq!(deliver(&mut second, &later, 5_000), ["missed", "found late"]);
    }

    #[test]
    fn a_failure_is_retried_later_and_holds_nothing_back() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let entries = [entry("a", 0), entry("b", 0)];
        let mut deliveries = deliveries(folder.path(), &entries, at(0));
        let instant = Instant::now();
        assert_eq!(deliveries.failed(&entries[0], instant), Duration::from_secs(5));
        assert_eq!(deliveries.next(&entries, at(0), instant).map(|entry| &*entry.id), Some("b"));
        deliveries.succeeded(&entries[1]).expect("recorded");
        assert_eq!(deliveries.next(&entries, at(0), instant), None);
        assert_eq!(deliveries.wait(&entries, at(0), instant), Duration::from_millis(5_001));
        let later = instant + Duration::from_secs(5);
        assert_eq!(deliveries.next(&entries, at(0), later).map(|entry| &*entry.id), Some("a"));
        assert_eq!(deliveries.failed(&entries[0], later), Duration::from_secs(10));
        let delays: Vec<u64> = (0..6).map(|_| deliveries.failed(&entries[0], later).as_secs()).collect();
        assert_eq!(delays, [20, 40, 80, 160, 300, 300]);
    }

    #[test]
    fn a_damaged_file_is_an_error_and_not_a_first_start() {
        let folder = tempfile::TempDir::new().expect("a folder");
        std::fs::create_dir(folder.path().join(".allclear")).expect("a folder");
        std::fs::write(folder.path().join(".allclear/on-due.json"), "{").expect("written");
        let error = Ledger::open(folder.path()).expect_err("damaged");
        assert!(error.message().contains("it is damaged"), "{error:?}");
    }
}
