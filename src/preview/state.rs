//! The state of the preview: the last good build, and the errors if a later build failed. Each build replaces the state
//! atomically, so a request sees either the old or the new state.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::built_site::BuiltSite;
use super::findings_panel::FindingsPanel;
use super::pages::Pages;
use crate::artifact::Artifact;
use crate::pipeline::{Built, Failed};
use crate::source::Snapshot;

/// The maximum number of open event streams. A browser opens up to six per host, and each occupies a thread.
const MAX_STREAMS: usize = 32;

/// The current build, and a condition variable for streams that wait for the next one.
#[derive(Debug)]
pub struct PreviewState {
    /// Identifies this run of the program, so that a page that was loaded from an earlier run notices.
    session: String,
    current: Mutex<Arc<CurrentBuild>>,
    changed: Condvar,
    streams: AtomicUsize,
}

/// What is shown after a build.
#[derive(Debug, Default)]
pub(super) struct CurrentBuild {
    /// The number of builds so far, good or not.
    pub(super) generation: u64,
    /// The last good build.
    pub(super) site: Option<Arc<BuiltSite>>,
    /// The findings of the last build, if it failed.
    pub(super) failure: Option<FindingsPanel>,
}

impl PreviewState {
    /// A state without any build.
    #[must_use]
    pub fn new(session: String) -> Self {
        Self { session, current: Mutex::default(), changed: Condvar::new(), streams: AtomicUsize::new(0) }
    }

    /// Publishes a good build. Returns how many pages changed.
    pub fn publish(&self, built: Built, snapshot: Arc<Snapshot>) -> usize {
        let site = Arc::new(BuiltSite::new(built, snapshot));
        let before = self.current().site.clone();
        let public = |site: &Arc<BuiltSite>| site.public().clone();
        let changed = changed_pages(
            before.as_ref().map(public).as_ref().and_then(|view| view.pages.as_ref()),
            public(&site).pages.as_ref(),
        );
        self.replace(|_| (Some(site), None));
        changed
    }

    /// Keeps showing the last good build, with the errors of the newest.
    pub fn fail(&self, failed: &Failed, snapshot: &Snapshot) {
        let panel = FindingsPanel::failed(&failed.findings, &failed.reason, snapshot);
        self.replace(|current| (current.site.clone(), Some(panel)));
    }

    /// Whether there is a good build to show.
    #[must_use]
    pub fn has_site(&self) -> bool {
        self.current().site.is_some()
    }

    pub(super) fn session(&self) -> &str {
        &self.session
    }

    pub(super) fn current(&self) -> Arc<CurrentBuild> {
        Arc::clone(&self.lock())
    }

    /// Waits until the generation differs from `generation`, for at most `timeout`.
    pub(super) fn wait_for_change(&self, generation: u64, timeout: Duration) -> Option<Arc<CurrentBuild>> {
        let end = Instant::now() + timeout;
        let mut current = self.lock();
        loop {
            if current.generation != generation {
                return Some(Arc::clone(&current));
            }
            let left = end.checked_duration_since(Instant::now())?;
            (current, _) = self.changed.wait_timeout(current, left).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Reserves a slot for an event stream, unless there are too many.
    pub(super) fn open_stream(self: &Arc<Self>) -> Option<StreamSlot> {
        let open = self.streams.fetch_add(1, Ordering::Relaxed);
        let slot = StreamSlot { state: Arc::clone(self) };
        (open < MAX_STREAMS).then_some(slot)
    }

    fn replace(&self, next: impl FnOnce(&CurrentBuild) -> (Option<Arc<BuiltSite>>, Option<FindingsPanel>)) {
        let old;
        {
            let mut current = self.lock();
            let (site, failure) = next(&current);
            let next = Arc::new(CurrentBuild { generation: current.generation + 1, site, failure });
            old = std::mem::replace(&mut *current, next);
        }
        self.changed.notify_all();
        // The old state may be large; it is dropped after the lock is released.
        drop(old);
    }

    fn lock(&self) -> MutexGuard<'_, Arc<CurrentBuild>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reserved slot for an event stream. Dropping it frees the slot.
#[derive(Debug)]
pub(super) struct StreamSlot {
    state: Arc<PreviewState>,
}

impl Drop for StreamSlot {
    fn drop(&mut self) {
        self.state.streams.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The number of pages that were added, removed or changed.
fn changed_pages(before: Option<&Pages>, after: Option<&Pages>) -> usize {
    let is_page =
        |file: &&Arc<Artifact>| Path::new(&file.path).extension().is_some_and(|kind| kind == "html");
    let mut old = before.iter().flat_map(|pages| pages.files()).filter(is_page).peekable();
    let mut changed = 0;
    for new in after.iter().flat_map(|pages| pages.files()).filter(is_page) {
        while old.next_if(|old| old.path < new.path).is_some() {
            changed += 1;
        }
        match old.next_if(|old| old.path == new.path) {
            Some(old) if Arc::ptr_eq(old, new) || old.bytes == new.bytes => {}
            _ => changed += 1,
        }
    }
    changed + old.count()
}
