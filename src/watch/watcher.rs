//! The watcher, which waits for the next reason to scan.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::filter::EventFilter;
use super::pending::{SharedPending, WakeHandle};
use super::reason::reason;
use super::scan_timer::ScanTimer;
use super::wake::Wake;
use super::watched_folders::{WatchError, WatchedFolders};
use crate::source::{Project, Scope};

/// The default interval of scans where there are no events.
const POLL: Duration = Duration::from_millis(500);

/// After this many scans in a row that found a change without an event, the watcher switches to polling.
const MAX_MISSED: u32 = 3;

/// How to watch.
#[derive(Clone, Debug, Default)]
pub struct WatchOptions {
    /// Polls with this interval instead of using events.
    pub poll: Option<Duration>,
    /// Folders whose changes are ignored, wherever they are: the output.
    pub ignore: Vec<PathBuf>,
}

/// What triggered a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanTrigger {
    /// An event of the operating system.
    Event,
    /// The timer, without any event.
    Timer,
}

/// Watches a project. Its threads end when it is dropped.
pub struct Watcher {
    project: Project,
    pub(super) filter: Arc<EventFilter>,
    pub(super) pending: Arc<SharedPending>,
    /// The polling interval chosen by the user.
    poll: Option<Duration>,
    /// `None` while polling.
    pub(super) folders: Option<WatchedFolders>,
    timer: ScanTimer,
    /// The scan that was requested last.
    request: Option<ScanRequest>,
    /// How many scans in a row found a change without an event.
    missed: u32,
    /// Notes to report, oldest first.
    notes: Vec<String>,
}

struct ScanRequest {
    at: Instant,
    everything: bool,
    /// No event caused it.
    by_timer: bool,
}

impl Watcher {
    /// Starts watching. Also returns notes for the user, for example that there are no events.
    #[must_use]
    pub fn start(project: &Project, options: WatchOptions) -> (Self, Vec<String>) {
        let mut watcher = Self {
            project: project.clone(),
            filter: Arc::new(EventFilter::new(project, options.ignore)),
            pending: Arc::default(),
            poll: options.poll,
            folders: None,
            timer: ScanTimer::backstop(Instant::now()),
            request: None,
            missed: 0,
            notes: Vec::new(),
        };
        watcher.restart();
        let notes = std::mem::take(&mut watcher.notes);
        (watcher, notes)
    }

    /// Waits for the next reason to wake up. `deadline` is the time of the next change by the clock. Compute it anew
    /// for each call, because clocks can be set and machines can sleep.
    ///
    /// Nothing is lost between two calls: what happens while the caller builds causes the next scan.
    pub fn wait(&mut self, deadline: Option<Instant>) -> Wake {
        if let Some(request) = self.request.take() {
            // The caller did not report the end of the scan.
            self.end_scan(request.everything, Instant::now());
        }
        let shared = Arc::clone(&self.pending);
        let mut pending = shared.lock();
        loop {
            if pending.stop {
                return Wake::Stop;
            }
            if std::mem::take(&mut pending.reload) {
                drop(pending);
                self.restart();
                return Wake::Reload;
            }
            if let Some(reason) = pending.watch_error.take().filter(|_| self.folders.is_some()) {
                self.fall_back(&format!("watching failed: {reason}"));
            }
            if !self.notes.is_empty() {
                return Wake::Note(self.notes.remove(0));
            }
            let now = Instant::now();
            if deadline.is_some_and(|deadline| deadline <= now) {
                return Wake::Clock;
            }
            let timer_expired = self.timer.next() <= now;
            let debounced = pending.debounce.take(now);
            // While events arrive, a full scan waits until they are debounced.
            if debounced.is_some() || (timer_expired && pending.debounce.due().is_none()) {
                if std::mem::take(&mut pending.had_event) {
                    self.missed = 0;
                }
                drop(pending);
                let by_timer = debounced.is_none();
                let scope = debounced.filter(|_| !timer_expired).unwrap_or(Scope::Everything);
                return self.request_scan(scope, by_timer);
            }
            let next = pending.debounce.due().unwrap_or_else(|| self.timer.next());
            pending = shared.wait(pending, deadline.map_or(next, |deadline| deadline.min(next)));
        }
    }

