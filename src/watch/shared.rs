//! What the threads of a watcher share: what happened since somebody last looked.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::{Error, Event};

use super::batch::Batch;
use super::interest::Interest;
use super::trouble::reason;
use crate::source::Scope;

/// For so long after a look the events of its own reading may still come in.
const ECHO: Duration = Duration::from_secs(1);

/// What happened, and a bell that rings when more does.
#[derive(Debug, Default)]
pub(super) struct Shared {
    news: Mutex<News>,
    bell: Condvar,
}

/// What happened since somebody last looked.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on one another")]
pub(super) struct News {
    pub(super) batch: Batch,
    /// Whether any event arrived, also one that led to no change.
    pub(super) heard: bool,
    /// Whether somebody looks at this moment.
    pub(super) looking: bool,
    /// When the last look ended.
    pub(super) looked: Option<Instant>,
    /// Why events can no longer be relied on.
    pub(super) trouble: Option<String>,
    pub(super) reload: bool,
    pub(super) stop: bool,
}

impl News {
    /// Whether events were lost only because there were too many of our own. A look at a large site opens more files
    /// than the system has room for events; to look again because of that would never end. Should an event of
    /// somebody else be among the lost, the next look by the pace finds what it was about.
    fn is_echo(&self, event: &Event, now: Instant) -> bool {
        event.need_rescan() && (self.looking || self.looked.is_some_and(|ended| now < ended + ECHO))
    }
}

impl Shared {
    pub(super) fn lock(&self) -> MutexGuard<'_, News> {
        // News are whole after each step, so a thread that died while it held them left nothing half done.
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the bell, at the longest until `deadline`.
    pub(super) fn wait<'a>(&'a self, news: MutexGuard<'a, News>, deadline: Instant) -> MutexGuard<'a, News> {
        let left = deadline.saturating_duration_since(Instant::now());
        self.bell.wait_timeout(news, left).unwrap_or_else(PoisonError::into_inner).0
    }

    /// Takes in what the operating system tells.
    pub(super) fn hear(&self, interest: &Interest, told: Result<Event, Error>) {
        match told {
            Ok(event) => {
                let now = Instant::now();
                // Most events are of reading: they cost no lock.
                let Some(scope) = interest.scope(&event) else { return };
                self.tell(|news| {
                    if !news.is_echo(&event, now) {
                        news.heard = true;
                        news.batch.add(scope, now);
                    }
                });
            }
            Err(error) => self.tell(|news| {
                news.trouble = Some(reason(&error));
                news.batch.add(Scope::Everything, Instant::now());
            }),
        }
    }

    fn tell(&self, change: impl FnOnce(&mut News)) {
        change(&mut self.lock());
        self.bell.notify_all();
    }
}

/// Wakes a watcher from another thread.
#[derive(Clone, Debug)]
pub struct WakeHandle {
    shared: Arc<Shared>,
}

impl WakeHandle {
    pub(super) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Asks it to end.
    pub fn stop(&self) {
        self.shared.tell(|news| news.stop = true);
    }

    /// Asks it to read everything anew.
    pub fn reload(&self) {
        self.shared.tell(|news| news.reload = true);
    }

    /// Asks it to look here.
    pub fn look(&self, scope: Scope) {
        self.shared.tell(|news| news.batch.add(scope, Instant::now()));
    }

    /// Whether it was asked to end: for whoever is in the middle of something longer.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.shared.lock().stop
    }
}
