//! What happened since the last scan, shared by the threads of a watcher.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::{Error, Event};

use super::debounce::Debounce;
use super::filter::EventFilter;
use super::reason::reason;
use crate::source::Scope;

/// How long after a scan events caused by its own reading may still arrive.
const ECHO: Duration = Duration::from_secs(1);

/// The pending work, and a condition variable that is notified when more arrives.
#[derive(Debug, Default)]
pub(super) struct SharedPending {
    pending: Mutex<Pending>,
    changed: Condvar,
}

/// What happened since the last scan.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on one another")]
pub(super) struct Pending {
    pub(super) debounce: Debounce,
    /// Whether there was any event, even if no file changed because of it.
    pub(super) had_event: bool,
    /// Whether a full scan is running.
    pub(super) is_scanning: bool,
    /// When the last full scan ended.
    pub(super) scan_ended: Option<Instant>,
    /// Why events can no longer be relied on.
    pub(super) watch_error: Option<String>,
    pub(super) reload: bool,
    pub(super) stop: bool,
}

impl Pending {
    /// Whether events were lost only because our own reading caused too many. A scan of a large site opens more files
    /// than the event queue has room for; scanning again because of that would never end. If a relevant event was lost
    /// too, the next scan by the timer finds the change.
    fn is_echo(&self, event: &Event, now: Instant) -> bool {
        event.need_rescan() && (self.is_scanning || self.scan_ended.is_some_and(|ended| now < ended + ECHO))
    }
}

impl SharedPending {
    pub(super) fn lock(&self) -> MutexGuard<'_, Pending> {
        // Every update is a single step, so a thread that panicked while holding the lock left a valid state.
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is more work, or until `deadline`.
    pub(super) fn wait<'a>(
        &'a self,
        pending: MutexGuard<'a, Pending>,
        deadline: Instant,
    ) -> MutexGuard<'a, Pending> {
        let left = deadline.saturating_duration_since(Instant::now());
        self.changed.wait_timeout(pending, left).unwrap_or_else(PoisonError::into_inner).0
    }

    /// Handles an event or an error of the operating system.
    pub(super) fn on_event(&self, filter: &EventFilter, event: Result<Event, Error>) {
        match event {
            Ok(event) => {
                let now = Instant::now();
                // Most events are read accesses; those are dropped before taking the lock.
                let Some(scope) = filter.scope(&event) else { return };
                self.update(|pending| {
                    if !pending.is_echo(&event, now) {
                        pending.had_event = true;
                        pending.debounce.add(scope, now);
                    }
                });
            }
            Err(error) => self.update(|pending| {
                pending.watch_error = Some(reason(&error));
                pending.debounce.add(Scope::Everything, Instant::now());
            }),
        }
    }

    fn update(&self, change: impl FnOnce(&mut Pending)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }
}

/// Wakes a watcher from another thread.
#[derive(Clone, Debug)]
pub struct WakeHandle {
    pending: Arc<SharedPending>,
}

impl WakeHandle {
    pub(super) const fn new(pending: Arc<SharedPending>) -> Self {
        Self { pending }
    }

    /// Asks the watcher to stop.
    pub fn stop(&self) {
        self.pending.update(|pending| pending.stop = true);
    }

    /// Asks the watcher to read everything again.
    pub fn reload(&self) {
        self.pending.update(|pending| pending.reload = true);
    }

    /// Requests a scan of `scope`.
    pub fn scan(&self, scope: Scope) {
        self.pending.update(|pending| pending.debounce.add(scope, Instant::now()));
    }

    /// Whether the watcher was asked to stop. A long operation can check this to end early.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.pending.lock().stop
    }
}