    /// Reports the end of the scan that the last [`Wake::Files`] requested, and whether any file had changed. This
    /// tells the watcher how long a scan takes and whether events arrive at all. Returns what triggered the scan.
    pub fn scan_finished(&mut self, changed: bool) -> ScanTrigger {
        let Some(request) = self.request.take() else { return ScanTrigger::Timer };
        let now = Instant::now();
        if request.everything {
            self.timer.restart(now - request.at, now);
        }
        // An event that arrived during the scan was about what the scan found.
        if self.end_scan(request.everything, now) || !request.by_timer {
            if changed && self.folders.is_some() {
                self.timer.trust_events();
            }
            return ScanTrigger::Event;
        }
        if changed {
            self.on_missed_event();
        }
        ScanTrigger::Timer
    }

    /// Returns a handle to wake the watcher from other threads.
    #[must_use]
    pub fn handle(&self) -> WakeHandle {
        WakeHandle::new(Arc::clone(&self.pending))
    }

    /// The polling interval, or `None` if the watcher uses events.
    #[must_use]
    pub fn poll_interval(&self) -> Option<Duration> {
        self.folders.is_none().then(|| self.timer.interval())
    }

    /// Starts over, with events if there are any.
    fn restart(&mut self) {
        self.missed = 0;
        self.folders = None;
        // The caller scans everything first.
        self.request = Some(ScanRequest { at: Instant::now(), everything: true, by_timer: true });
        self.pending.lock().is_scanning = true;
        if let Some(interval) = self.poll {
            self.timer = ScanTimer::poll(interval, false, Instant::now());
            return;
        }
        self.timer = ScanTimer::backstop(Instant::now());
        let (pending, filter) = (Arc::clone(&self.pending), Arc::clone(&self.filter));
        match notify::recommended_watcher(move |event| pending.on_event(&filter, event)) {
            Ok(watcher) => {
                self.folders = Some(WatchedFolders::new(Box::new(watcher), &self.project));
                self.update_folders();
            }
            Err(error) => self.fall_back(&format!("cannot watch for changes: {}", reason(&error))),
        }
    }

    /// Updates the watches before the scan, so that nothing that happens after the scan is missed.
    fn request_scan(&mut self, scope: Scope, by_timer: bool) -> Wake {
        let updated = self.update_folders();
        let scope = if updated { Scope::Everything } else { scope };
        let (everything, at) = (scope == Scope::Everything, Instant::now());
        if everything {
            // Until the caller reports how long it took.
            self.timer.restart(Duration::ZERO, at);
        }
        self.pending.lock().is_scanning = everything;
        self.request = Some(ScanRequest { at, everything, by_timer: by_timer && !updated });
        Wake::Files(scope)
    }

    /// Handles a change that no event reported. The watch on one folder may have been lost while folders came and
    /// went, so all watches are set up again before the watcher gives up on events.
    fn on_missed_event(&mut self) {
        let Some(folders) = &mut self.folders else { return };
        self.missed += 1;
        if self.missed >= MAX_MISSED {
            return self.fall_back("the file system does not report changes");
        }
        folders.clear();
        self.timer = ScanTimer::backstop(Instant::now());
        // The next scan finds what happens before the watches are back.
        self.update_folders();
    }

    /// Returns whether there was any event in the meantime.
    fn end_scan(&self, everything: bool, now: Instant) -> bool {
        let mut pending = self.pending.lock();
        pending.is_scanning = false;
        if everything {
            pending.scan_ended = Some(now);
        }
        pending.had_event
    }

    /// Returns whether any watch was added or removed.
    fn update_folders(&mut self) -> bool {
        match self.folders.as_mut().map_or(Ok(false), WatchedFolders::update) {
            Ok(changed) => changed,
            Err(WatchError { path, error }) => {
                self.fall_back(&format!("cannot watch `{}`: {}", self.name(&path), reason(&error)));
                true
            }
        }
    }

    /// Switches to polling.
    fn fall_back(&mut self, why: &str) {
        self.folders = None;
        self.timer = ScanTimer::poll(POLL, true, Instant::now());
        self.notes.push(format!("{why}; polling every {} ms instead", POLL.as_millis()));
    }

    fn name(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.project.root()).ok();
        below.filter(|below| below.iter().count() > 0).unwrap_or(path).display().to_string()
    }
}
